/* For whom a tool was tested, and for whom not: each protected characteristic of the Equality
 * Act 2010 and each condition that the benchmark declares, against the figures there are. Not
 * to have tested is told as plainly as a figure. */
#ifndef POLICEAI_EVIDENCE_GROUP_COVER_H
#define POLICEAI_EVIDENCE_GROUP_COVER_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cover_state {
    COVER_ABSENT, /* no group of the benchmark stands for it */
    COVER_NONE,   /* there is a group, and no value of it has a rate */
    COVER_PART,   /* some values have a rate */
    COVER_WHOLE   /* all have */
};

/* A value of a group: "Scottish" of accent. */
struct cover_value {
    struct str value;
    int64_t n;        /* items of it that were run and that the metric counts */
    int64_t clusters; /* -1: not told */
    bool rate;        /* it has a figure with an interval */
    struct str why;   /* without one: "not enough data", "partial", "not in the run" */
};

struct cover_row {
    bool is_protected;  /* else a declared condition */
    struct str subject; /* the characteristic as the Act calls it, or the group's title */
    struct str group;   /* its name in the benchmark; "" when absent */
    enum cover_state state;
    struct cover_value *values;
    size_t count;
};

struct group_cover {
    struct cover_row *rows; /* the nine in the Act's order, then conditions by name */
    size_t count;
    const struct js *not_covered; /* the benchmark's own list of texts, or NULL */
};

/* From benchmark.json, the array of figures of evidence, and one metric's id. In the arena;
 * texts are borrowed from both. */
void group_cover_make(struct arena *arena, const struct js *definition,
                      const struct js *figures, const char *metric, struct group_cover *cover);
/* "absent", "none", "part", "whole" */
const char *cover_state_word(enum cover_state state);

#endif
