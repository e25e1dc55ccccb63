/* See label_call.h. */
#include "cli/label_call.h"

#include "benchmark/label_desk.h"

#include <stdio.h>

#define AT(member) offsetof(struct label_call_options, member)
const struct opt label_call_options[] = {
    {"as", 0, OPT_TEXT, AT(who), "NAME", "whose answers they are", 0, 0},
    {"port", 0, OPT_INT, AT(port), "PORT", "where to listen on 127.0.0.1 (0: any that is free)",
     0, 65535},
    {.name = NULL}};

const struct label_call_options label_call_defaults = {.port = 0};

static void print_link(int port, const char *link)
{
    printf("policeai: labelling http://127.0.0.1:%d/open/%s\n", port, link);
    fflush(stdout);
}

static enum err_code open_pages(struct command_call *call, bool settle, struct err *err)
{
    const struct label_call_options *given = call->options;
    if (given->who == NULL) {
        return err_set(err, ERR_USAGE, "say whose answers they are: --as NAME");
    }
    const struct label_desk_plan plan = {.folder = call->words[0],
                                         .who = given->who,
                                         .settle = settle,
                                         .port = (int)given->port,
                                         .serving = print_link};
    return label_desk_run(&plan, err);
}

enum err_code label_call_label(struct command_call *call, struct err *err)
{
    return open_pages(call, false, err);
}

enum err_code label_call_settle(struct command_call *call, struct err *err)
{
    return open_pages(call, true, err);
}
