/* Task text-redaction: a text goes in, the spans that must be hidden come out.
 *
 * input {"text"}; output and expected {"spans":[{"start","end","label"}]}, in Unicode code
 * points from 0, end exclusive, start < end, within the text. Spans may overlap and stand in
 * any order. */
#include "task/task.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "task/text_redaction/redacted_text.h"
#include "task/text_redaction/text_file.h"

static enum err_code check_input(const struct js *input, struct err *err)
{
    struct str text;
    return js_need_str(input, "text", &text, err);
}

static enum err_code check_span(const struct js *span, int64_t length, struct err *err)
{
    int64_t start;
    int64_t end;
    struct str label;
    TRY(js_need_int(span, "start", 0, length, &start, err));
    TRY(js_need_int(span, "end", 0, length, &end, err));
    TRY(js_need_str(span, "label", &label, err));
    if (start >= end) {
        return err_set(err, ERR_FORMAT, "\"end\" is %lld, must be more than \"start\" %lld",
                       (long long)end, (long long)start);
    }
    if (label.n == 0 || label.n > 100) {
        return err_set(err, ERR_FORMAT, "\"label\" must have 1 to 100 bytes");
    }
    return ERR_OK;
}

static enum err_code check_spans(const struct js *input, const struct js *value,
                                 struct err *err)
{
    const struct js *spans = NULL;
    struct str text;
    TRY(js_need_str(input, "text", &text, err));
    TRY(js_need(value, "spans", JS_ARRAY, &spans, err));
    int64_t length = (int64_t)utf8_count(text);
    for (size_t i = 0; i < spans->array.count; i++) {
        enum err_code code = check_span(&spans->array.items[i], length, err);
        if (code != ERR_OK) {
            err_prefix(err, "span %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

/* Made up: nobody's name, number or address. Characters of one to four bytes, so that offsets
 * that are not code points show. */
static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input, "{\"text\":\"Zo\u00eb \xF0\x9F\x9A\x93 said: ask Mr John Smith, "
                       "07700 900123,\\nor write to j.smith@example.com.\"}");
    return strbuf_check(input, "the example", err);
}

static const char *const metrics[] = {"entity.recall/1", "documents.leak/1", "span.precision/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"entity.recall/1", 0.95, true, "set by this project"},
    {"documents.leak/1", 0.1, false, "set by this project"},
    {"span.precision/1", 0.8, true, "set by this project"},
};

const struct task task_text_redaction = {
    .name = "text-redaction",
    .title = "Redaction of text",
    .summary = "Marks what must be hidden before a text is handed over: people, ways to reach "
               "them, identifiers.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_spans,
    .check_output = check_spans,
    .answer = "what must be hidden, each span from its first character (counted from 0, in "
              "Unicode code points) to the one after its last, and what it is: "
              "{\"spans\":[{\"start\":4,\"end\":14,\"label\":\"PERSON\"}]}",
    .labelling = TASK_MARKS,
    .from_file = text_file_input,
    .show = redacted_text_show,
    .styles = redacted_text_styles,
    .example = example,
};
