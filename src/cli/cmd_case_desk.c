/* policeai case desk */
#include "casedesk/casedesk.h"
#include "cli/command.h"

#include <stdio.h>

struct desk_options {
    int64_t port;
};

#define AT(member) offsetof(struct desk_options, member)
static const struct opt options[] = {{"port", 0, OPT_INT, AT(port), "PORT",
                                      "where to listen on 127.0.0.1 (0: any that is free)", 0,
                                      65535},
                                     {.name = NULL}};

static void print_link(int port, const char *link)
{
    printf("policeai: desk http://127.0.0.1:%d/open/%s\n", port, link);
    fflush(stdout);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct desk_options *given = call->options;
    struct places places;
    TRY(places_find(call->arena, &places, err));
    const struct casedesk_plan plan = {.file = call->words[0],
                                       .places = &places,
                                       .port = (int)given->port,
                                       .serving = print_link};
    return casedesk_run(&plan, err);
}

static const struct desk_options defaults = {.port = 0};

const struct command command_case_desk = {
    .name = "case desk",
    .synopsis = "CASE [--port PORT]",
    .summary = "pages of a case in a browser of this machine",
    .help =
        "Prints a link to pages on which officers search the case, turn over its documents "
        "beside pictures of their pages,\nread conversations, compare what is nearly the same "
        "and see every file with its fate. The link is good once and for\nthis machine alone. "
        "Nothing is sent anywhere, and the files of the folder are never written to. `policeai "
        "case read`\nmay run meanwhile. Ctrl-C stops it.",
    .options = options,
    .options_size = sizeof(struct desk_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
