/* Evidence on what a supplier handed in waits for the supplier's reply (doc/suppliers.md):
 * it is made and signed as any other, and published when its time has come.
 *
 *     submissions/holds/KEY               the submission's id; KEY is the folder digest of a
 * tool or the id of a parcel submissions/ID/results/NAME/        NAME.dsse.json and its files,
 * result.json */
#ifndef POLICEAI_LAB_HELD_H
#define POLICEAI_LAB_HELD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/datadir.h"

#include <stdbool.h>

struct held_result {
    struct str name; /* of the files */
    struct str envelope, run;
    struct str tool;  /* id: the folder below evidence/ */
    struct str title; /* "ID VERSION" */
    struct str benchmark;
    bool open;  /* its files are for everybody once it is published */
    bool timed; /* timing.jsonl is one of them */
};

/* From now on what is measured of `key` waits. ERR_CONFLICT: for another submission already. */
enum err_code held_note(struct arena *arena, const struct datadir *dir, const char *key,
                        const char *submission, struct err *err) MUST_USE;
/* *submission NULL: it does not wait. */
enum err_code held_find(struct arena *arena, const struct datadir *dir, const char *key,
                        const char **submission, struct err *err) MUST_USE;
/* submissions/ID/results/NAME */
const char *held_folder(struct arena *arena, const struct datadir *dir, const char *submission,
                        const char *name);
/* FOLDER/result.json */
enum err_code held_result_write(const char *folder, const struct held_result *result,
                                struct err *err) MUST_USE;
enum err_code held_result_read(struct arena *arena, const char *folder,
                               struct held_result *result, struct err *err) MUST_USE;

#endif
