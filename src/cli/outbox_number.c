/* See outbox_number.h. */
#include "cli/outbox_number.h"

static enum err_code call(struct arena *arena, const struct outbox_number_options *given,
                          const char *word, outbox_number_fn *act, struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    uint64_t number;
    if (!str_to_u64(str_of(word), INT64_MAX, &number)) {
        return err_set(err, ERR_USAGE, "\"%s\" is not a number", word);
    }
    TRY(data_option(arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = act(client, arena, (int64_t)number, err);
    keeper_client_close(client);
    return code;
}

enum err_code outbox_number_run(const struct outbox_number_options *given, const char *word,
                                outbox_number_fn *act, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = call(arena, given, word, act, err);
    arena_free(arena);
    return code;
}
