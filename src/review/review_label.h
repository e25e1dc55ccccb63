/* What people say of documents: labels, their settlement, labels carried to what is alike.
 *
 * A label is a row that stays; the latest of each person counts. All the same is the verdict;
 * different is "disputed" until somebody settles it. With two reviewers a document has a
 * verdict when two people labelled it, and until then neither is shown what the other said. */
#ifndef POLICEAI_REVIEW_REVIEW_LABEL_H
#define POLICEAI_REVIEW_REVIEW_LABEL_H

#include "review/review.h"

/* "relevant", "not", "unsure". */
bool review_says_is(struct str says);

struct review_choice {
    int64_t issue, document;
    struct str says;
    struct str reason; /* or "" */
    bool sensitive;    /* it should not be disclosed as it is: for the schedule */
    int64_t seen;      /* review_item.seen, review_state.seen: the last word that was shown */
    struct str who;
};
/* ERR_CONFLICT, naming who said what, when a word came after `seen`; nothing is written then.
 * ERR_NOT_FOUND: no such document, or it has no text. */
enum err_code review_label(struct casefile_acts *acts, const struct review_choice *choice,
                           int64_t now, struct err *err) MUST_USE;
/* Settles a dispute: as a label, of anybody, that outweighs those before it. A reason is
 * needed. ERR_INVALID when the document is not disputed. */
enum err_code review_settle(struct casefile_acts *acts, const struct review_choice *choice,
                            int64_t now, struct err *err) MUST_USE;
/* Gives the label that `who` gave a document to those shown with it (the same round's group)
 * that nobody has labelled, or that hold nothing but what `who` gave them from this document
 * before: each is a row that names where it comes from. *count of them. */
enum err_code review_carry(struct casefile_acts *acts, int64_t issue, int64_t document,
                           struct str who, int64_t now, int64_t *count,
                           struct err *err) MUST_USE;

/* How many documents hold a word that `who` gave them from this one. */
enum err_code review_carried(struct db *db, int64_t issue, int64_t document, struct str who,
                             int64_t *count, struct err *err) MUST_USE;

struct review_word {
    int64_t id;
    int64_t from; /* the document it was carried from, 0 */
    bool settles, sensitive;
    struct str says, reason, who, at;
};
struct review_state {
    int64_t seen;
    const char *verdict; /* "", "relevant", "not", "unsure", "disputed"; "" also while hidden */
    bool hidden;         /* a word of somebody else is kept from `who` */
    struct review_word *words; /* those that `who` may see, oldest first */
    size_t count;
};
/* In the arena. */
enum err_code review_state(struct db *db, struct arena *arena, int64_t issue, int64_t document,
                           struct str who, struct review_state *state,
                           struct err *err) MUST_USE;

struct review_row {
    int64_t document, batch, rank, words, pages;
    bool sensitive;
    const char *verdict;
    struct str path;
};
/* All documents that somebody labelled or that a batch or sample holds, by verdict when `only`
 * is not "" ("open": without one), as review_state for `who`. */
enum err_code review_list(struct db *db, int64_t issue, struct str who, struct str only,
                          void (*each)(void *data, const struct review_row *row), void *data,
                          struct err *err) MUST_USE;
/* Documents shown together with this one, in the newest round. */
enum err_code review_like(struct db *db, int64_t issue, int64_t document,
                          void (*each)(void *data, int64_t document, struct str path),
                          void *data, struct err *err) MUST_USE;

#endif
