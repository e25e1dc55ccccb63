/* See validity.h. */
#include "evidence/validity.h"

#include "base/clock.h"

/* A year: tools are renewed about yearly, and so is the writing and speech they work on. Nobody
 * has adopted a period yet. */
const struct validity_rule validity_rule = {1, "set by this project"};

int64_t evidence_valid_until(int64_t logged_at)
{
    const int64_t day = 86400;
    return date_months_later(logged_at, (int64_t)validity_rule.years * 12) + logged_at % day;
}

bool evidence_is_current(int64_t logged_at, int64_t now)
{
    return now < evidence_valid_until(logged_at);
}
