/* The golden log of tests/golden/first laid out as a data folder: ledger.db, blobs, public.db.
 * What goes wrong ends the program. */
#ifndef POLICEAI_TESTS_GOLDEN_LOG_H
#define POLICEAI_TESTS_GOLDEN_LOG_H

#include "base/arena.h"
#include "base/str.h"
#include "record/leaf_log.h"
#include "store/datadir.h"

#define GOLDEN PAI_SOURCE_DIR "/tests/golden/first"

/* A file of it, in the arena. */
struct str golden_file(struct arena *arena, const char *name);
/* Appends all its entries; the body that was removed becomes an empty object. */
void golden_restore(struct arena *arena, struct leaf_log *log);
/* tool.json, benchmark.json and the envelope as public blobs; the path of tool.json's. */
const char *golden_put_blobs(struct arena *arena, const struct datadir *dir);
/* public.db from `log`. */
void golden_project(struct arena *arena, const struct datadir *dir, struct leaf_log *log);
/* ledger.db with the log, blobs and public.db in one; the path of tool.json's blob. */
const char *golden_lay_out(struct arena *arena, const struct datadir *dir);

#endif
