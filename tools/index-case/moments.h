/* Days and times of a page as moments: what day each is, and by what it goes. */
#ifndef POLICEAI_INDEX_CASE_MOMENTS_H
#define POLICEAI_INDEX_CASE_MOMENTS_H

#include "casetext/sentences.h"
#include "mentions.h"

/* A day of birth is no moment, nor is the counter of a recording or how long a call took.
 * A time goes with the day in its sentence, else with the last before it on the page that tells
 * of an event (not of when the paper was signed, or the footage viewed); in a log that runs
 * past midnight with the day after. A day without a year takes the year by which it comes
 * nearest to another day of the page or the document's own (`own`, may be NULL). What stays
 * without a day is left out. */
void moments_find(struct mentions *found, struct str text, const struct sentence *sentences,
                  size_t count, const struct day *own, struct document_state *state);

#endif
