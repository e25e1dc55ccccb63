/* The inside of a verification, shared by verify*.c. */
#ifndef POLICEAI_EVIDENCE_VERIFY_STATE_H
#define POLICEAI_EVIDENCE_VERIFY_STATE_H

#include "base/json.h"
#include "crypto/note.h"
#include "evidence/predicate.h"
#include "evidence/verify.h"
#include "ledger/dsse.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { LEVEL_SIGNATURE, LEVEL_LOG, LEVEL_RESULTS, LEVEL_FIGURES };

struct verification {
    struct arena *arena;
    const struct verify_plan *plan;
    struct verify_report *report;
    struct db *db;    /* public.db, or NULL */
    const char *stem; /* path of the file without ".dsse.json" */
    char sha256[65];
    struct dsse dsse;
    struct predicate predicate;
    bool removed; /* something it rests on was removed by a statement of the log */
};

/* Each returns ERR_OK when its level holds; ERR_NOT_FOUND: an input is missing; ERR_CANCELLED:
 * it was lawfully removed; any other: it fails. The words of err become those of the level. */
enum err_code verify_signature(struct verification *verification, struct err *err) MUST_USE;
enum err_code verify_log(struct verification *verification, struct err *err) MUST_USE;
enum err_code verify_results(struct verification *verification, struct err *err) MUST_USE;
enum err_code verify_figures(struct verification *verification, struct err *err) MUST_USE;

/* The level "log" without tables, from the proofs beside the envelope. */
enum err_code verify_log_alone(struct verification *verification, struct err *err) MUST_USE;
/* The body of run.registered/1 and the predicate say the same, in canonical bytes. */
enum err_code verify_run_says(struct verification *verification, struct str body,
                              struct err *err) MUST_USE;
/* The body of evidence.issued/1 names this very file and its run. */
enum err_code verify_issued_says(struct verification *verification, struct str type,
                                 struct str body, struct err *err) MUST_USE;

/* A key of the log in --data by name, in the arena: ERR_INVALID without one. */
struct log_key {
    struct note_key key;
    uint64_t from;   /* may sign from this leaf on */
    uint64_t until;  /* the leaf that ended it */
    uint64_t counts; /* evidence of it from this leaf on counts no more */
    struct str use;
    struct str organisation;
};
enum err_code verify_key_of_log(struct verification *verification, struct str name,
                                struct log_key *key, struct err *err) MUST_USE;

#endif
