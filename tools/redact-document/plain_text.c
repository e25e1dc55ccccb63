/* Plain text and CSV: what is hidden is replaced by what kind of thing it was. UTF-8 only; a
 * row of CSV stays a row, since a mark never reaches over a line's end unless what it hides
 * does. */
#include "document.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { TEXT_MAX = 16 << 20 };

struct kept {
    struct answer *answer;
};

static enum err_code found(void *data, size_t start, size_t end, const char *label,
                           const char *reason, struct err *err)
{
    const struct kept *kept = data;
    struct mark mark = {
        .start = start, .end = end, .label = label, .reason = reason, .confidence = -1};
    return answer_mark(kept->answer, &mark, err);
}

static enum err_code hide_given(const struct request *request, struct answer *answer,
                                size_t length, struct err *err)
{
    for (size_t i = 0; i < request->hide->array.count; i++) {
        const struct js *item = &request->hide->array.items[i];
        struct str label = js_text(item, "label");
        int64_t start;
        int64_t end;
        TRY(js_need_int(item, "start", 0, (int64_t)length, &start, err));
        TRY(js_need_int(item, "end", start + 1, (int64_t)length, &end, err));
        struct mark mark = {.start = (size_t)start,
                            .end = (size_t)end,
                            .label = arena_strndup(answer->arena, label.p, label.n),
                            .reason = "decided",
                            .confidence = -1};
        TRY(answer_mark(answer, &mark, err));
    }
    return ERR_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct mark *l = a;
    const struct mark *r = b;
    int order = (l->start > r->start) - (l->start < r->start);
    return order != 0 ? order : (l->end < r->end) - (l->end > r->end);
}

/* The text with "[LABEL]" in place of each run of marks that touch. */
static void write_hidden(struct str text, const struct marks *marks, struct strbuf *out)
{
    size_t at = 0; /* byte */
    size_t index = 0;
    uint32_t c;
    for (size_t i = 0; i < marks->count;) {
        size_t end = marks->items[i].end;
        size_t from = at;
        const char *label = marks->items[i].label;
        while (index < marks->items[i].start && utf8_next(text, &at, &c)) {
            index++;
        }
        strbuf_str(out, str_sub(text, from, at - from));
        strbuf_printf(out, "[%s]", label);
        for (i++; i < marks->count && marks->items[i].start < end; i++) {
            end = marks->items[i].end > end ? marks->items[i].end : end;
        }
        while (index < end && utf8_next(text, &at, &c)) {
            index++;
        }
    }
    strbuf_str(out, str_from(text, at));
}

static enum err_code write_file(const struct request *request, struct answer *answer,
                                struct str text, struct err *err)
{
    struct strbuf out;
    const char *path = arena_printf(answer->arena, "%s.txt", request->out);
    strbuf_init(&out, 4 * (size_t)TEXT_MAX);
    if (answer->marks.count > 0) {
        qsort(answer->marks.items, answer->marks.count, sizeof *answer->marks.items, by_start);
    }
    write_hidden(text, &answer->marks, &out);
    enum err_code code = strbuf_check(&out, "the redacted text", err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    answer->file = path;
    return code;
}

enum err_code redact_plain_text(const struct request *request, struct answer *answer,
                                struct err *err)
{
    struct str text;
    struct kept kept = {answer};
    TRY(file_read(answer->arena, request->path, TEXT_MAX, &text, err));
    if (!utf8_valid(text) || str_has_byte(text, '\0')) {
        err_set(err, ERR_UNSUPPORTED, "the text is not UTF-8");
        err_hint(err, "save it as UTF-8 first");
        return ERR_UNSUPPORTED;
    }
    strbuf_str(&answer->text, text);
    if (request->hide != NULL) {
        TRY(hide_given(request, answer, utf8_count(text), err));
    } else {
        TRY(find_spans(request, text, found, &kept, err));
    }
    return request->propose_only ? ERR_OK : write_file(request, answer, text, err);
}
