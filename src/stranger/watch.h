/* Watching a log: what has changed since the last look, and was any of it against the rules?
 *
 * The state (an SQLite file of the watcher's own) holds the last head, each leaf's hash,
 * whether its body was there, and where values were public: never the values. Each look audits
 * the whole log anew (record/audit.h) and compares.
 *
 * Found, and no violation: removed (a body is gone, a statement says so), late (stated long
 * before it was logged). Violations: split-view, rolled-back, rewritten, origin, signature,
 * broken (the audit fails: a forged tile, a clock set back, a missing body), gap (a field is
 * withheld that had been public). After a violation of the history the state stays as it was,
 * so that the next look finds it again; a gap is told once. */
#ifndef POLICEAI_STRANGER_WATCH_H
#define POLICEAI_STRANGER_WATCH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/note.h"
#include "record/log_files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct watch_plan {
    struct log_files files;
    const char *state;
    const struct note_key *log_key; /* or NULL: the state's; at the first look the genesis's */
    int64_t now;
    int64_t late_seconds;
};

struct watch_event {
    const char *kind;
    bool violation;
    struct str words;
    struct str statement; /* id, or empty */
    uint64_t index;       /* when there is a statement */
    struct str by;        /* removed: the removal's id */
    struct watch_event *next;
};

struct watch_report {
    struct str origin, log_key; /* what the look went by */
    bool first;                 /* nothing had been seen before */
    bool key_from_genesis;
    uint64_t before, size;
    size_t events, violations;
    struct watch_event *list; /* in order */
    struct str seen, shown;   /* both checkpoints, when the history does not continue */
};

/* ERR_OK whenever the log could be looked at; the verdict is in the report, in the arena. */
enum err_code watch_look(struct arena *arena, const struct watch_plan *plan,
                         struct watch_report *report, struct err *err) MUST_USE;

#endif
