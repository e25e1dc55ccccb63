/* What a log's operator sends to a witness (c2sp.org/tlog-witness, add-checkpoint):
 *
 *     old SIZE            of the checkpoint this witness cosigned last, 0 when there is none
 *     base64(hash)        at most 63 lines: the consistency proof from SIZE to the checkpoint
 *     (empty line)
 *     the checkpoint, a signed note (ledger/checkpoint.h)
 *
 * Each line ends in '\n'; SIZE has no leading zero. Pure. */
#ifndef POLICEAI_STRANGER_WITNESS_SUBMISSION_H
#define POLICEAI_STRANGER_WITNESS_SUBMISSION_H

#include "base/err.h"
#include "base/str.h"
#include "ledger/merkle.h"

#include <stdint.h>

enum { WITNESS_PROOF_LINES = 63 };

struct witness_submission {
    uint64_t old;
    struct merkle_proof proof;
    struct str checkpoint; /* not looked at yet; points into the text */
};

/* ERR_FORMAT names the line. */
enum err_code witness_submission_parse(struct str text, struct witness_submission *submission,
                                       struct err *err) MUST_USE;

#endif
