/* The centre's answer to a claim of confidentiality. A claim withholds nothing; what is
 * withheld of a record is a typed gap in it (policeai registry withhold), and an answer says
 * so, or why not.
 *
 *     withheld   the draft of the tool's record has a gap at the field the claim is about
 *     kept       of a file: files of a submission are never published, their digest is
 *     refused    with the reason
 *
 * submissions/ID/claim-N.json holds the last answer to claim N (from 1); each is also
 * submission.answered/1 of the private log. */
#ifndef POLICEAI_SUPPLIER_CLAIM_ANSWER_H
#define POLICEAI_SUPPLIER_CLAIM_ANSWER_H

#include "supplier/received.h"

struct claim_answer {
    struct str answer; /* "" when there is none; withheld, kept, refused */
    struct str reason;
    struct str role; /* who decided */
    struct str date;
};

/* `claim` from 0. */
enum err_code claim_answer_read(struct arena *arena, const struct received *received,
                                size_t claim, struct claim_answer *answer,
                                struct err *err) MUST_USE;
/* ERR_INVALID: "kept" of what is no file, "withheld" of what is no field. */
enum err_code claim_answer_give(struct arena *arena, const struct datadir *dir,
                                const struct received *received, size_t claim,
                                const struct claim_answer *answer, struct err *err) MUST_USE;

#endif
