/* See error_rows.h. */
#include "analysis/error_rows.h"

#include "base/utf8.h"
#include "metrics/spans/document_spans.h"
#include "metrics/spans/word_character.h"

#include <string.h>

enum { AROUND = 40 }; /* code points shown on each side */

static const char *const words[] = {"missed", "part", "false"};

/* An item while it is looked at: offsets are code points. */
struct looking {
    struct arena *arena;
    struct str text;
    size_t *bytes; /* where each code point begins, one more than there are */
    size_t length;
    struct str *under; /* the label each is hidden under, p NULL: not hidden */
    bool *wanted;      /* lies in an expected entity */
    const struct js *looks;
    struct error_rows *rows;
};

const char *error_kind_word(enum error_kind kind)
{
    return words[kind];
}

bool error_rows_of_task(const struct task *task)
{
    return strcmp(task->name, "text-redaction") == 0 ||
           strcmp(task->name, "document-redaction") == 0;
}

static void find_letters(struct looking *l)
{
    l->bytes = arena_alloc(l->arena, (l->text.n + 1) * sizeof *l->bytes);
    for (size_t i = 0; i < l->text.n; i++) {
        if (((unsigned char)l->text.p[i] & 0xC0) != 0x80) {
            l->bytes[l->length++] = i;
        }
    }
    l->bytes[l->length] = l->text.n;
}

/* A label of `object`, never without one: what is hidden without a label is hidden too. */
static struct str label_of(const struct js *object)
{
    struct str label = js_text(object, "label");
    return label.p != NULL ? label : STR("");
}

static enum err_code read_span(const struct looking *l, const struct js *span, size_t *start,
                               size_t *end, struct err *err)
{
    int64_t from;
    int64_t to;
    TRY(js_need_int(span, "start", 0, (int64_t)l->length, &from, err));
    TRY(js_need_int(span, "end", from, (int64_t)l->length, &to, err));
    *start = (size_t)from;
    *end = (size_t)to;
    return ERR_OK;
}

static enum err_code read_hidden(struct looking *l, const struct bench_item *item,
                                 const struct js *output, struct err *err)
{
    const struct js *spans = NULL;
    size_t count;
    if (js_member(item->input, "text") == NULL) {
        return document_labels_read(l->arena, item->expected, output, &l->under, &count, err);
    }
    l->under = arena_zalloc(l->arena, (l->length + 1) * sizeof *l->under);
    if (output == NULL) {
        return ERR_OK;
    }
    TRY(js_need(output, "spans", JS_ARRAY, &spans, err));
    for (size_t i = 0; i < spans->array.count; i++) {
        size_t start;
        size_t end;
        TRY(read_span(l, &spans->array.items[i], &start, &end, err));
        for (size_t k = start; k < end; k++) {
            l->under[k] = label_of(&spans->array.items[i]);
        }
    }
    return ERR_OK;
}

static bool is_of_a_word(const struct looking *l, size_t at)
{
    size_t from = l->bytes[at];
    uint32_t c = 0;
    return utf8_next(l->text, &from, &c) && word_character(c);
}

static struct str piece(const struct looking *l, size_t first, size_t after)
{
    return str_sub(l->text, l->bytes[first], l->bytes[after] - l->bytes[first]);
}

static void add(struct looking *l, enum error_kind kind, struct str label, size_t start,
                size_t end)
{
    size_t from = start > AROUND ? start - AROUND : 0;
    size_t to = l->length - end > AROUND ? end + AROUND : l->length;
    l->rows->of_kind[kind]++;
    l->rows->items[l->rows->count++] = (struct error_row){.kind = kind,
                                                          .label = label,
                                                          .before = piece(l, from, start),
                                                          .text = piece(l, start, end),
                                                          .after = piece(l, end, to)};
}

static enum err_code look_at_expected(struct looking *l, const struct js *spans,
                                      struct err *err)
{
    for (size_t i = 0; i < spans->array.count; i++) {
        const struct js *span = &spans->array.items[i];
        size_t start;
        size_t end;
        size_t hidden = 0;
        TRY(read_span(l, span, &start, &end, err));
        for (size_t k = start; k < end; k++) {
            l->wanted[k] = true;
            hidden += l->under[k].p != NULL;
        }
        l->rows->expected++;
        if (hidden < end - start) {
            add(l, hidden == 0 ? ERROR_MISSED : ERROR_PART, label_of(span), start, end);
        }
    }
    return ERR_OK;
}

static struct str look_of(const struct looking *l, size_t start, size_t end)
{
    for (size_t i = 0; l->looks != NULL && i < l->looks->array.count; i++) {
        const struct js *look = &l->looks->array.items[i];
        const struct js *from = js_member(look, "start");
        const struct js *to = js_member(look, "end");
        if (from != NULL && from->type == JS_INT && to != NULL && to->type == JS_INT &&
            from->integer < (int64_t)end && to->integer > (int64_t)start) {
            return js_text(look, "kind");
        }
    }
    return (struct str){NULL, 0};
}

static void look_for_false(struct looking *l)
{
    for (size_t i = 0; i < l->length; i++) {
        size_t end = i;
        bool solid = false;
        while (end < l->length && l->under[end].p != NULL && !l->wanted[end]) {
            solid = solid || is_of_a_word(l, end);
            end++;
        }
        if (solid) {
            add(l, ERROR_FALSE, l->under[i], i, end);
            l->rows->items[l->rows->count - 1].look = look_of(l, i, end);
        }
        i = end > i ? end - 1 : i;
    }
}

enum err_code error_rows_read(struct arena *arena, const struct bench_item *item,
                              const struct js *output, const struct js *looks,
                              struct error_rows *rows, struct err *err)
{
    struct looking l = {.arena = arena, .looks = looks, .rows = rows};
    const struct js *spans = NULL;
    bool plain = js_member(item->input, "text") != NULL;
    *rows = (struct error_rows){0};
    TRY(js_need_str(plain ? item->input : item->expected, "text", &l.text, err));
    TRY(js_need(item->expected, "spans", JS_ARRAY, &spans, err));
    find_letters(&l);
    TRY(read_hidden(&l, item, output, err));
    l.wanted = arena_zalloc(arena, l.length + 1);
    rows->items = arena_alloc(arena, (spans->array.count + l.length + 1) * sizeof *rows->items);
    TRY(look_at_expected(&l, spans, err));
    look_for_false(&l);
    return ERR_OK;
}
