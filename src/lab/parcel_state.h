/* One parcel as it is kept in the data folder (private to this part). */
#ifndef POLICEAI_LAB_PARCEL_STATE_H
#define POLICEAI_LAB_PARCEL_STATE_H

#include "elsewhere/parcel_names.h"
#include "lab/lab_parcel.h"
#include "lab/lab_state.h"

enum { PARCEL_ID = 16 };

struct parcel_record {
    const char *id;
    const char *folder; /* data/parcels/ID */
    struct sha256 secret;
    struct str split;
    struct str benchmark; /* folder */
    struct str benchmark_digest;
    struct str accepted;  /* n == 0: nothing had to be */
    struct str requester; /* of a set in custody; n == 0: it is none */
    struct str identity;  /* canonical JSON */
    struct str manifest;
    struct str parameters; /* canonical JSON */
};

/* Where it lies; `word` is an ID, or a folder with a parcel.json that says it. */
enum err_code parcel_record_find(struct arena *arena, const struct datadir *data,
                                 const char *word, struct parcel_record *record,
                                 struct err *err) MUST_USE;
enum err_code parcel_record_write(struct arena *arena, const struct parcel_record *record,
                                  struct err *err) MUST_USE;
/* Fills in the rest from data/parcels/ID/parcel.json. */
enum err_code parcel_record_read(struct arena *arena, struct parcel_record *record,
                                 struct err *err) MUST_USE;
/* The lab's tool, parameters and benchmark from the record; ERR_INVALID when the benchmark is
 * not the one that left. `benchmark` in place of the recorded folder, or NULL. `act` is what a
 * set in custody is opened for; one that the lab holds open stays so. */
enum err_code parcel_lab(struct lab *lab, const struct parcel_record *record,
                         const char *benchmark, enum custody_act act, struct err *err) MUST_USE;
/* The items of the split under their names, sorted; in the arena. */
enum err_code parcel_items(struct lab *lab, const struct parcel_record *record,
                           struct parcel_item **items, struct err *err) MUST_USE;

#endif
