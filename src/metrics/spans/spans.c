/* Spans; see spans.h. */
#include "metrics/spans/spans.h"

#include "base/utf8.h"
#include "metrics/spans/document_spans.h"

#include <stdlib.h>
#include <string.h>

static int compare_spans(const void *a, const void *b)
{
    const struct span *left = a;
    const struct span *right = b;
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    return (left->end > right->end) - (left->end < right->end);
}

static enum err_code read_span(const struct js *value, size_t length, struct span *span,
                               struct err *err)
{
    int64_t start;
    int64_t end;
    TRY(js_need_int(value, "start", 0, (int64_t)length, &start, err));
    TRY(js_need_int(value, "end", 0, (int64_t)length, &end, err));
    if (start >= end) {
        return err_set(err, ERR_FORMAT, "a span from %lld to %lld is empty", (long long)start,
                       (long long)end);
    }
    *span = (struct span){(size_t)start, (size_t)end};
    return ERR_OK;
}

enum err_code spans_read(struct arena *arena, const struct js *value, size_t length,
                         struct span_list *spans, struct err *err)
{
    const struct js *list = NULL;
    *spans = (struct span_list){NULL, 0};
    if (value == NULL) {
        return ERR_OK;
    }
    TRY(js_need(value, "spans", JS_ARRAY, &list, err));
    spans->items = arena_alloc(arena, list->array.count * sizeof *spans->items);
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = read_span(&list->array.items[i], length, &spans->items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "span %zu", i + 1);
            return code;
        }
    }
    spans->count = list->array.count;
    if (spans->count > 0) {
        qsort(spans->items, spans->count, sizeof *spans->items, compare_spans);
    }
    return ERR_OK;
}

struct span_list spans_join(struct arena *arena, const struct span_list *spans)
{
    struct span_list joined = {arena_alloc(arena, spans->count * sizeof *spans->items), 0};
    for (size_t i = 0; i < spans->count; i++) {
        struct span span = spans->items[i];
        struct span *last = joined.count > 0 ? &joined.items[joined.count - 1] : NULL;
        if (last != NULL && span.start <= last->end) {
            last->end = span.end > last->end ? span.end : last->end;
        } else {
            joined.items[joined.count++] = span;
        }
    }
    return joined;
}

bool spans_cover(const struct span_list *joined, struct span span)
{
    for (size_t i = 0; i < joined->count; i++) {
        if (joined->items[i].start <= span.start && span.end <= joined->items[i].end) {
            return true;
        }
    }
    return false;
}

size_t spans_shared(const struct span_list *a, const struct span_list *b)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        struct span x = a->items[i];
        struct span y = b->items[j];
        size_t start = x.start > y.start ? x.start : y.start;
        size_t end = x.end < y.end ? x.end : y.end;
        shared += end > start ? end - start : 0;
        if (x.end <= y.end) {
            i++;
        } else {
            j++;
        }
    }
    return shared;
}

size_t spans_length(const struct span_list *joined)
{
    return spans_shared(joined, joined);
}

enum err_code span_item_read(struct arena *arena, const struct js *input,
                             const struct js *expected, const struct js *output,
                             struct span_item *item, struct err *err)
{
    struct str text;
    struct span_list marked;
    if (js_member(input, "document") != NULL) {
        return document_item_read(arena, expected, output, item, err);
    }
    TRY(js_need_str(input, "text", &text, err));
    size_t length = utf8_count(text);
    TRY(spans_read(arena, expected, length, &item->expected, err));
    TRY(spans_read(arena, output, length, &marked, err));
    item->covered = spans_join(arena, &marked);
    return ERR_OK;
}

enum err_code span_metric_item(const struct js *input, const struct js *expected,
                               const struct js *output, span_counter *count, double *vector,
                               bool *has, struct err *err)
{
    struct arena *arena = arena_new();
    struct span_item item;
    enum err_code code = span_item_read(arena, input, expected, output, &item, err);
    if (code == ERR_OK) {
        *has = count(arena, &item, vector);
    }
    arena_free(arena);
    return code;
}
