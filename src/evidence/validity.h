/* For how long evidence counts: a pure function of (evidence, now), never a stored word, so
 * that evidence lapses by itself. The period is data with its source. */
#ifndef POLICEAI_EVIDENCE_VALIDITY_H
#define POLICEAI_EVIDENCE_VALIDITY_H

#include <stdbool.h>
#include <stdint.h>

struct validity_rule {
    int years;
    const char *source;
};
extern const struct validity_rule validity_rule;

/* The moment at which evidence logged at `logged_at` lapses: the same moment, `years` later
 * (before the year 9999); 29 February becomes 28 February. */
int64_t evidence_valid_until(int64_t logged_at);
bool evidence_is_current(int64_t logged_at, int64_t now);

#endif
