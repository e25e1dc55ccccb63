/* Moments as people read them. */
#ifndef POLICEAI_BASE_TIME_WORDS_H
#define POLICEAI_BASE_TIME_WORDS_H

#include "base/str.h"

#include <stdbool.h>

enum { TIME_WORDS_SIZE = 40 };
/* "29 January 2026 at 09:00 UTC" of "2026-01-29T09:00:00Z" (base/clock.h has that form); false
 * and "" of anything else. */
bool time_words(char words[TIME_WORDS_SIZE], struct str time);

#endif
