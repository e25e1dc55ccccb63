/* append-statements DATA FILE.jsonl TOOL.json [SECONDS]: what statement_lines.h says, into a
 * data folder that no server holds, as if it were SECONDS after 1970. For tests that need a
 * server. */
#include "base/file.h"
#include "crypto/random.h"
#include "support/statement_lines.h"

#include <stdio.h>
#include <stdlib.h>

static enum err_code run(struct arena *arena, char **argv, struct err *err)
{
    struct datadir dir;
    struct keeper *keeper;
    struct str tool;
    struct keeper_settings settings = {.origin = NULL};
    if (argv[4] != NULL) {
        settings.clock = (struct clock){true, strtoll(argv[4], NULL, 10)};
    }
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
    if (argc != 4 && argc != 5) {
        fputs("usage: append-statements DATA FILE.jsonl TOOL.json [SECONDS]\n", stderr);
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
