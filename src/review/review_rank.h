/* A round of ranking: the documents of a case and what is known of them go to a tool of the
 * task document-review in its sandbox; the order it gives is kept, and its head becomes a
 * batch to be read. */
#ifndef POLICEAI_REVIEW_REVIEW_RANK_H
#define POLICEAI_REVIEW_REVIEW_RANK_H

#include "protocol/manifest.h"
#include "review/review.h"

enum {
    REVIEW_BATCH_MAX = 1000,
    REVIEW_ORDER_MAX = 20000,    /* documents of the order that are kept */
    REVIEW_TEXT_MAX = 256 << 10, /* bytes of a document that the tool is shown */
    REVIEW_DOCUMENTS_MAX = 200000
};

struct review_rank_plan {
    int64_t issue;
    int64_t batch; /* so many documents, 1 to REVIEW_BATCH_MAX */
    struct str who;
    const char *tool_folder;
    const struct manifest *manifest;
    struct str tool_digest; /* sha256 of the folder, "" when it is not known */
    const char *scratch;    /* a folder for this call */
    bool (*stopped)(void);
};
struct review_ranked {
    int64_t round, batch;
    int64_t documents; /* shown to the tool */
    int64_t known;     /* labels that it was given */
    int64_t ordered;   /* of the others, how many it put in an order */
    int64_t in_batch;
    int64_t cut; /* texts longer than REVIEW_TEXT_MAX: their beginning was shown */
};
/* ERR_CONFLICT: no rule for stopping was declared, or a batch is not read yet. Killed anywhere
 * it leaves nothing. */
enum err_code review_rank(struct casefile_acts *acts, const struct review_rank_plan *plan,
                          int64_t now, struct review_ranked *ranked, struct err *err) MUST_USE;

#endif
