/* What evidence there is for the tools of a deployment: a pure function of (rows, now), never a
 * stored word, and independent of the order in which the rows came.
 *
 * Evidence counts for equal identity AND parameters, from the later of its stated and its
 * logged time until it lapses (evidence/validity.h). A deployment that states no parameters has
 * none: {}. */
#ifndef POLICEAI_REGISTRY_EVIDENCE_STATE_H
#define POLICEAI_REGISTRY_EVIDENCE_STATE_H

#include "base/str.h"
#include "registry/entries.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From the best to the worst; of several tools the worst counts. */
enum evidence_state {
    EVIDENCE_IN_DATE,
    EVIDENCE_NOT_OWN_DATA,     /* in date, but not measured on this force's own data */
    EVIDENCE_LAPSED,           /* for this tool and these parameters, none in date */
    EVIDENCE_OTHER_PARAMETERS, /* for this tool with other parameters */
    EVIDENCE_OTHER_VERSION,    /* for the same product in another version */
    EVIDENCE_WITHHELD,         /* none is published: how it was tested is withheld */
    EVIDENCE_NONE
};
/* "in date", "not this force's data", "lapsed", "other parameters", "other version",
 * "withheld", "none" */
const char *evidence_state_word(enum evidence_state state);

/* One row of `evidence`, read for one used tool. */
struct evidence_row {
    struct str envelope; /* HEX64 */
    struct str benchmark;
    struct str tool_digest; /* of the tool that was measured */
    struct str parameters;  /* canonical JSON */
    bool own_data;          /* "force's own" */
    struct str measured_by; /* organisation of the key that signed it, "" when not stated */
    int64_t moment;         /* the later of stated and logged */
    int64_t log_index;
    bool same_product; /* of the same supplier and name, whatever the version */
};

/* A tool that a version of the deployment uses. */
struct used_tool {
    struct str digest;
    struct str parameters; /* canonical JSON; "" when not stated */
    struct str supplier;   /* "" for a held package */
    struct str product;
    const struct evidence_row *evidence; /* all that could say something about it */
    size_t evidence_count;
};

/* One version of the deployment. */
struct used_version {
    int64_t moment; /* the later of stated and logged */
    int64_t log_index;
    struct str statement;
    bool used;          /* pilot, operational; paused or ended with a day of first use */
    int64_t first_used; /* as the force states it, midnight UTC; INT64_MIN when it does not */
    bool withheld;      /* how it was tested is a gap */
    const struct used_tool *tools;
    size_t tool_count;
};

struct evidence_finding {
    enum evidence_state state;
    const struct evidence_row *row; /* that the state rests on; NULL for none and withheld */
    int64_t until;                  /* in date: until then; lapsed: since then; else 0 */
};

/* One tool, for a force ("": whoever measured it). Rows later than `now` are not there yet. */
struct evidence_finding evidence_of_tool(const struct used_tool *tool, struct str force,
                                         bool withheld, int64_t now);
/* All tools of a version: the worst finding; `tool` (may be NULL) gets its index. */
struct evidence_finding evidence_of_version(const struct used_version *version,
                                            struct str force, int64_t now, size_t *tool);
/* The next moment after `now` at which evidence_of_version gives another answer; INT64_MAX. */
int64_t evidence_next_change(const struct used_version *version, struct str force, int64_t now);

/* Was it used before there was any evidence? A fact of the past, which no later evidence
 * changes: a version in use began (or use was stated to have begun) before the first evidence
 * for the identity and parameters of one of its tools had been logged. */
struct use_history {
    int64_t first_use; /* INT64_MIN: not used yet */
    bool before_evidence;
    int64_t before_since;   /* when the first such use began */
    struct str statement;   /* the version that began it */
    int64_t log_index;      /* of that version */
    struct str tool;        /* digest of the tool without evidence */
    int64_t first_evidence; /* the first for that tool afterwards; INT64_MAX: none */
};
/* `versions` in any order; `force` "": evidence on whatever data, else on its own. */
struct use_history use_history(const struct used_version *versions, size_t count,
                               struct str force, int64_t now);

#endif
