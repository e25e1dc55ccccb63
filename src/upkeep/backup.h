/* A backup: a consistent copy of what cannot be made again, without the keys.
 *
 * Holds ledger.db, blobs, log/, evidence/, drafts/, parcels/ and config.json; leaves out keys/
 * and custody/ (they are kept apart, always), public.db (made again from the log), jobs.db,
 * runs/ and tmp/. May be made while a server runs. Its file RESTORE says how it is put back. */
#ifndef POLICEAI_UPKEEP_BACKUP_H
#define POLICEAI_UPKEEP_BACKUP_H

#include "base/arena.h"
#include "base/err.h"
#include "store/datadir.h"

#include <stdint.h>

struct backup_report {
    uint64_t statements; /* leaves of the public log in it */
    uint64_t files;
    uint64_t bytes;
};

/* `to` is a folder's name, or one of a tar file when it ends in ".tar". It must not be there,
 * and it appears whole or not at all. */
enum err_code backup_make(struct arena *arena, const struct datadir *data, const char *to,
                          struct backup_report *report, struct err *err) MUST_USE;

#endif
