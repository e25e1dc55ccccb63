/* See json_input.h. */
#include "task/json_input/json_input.h"

#include "base/file.h"
#include "base/limits.h"

enum err_code json_input_read(struct arena *arena, const char *path, const char *form,
                              const struct js **input, struct err *err)
{
    struct str text;
    struct js *value;
    TRY(file_read(arena, path, LIMIT_LINE, &text, err));
    enum err_code code = js_parse(arena, text, &value, err);
    if (code == ERR_OK && value->type != JS_OBJECT) {
        code = err_set(err, ERR_FORMAT, "it is no object");
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        err_hint(err, "this task takes a file of JSON: %s", form);
        return code;
    }
    *input = value;
    return ERR_OK;
}

enum err_code json_input_take(struct arena *arena, const char *path, const char *form,
                              enum err_code (*check)(const struct js *input, struct err *err),
                              struct strbuf *input, struct err *err)
{
    const struct js *value;
    TRY(json_input_read(arena, path, form, &value, err));
    TRY(check(value, err));
    strbuf_str(input, value->raw);
    return strbuf_check(input, "the input", err);
}
