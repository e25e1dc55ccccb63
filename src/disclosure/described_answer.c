#include "disclosure/described_answer.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

static bool is_id(struct str id)
{
    for (size_t i = 0; i < id.n; i++) {
        if ((id.p[i] < 'a' || id.p[i] > 'z') && id.p[i] != '-') {
            return false;
        }
    }
    return id.n > 0 && id.n <= DESCRIBED_ID_MAX;
}

/* The page a place begins on; what goes past its end is cut there. */
static bool place_on_page(const struct described_pages *pages, int64_t start, int64_t end,
                          struct described_passage *passage)
{
    int64_t from = 0;
    for (size_t i = 0; i < pages->count; i++) {
        int64_t to = from + pages->lengths[i];
        if (start < to || (start == to && i + 1 == pages->count)) {
            passage->page = pages->numbers[i];
            passage->start = start > from ? start - from : 0;
            passage->end = (end < to ? end : to) - from;
            return passage->end > passage->start;
        }
        from = to + 1;
    }
    return false;
}

static int64_t length_of(const struct described_pages *pages)
{
    int64_t length = pages->count > 0 ? (int64_t)pages->count - 1 : 0;
    for (size_t i = 0; i < pages->count; i++) {
        length += pages->lengths[i];
    }
    return length;
}

static enum err_code read_passage(const struct js *json, const struct described_pages *pages,
                                  struct described_answer *answer, struct err *err)
{
    struct described_passage passage = {.page = 0};
    int64_t start;
    int64_t end;
    int64_t length = length_of(pages);
    TRY(js_need_str(json, "reason", &passage.reason, err));
    TRY(js_need_int(json, "start", 0, length, &start, err));
    TRY(js_need_int(json, "end", start, length, &end, err));
    if (!is_id(passage.reason)) {
        return err_set(err, ERR_FORMAT, "\"reason\" is no code");
    }
    if (place_on_page(pages, start, end, &passage)) {
        answer->passages[answer->count++] = passage;
    }
    return ERR_OK;
}

/* Shown to people and printed: one line, without what moves a cursor or hides itself. */
static struct str clean(struct arena *arena, struct str text)
{
    struct strbuf out;
    strbuf_init(&out, (size_t)16 * DESCRIBED_TEXT_MAX);
    utf8_visible(&out, text, false);
    struct str kept = arena_str(arena, str_trim(strbuf_view(&out)));
    strbuf_release(&out);
    return kept;
}

enum err_code described_answer_read(struct arena *arena, const struct js *output,
                                    const struct described_pages *pages,
                                    struct described_answer *answer, struct err *err)
{
    const struct js *list = NULL;
    *answer = (struct described_answer){.count = 0};
    TRY(js_need_str(output, "category", &answer->category, err));
    TRY(js_need_str(output, "description", &answer->description, err));
    TRY(js_need(output, "sensitive", JS_ARRAY, &list, err));
    if (!is_id(answer->category)) {
        return err_set(err, ERR_FORMAT, "\"category\" is no id");
    }
    if (answer->description.n > DESCRIBED_TEXT_MAX ||
        list->array.count > DESCRIBED_PASSAGES_MAX) {
        return err_set(err, ERR_LIMIT, "a description of over %d bytes, or over %d passages",
                       DESCRIBED_TEXT_MAX, DESCRIBED_PASSAGES_MAX);
    }
    answer->description = clean(arena, answer->description);
    if (answer->description.n == 0) {
        return err_set(err, ERR_FORMAT, "\"description\" is empty");
    }
    answer->passages = arena_alloc(arena, (list->array.count + 1) * sizeof *answer->passages);
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(read_passage(&list->array.items[i], pages, answer, err));
    }
    /* a flag whose place lies between pages still is one */
    if (list->array.count > 0 && answer->count == 0 && pages->count > 0) {
        answer->passages[answer->count++] = (struct described_passage){
            pages->numbers[0], 0, pages->lengths[0],
            arena_str(arena, js_text(&list->array.items[0], "reason"))};
    }
    return ERR_OK;
}
