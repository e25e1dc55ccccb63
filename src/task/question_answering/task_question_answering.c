/* Task question-answering: a question and passages go in, an answer and where it stands come
 * out.
 *
 * input {"question","passages":[{"id","text"},…]}; expected {"answers":[TEXT,…],
 * "citations":[ID,…]}, both empty where the passages do not answer; output {"answer",
 * "citations":[{"id","start","end"},…]}: code points of that passage, `start` < `end`; the
 * answer is "" where there is none. */
#include "task/task.h"

#include "base/utf8.h"
#include "task/json_input/json_input.h"
#include "task/span/span_check.h"

enum { PASSAGES_MAX = 1000, ID_BYTES = 200 };

static const struct js *passage_of(const struct js *passages, size_t count, struct str id)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(js_text(&passages->array.items[i], "id"), id)) {
            return &passages->array.items[i];
        }
    }
    return NULL;
}

static enum err_code check_passage(const struct js *passages, size_t i, struct err *err)
{
    struct str id;
    struct str text;
    TRY(js_need_str(&passages->array.items[i], "id", &id, err));
    TRY(js_need_str(&passages->array.items[i], "text", &text, err));
    if (id.n == 0 || id.n > ID_BYTES) {
        return err_set(err, ERR_FORMAT, "\"id\" must have 1 to %d bytes", ID_BYTES);
    }
    if (passage_of(passages, i, id) != NULL) {
        return err_set(err, ERR_FORMAT, "\"id\" %.*s is that of another one", STR_ARG(id));
    }
    return ERR_OK;
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *passages = NULL;
    struct str question;
    TRY(js_need_str(input, "question", &question, err));
    TRY(js_need(input, "passages", JS_ARRAY, &passages, err));
    if (passages->array.count == 0 || passages->array.count > PASSAGES_MAX) {
        return err_set(err, ERR_FORMAT, "\"passages\" has %zu, must have 1 to %d",
                       passages->array.count, PASSAGES_MAX);
    }
    for (size_t i = 0; i < passages->array.count; i++) {
        enum err_code code = check_passage(passages, i, err);
        if (code != ERR_OK) {
            err_prefix(err, "passage %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code find_passage(const struct js *input, struct str id,
                                  const struct js **passage, struct err *err)
{
    const struct js *passages = NULL;
    TRY(js_need(input, "passages", JS_ARRAY, &passages, err));
    *passage = passage_of(passages, passages->array.count, id);
    if (*passage == NULL) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" is the id of no passage",
                       STR_ARG(str_sub(id, 0, 60)));
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *answers = NULL;
    const struct js *citations = NULL;
    const struct js *passage;
    TRY(js_need(expected, "answers", JS_ARRAY, &answers, err));
    TRY(js_need(expected, "citations", JS_ARRAY, &citations, err));
    if ((answers->array.count == 0) != (citations->array.count == 0)) {
        return err_set(err, ERR_FORMAT,
                       "\"answers\" and \"citations\" must be both empty or both not");
    }
    for (size_t i = 0; i < answers->array.count; i++) {
        const struct js *answer = &answers->array.items[i];
        if (answer->type != JS_STRING || answer->string.n == 0) {
            return err_set(err, ERR_FORMAT, "\"answers\" must hold texts that are not empty");
        }
    }
    for (size_t i = 0; i < citations->array.count; i++) {
        if (citations->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"citations\" must hold ids of passages");
        }
        TRY(find_passage(input, citations->array.items[i].string, &passage, err));
    }
    return ERR_OK;
}

static enum err_code check_citation(const struct js *input, const struct js *citation,
                                    struct err *err)
{
    const struct js *passage;
    struct str id;
    TRY(js_need_str(citation, "id", &id, err));
    TRY(find_passage(input, id, &passage, err));
    int64_t length = (int64_t)utf8_count(js_text(passage, "text"));
    return span_check(citation, length, err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *citations = NULL;
    struct str answer;
    TRY(js_need_str(output, "answer", &answer, err));
    TRY(js_need(output, "citations", JS_ARRAY, &citations, err));
    for (size_t i = 0; i < citations->array.count; i++) {
        enum err_code code = check_citation(input, &citations->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "citation %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    return json_input_take(arena, path, "{\"question\":…,\"passages\":[{\"id\":…,\"text\":…}]}",
                           check_input, input, err);
}

/* The answer, then each place it is said to stand in, in the passage's own words. */
static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    const struct js *citations = js_member(output, "citations");
    struct str answer = js_text(output, "answer");
    (void)style;
    utf8_visible(&shown->document, answer.n > 0 ? answer : STR("(no answer in the passages)"),
                 true);
    strbuf_putc(&shown->document, '\n');
    for (size_t i = 0; i < citations->array.count; i++) {
        const struct js *citation = &citations->array.items[i];
        const struct js *passage;
        struct str id = js_text(citation, "id");
        size_t start = (size_t)js_member(citation, "start")->integer;
        size_t end = (size_t)js_member(citation, "end")->integer;
        if (find_passage(input, id, &passage, NULL) != ERR_OK) {
            continue;
        }
        struct str text = js_text(passage, "text");
        size_t from = utf8_offset(text, start);
        strbuf_puts(&shown->document, "[");
        utf8_visible(&shown->document, id, false);
        strbuf_puts(&shown->document, "] ");
        utf8_visible(&shown->document, str_sub(text, from, utf8_offset(text, end) - from),
                     false);
        strbuf_putc(&shown->document, '\n');
        utf8_visible(&shown->places, id, false);
        strbuf_printf(&shown->places, " characters %zu to %zu\n", start, end);
    }
    strbuf_printf(&shown->summary, "%s, %zu places cited",
                  answer.n > 0 ? "answered" : "no answer", citations->array.count);
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input,
                "{\"question\":\"When does the swimming pool open?\",\"passages\":["
                "{\"id\":\"p1\",\"text\":\"The library opens at nine. The swimming pool opens "
                "at half past six.\"},{\"id\":\"p2\",\"text\":\"The park is never shut.\"}]}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"answer", "answer.txt", "the answer, then the places it cites"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"f1.squad/1",
                                      "exact_match.squad/1",
                                      "cited_passages.precision/1",
                                      "cited_passages.recall/1",
                                      "unsupported_answers/1",
                                      "answers_where_none/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"f1.squad/1", 0.8, true, "set by this project"},
    {"unsupported_answers/1", 0.02, false, "set by this project"},
    {"answers_where_none/1", 0.05, false, "set by this project"},
};

const struct task task_question_answering = {
    .name = "question-answering",
    .title = "Answers to questions, with where they stand",
    .summary = "Answers a question from passages it is given and says where in them the answer "
               "stands, or that it does not.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer = "the answer, \"\" where the passages have none, and where it stands, each "
              "citation from its first character (counted from 0, in Unicode code points) to "
              "the one after its last: {\"answer\":\"a red van\",\"citations\":[{\"id\":"
              "\"p1\",\"start\":4,\"end\":13}]}",
    .labelling = TASK_NOT_LABELLED,
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
