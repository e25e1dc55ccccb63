/* append-statements DATA FILE.jsonl TOOL.json: what statement_lines.h says, into a data folder
 * that no server holds. For tests that need a server. */
#include "base/file.h"
#include "crypto/random.h"
#include "support/statement_lines.h"

#include <stdio.h>

static enum err_code run(struct arena *arena, char **argv, struct err *err)
{
    struct datadir dir;
    struct keeper *keeper;
    struct str tool;
    struct keeper_settings settings = {.origin = NULL};
    TRY(file_read(arena, argv[3], 1 << 20, &tool, err));
    TRY(datadir_at(arena, argv[1], &dir, err));
    TRY(keeper_open(&keeper, &dir, &settings, err));
    enum err_code code = statement_lines_append(keeper, arena, argv[2],
                                                arena_strndup(arena, tool.p, tool.n), err);
    keeper_close(keeper);
    return code;
}

int main(int argc, char **argv)
{
    struct err err;
    if (argc != 4) {
        fputs("usage: append-statements DATA FILE.jsonl TOOL.json\n", stderr);
        return 2;
    }
    crypto_start();
    struct arena *arena = arena_new();
    enum err_code code = run(arena, argv, &err);
    if (code != ERR_OK) {
        fprintf(stderr, "append-statements: %s\n", err.message);
    }
    arena_free(arena);
    return code == ERR_OK ? 0 : 1;
}
