/* Notice before use: how long a deployment is published before it may be used, where the gate
 * asks for that (struct gate_notice); nobody does by default, and then nothing is said.
 *
 * A pure function of (rule, rows, now), independent of the order of the rows; nothing logged or
 * stated later than `now` counts. It is published with its first statement in the log, at the
 * later of its stated and its logged time. Use may begin `days` days after that day, from the
 * first second (UTC) of the day on. When use began is what use_history says; while there is
 * none, a day of first use that the newest version names and that lies after it is the day for
 * which use is planned. One notice a deployment: a new version has none of its own. */
#ifndef POLICEAI_REGISTRY_USE_NOTICE_H
#define POLICEAI_REGISTRY_USE_NOTICE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/gate.h"
#include "store/db.h"

#include <stdint.h>

enum use_notice_state {
    USE_NOTICE_NONE, /* no notice is asked for, or was when use began, or nothing to be used */
    USE_NOTICE_RUNNING, /* not used yet; use may begin at `opens` */
    USE_NOTICE_OVER,    /* not used yet; use might have begun at `opens` */
    USE_NOTICE_GIVEN,   /* use began at or after `opens` */
    USE_NOTICE_CUT      /* use began before `opens`: a fact of the past that stays */
};
/* "none", "running", "over", "given", "cut" */
const char *use_notice_word(enum use_notice_state state);

struct use_notice {
    enum use_notice_state state; /* with USE_NOTICE_NONE the rest says nothing */
    int64_t days;                /* as the rule has it */
    int64_t published;
    struct str published_by; /* the statement */
    int64_t opens;
    int64_t planned;     /* INT64_MIN: no day is stated in advance */
    int64_t began;       /* INT64_MIN: not yet */
    int64_t days_given;  /* whole days from the day of publication to that of first use;
                            negative when it was used before */
    int64_t next_change; /* the next moment at which this answer differs; INT64_MAX: none */
};

/* What is to be said at `now`, as told above; lends texts of the rows. */
struct use_notice use_notice_of(const struct gate_notice *rule, const struct gate_rows *rows,
                                int64_t now);

/* Subjects of current deployments under consideration whose notice runs, those that may be used
 * first at the front: at most `max`, leaving out the first `skip`; *all counts them all. */
enum err_code use_notice_running(struct db *db, struct arena *arena,
                                 const struct gate_notice *rule, int64_t now, int64_t skip,
                                 int64_t max, struct str **subjects, size_t *count,
                                 int64_t *all, struct err *err) MUST_USE;

#endif
