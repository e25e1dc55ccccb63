/* Do the files below a folder hold a sealed set? Searched for, in plain bytes: its canary text,
 * a piece of each input's texts, ids of 12 bytes and more, and files equal to its own. What is
 * compressed, encrypted or learnt is not found: nothing found proves nothing. */
#ifndef POLICEAI_CUSTODY_LEAK_SCAN_H
#define POLICEAI_CUSTODY_LEAK_SCAN_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"

#include <stddef.h>
#include <stdint.h>

/* Bounds of one search; past them the report says that it is not whole. */
enum { LEAK_FILES_MAX = 1000000, LEAK_DEPTH_MAX = 64, LEAK_FOUND_MAX = 100 };
#define LEAK_BYTES_MAX (UINT64_C(64) << 30)

enum leak_kind { LEAK_CANARY, LEAK_INPUT, LEAK_ID, LEAK_FILE };
/* "canary text", "input", "id", "file" */
const char *leak_kind_word(enum leak_kind kind);

struct leak_found {
    enum leak_kind kind;
    const char *path;
    uint64_t offset;
};

struct leak_report {
    struct leak_found found[LEAK_FOUND_MAX]; /* the first, in order of paths */
    size_t found_count;
    size_t canaries;           /* places with the canary text */
    size_t inputs, ids, files; /* different ones that were found */
    size_t inputs_sought, ids_sought, files_sought;
    size_t files_read;
    uint64_t bytes_read;
    size_t passed_over; /* links, special files, unreadable ones */
    bool whole;         /* all of it was searched */
};

/* Links are not followed. `bench` is open; the report's texts lie in the arena. */
enum err_code leak_scan(struct arena *arena, const struct bench *bench, const char *path,
                        struct leak_report *report, struct err *err) MUST_USE;

#endif
