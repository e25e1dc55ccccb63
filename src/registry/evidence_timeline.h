/* The state of evidence over all time: the moments at which evidence_of_version can change its
 * answer are known (a row comes, a row lapses), so its answers are a few spans. What a table
 * must hold so that a query can judge very many deployments at any moment. */
#ifndef POLICEAI_REGISTRY_EVIDENCE_TIMELINE_H
#define POLICEAI_REGISTRY_EVIDENCE_TIMELINE_H

#include "base/arena.h"
#include "registry/evidence_state.h"

struct evidence_span {
    int64_t from;  /* INT64_MIN: from the beginning on */
    int64_t until; /* the first moment after it; INT64_MAX: for good */
    struct evidence_finding finding;
};

/* At least one span, in order, without a gap between them; two neighbours differ. At each
 * moment of a span evidence_of_version(version, force, moment) finds what the span says. In the
 * arena. */
void evidence_timeline(struct arena *arena, const struct used_version *version,
                       struct str force, struct evidence_span **spans, size_t *count);
/* The same for a force whose own data nothing was measured on: the spans for "" with "in date"
 * as "not this force's data". */
void evidence_timeline_of_others(struct arena *arena, const struct evidence_span *spans,
                                 size_t count, struct evidence_span **others);
/* Was something measured on the force's own data for a tool of the version? */
bool evidence_is_own(const struct used_version *version, struct str force);

#endif
