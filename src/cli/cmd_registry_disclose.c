/* policeai registry disclose */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "record/keeper_client.h"
#include "registry/openings.h"

#include <stdio.h>

struct disclose_options {
    const char *data;
};

static const struct opt options[] = {{"data", 0, OPT_TEXT,
                                      offsetof(struct disclose_options, data), "FOLDER",
                                      DATA_OPTION_HELP, 0, 0},
                                     {.name = NULL}};

static enum err_code disclose(struct arena *arena, struct keeper_client *client,
                              const char *const *words, struct err *err)
{
    struct str gaps;
    struct str body;
    struct keeper_ticket ticket;
    struct str harm;
    size_t versions;
    struct str pointer = words[1][0] == '/'
                             ? str_of(words[1])
                             : str_of(arena_printf(arena, "/fields/%s", words[1]));
    TRY(keeper_gaps(client, arena, words[0], &gaps, err));
    TRY(openings_compose(arena, gaps, pointer, &body, &versions, err));
    TRY(openings_private_harm(arena, gaps, pointer, &harm, err));
    TRY(keeper_submit(client, arena, "gap.opened/1", NULL, body, &ticket, err));
    printf("%.*s, withheld in %zu %s with this value\nwaits in the outbox as number %lld\n",
           STR_ARG(pointer), versions, versions == 1 ? "statement" : "statements",
           (long long)ticket.number);
    if (harm.n > 0) {
        registry_print(str_of(
            arena_printf(arena, "the harm as it was recorded, which is not published: %.*s",
                         STR_ARG(harm))));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct disclose_options *given = call->options;
    struct keeper_client *client;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = disclose(call->arena, client, call->words, err);
    keeper_client_close(client);
    return code;
}

const struct command command_registry_disclose = {
    .name = "registry disclose",
    .synopsis = "SUBJECT FIELD [--data FOLDER]",
    .summary = "publish a value that was withheld, with the proof that it is the same",
    .help =
        "FIELD is a field's id, or a place in the body (/fields/cost/0/pounds). Anybody can "
        "check the value against the commitment\nthat stood in its place. The next version of "
        "the record should state it openly. Waits in the outbox, where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct disclose_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
