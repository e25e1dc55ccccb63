/* When reading may end: by a rule that was declared before the first batch, and by nothing
 * else. stop_rule.h is its arithmetic. */
#ifndef POLICEAI_REVIEW_REVIEW_STOP_H
#define POLICEAI_REVIEW_REVIEW_STOP_H

#include "base/strbuf.h"
#include "review/review.h"

struct review_rule {
    bool
        control; /* a sample of all documents, drawn at once; else one of what is left unread */
    int64_t target_permille;     /* control: of the relevant ones found; elusion: of the unread
                                  * ones that may at most be relevant */
    int64_t confidence_permille; /* 900 … 999 */
    int64_t sample;              /* documents */
    struct str reason;           /* why it is changed: needed for all but the first */
    struct str who;
};
/* The first one is declared before the first batch; a later one stands beside it for good and
 * says why. A control sample is drawn in the same transaction: ERR_CONFLICT once documents were
 * put before a person, since it would come too late. ERR_INVALID names what is out of range,
 * that the sample cannot meet the rule whatever is found, or how many
 * documents there are when a control sample is larger than the case. */
enum err_code review_declare(struct casefile_acts *acts, int64_t issue,
                             const struct review_rule *rule, int64_t now, int64_t *id,
                             struct err *err) MUST_USE;
/* Draws the elusion sample of the rule that stands, out of what no batch holds; *count of it.
 * The second and later ones are judged more strictly (stop_rule.h). ERR_CONFLICT while batches
 * or samples are open. */
enum err_code review_draw(struct casefile_acts *acts, int64_t issue, struct str who,
                          int64_t now, int64_t *count, struct err *err) MUST_USE;

struct review_declared {
    int64_t id;
    struct review_rule rule;
    struct str at;
};
/* The rule declared last, in the arena; id 0: none was. */
enum err_code review_rule_standing(struct db *db, struct arena *arena, int64_t issue,
                                   struct review_declared *declared, struct err *err) MUST_USE;
/* Every rule, the first one first. */
enum err_code review_rules(struct db *db, int64_t issue,
                           void (*each)(void *data, const struct review_declared *rule),
                           void *data, struct err *err) MUST_USE;

struct review_status {
    const char *state; /* "undeclared", "sampling", "reading", "met", "cannot", "late" */
    bool met;
    struct review_declared rule;               /* the one that stands; id 0: none */
    int64_t declared;                          /* how many there were */
    int64_t sample, labelled, relevant, found; /* of the sample that counts */
    int64_t needed; /* control: relevant ones to be found; elusion: at most so many relevant */
    double bound;   /* control: recall is at least; elusion: at most so much of the unread */
    double judged_at;               /* the confidence it is judged at */
    int64_t unread, missed_at_most; /* documents that no batch holds; elusion: relevant ones */
    int64_t added;   /* documents that came to the case after the sample was drawn */
    int64_t samples; /* elusion: how many were drawn */
};
/* And in one plain sentence what is known and what not, appended to `words`. In the arena. */
enum err_code review_status(struct db *db, struct arena *arena, int64_t issue,
                            struct review_status *status, struct strbuf *words,
                            struct err *err) MUST_USE;

#endif
