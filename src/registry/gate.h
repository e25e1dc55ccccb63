/* The gate: for each requirement by what it is met, or that it is missing or lapsed. It states
 * facts and approves nothing.
 *
 * gate_judge is a pure function of (gate, rows, force, stage, now), independent of the order of
 * the rows; nothing logged or stated later than `now` counts. Documents of a force count for
 * that force alone; of several answers to one requirement the one logged last counts. What has
 * an end counts up to the first second (UTC) of the day it names. */
#ifndef POLICEAI_REGISTRY_GATE_H
#define POLICEAI_REGISTRY_GATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/entries.h"
#include "registry/evidence_state.h"
#include "registry/requirement.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Everything the gate looks at, of one deployment. */
struct gate_rows {
    const struct registry_entry *deployment; /* its newest head: the last in the log */
    struct registry_entries versions;        /* all of them */
    struct registry_entries answers;         /* requirement.answered about it, current */
    struct registry_entries decisions;       /* decision.made about it, current */
    struct registry_entries reports;         /* use.reported about it, current */
    const struct used_version *used;         /* as `versions`, with tools and evidence */
    size_t used_count;
    const struct used_version *now_used; /* that of `deployment` */
};

/* ERR_NOT_FOUND when there is no deployment of this subject. */
enum err_code gate_rows_read(struct db *db, struct arena *arena, struct str subject,
                             struct gate_rows *rows, struct err *err) MUST_USE;

/* The same with the heads alone in `versions` and `used` (the newest of them is `deployment`),
 * and nothing in the rest: enough for the state of evidence. */
enum err_code gate_rows_read_heads(struct db *db, struct arena *arena, struct str subject,
                                   struct gate_rows *rows, struct err *err) MUST_USE;

enum gate_state {
    GATE_MET,
    GATE_MISSING,
    GATE_LAPSED,
    GATE_NOT_APPLICABLE, /* see `why` */
    GATE_NOT_TOLD        /* neither confirmed nor denied */
};
/* "met", "missing", "lapsed", "not applicable", "neither confirmed nor denied" */
const char *gate_state_word(enum gate_state state);

struct gate_finding {
    const struct gate_requirement *requirement;
    enum gate_state state;
    bool late;        /* met, but after what it was to come before */
    bool withheld;    /* by what is not published */
    bool unconfirmed; /* said by the centre for the force */
    struct str by;    /* title of the document, names of the fields, HEX64 of the evidence */
    struct str link;  /* of the document, "" when none */
    struct str statement;   /* id of the statement that says so, "" when none */
    struct str date;        /* of the document or the statement, YYYY-MM-DD; "" when none */
    struct str why;         /* one sentence for what is not plainly met, "" when met */
    struct str flag;        /* of an assessment: "green", "orange", "red"; "" when none */
    struct str flag_reason; /* "" when none, or withheld */
    struct str answer;      /* in words, "" when none */
    int64_t until;          /* met: until then (0: no end stated); lapsed: since then */
};

struct gate_judgement {
    struct str stage;                /* "pilot", "operational", or "" : nothing is asked for */
    const struct gate_finding *list; /* one a requirement, in the gate's order */
    size_t count;
    size_t met, missing, lapsed, not_applicable, not_told;
    size_t green, orange, red; /* flags; they change no state */
    struct evidence_finding evidence;
    struct use_history history;
    int64_t next_change; /* the next moment at which this answer differs; INT64_MAX: none */
};

/* `stage`: "pilot" or "operational" to ask what that stage needs; "" for the deployment's own
 * (considering: pilot; paused: operational; ended: nothing). */
void gate_judge(struct arena *arena, const struct gate *gate, const struct gate_rows *rows,
                struct str force, struct str stage, int64_t now,
                struct gate_judgement *judgement);
/* Ids of the requirements in one state, sorted by bytes: what decision.made/1 carries. */
void gate_ids(struct arena *arena, const struct gate_judgement *judgement,
              enum gate_state state, struct str **ids, size_t *count);

/* The later of the stated and the logged time of an entry: what the gate goes by. */
int64_t entry_moment(const struct registry_entry *entry);

#endif
