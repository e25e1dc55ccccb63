#include "hidden_runs.h"

#include "text_places.h"

#include "base/utf8.h"

#include <stdlib.h>

static enum err_code found(void *data, const struct found_span *span, struct err *err)
{
    struct mark mark = {.start = span->start,
                        .end = span->end,
                        .label = span->label,
                        .reason = span->reason,
                        .confidence = span->confidence};
    return answer_mark(data, &mark, err);
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

enum err_code text_decide(const struct request *request, struct answer *answer, struct err *err)
{
    struct str text = strbuf_view(&answer->text);
    TRY(strbuf_check(&answer->text, "the document's text", err));
    if (request->hide != NULL) {
        return hide_given(request, answer, utf8_count(text), err);
    }
    return find_spans(request, text, found, answer, err);
}

static int by_start(const void *a, const void *b)
{
    const struct mark *l = a;
    const struct mark *r = b;
    int order = (l->start > r->start) - (l->start < r->start);
    return order != 0 ? order : (l->end < r->end) - (l->end > r->end);
}

struct hidden_runs hidden_runs_of(struct answer *answer)
{
    struct marks *marks = &answer->marks;
    struct text_places places = text_places_of(answer->arena, strbuf_view(&answer->text));
    struct hidden_runs runs = {
        arena_alloc(answer->arena, (marks->count + 1) * sizeof *runs.items), 0};
    if (marks->count > 0) {
        qsort(marks->items, marks->count, sizeof *marks->items, by_start);
    }
    for (size_t i = 0; i < marks->count;) {
        size_t end = marks->items[i].end;
        struct hidden_run *run = &runs.items[runs.count++];
        *run = (struct hidden_run){.start = text_byte(&places, marks->items[i].start),
                                   .label = marks->items[i].label};
        for (i++; i < marks->count && marks->items[i].start < end; i++) {
            end = marks->items[i].end > end ? marks->items[i].end : end;
        }
        run->end = text_byte(&places, end);
    }
    return runs;
}

/* The first run that ends after `from`. */
static size_t first_run(const struct hidden_runs *runs, size_t from)
{
    size_t low = 0;
    size_t high = runs->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs->items[middle].end <= from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool hidden_runs_hold(const struct hidden_runs *runs, size_t from, size_t to)
{
    size_t i = first_run(runs, from);
    return i < runs->count && runs->items[i].start < to;
}

static void keep(struct strbuf *out, struct str text, text_escape *escape)
{
    if (escape == NULL) {
        strbuf_str(out, text);
    } else if (text.n > 0) {
        escape(out, text);
    }
}

void hidden_runs_write(struct hidden_runs *runs, struct str text, size_t from, size_t to,
                       text_escape *escape, struct strbuf *out)
{
    for (size_t i = first_run(runs, from); i < runs->count && runs->items[i].start < to; i++) {
        struct hidden_run *run = &runs->items[i];
        if (run->start > from) {
            keep(out, str_sub(text, from, run->start - from), escape);
        }
        if (!run->told) {
            strbuf_putc(out, '[');
            keep(out, str_of(run->label), escape);
            strbuf_putc(out, ']');
            run->told = true;
        }
        from = run->end < to ? run->end : to;
    }
    keep(out, str_sub(text, from, to - from), escape);
}
