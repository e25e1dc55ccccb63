/* See tool_option.h. */
#include "cli/tool_option.h"

#include "base/file.h"
#include "base/limits.h"
#include "lab/places.h"

enum err_code tool_option(struct arena *arena, const char *word, struct tool_option *tool,
                          struct err *err)
{
    struct places places;
    TRY(places_find(arena, &places, err));
    TRY(places_resolve(arena, places.tools, word, "tool.json", &tool->folder, err));
    tool->checks = places.checks;
    tool->built_in = places_built_in(&places, tool->folder);
    return manifest_read(arena, tool->folder, &tool->manifest, err);
}

enum err_code tool_parameters(struct arena *arena, const char *path,
                              const struct js **parameters, struct err *err)
{
    struct str text;
    struct js *json;
    if (path == NULL) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, LIMIT_MANIFEST, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK && json->type != JS_OBJECT) {
        code = err_set(err, ERR_FORMAT, "parameters must be an object: {\"NAME\": value, …}");
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    *parameters = json;
    return ERR_OK;
}
