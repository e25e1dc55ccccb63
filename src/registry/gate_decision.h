/* What a force has decided on a deployment, as it stands at `now`: the decision logged last
 * counts; one with an end holds up to the first second of that day. */
#ifndef POLICEAI_REGISTRY_GATE_DECISION_H
#define POLICEAI_REGISTRY_GATE_DECISION_H

#include "base/str.h"
#include "registry/entries.h"

#include <stdbool.h>
#include <stdint.h>

enum decision_state {
    DECISION_NONE,
    DECISION_STANDS, /* proceed, with conditions, not now or stop: see `word` */
    DECISION_LAPSED
};

struct decision_finding {
    enum decision_state state;
    const struct registry_entry *entry; /* NULL when there is none */
    struct str word;                    /* "proceed", "proceed with conditions", … */
    bool allows;       /* proceed or with conditions, for this stage, and stands */
    bool against_gate; /* to proceed while requirements were missing or lapsed */
    int64_t until;     /* 0: no end stated */
};

/* `decisions` in any order; `stage` "pilot" or "operational" ("": either). A decision for
 * operational use covers a pilot; one for a pilot does not cover operational use. */
struct decision_finding decision_of(const struct registry_entries *decisions, struct str force,
                                    struct str stage, int64_t now);

#endif
