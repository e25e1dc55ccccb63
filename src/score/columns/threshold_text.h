/* A threshold as it stands in a signature. */
#ifndef POLICEAI_SCORE_THRESHOLD_TEXT_H
#define POLICEAI_SCORE_THRESHOLD_TEXT_H

#include "base/arena.h"

/* The shortest decimal that reads back as the same double, in the arena. */
const char *threshold_text(struct arena *arena, double threshold);

#endif
