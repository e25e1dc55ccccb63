#include "base/time_words.h"

#include "base/clock.h"
#include "base/month.h"

#include <stdio.h>

static int two_digits(struct str text, size_t at)
{
    return (text.p[at] - '0') * 10 + (text.p[at + 1] - '0');
}

bool time_words(char words[TIME_WORDS_SIZE], struct str time)
{
    int64_t seconds;
    words[0] = '\0';
    if (!time_parse(time, &seconds)) {
        return false;
    }
    snprintf(words, TIME_WORDS_SIZE, "%d %s %.4s at %.5s UTC", two_digits(time, 8),
             month_name(two_digits(time, 5)), time.p, time.p + 11);
    return true;
}
