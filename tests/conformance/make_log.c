/* make-log FOLDER SIZE…: a data folder whose public log grows to each SIZE in turn; the
 * checkpoint of each is kept as FOLDER/head-SIZE. What it says is made up. Prints the log's
 * key. */
#include "base/file.h"
#include "base/limits.h"
#include "crypto/note.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/keeper.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 1000 };

static enum err_code grow(struct keeper *keeper, uint64_t size, struct err *err)
{
    while (keeper_size(keeper) < size) {
        struct arena *arena = arena_new();
        struct keeper_entry entries[BATCH];
        size_t count = 0;
        for (uint64_t i = keeper_size(keeper); i < size && count < BATCH; i++) {
            entries[count++] = (struct keeper_entry){
                .type = STR("sample.counted/1"),
                .body = str_of(arena_printf(arena, "{\"made_up\":%" PRIu64 "}", i))};
        }
        enum err_code code = keep_append(keeper, arena, LOG_PUBLIC, entries, count, NULL, err);
        arena_free(arena);
        TRY(code);
    }
    return ERR_OK;
}

static enum err_code make(struct arena *arena, int argc, char **argv, struct err *err)
{
    struct datadir dir;
    struct keeper *keeper;
    struct audit_report report;
    uint64_t size;
    enum err_code code = ERR_OK;
    TRY(datadir_at(arena, argv[1], &dir, err));
    TRY(keeper_open(&keeper, &dir, NULL, err));
    for (int i = 2; i < argc && code == ERR_OK; i++) {
        char *head = arena_printf(arena, "%s/head-%s", argv[1], argv[i]);
        code = str_to_u64(str_of(argv[i]), INT64_MAX, &size)
                   ? grow(keeper, size, err)
                   : err_set(err, ERR_USAGE, "%s is no size", argv[i]);
        if (code == ERR_OK) {
            code = file_write(head, keeper_checkpoint(keeper), 0644, err);
        }
    }
    keeper_close(keeper);
    TRY(code);
    TRY(audit_log(arena, dir.log, NULL, &report, err));
    printf("%.*s\n", STR_ARG(report.log_key));
    return ERR_OK;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    crypto_start();
    enum err_code code = argc < 3 ? err_set(&err, ERR_USAGE, "usage: make-log FOLDER SIZE…")
                                  : make(arena, argc, argv, &err);
    if (code != ERR_OK) {
        fprintf(stderr, "make-log: %s\n", err.message);
    }
    arena_free(arena);
    return err_exit_status(code);
}
