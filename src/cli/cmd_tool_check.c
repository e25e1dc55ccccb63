/* policeai tool check */
#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/tool_option.h"
#include "run/isolation.h"
#include "trial/check.h"

#include <stdio.h>

struct tool_check_options {
    const char *accept_isolation;
    const char *reason;
    bool json;
};

#define AT(member) offsetof(struct tool_check_options, member)
static const struct opt options[] = {
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {"accept-isolation", 0, OPT_TEXT, AT(accept_isolation), "LEVEL",
     "run an outside tool below full isolation", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, with --accept-isolation", 0, 0},
    {.name = NULL}};

static void print_json(const struct tool_option *tool, const struct check_report *report)
{
    struct strbuf out;
    struct strbuf words;
    struct jsonw w;
    strbuf_init(&out, 1 << 20);
    strbuf_init(&words, 1 << 20);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "tool", tool->manifest.id);
    jsonw_member_str(&w, "version", tool->manifest.version);
    jsonw_key(&w, "passed");
    jsonw_bool(&w, report->failed == 0);
    jsonw_key(&w, "cases");
    jsonw_array(&w);
    for (size_t i = 0; i < report->count; i++) {
        jsonw_object(&w);
        jsonw_member(&w, "name", report->rows[i].name);
        jsonw_member(&w, "state", check_state_word(report->rows[i].state));
        strbuf_clear(&words);
        utf8_visible(&words, str_of(report->rows[i].words), false);
        jsonw_member_str(&w, "words", strbuf_view(&words));
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&words);
    strbuf_release(&out);
}

static void print_text(const struct tool_option *tool, const struct check_report *report)
{
    struct strbuf words;
    strbuf_init(&words, 1 << 20);
    printf("%.*s %.*s\n", STR_ARG(tool->manifest.id), STR_ARG(tool->manifest.version));
    for (size_t i = 0; i < report->count; i++) {
        strbuf_clear(&words);
        utf8_visible(&words, str_of(report->rows[i].words), false);
        printf("  %-6s %-34s %s\n", check_state_word(report->rows[i].state),
               report->rows[i].name, words.p);
    }
    if (report->failed == 0) {
        printf("every case holds\n");
    } else {
        printf("%zu case%s not hold\n", report->failed, report->failed == 1 ? " does" : "s do");
    }
    strbuf_release(&words);
}

static enum err_code check(struct arena *arena, const struct tool_check_options *given,
                           const char *word, int *status, struct err *err)
{
    struct tool_option tool;
    struct check_report report;
    TRY(tool_option(arena, word, &tool, err));
    struct isolation_terms terms = {tool.built_in, given->accept_isolation, given->reason};
    TRY(isolation_check(&terms, err));
    TRY(check_tool(arena, tool.folder, &tool.manifest, &report, err));
    *status = report.failed == 0 ? 0 : 1;
    if (given->json) {
        print_json(&tool, &report);
    } else {
        print_text(&tool, &report);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return check(call->arena, call->options, call->words[0], &call->status, err);
}

const struct command command_tool_check = {
    .name = "tool check",
    .synopsis = "TOOL [--json]",
    .summary = "speak the protocol to a tool and say what it did",
    .help =
        "For the maker of a tool: starts it in the sandbox and goes through every case of the "
        "protocol\n(doc/tool-protocol.md) with made-up inputs of its task. A case that fails "
        "costs items in a run, or the run.\nTOOL is a folder with tool.json or the name of a "
        "built-in tool.\n\nExit status: 0 every case holds; 1 one does not, or tool.json is "
        "wrong.",
    .options = options,
    .options_size = sizeof(struct tool_check_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
