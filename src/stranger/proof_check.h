/* A .tlog-proof of a statement, checked off line, level by level:
 *
 *   checkpoint  signed by the log's key
 *   inclusion   the statement is leaf `index` of the tree with that root
 *   statement   signed by the key it names, which stood at that leaf
 *   body        is what the statement committed to, in the shape of its type
 *
 * Trust comes from `log_key`, else from the public tables of a data folder; the statement's key
 * from those tables, or from `signer`. What is not known is "missing", never "holds". */
#ifndef POLICEAI_STRANGER_PROOF_CHECK_H
#define POLICEAI_STRANGER_PROOF_CHECK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum proof_state { PROOF_HOLDS, PROOF_MISSING, PROOF_FAILS };
enum { PROOF_LEVELS = 4 };

struct proof_level {
    const char *name;
    enum proof_state state;
    char words[600]; /* why not */
};

struct proof_report {
    struct proof_level levels[PROOF_LEVELS];
    struct str origin, id, type, body; /* "" when not carried; in the arena */
    uint64_t index, size;
};

struct proof_plan {
    struct str text;       /* of the file */
    const char *log_key;   /* VKEY or NULL */
    const char *signer;    /* VKEY or NULL */
    const char *public_db; /* or NULL, or a file that is not there */
};

/* ERR_OK whenever the text is a proof file; the verdict is in the report. */
enum err_code proof_check(struct arena *arena, const struct proof_plan *plan,
                          struct proof_report *report, struct err *err) MUST_USE;
/* 0 all hold, 4 something is missing, 1 something fails */
int proof_exit_status(const struct proof_report *report);
/* "holds", "missing", "fails" */
const char *proof_state_word(enum proof_state state);

#endif
