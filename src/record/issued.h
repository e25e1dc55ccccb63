/* May this evidence count? One judgement for the keeper (before it appends evidence.issued/1)
 * and for the projection (of whatever stands in the log); formats, Bodies and Evidence.
 *
 * The envelope is signed by an evidence key that stands at the leaf, of the same organisation
 * as the key that issues; it names the run that is issued; and benchmark, parameters, seed and
 * tool are, byte for byte, those the run was registered with. */
#ifndef POLICEAI_RECORD_ISSUED_H
#define POLICEAI_RECORD_ISSUED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "ledger/dsse.h"
#include "record/keyring.h"

#include <stdint.h>

struct issue_claim {
    const struct keyring *keyring;
    uint64_t index;      /* of the evidence.issued/1 */
    struct str by;       /* the key that signs it */
    struct str run;      /* as its body says */
    struct str run_body; /* canonical body of that run.registered/1 */
    struct str envelope; /* bytes of the *.dsse.json */
};

/* ERR_INVALID (or ERR_FORMAT) says why it may not count. */
enum err_code issued_judge(struct arena *arena, const struct issue_claim *claim,
                           struct dsse *dsse, struct err *err) MUST_USE;

#endif
