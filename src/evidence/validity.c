/* See validity.h. */
#include "evidence/validity.h"

#include "base/clock.h"

/* A year: tools are renewed about yearly, and so is the writing and speech they work on. Nobody
 * has adopted a period yet. */
const struct validity_rule validity_rule = {1, "set by this project"};

int64_t evidence_valid_until(int64_t logged_at)
{
    char text[TIME_SIZE];
    int64_t moment;
    time_format(text, logged_at);
    int year = validity_rule.years;
    for (int i = 3; i >= 0; i--) {
        year += text[i] - '0';
        text[i] = (char)('0' + year % 10);
        year /= 10;
    }
    if (!time_parse(str_of(text), &moment)) {
        text[9] = '8';
        (void)time_parse(str_of(text), &moment);
    }
    return moment;
}

bool evidence_is_current(int64_t logged_at, int64_t now)
{
    return now < evidence_valid_until(logged_at);
}
