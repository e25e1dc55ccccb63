/* See class_item.h. */
#include "metrics/classes/class_item.h"

static enum err_code place_of(const struct js *labels, const struct js *value, double *place,
                              struct err *err)
{
    struct str label;
    TRY(js_need_str(value, "label", &label, err));
    for (size_t i = 0; i < labels->array.count; i++) {
        if (labels->array.items[i].type == JS_STRING &&
            str_eq(labels->array.items[i].string, label)) {
            *place = (double)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"label\" %.*s is not one of the item's labels",
                   STR_ARG(str_sub(label, 0, 100)));
}

enum err_code class_item(const struct js *input, const struct js *expected,
                         const struct js *output, double *vector, bool *has, struct err *err)
{
    const struct js *labels = NULL;
    TRY(js_need(input, "labels", JS_ARRAY, &labels, err));
    TRY(place_of(labels, expected, &vector[0], err));
    vector[1] = (double)labels->array.count;
    if (output != NULL) {
        TRY(place_of(labels, output, &vector[1], err));
    }
    *has = true;
    return ERR_OK;
}

enum err_code class_right_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err)
{
    TRY(class_item(input, expected, output, vector, has, err));
    vector[0] = vector[0] == vector[1] ? 1 : 0;
    vector[1] = 1;
    return ERR_OK;
}
