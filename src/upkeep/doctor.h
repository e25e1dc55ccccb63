/* The doctor: looks at an installation and says in plain words what is wrong and how to mend
 * it. Changes nothing (a cgroup is made and removed on trial). */
#ifndef POLICEAI_UPKEEP_DOCTOR_H
#define POLICEAI_UPKEEP_DOCTOR_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "lab/places.h"
#include "store/datadir.h"

#include <stddef.h>

/* good; worth knowing; wrong */
enum doctor_mark { DOCTOR_OK, DOCTOR_NOTE, DOCTOR_WRONG };
/* "ok", "note", "wrong" */
const char *doctor_word(enum doctor_mark mark);

struct doctor_finding {
    const char *check; /* "isolation" */
    enum doctor_mark mark;
    const char *words;
    const char *fix; /* "" when there is nothing to do */
};

struct doctor_plan {
    const struct datadir *data;
    const struct places *places;
    const char *host; /* where a server is expected */
    int port;
    struct clock clock;
};

enum { DOCTOR_FINDINGS_MAX = 64 };

struct doctor_report {
    struct arena *arena; /* of the texts */
    struct doctor_finding findings[DOCTOR_FINDINGS_MAX];
    size_t count;
    size_t wrong;
};

/* Makes all checks; the texts lie in the arena. */
void doctor_examine(struct arena *arena, const struct doctor_plan *plan,
                    struct doctor_report *report);

#endif
