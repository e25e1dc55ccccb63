/* append_client DATA [COUNT [TYPE BODY]]: appends statements through the keeper of a running
 * server until it goes away or COUNT are done, and prints the id of each that was acknowledged.
 * Exit 1 when the keeper refused or went away, with its words. */
#include "crypto/random.h"
#include "record/keeper_client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct datadir dir;
    struct keeper_client *client = NULL;
    struct keeper_receipt receipt;
    struct err err = {.code = ERR_OK};
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 1000000;
    const char *type = argc > 4 ? argv[3] : "sample.counted/1";
    struct str body = argc > 4 ? str_of(argv[4]) : STR("{}");
    crypto_start();
    signal(SIGPIPE, SIG_IGN);
    enum err_code code = argc > 1 ? datadir_at(arena, argv[1], &dir, &err) : ERR_USAGE;
    if (code == ERR_OK) {
        code = keeper_client_connect(&client, &dir, &err);
    }
    for (long i = 0; i < count && code == ERR_OK; i++) {
        code = keeper_append(client, arena, type, NULL, body, &receipt, &err);
        if (code == ERR_OK) {
            puts(receipt.id);
            fflush(stdout);
        }
    }
    if (code != ERR_OK) {
        fprintf(stderr, "append_client: %s\n", err.message);
    }
    keeper_client_close(client);
    arena_free(arena);
    return code == ERR_OK ? 0 : 1;
}
