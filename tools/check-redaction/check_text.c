/* Text: what was not marked must stand there as it stood, in order, and in place of each run of
 * marks one "[LABEL]" or a bar of full blocks, and nothing else. */
#include "verdict.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

#define BLOCK "\xE2\x96\x88"

struct run {
    size_t start, end; /* bytes */
};

static int by_start(const void *a, const void *b)
{
    const struct run *l = a;
    const struct run *r = b;
    return (l->start > r->start) - (l->start < r->start);
}

/* The marks as bytes of the text, those that touch or overlap joined. */
static enum err_code read_runs(const struct js *marks, struct str text, struct arena *arena,
                               struct run **out, size_t *count, struct err *err)
{
    struct run *runs = arena_alloc(arena, (marks->array.count + 1) * sizeof *runs);
    size_t n = 0;
    for (size_t i = 0; i < marks->array.count; i++) {
        int64_t start;
        int64_t end;
        TRY(js_need_int(&marks->array.items[i], "start", 0, 1 << 30, &start, err));
        TRY(js_need_int(&marks->array.items[i], "end", 0, 1 << 30, &end, err));
        runs[i] =
            (struct run){utf8_offset(text, (size_t)start), utf8_offset(text, (size_t)end)};
        if (runs[i].start == SIZE_MAX || runs[i].end == SIZE_MAX) {
            return err_set(err, ERR_INVALID, "mark %zu lies past the text", i + 1);
        }
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
    return ERR_OK;
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

static void compare(struct str before, struct str after, const struct run *runs, size_t count,
                    struct verdict *verdict)
{
    size_t at = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t until = i < count ? runs[i].start : before.n;
        struct str kept = str_sub(before, at, until - at);
        if (!str_starts(after, kept)) {
            verdict_add(verdict, "the text before place %zu is not what it was", i + 1);
            return;
        }
        after = str_from(after, kept.n);
        if (i < count) {
            size_t length = placeholder(after);
            if (length == 0) {
                verdict_add(verdict, "at place %zu something else stands than a label or a bar",
                            i + 1);
                return;
            }
            after = str_from(after, length);
            at = runs[i].end;
        }
    }
    if (after.n > 0) {
        verdict_add(verdict, "something stands after its end");
    }
}

enum err_code check_text(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    const struct js *marks = NULL;
    struct str before;
    struct str after;
    struct run *runs;
    size_t count;
    TRY(js_need(output, "marks", JS_ARRAY, &marks, err));
    TRY(file_read(verdict->arena, original, TEXT_BYTES_MAX, &before, err));
    TRY(file_read(verdict->arena, path, TEXT_BYTES_MAX, &after, err));
    TRY(read_runs(marks, before, verdict->arena, &runs, &count, err));
    compare(before, after, runs, count, verdict);
    return ERR_OK;
}
