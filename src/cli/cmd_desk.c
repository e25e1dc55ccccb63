/* policeai desk */
#include "cli/command.h"
#include "cli/tool_option.h"
#include "desk/desk.h"
#include "run/isolation.h"

#include <stdio.h>

struct desk_options {
    int64_t port;
    const char *tool;
    const char *documents;
};

static const struct desk_options defaults = {
    .port = 0, .tool = "redact-text", .documents = "redact-document"};

#define AT(member) offsetof(struct desk_options, member)
static const struct opt options[] = {
    {"port", 0, OPT_INT, AT(port), "PORT", "where to listen on 127.0.0.1 (0: any that is free)",
     0, 65535},
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL", "the tool that proposes what to hide (redact-text)",
     0, 0},
    {"documents", 0, OPT_TEXT, AT(documents), "TOOL",
     "the tool for files that are no plain text (redact-document)", 0, 0},
    {.name = NULL}};

static void print_link(int port, const char *link)
{
    printf("policeai: desk http://127.0.0.1:%d/open/%s\n", port, link);
    fflush(stdout);
}

static enum err_code find_tool(struct command_call *call, const char *name, const char *task,
                               struct tool_option *tool, struct err *err)
{
    TRY(tool_option(call->arena, name, tool, err));
    if (!str_is(tool->manifest.task, task)) {
        return err_set(err, ERR_UNSUPPORTED, "%s is no tool of %s", name, task);
    }
    const struct isolation_terms terms = {tool->built_in, NULL, NULL};
    return isolation_check(&terms, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct desk_options *given = call->options;
    struct places places;
    struct tool_option text;
    struct tool_option documents;
    TRY(places_find(call->arena, &places, err));
    TRY(find_tool(call, given->tool, "text-redaction", &text, err));
    TRY(find_tool(call, given->documents, "document-redaction", &documents, err));
    const struct desk_plan plan = {.folder = call->words[0],
                                   .places = &places,
                                   .tool_folder = text.folder,
                                   .document_tool_folder = documents.folder,
                                   .port = (int)given->port,
                                   .serving = print_link};
    return desk_run(&plan, err);
}

const struct command command_desk = {
    .name = "desk",
    .synopsis = "FOLDER [--port PORT] [--tool TOOL] [--documents TOOL]",
    .summary = "redact a folder of files, with people deciding",
    .help =
        "Reads the files of FOLDER with a tool in the sandbox and prints a link to the pages "
        "on "
        "which officers say who\nthe people are, settle doubts and hand over. The link is good "
        "once and for this machine alone. What is known\nand decided is kept in "
        "FOLDER/policeai-case/; the files themselves are never written to, and nothing "
        "is\nsent "
        "anywhere. Ctrl-C stops it; the next start goes on where it was.",
    .options = options,
    .options_size = sizeof(struct desk_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
