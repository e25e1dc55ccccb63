/* policeai tool list */
#include "base/file.h"
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/tool_option.h"
#include "lab/places.h"

#include <stdio.h>

struct tool_list_options {
    bool json;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct tool_list_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void add_json(struct jsonw *w, const struct manifest *manifest)
{
    jsonw_object(w);
    jsonw_member_str(w, "id", manifest->id);
    jsonw_member_str(w, "version", manifest->version);
    jsonw_member_str(w, "name", manifest->name);
    jsonw_member_str(w, "task", manifest->task);
    jsonw_member_str(w, "supplier", manifest->supplier);
    jsonw_end(w);
}

static enum err_code list(struct arena *arena, bool json, struct strbuf *out, struct err *err)
{
    struct places places;
    const char **names;
    size_t count;
    struct jsonw w;
    TRY(places_find(arena, &places, err));
    TRY(file_list(arena, places.tools, &names, &count, err));
    jsonw_init(&w, out);
    if (json) {
        jsonw_object(&w);
        jsonw_key(&w, "tools");
        jsonw_array(&w);
    }
    for (size_t i = 0; i < count; i++) {
        struct manifest manifest;
        const char *folder = arena_printf(arena, "%s/%s", places.tools, names[i]);
        if (!file_exists(arena_printf(arena, "%s/tool.json", folder))) {
            continue;
        }
        TRY(manifest_read(arena, folder, &manifest, err));
        if (json) {
            add_json(&w, &manifest);
        } else {
            strbuf_printf(out, "%-14.*s %-8.*s %-16.*s %.*s\n", STR_ARG(manifest.id),
                          STR_ARG(manifest.version), STR_ARG(manifest.task),
                          STR_ARG(manifest.name));
        }
    }
    if (json) {
        jsonw_end(&w);
        jsonw_end(&w);
        strbuf_putc(out, '\n');
    }
    return strbuf_check(out, "the list", err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct tool_list_options *given = call->options;
    struct strbuf out;
    strbuf_init(&out, 1 << 20);
    enum err_code code = list(call->arena, given->json, &out, err);
    if (code == ERR_OK) {
        fwrite(out.p, 1, out.n, stdout);
    }
    strbuf_release(&out);
    return code;
}

const struct command command_tool_list = {
    .name = "tool list",
    .synopsis = "[--json]",
    .summary = "the tools that ship with the program",
    .help = "One line a tool: id, version, task, name. policeai tool show ID tells the rest.",
    .options = options,
    .options_size = sizeof(struct tool_list_options),
    .run = run,
};
