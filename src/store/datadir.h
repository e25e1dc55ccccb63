/* The data folder: which file is where. Layout in doc/architecture.md. */
#ifndef POLICEAI_STORE_DATADIR_H
#define POLICEAI_STORE_DATADIR_H

#include "base/arena.h"
#include "base/err.h"

struct datadir {
    const char *root;      /* policeai-data */
    const char *keys;      /* keys/ (0700) */
    const char *ledger_db; /* the keeper's */
    const char *public_db; /* projections; may be deleted and rebuilt */
    const char *jobs_db;   /* the worker's */
    const char *blobs_public;
    const char *blobs_private;
    const char *log; /* tiles, bodies, checkpoint of the public log */
    const char *runs;
    const char *parcels;     /* of inputs that left: what makes their answers ours (0700) */
    const char *custody;     /* sealed benchmarks (0700), never in backups; see src/custody */
    const char *submissions; /* what suppliers handed in, and what became of it (0700) */
    const char *evidence;
    const char *tmp;
    const char *keeper_socket;
    const char *keeper_lock;
};

/* Absolute paths below root, in the arena. Touches nothing. */
enum err_code datadir_at(struct arena *arena, const char *root, struct datadir *dir,
                         struct err *err) MUST_USE;
/* Makes the folders that are missing (keys 0700, the rest 0755 or 0700 where private). */
enum err_code datadir_make(const struct datadir *dir, struct err *err) MUST_USE;

#endif
