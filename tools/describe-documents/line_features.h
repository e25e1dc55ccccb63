/* What the lines of a text look like: those of a log begin with a time of day, those of an
 * interview with who speaks. */
#ifndef DESCRIBE_DOCUMENTS_LINE_FEATURES_H
#define DESCRIBE_DOCUMENTS_LINE_FEATURES_H

#include "base/str.h"

#include <stddef.h>

struct line_features {
    size_t lines;     /* that are not empty */
    size_t clock;     /* that begin with a time of day, a date before it or not */
    size_t speakers;  /* that begin with one of a few names and a colon, each of which comes
                         again */
    size_t questions; /* that begin with Q or A */
    size_t chat; /* that begin with a moment and a name with a colon, as chats are exported */
};

/* Of the first 4 MiB. */
void line_features_look(struct str text, struct line_features *features);

#endif
