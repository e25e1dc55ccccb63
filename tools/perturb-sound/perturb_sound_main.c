/* perturb-sound: one recording with one thing done to it. */
#include "perturb_sound.h"

#include "sound_file/sound_file.h"
#include "toolkit/tool.h"

#include <stdio.h>

static enum err_code read_values(const struct js *input, struct perturb_sound *perturb,
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

/* "other1", "other2", … */
static enum err_code read_others(const struct js *input, struct arena *arena,
                                 struct perturb_sound *perturb, struct err *err)
{
    for (int i = 1; i <= PERTURB_OTHERS_MAX; i++) {
        const char *path;
        const char *key = arena_printf(arena, "other%d", i);
        if (js_member(input, key) == NULL) {
            return ERR_OK;
        }
        TRY(tool_input_path(input, key, arena, &path, err));
        TRY(sound_read(path, &perturb->others[perturb->other_count], err));
        perturb->other_count++;
    }
    return ERR_OK;
}

static enum err_code perturb_file(struct arena *arena, const struct js *input, const char *out,
                                  struct perturb_sound *perturb, struct err *err)
{
    const char *path;
    const struct js *how = NULL;
    int64_t seed;
    struct str name;
    TRY(tool_input_path(input, "file", arena, &path, err));
    TRY(js_need(input, "how", JS_OBJECT, &how, err));
    TRY(js_need_str(how, "name", &name, err));
    TRY(js_need_int(how, "seed", 0, INT64_MAX, &seed, err));
    TRY(read_values(how, perturb, err));
    prng_seed(&perturb->prng, (uint64_t)seed);
    TRY(sound_read(path, &perturb->sound, err));
    TRY(read_others(input, arena, perturb, err));
    TRY(perturb_sound_apply(perturb, name, err));
    return sound_write(&perturb->sound, out, err);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    static const char out[] = "/out/sound.wav"; /* the host has taken the one before */
    struct perturb_sound perturb = {.value_count = 0};
    (void)state;
    enum err_code code = perturb_file(arena, input, out, &perturb, err);
    if (code == ERR_OK) {
        jsonw_object(output);
        jsonw_member(output, "file", out);
        jsonw_end(output);
    }
    sound_release(&perturb.sound);
    for (size_t i = 0; i < perturb.other_count; i++) {
        sound_release(&perturb.others[i]);
    }
    return code;
}

int main(void)
{
    sound_file_quieten();
    return tool_main(&(struct tool){.window = 1, .answer = answer});
}
