/* What evidence says: the in-toto Statement inside the envelope (formats, Evidence).
 *
 * Written and read by the same shape; every key is required but `timing`, `observed` and
 * `varies`, another key is refused. Texts are borrowed: from the caller when writing, from the
 * parsed payload when reading. */
#ifndef POLICEAI_EVIDENCE_PREDICATE_H
#define POLICEAI_EVIDENCE_PREDICATE_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "ledger/identity.h"

#include <stdbool.h>
#include <stdint.h>

#define PREDICATE_TYPE "policeai:evidence/1"
#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"

struct predicate {
    struct tool_identity tool;
    struct str title; /* "ID VERSION" */
    struct str benchmark_digest;
    struct str benchmark_id;
    struct str benchmark_version;
    struct str checkpoint; /* whole signed note that covers run.registered/1 */
    struct str engine;     /* "policeai 0.1.0" */
    struct str exposure;
    struct str figures;   /* the canonical array, without newline */
    struct str isolation; /* canonical object with "level" */
    struct str parameters;
    struct str run; /* statement id */
    int64_t seed;
    struct str figures_sha256; /* HEX64 of the files */
    struct str results_sha256;
    struct str stats_sha256;
    struct str timing_sha256; /* n == 0: absent */
    struct str observed;      /* "yes" or "no"; n == 0: absent */
    struct str varies;        /* canonical object; n == 0: absent */
};

/* Appends the payload, canonical JSON. */
void predicate_compose(struct strbuf *out, const struct predicate *predicate);
/* From the parsed payload; also that the subject is the tool's digest. */
enum err_code predicate_parse(const struct js *payload, struct predicate *predicate,
                              struct err *err) MUST_USE;

#endif
