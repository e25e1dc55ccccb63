/* See reference_file.h. */
#include "registry/reference_file.h"

#include "base/file.h"
#include "base/limits.h"

enum err_code reference_read(struct arena *arena, const char *path, reference_take_fn *take,
                             void *made, struct err *err)
{
    struct str text;
    struct js *json;
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = take(arena, json, made, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}
