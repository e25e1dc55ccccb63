/* See outbox_number.h. */
#include "cli/outbox_number.h"

const struct opt outbox_number_opts[] = {{"data", 0, OPT_TEXT,
                                          offsetof(struct outbox_number_options, data),
                                          "FOLDER", DATA_OPTION_HELP, 0, 0},
                                         {.name = NULL}};

enum err_code outbox_number_run(struct command_call *call, outbox_number_fn *act,
                                struct err *err)
{
    const struct outbox_number_options *given = call->options;
    const char *word = call->words[0];
    struct datadir dir;
    struct keeper_client *client;
    uint64_t number;
    if (!str_to_u64(str_of(word), INT64_MAX, &number)) {
        return err_set(err, ERR_USAGE, "\"%s\" is not a number", word);
    }
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = act(client, call->arena, (int64_t)number, err);
    keeper_client_close(client);
    return code;
}
