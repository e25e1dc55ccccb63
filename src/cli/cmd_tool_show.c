/* policeai tool show */
#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/tool_notices.h"
#include "cli/tool_option.h"
#include "task/task.h"

#include <stdio.h>

struct tool_show_options {
    bool json;
    const char *data;
};

#define AT(member) offsetof(struct tool_show_options, member)
static const struct opt options[] = {
    {"json", 0, OPT_FLAG, AT(json), NULL, "print tool.json with the folder's digest", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER",
     "whose safety notices are told (else $DATA, else policeai-data when it is there)", 0, 0},
    {.name = NULL}};

static void line(struct strbuf *out, const char *name, struct str text)
{
    strbuf_printf(out, "%-13s", name);
    utf8_visible(out, text, false);
    strbuf_putc(out, '\n');
}

static void show_limits(struct strbuf *out, const struct manifest *manifest)
{
    strbuf_printf(out,
                  "%-13s%lld MiB memory, %lld thread%s, %lld s an item, ready within %lld s\n",
                  "uses", (long long)manifest->memory_mb, (long long)manifest->threads,
                  manifest->threads == 1 ? "" : "s", (long long)manifest->seconds_per_item,
                  (long long)manifest->start_seconds);
    for (size_t i = 0; i < manifest->limitation_count; i++) {
        line(out, i == 0 ? "limitations" : "", manifest->limitations[i]);
    }
}

static void show_parameters(struct strbuf *out, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->parameter_count; i++) {
        const struct manifest_parameter *parameter = &manifest->parameters[i];
        const struct js *value = js_member(parameter->json, "default");
        const struct js *help = js_member(parameter->json, "help");
        strbuf_printf(out, "%-13s%.*s (%.*s, %.*s): ", i == 0 ? "parameters" : "",
                      STR_ARG(parameter->name), STR_ARG(parameter->type), STR_ARG(value->raw));
        utf8_visible(out, help != NULL ? help->string : STR(""), false);
        strbuf_putc(out, '\n');
    }
}

static void show_sets(struct strbuf *out, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->set_count && manifest->sets[i].name.n > 0; i++) {
        const struct manifest_set *set = &manifest->sets[i];
        strbuf_printf(out, "%-13s%.*s: ", i == 0 ? "sets" : "", STR_ARG(set->name));
        utf8_visible(out, set->title, false);
        strbuf_puts(out, ". ");
        utf8_visible(out, set->reason, false);
        strbuf_putc(out, '\n');
    }
}

static void show_styles(struct strbuf *out, struct str name)
{
    const struct task *task = task_lookup(name);
    for (size_t i = 0; task != NULL && task->styles[i].name != NULL; i++) {
        strbuf_printf(out, "%-13s%s: %s\n", i == 0 ? "styles" : "", task->styles[i].name,
                      task->styles[i].help);
    }
}

static void show_text(struct strbuf *out, const struct tool_option *tool, const char *digest)
{
    const struct manifest *manifest = &tool->manifest;
    utf8_visible(out, manifest->name, false);
    strbuf_printf(out, "\n%-13s%.*s %.*s\n", "id", STR_ARG(manifest->id),
                  STR_ARG(manifest->version));
    line(out, "task", manifest->task);
    line(out, "supplier", manifest->supplier);
    line(out, "licence", manifest->licence);
    line(out, "intended use", manifest->intended_use);
    line(out, "not for", manifest->not_for);
    show_limits(out, manifest);
    show_parameters(out, manifest);
    show_sets(out, manifest);
    show_styles(out, manifest->task);
    line(out, "folder", str_of(tool->folder));
    line(out, "digest", str_of(digest));
}

static void show_json(struct strbuf *out, const struct tool_option *tool, const char *digest)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "folder_sha256", digest);
    jsonw_key(&w, "built_in");
    jsonw_bool(&w, tool->built_in);
    jsonw_key(&w, "manifest");
    jsonw_raw(&w, tool->manifest.json->raw);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

static enum err_code show(struct arena *arena, const char *word, bool json,
                          struct tool_option *tool, struct strbuf *out, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    TRY(tool_option(arena, word, tool, err));
    TRY(folder_digest(tool->folder, &digest, err));
    sha256_hex(hex, &digest);
    if (json) {
        show_json(out, tool, hex);
    } else {
        show_text(out, tool, hex);
    }
    return strbuf_check(out, "what there is to show", err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct tool_show_options *given = call->options;
    struct tool_option tool;
    struct strbuf out;
    strbuf_init(&out, 4 << 20);
    enum err_code code = show(call->arena, call->words[0], given->json, &tool, &out, err);
    if (code == ERR_OK) {
        fwrite(out.p, 1, out.n, stdout);
        (void)tool_notices_tell(call->arena, given->data, &tool, given->json ? stderr : stdout);
    }
    strbuf_release(&out);
    return code;
}

const struct command command_tool_show = {
    .name = "tool show",
    .synopsis = "TOOL [--json] [--data FOLDER]",
    .summary = "what a tool is for, its limits, its parameters",
    .help =
        "TOOL is the name of a built-in tool or a folder with tool.json. The digest is that "
        "of the folder, as a run\nrecords it. Safety notices of the data folder that reach it "
        "are told last.",
    .options = options,
    .options_size = sizeof(struct tool_show_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
