/* perturb-picture: one picture with one thing done to it. */
#include "perturb_picture.h"

#include "base/file.h"
#include "toolkit/tool.h"

static enum err_code read_values(const struct js *input, struct perturb_picture *perturb,
                                 struct err *err)
{
    const struct js *values = NULL;
    TRY(js_need(input, "values", JS_ARRAY, &values, err));
    if (values->array.count > PERTURB_VALUES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d values", PERTURB_VALUES_MAX);
    }
    for (size_t i = 0; i < values->array.count; i++) {
        const struct js *value = &values->array.items[i];
        if (value->type != JS_STRING ||
            !dec_parse(value->string, &perturb->values[perturb->value_count++])) {
            return err_set(err, ERR_FORMAT, "value %zu is no decimal", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code perturb_file(const struct js *input, struct perturb_picture *perturb,
                                  struct jsonw *output, struct err *err)
{
    const char *path;
    const char *out = "/out/picture.png"; /* the host has taken the one before */
    const struct js *how = NULL;
    int64_t seed;
    struct str name;
    TRY(tool_input_path(input, "file", perturb->arena, &path, err));
    TRY(js_need(input, "how", JS_OBJECT, &how, err));
    TRY(js_need_str(how, "name", &name, err));
    TRY(js_need_int(how, "seed", 0, INT64_MAX, &seed, err));
    TRY(read_values(how, perturb, err));
    prng_seed(&perturb->prng, (uint64_t)seed);
    TRY(picture_read(perturb->arena, path, &perturb->picture, err));
    TRY(perturb_picture_apply(perturb, name, err));
    if (perturb->jpeg.p != NULL) {
        out = "/out/picture.jpg";
        TRY(file_write(out, perturb->jpeg, 0600, err));
    } else {
        TRY(picture_write_png(&perturb->picture, out, err));
    }
    jsonw_object(output);
    jsonw_member(output, "file", out);
    jsonw_end(output);
    return ERR_OK;
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct perturb_picture perturb = {.arena = arena};
    (void)state;
    enum err_code code = perturb_file(input, &perturb, output, err);
    picture_release(&perturb.picture);
    return code;
}

int main(void)
{
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
