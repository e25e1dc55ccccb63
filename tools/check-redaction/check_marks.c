/* Two readings of a document against the marks between them. */
#include "verdict.h"

#include "base/utf8.h"

#include <stdlib.h>

#define BLOCK "\xE2\x96\x88"

struct run {
    size_t start, end; /* code points, then bytes */
};

static int by_start(const void *a, const void *b)
{
    const struct run *l = a;
    const struct run *r = b;
    return (l->start > r->start) - (l->start < r->start);
}

/* From code points to bytes, all in one walk; false when one lies past the text. */
static bool to_bytes(struct str text, struct run *runs, size_t count)
{
    size_t at = 0;
    size_t index = 0;
    uint32_t c;
    for (size_t i = 0; i < 2 * count; i++) {
        size_t *place = i % 2 == 0 ? &runs[i / 2].start : &runs[i / 2].end;
        while (index < *place && utf8_next(text, &at, &c)) {
            index++;
        }
        if (index < *place) {
            return false;
        }
        *place = at;
    }
    return true;
}

/* The marks as bytes of the text, those that overlap joined. */
static enum err_code read_runs(const struct js *marks, struct str text, struct arena *arena,
                               struct run **out, size_t *count, struct err *err)
{
    struct run *runs = arena_alloc(arena, (marks->array.count + 1) * sizeof *runs);
    size_t n = 0;
    for (size_t i = 0; i < marks->array.count; i++) {
        int64_t start;
        int64_t end;
        TRY(js_need_int(&marks->array.items[i], "start", 0, 1 << 30, &start, err));
        TRY(js_need_int(&marks->array.items[i], "end", start, 1 << 30, &end, err));
        runs[i] = (struct run){(size_t)start, (size_t)end};
    }
    if (marks->array.count > 0) {
        qsort(runs, marks->array.count, sizeof *runs, by_start);
    }
    for (size_t i = 0; i < marks->array.count; i++) {
        if (n > 0 && runs[i].start < runs[n - 1].end) {
            runs[n - 1].end = runs[i].end > runs[n - 1].end ? runs[i].end : runs[n - 1].end;
        } else {
            runs[n++] = runs[i];
        }
    }
    *out = runs;
    *count = n;
    return to_bytes(text, runs, n) ? ERR_OK
                                   : err_set(err, ERR_INVALID, "a mark lies past the text");
}

/* Bytes of a placeholder at the start of the text: "[A-Z_+]" or blocks; 0 when there is none.
 */
static size_t placeholder(struct str text)
{
    size_t n = 0;
    if (text.n > 0 && text.p[0] == '[') {
        for (n = 1; n < text.n && n < 100; n++) {
            char c = text.p[n];
            if (c == ']') {
                return n + 1;
            }
            if (!((c >= 'A' && c <= 'Z') || c == '_' || c == '+')) {
                return 0;
            }
        }
        return 0;
    }
    while (str_starts(str_from(text, n), STR(BLOCK))) {
        n += sizeof BLOCK - 1;
    }
    return n;
}

static bool is_structure(char c)
{
    return c == '\n' || c == '\t' || c == '\r';
}

/* Bytes of tabs and line ends at the start of the text, at most `most`. */
static size_t structure(struct str text, size_t most)
{
    size_t n = 0;
    while (n < text.n && n < most && is_structure(text.p[n])) {
        n++;
    }
    return n;
}

/* Takes what stands in place of a run: tabs and lines, at most `most` of them, and one
 * placeholder between them. False when there is none although the run held more than those. */
static bool take_place(struct str marked, size_t *most, struct str *after)
{
    size_t n = structure(*after, *most);
    size_t length = placeholder(str_from(*after, n));
    if (length == 0 && str_trim(marked).n > 0) {
        return false;
    }
    *after = str_from(*after, n + length);
    *most -= n;
    return true;
}

static size_t structure_of(struct str marked)
{
    size_t count = 0;
    for (size_t i = 0; i < marked.n; i++) {
        count += is_structure(marked.p[i]);
    }
    return count;
}

/* Takes what was kept, perhaps after tabs and lines that are left of the run before it. */
static bool take_kept(struct str kept, size_t *most, struct str *after)
{
    for (size_t n = 0;; n++) {
        struct str rest = str_from(*after, n);
        if (str_starts(rest, kept)) {
            *after = str_from(rest, kept.n);
            *most -= n;
            return true;
        }
        if (n == *most || n == after->n || !is_structure(after->p[n])) {
            return false;
        }
    }
}

/* After a run that reaches over cells: of the cell that it ends in nothing may be left, and
 * then its tab is gone too. */
static bool take_after_cell(struct str kept, size_t *most, struct str *after)
{
    return *most > 0 && take_kept(str_from(kept, structure(kept, kept.n)), most, after);
}

static void compare(struct str before, struct str after, const struct run *runs, size_t count,
                    struct verdict *verdict)
{
    size_t at = 0;
    size_t most = 0; /* tabs and lines of runs that have not been seen */
    for (size_t i = 0; i <= count; i++) {
        size_t until = i < count ? runs[i].start : before.n;
        if (until > at) {
            struct str kept = str_sub(before, at, until - at);
            if (!take_kept(kept, &most, &after) && !take_after_cell(kept, &most, &after)) {
                verdict_add(verdict, "the text before place %zu is not what it was", i + 1);
                return;
            }
            /* a kept line end may have been taken for one of the run's: then that one is left
             */
            most = str_trim(kept).n > 0 ? 0 : most;
        }
        if (i == count) {
            break;
        }
        struct str marked = str_sub(before, runs[i].start, runs[i].end - runs[i].start);
        most += structure_of(marked);
        if (!take_place(marked, &most, &after)) {
            verdict_add(verdict, "at place %zu something else stands than a label or a bar",
                        i + 1);
            return;
        }
        at = runs[i].end;
    }
    if (str_from(after, structure(after, most)).n > 0) {
        verdict_add(verdict, "something stands after its end");
    }
}

enum err_code check_marks(struct str before, struct str after, const struct js *output,
                          struct verdict *verdict, struct err *err)
{
    const struct js *marks = NULL;
    struct str told = before;
    struct run *runs;
    size_t count;
    TRY(js_need(output, "marks", JS_ARRAY, &marks, err));
    TRY(js_may_str(output, "text", &told, err));
    if (!str_eq(told, before)) {
        verdict_add(verdict, "the text that came with it is not the document's");
    }
    TRY(read_runs(marks, before, verdict->arena, &runs, &count, err));
    compare(before, after, runs, count, verdict);
    return ERR_OK;
}

enum err_code check_marked_texts(struct str before, const struct js *output,
                                 struct arena *arena, struct str **texts, size_t *count,
                                 struct err *err)
{
    const struct js *marks = NULL;
    struct run *runs;
    TRY(js_need(output, "marks", JS_ARRAY, &marks, err));
    TRY(read_runs(marks, before, arena, &runs, count, err));
    *texts = arena_alloc(arena, (*count + 1) * sizeof **texts);
    for (size_t i = 0; i < *count; i++) {
        (*texts)[i] = str_sub(before, runs[i].start, runs[i].end - runs[i].start);
    }
    return ERR_OK;
}
