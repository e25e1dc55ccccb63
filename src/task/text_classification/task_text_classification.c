/* Task text-classification: a text goes in, one label of a closed list comes out.
 *
 * input {"text"[,"labels":[LABEL,…]]}; output and expected {"label"}. A benchmark's items have
 * "labels", the same list in all of them, and a label is one of it; a person's own file has
 * none, and the tool answers with a label of its own. Unknown keys of an output (scores, say)
 * are kept and not scored. */
#include "task/task.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "task/text_redaction/text_file.h"

enum { LABELS_MIN = 2, LABELS_MAX = 1000, LABEL_BYTES = 100 };

static enum err_code check_label(struct str label, struct err *err)
{
    if (label.n == 0 || label.n > LABEL_BYTES) {
        return err_set(err, ERR_FORMAT, "a label must have 1 to %d bytes", LABEL_BYTES);
    }
    return ERR_OK;
}

/* Sorted and each once: so the list is closed and one list is written in one way. */
static enum err_code check_labels(const struct js *labels, struct err *err)
{
    struct str before = {NULL, 0};
    if (labels->array.count < LABELS_MIN || labels->array.count > LABELS_MAX) {
        return err_set(err, ERR_FORMAT, "\"labels\" has %zu, must have %d to %d",
                       labels->array.count, LABELS_MIN, LABELS_MAX);
    }
    for (size_t i = 0; i < labels->array.count; i++) {
        const struct js *label = &labels->array.items[i];
        if (label->type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"labels\" must hold strings");
        }
        TRY(check_label(label->string, err));
        if (i > 0 && str_cmp(before, label->string) >= 0) {
            return err_set(err, ERR_FORMAT,
                           "\"labels\" must be sorted by bytes, each once: \"%.*s\"",
                           STR_ARG(label->string));
        }
        before = label->string;
    }
    return ERR_OK;
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    struct str text;
    const struct js *labels = NULL;
    TRY(js_need_str(input, "text", &text, err));
    TRY(js_may(input, "labels", JS_ARRAY, &labels, err));
    return labels != NULL ? check_labels(labels, err) : ERR_OK;
}

static enum err_code check_one_of(const struct js *labels, const struct js *value,
                                  struct err *err)
{
    struct str label;
    TRY(js_need_str(value, "label", &label, err));
    TRY(check_label(label, err));
    for (size_t i = 0; labels != NULL && i < labels->array.count; i++) {
        if (str_eq(labels->array.items[i].string, label)) {
            return ERR_OK;
        }
    }
    if (labels != NULL) {
        return err_set(err, ERR_FORMAT, "\"label\" %.*s is not one of the %zu labels",
                       STR_ARG(label), labels->array.count);
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    const struct js *labels = NULL;
    TRY(js_need(input, "labels", JS_ARRAY, &labels, err));
    return check_one_of(labels, expected, err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    return check_one_of(js_member(input, "labels"), output, err);
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    (void)input;
    (void)style;
    utf8_visible(&shown->document, js_text(output, "label"), false);
    strbuf_putc(&shown->document, '\n');
    strbuf_str(&shown->places, strbuf_view(&shown->document));
    strbuf_puts(&shown->summary, "labelled ");
    utf8_visible(&shown->summary, js_text(output, "label"), false);
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input, "{\"text\":\"My bicycle was taken from outside the library.\","
                       "\"labels\":[\"burglary\",\"other\",\"theft\"]}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"label", "label.txt", "the label in one line"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"f1.macro/1", "accuracy/1", "balanced_accuracy/1",
                                      "kappa/1",    "mcc/1",      NULL};

static const struct task_bound bounds[] = {
    {"f1.macro/1", 0.8, true, "set by this project"},
};

const struct task task_text_classification = {
    .name = "text-classification",
    .title = "Classification of text",
    .summary = "Gives a text one label of a closed list: what a call is about, which crime a "
               "report tells of.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer = "one label of those that the input lists, written as it stands there: "
              "{\"label\":\"theft\"}",
    .answer_column = "label",
    .labelling = TASK_CHOOSES,
    .same_in_all = "labels",
    .from_file = text_file_input,
    .show = show,
    .styles = styles,
    .example = example,
};
