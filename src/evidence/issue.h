/* From the results of a registered run to issued evidence: stats, figures, envelope, statement,
 * proof. Every step is a pure function of the run, so a call that was cut is simply made again.
 *
 * Files are FOLDER/NAME.{results.jsonl,timing.jsonl,stats.jsonl,figures.json,dsse.json,
 * tlog-proof} (of a sealed benchmark all but the last two elsewhere); the envelope becomes a
 * public blob before evidence.issued/1 names it, and with it, of a public benchmark, the files
 * it names. */
#ifndef POLICEAI_EVIDENCE_ISSUE_H
#define POLICEAI_EVIDENCE_ISSUE_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "evidence/predicate.h"
#include "record/keeper_client.h"

#include <stdbool.h>

struct issue_plan {
    const struct bench *bench;
    const char *results; /* paths; timing may be NULL */
    const char *timing;
    const char *folder; /* evidence/TOOL-ID, made when absent */
    const char *name;
    const char *private_folder; /* for all but envelope and proof, where nobody is given them;
                                 * NULL: beside the envelope */
    /* tool, title, checkpoint, isolation, parameters, run, seed, observed, varies are the
     * caller's; the rest is filled here. */
    struct predicate predicate;
};

/* What of evidence that was prepared is published, and from where. */
struct publish_plan {
    const char *folder; /* that holds FOLDER/NAME.* */
    const char *name;
    struct str run;
    bool open;  /* the files that the envelope names are for everybody */
    bool timed; /* timing.jsonl is one of them */
};

struct issued {
    const char *path;   /* of the envelope, in the arena */
    const char *sha256; /* of its bytes */
};

/* Makes the files, has the envelope signed, publishes; the same plan may be given again. */
enum err_code evidence_issue(struct arena *arena, struct keeper_client *keeper,
                             const struct issue_plan *plan, struct issued *issued,
                             struct err *err) MUST_USE;

/* The two halves of it, for evidence that waits: files and signed envelope, of which nothing is
 * published; and its publication, whenever that may be. */
enum err_code evidence_prepare(struct arena *arena, struct keeper_client *keeper,
                               const struct issue_plan *plan, struct issued *issued,
                               struct err *err) MUST_USE;
enum err_code evidence_publish(struct arena *arena, struct keeper_client *keeper,
                               const struct publish_plan *plan, struct issued *issued,
                               struct err *err) MUST_USE;

#endif
