/* A search over a tool's declared parameters: each setting is rehearsed on split dev, one is
 * chosen by a rule that was given beforehand, and the guide keeps all of them with their
 * figures. Everything is run in the same order with the same seed. */
#ifndef POLICEAI_TUNING_PARAMETER_SEARCH_H
#define POLICEAI_TUNING_PARAMETER_SEARCH_H

#include "lab/lab.h"
#include "tuning/guide.h"
#include "tuning/settings_grid.h"

#include <stdbool.h>
#include <stdint.h>

/* Of the settings whose required figure keeps its bound, the one whose `best` figure is best;
 * of equals the first. */
struct search_rule {
    const char *best;     /* id of a metric of the task */
    const char *required; /* or NULL */
    double bound;
    bool at_least;
    bool by_value; /* else the whole 95 % interval of the required figure must keep it */
};

/* "METRIC>=NUMBER" or "METRIC<=NUMBER" into the rule; ERR_USAGE. */
enum err_code search_rule_require(struct arena *arena, const char *text,
                                  struct search_rule *rule, struct err *err) MUST_USE;

struct search_plan {
    const struct lab_plan *lab; /* its parameters are those of the grid */
    const struct settings_grid *grid;
    const struct search_rule *rule;
    uint32_t seed;
    const char *folder; /* for unfinished rehearsals; removed at the end */
};

/* Writes the guide's JSON. ERR_INVALID when no setting keeps what is required, or when a figure
 * has no value (too few items or clusters). ERR_CANCELLED leaves what was rehearsed, and the
 * same call goes on with it. */
enum err_code parameter_search(struct arena *arena, const struct search_plan *plan,
                               struct strbuf *out, struct err *err) MUST_USE;
/* The figures of evidence that guide_may_confirm let through: the object "confirmed". */
enum err_code parameter_guide_confirm(struct arena *arena, const struct js *guide,
                                      const struct evidence_files *files, struct strbuf *out,
                                      struct err *err) MUST_USE;

#endif
