/* See cited_passages.h. */
#include "metrics/answers/cited_passages.h"

#include "base/utf8.h"
#include "metrics/answers/squad.h"

/* The id of a citation: "ID" where expected, {"id":"ID",…} where answered. */
static struct str id_of(const struct js *citation)
{
    return citation->type == JS_STRING ? citation->string : js_text(citation, "id");
}

static bool is_among(const struct js *list, size_t count, struct str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(id_of(&list->array.items[i]), id)) {
            return true;
        }
    }
    return false;
}

static const struct js *passage_of(const struct js *passages, struct str id)
{
    for (size_t i = 0; i < passages->array.count; i++) {
        if (str_eq(js_text(&passages->array.items[i], "id"), id)) {
            return &passages->array.items[i];
        }
    }
    return NULL;
}

static enum err_code supports(struct arena *arena, const struct js *passages,
                              const struct js *citation, struct str answer, bool *supported,
                              struct err *err)
{
    int64_t start;
    int64_t end;
    const struct js *passage = passage_of(passages, id_of(citation));
    struct str text = js_text(passage, "text");
    if (passage == NULL) {
        return err_set(err, ERR_FORMAT, "a citation names no passage");
    }
    TRY(js_need_int(citation, "start", 0, (int64_t)utf8_count(text), &start, err));
    TRY(js_need_int(citation, "end", start, (int64_t)utf8_count(text), &end, err));
    size_t from = utf8_offset(text, (size_t)start);
    struct str span = str_sub(text, from, utf8_offset(text, (size_t)end) - from);
    *supported = *supported || str_has_words(squad_normal(arena, span), answer);
    return ERR_OK;
}

static enum err_code look_at(struct arena *arena, const struct js *input,
                             const struct js *wanted, const struct js *output,
                             struct cited_passages *found, struct err *err)
{
    const struct js *passages = NULL;
    const struct js *cited = NULL;
    struct str answer;
    TRY(js_need(input, "passages", JS_ARRAY, &passages, err));
    TRY(js_need(output, "citations", JS_ARRAY, &cited, err));
    TRY(js_need_str(output, "answer", &answer, err));
    answer = squad_normal(arena, answer);
    found->answers = answer.n > 0;
    for (size_t i = 0; i < cited->array.count; i++) {
        const struct js *citation = &cited->array.items[i];
        bool first = !is_among(cited, i, id_of(citation));
        found->cited += first;
        found->right += first && is_among(wanted, wanted->array.count, id_of(citation));
        if (found->answers) {
            TRY(supports(arena, passages, citation, answer, &found->supported, err));
        }
    }
    return ERR_OK;
}

enum err_code cited_passages_find(const struct js *input, const struct js *expected,
                                  const struct js *output, struct cited_passages *found,
                                  struct err *err)
{
    const struct js *wanted = NULL;
    const struct js *answers = NULL;
    *found = (struct cited_passages){.answers = true};
    TRY(js_need(expected, "citations", JS_ARRAY, &wanted, err));
    TRY(js_need(expected, "answers", JS_ARRAY, &answers, err));
    found->no_answer = answers->array.count == 0;
    for (size_t i = 0; i < wanted->array.count; i++) {
        found->wanted += !is_among(wanted, i, id_of(&wanted->array.items[i]));
    }
    if (output == NULL) {
        return ERR_OK;
    }
    struct arena *arena = arena_new();
    enum err_code code = look_at(arena, input, wanted, output, found, err);
    arena_free(arena);
    return code;
}
