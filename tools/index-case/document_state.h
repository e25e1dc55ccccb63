/* What earlier pages of one document told that later ones go by. */
#ifndef POLICEAI_INDEX_CASE_DOCUMENT_STATE_H
#define POLICEAI_INDEX_CASE_DOCUMENT_STATE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { STATE_NAMES_MAX = 256 };

struct document_state {
    struct arena *arena; /* of the names; the maker's */
    bool interview;      /* a record of one: what is told in it happened another day */
    bool counter;        /* times that begin lines are places of a recording */
    struct str names[STATE_NAMES_MAX]; /* keys of people in full, each once */
    size_t names_count;
};

#endif
