/* Task item-matching: two listings go in, whether they are of one and the same thing comes out.
 *
 * input {"left":{FIELD:TEXT,…},"right":{FIELD:TEXT,…}}; expected {"match":"yes"|"no"}; output
 * {"match"[,"score"]}. Fields of both sides may differ; an unknown value is "". A tool that
 * gives no score is ranked by its answers alone. */
#include "task/json_input/json_input.h"
#include "task/pair/pair_answer.h"

enum { FIELDS_MAX = 100 };

static enum err_code check_side(const struct js *input, const char *name, struct err *err)
{
    const struct js *side = NULL;
    TRY(js_need(input, name, JS_OBJECT, &side, err));
    if (side->object.count == 0 || side->object.count > FIELDS_MAX) {
        return err_set(err, ERR_FORMAT, "\"%s\" has %zu fields, must have 1 to %d", name,
                       side->object.count, FIELDS_MAX);
    }
    for (size_t i = 0; i < side->object.count; i++) {
        if (side->object.members[i].value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "field \"%.*s\" of \"%s\" must be a string",
                           STR_ARG(str_sub(side->object.members[i].name, 0, 60)), name);
        }
    }
    return ERR_OK;
}

static enum err_code check_input(const struct js *input, struct err *err)
{
    TRY(check_side(input, "left", err));
    return check_side(input, "right", err);
}

static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    return json_input_take(arena, path, "{\"left\":{FIELD:TEXT,…},\"right\":{FIELD:TEXT,…}}",
                           check_input, input, err);
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input,
                "{\"left\":{\"title\":\"Mountain bike, 21 gears, blue\",\"price\":\"240\"},"
                "\"right\":{\"title\":\"blue mtb 21 speed\",\"price\":\"\"}}");
    return strbuf_check(input, "the example", err);
}

static const char *const metrics[] = {"f1.positive/1",     "precision.positive/1",
                                      "recall.positive/1", "average_precision/1",
                                      "roc_auc/1",         NULL};

static const struct task_bound bounds[] = {
    {"f1.positive/1", 0.7, true, "set by this project"},
};

const struct task task_item_matching = {
    .name = "item-matching",
    .title = "Matching of listings",
    .summary = "Says whether two descriptions are of one and the same thing: a stolen item and "
               "one that is offered for sale.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = pair_check_expected,
    .check_output = pair_check_answer,
    .answer = "whether both are one and the same thing, and how likely that is: "
              "{\"match\":\"yes\",\"score\":0.93}",
    .answer_column = "match",
    .labelling = TASK_COMPARES,
    .from_file = from_file,
    .show = pair_show,
    .styles = pair_styles,
    .example = example,
};
