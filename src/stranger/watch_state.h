/* One look at a log while it goes on, shared by watch*.c. */
#ifndef POLICEAI_STRANGER_WATCH_STATE_H
#define POLICEAI_STRANGER_WATCH_STATE_H

#include "record/audit.h"
#include "store/db.h"
#include "stranger/watch.h"

struct watching {
    struct arena *arena; /* of the report */
    const struct watch_plan *plan;
    struct watch_report *report;
    struct watch_event **end;
    struct db *db;
    struct str checkpoint; /* the one this look is about */
    struct str seen;       /* the last one, or empty */
};

/* Adds to the report; `words` is a printf text. */
struct watch_event *watch_note(struct watching *watching, const char *kind, bool violation,
                               const char *format, ...) PRINTF_LIKE(4, 5);
/* A leaf in the audit. */
audit_visit_fn watch_leaf;

#endif
