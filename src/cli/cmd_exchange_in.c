/* policeai exchange in */
#include "base/file.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/exchange.h"
#include "record/keeper_client.h"

#include <stdio.h>

struct in_options {
    bool json;
    const char *data;
    const char *log_key;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct in_options, data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"log-key", 0, OPT_TEXT, offsetof(struct in_options, log_key), "VKEY",
     "the sender's log key as its owner told you; needed the first time", 0, 0},
    {"json", 0, OPT_FLAG, offsetof(struct in_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_text(const struct exchange_received *received)
{
    printf("%.*s: %llu statements, %llu taken, %llu known already, %llu files\n",
           STR_ARG(received->origin), (unsigned long long)received->entries,
           (unsigned long long)received->taken, (unsigned long long)received->known,
           (unsigned long long)received->blobs);
    if (received->taken > 0) {
        printf("leaves %llu to %llu, closed by %llu\n", (unsigned long long)received->first,
               (unsigned long long)received->last, (unsigned long long)received->last + 1);
    }
    if (received->removals > 0) {
        printf("%llu removals: what they name is gone here too\n",
               (unsigned long long)received->removals);
    }
    if (received->late > 0) {
        printf("%llu came after their key had ended: kept, without effect\n",
               (unsigned long long)received->late);
    }
    if (received->held > 0) {
        printf(
            "%llu wait: an earlier statement of their key, or the removal of their body, has "
            "not come\n",
            (unsigned long long)received->held);
    }
    if (received->left_out > 0) {
        printf("%llu files were left out by the sender and are not here\n",
               (unsigned long long)received->left_out);
    }
    if (received->passed > 0) {
        printf(received->passed == 1
                   ? "%llu was passed over: of an algorithm that is not known here, and the "
                     "sender has removed its body\n"
                   : "%llu were passed over: of an algorithm that is not known here, and the "
                     "sender has removed their bodies\n",
               (unsigned long long)received->passed);
    }
    if (received->older) {
        puts("the bundle is older than one that came before");
    }
}

static enum err_code take_bundle(struct arena *arena, const struct in_options *given,
                                 const char *path, struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    struct exchange_received received;
    TRY(data_option(arena, given->data, &dir, err));
    if (!file_exists(dir.ledger_db)) {
        err_set(err, ERR_NOT_FOUND, "%s holds no log", dir.root);
        err_hint(err, "policeai init makes one");
        return ERR_NOT_FOUND;
    }
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code =
        keeper_receive(client, arena, &dir, path, given->log_key, &received, err);
    keeper_client_close(client);
    TRY(code);
    if (given->json) {
        struct strbuf out;
        strbuf_init(&out, 65536);
        exchange_received_write(&out, &received);
        puts(out.p);
        strbuf_release(&out);
    } else {
        print_text(&received);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return take_bundle(call->arena, call->options, call->words[0], err);
}

const struct command command_exchange_in = {
    .name = "exchange in",
    .synopsis = "FILE [--log-key VKEY] [--data FOLDER] [--json]",
    .summary = "take another log's statements from a file",
    .help =
        "Takes what is new in a bundle of `exchange out`, all of it or nothing; bundles may "
        "come in any order and more than\nonce. The keys that signed must have been "
        "introduced (policeai key introduce … --held away); the sender's log\nkey is compared "
        "once, with --log-key. A log that shows two histories is refused.",
    .options = options,
    .options_size = sizeof(struct in_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
