#include "found_box.h"

#include <math.h>

enum { SIDES = 4 };

static enum err_code refuse(const char *tensor, const struct tensor_shape *shape,
                            const char *wanted, struct err *err)
{
    struct strbuf words;
    strbuf_init(&words, 200);
    tensor_shape_words(&words, shape);
    err_set(err, ERR_INVALID, "onnx.json: \"find\": the output \"%s\" came as %s, must be %s",
            tensor, words.p, wanted);
    strbuf_release(&words);
    return ERR_INVALID;
}

enum err_code found_box_fit(const struct find_spec *find, const struct tensor_shape *boxes,
                            const struct tensor_shape *scores, struct err *err)
{
    if (boxes->count != 3 || boxes->sides[0] != 1 || boxes->sides[2] != SIDES) {
        return refuse(find->boxes, boxes, "1 x boxes x 4", err);
    }
    if (scores->count < 2 || scores->count > 3 || scores->sides[0] != 1 ||
        scores->sides[1] != boxes->sides[1]) {
        return refuse(find->scores, scores, "1 x as many as boxes (x classes)", err);
    }
    return ERR_OK;
}

static double within(double share)
{
    return fmin(1, fmax(0, share));
}

bool found_box_best(const struct find_spec *find, const struct tensor_result *boxes,
                    const struct tensor_result *scores, int width, int height, double box[4])
{
    size_t count = boxes->count / SIDES;
    size_t classes = scores->count / count;
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        best = scores->values[(i + 1) * classes - 1] > scores->values[(best + 1) * classes - 1]
                   ? i
                   : best;
    }
    const float *at = boxes->values + best * SIDES;
    double left = within(at[0]) * width;
    double top = within(at[1]) * height;
    double wide = within(at[2]) * width - left;
    double high = within(at[3]) * height - top;
    if (scores->values[(best + 1) * classes - 1] < find->least || !(wide > 0 && high > 0)) {
        return false;
    }
    double half = fmax(wide, high) * (1 + find->margin) / 2;
    double x = left + wide / 2;
    double y = top + high / 2;
    box[0] = within((x - half) / width);
    box[1] = within((y - half) / height);
    box[2] = within((x + half) / width);
    box[3] = within((y + half) / height);
    return true;
}
