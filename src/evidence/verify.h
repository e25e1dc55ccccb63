/* policeai verify: is this evidence what was issued, and do its figures follow from its inputs?
 *
 * Levels, each of which either holds, fails, or says what is missing:
 *   signature  the envelope is signed by an evidence key that stood when it was issued
 *   log        the tlog-proof beside it leads to evidence.issued/1 naming this very file, the
 * run it names was registered with the same tool, benchmark, parameters and seed, and the
 * tool's tool.json is there as it was listed results    stats.jsonl follows from results.jsonl
 * and the benchmark figures    figures.json follows from stats.jsonl and is what the envelope
 * says
 *
 * Trust comes from `key` (of the signer) or from the public tables of `data`. Files are looked
 * for beside the envelope: NAME.results.jsonl and so on for NAME.dsse.json.
 *
 * Without tables, but with the keys of the log and of the issuer, the level "log" rests on two
 * proofs that lie beside the envelope: NAME.tlog-proof of evidence.issued/1 and
 * NAME.run.tlog-proof of run.registered/1. Whether a key was revoked or something removed
 * cannot be told from them, nor what was said of the tool when it was listed. */
#ifndef POLICEAI_EVIDENCE_VERIFY_H
#define POLICEAI_EVIDENCE_VERIFY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "bench/bench.h"

#include <stdbool.h>
#include <stddef.h>

enum verify_state { VERIFY_HOLDS, VERIFY_WITHHELD, VERIFY_MISSING, VERIFY_FAILS };

struct verify_level {
    const char *name;
    enum verify_state state;
    char words[600];
};

enum { VERIFY_LEVELS = 4 };

struct verify_report {
    struct verify_level levels[VERIFY_LEVELS];
    struct str title;     /* "ID VERSION" */
    struct str benchmark; /* id */
    struct str sha256;    /* of the file */
};

struct verify_plan {
    const char *file;
    const char *public_db;         /* of the data folder, or NULL */
    const char *key;               /* VKEY of the signer, or NULL */
    const char *const *benchmarks; /* folders of benchmark folders, NULL-terminated */
    /* without public_db: VKEYs of the log and of the key that signed the statements, or NULL */
    const char *log_key;
    const char *issuer;
    /* Of evidence on a sealed benchmark, for who holds it: opens the set (on the record) and
     * says where the files lie that are not beside the envelope. NULL: it is held elsewhere. */
    enum err_code (*open_sealed)(void *data, struct bench **bench, struct err *err);
    void *open_data;
    const char *held; /* that folder, or NULL */
    /* The evidence is not issued yet: "log" asks for all but the statement that issues it. For
     * its measurer, with public_db. */
    bool before_issue;
};

/* ERR_OK whenever the file could be judged; the verdict is in the report. */
enum err_code evidence_verify(struct arena *arena, const struct verify_plan *plan,
                              struct verify_report *report, struct err *err) MUST_USE;
/* Where a file that belongs to the evidence STEM.dsse.json lies: STEM.ENDING, or in plan->held
 * when it is not there. In the arena. */
const char *evidence_file_path(struct arena *arena, const struct verify_plan *plan,
                               const char *stem, const char *ending);
/* The digest of the benchmark that the evidence in `file` names; nothing is judged. */
enum err_code evidence_benchmark(struct arena *arena, const char *file, struct str *digest,
                                 struct err *err) MUST_USE;
/* 0 all hold, 5 the rest holds but something is withheld, 4 something is missing, 1 fails */
int verify_exit_status(const struct verify_report *report);
/* "holds", "withheld", "missing", "fails" */
const char *verify_state_word(enum verify_state state);

#endif
