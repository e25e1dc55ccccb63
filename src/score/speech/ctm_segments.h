/* The words of a channel cut by the segments of an stm file. */
#ifndef POLICEAI_SCORE_CTM_SEGMENTS_H
#define POLICEAI_SCORE_CTM_SEGMENTS_H

#include "score/speech/transcript.h"

struct ctm_segments;

/* Segments grouped by file and channel (letters' case does not matter); in the arena. */
struct ctm_segments *ctm_segments_new(struct arena *arena, const struct transcript *reference);
/* Gives the words of a channel to its segments, in their order: all that end up before a
 * segment's end by their middle, the rest to the last. A choice goes by its latest middle.
 * False when the reference has no such channel. */
bool ctm_segments_words(struct ctm_segments *segments, const struct utterance *channel);
/* The words of segment i, without words where it got none; NULL when its channel had none. */
const struct utterance *ctm_segments_of(const struct ctm_segments *segments, size_t i);

#endif
