/* The gate as data: what is to be in place before a tool is used, with its source and from when
 * it holds (reference/registry/gate.json), and the lists whose wording belongs to others
 * (covenant.json, checklist.json): their owners put it there, each item becomes a requirement.
 *
 *     {"id":"gate/1","title","source","adopted_by","requirements":[REQUIREMENT],"slots":[FILE]}
 *     SLOT  {"id","title","owner","status","note","requirements":[REQUIREMENT]}
 *     REQUIREMENT  {"id","title","asks","stages":["pilot"|"operational"],
 *         "applies_when"?:[{"field":ID,"is":[TEXT]}],   any of them; absent: always
 *         "met_by":"document"|"field"|"training"|"evidence"|"report",
 *         "fields"?:[ID],          that must be stated, all of them
 *         "until"?:ID,             of them, the date on which it lapses
 *         "period_months"?:ID,     of a report: the field that says how often
 *         "months"?:INTEGER,       how often when that is not stated
 *         "grace_days"?:INTEGER,   for writing it once its period has ended
 *         "before"?:"use"|"decision", "in_force_from"?:DATE, "source", "checked", "note"?} */
#ifndef POLICEAI_REGISTRY_REQUIREMENT_H
#define POLICEAI_REGISTRY_REQUIREMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum met_by {
    MET_BY_DOCUMENT, /* a requirement.answered */
    MET_BY_FIELD,    /* what the deployment states, or a document */
    MET_BY_TRAINING, /* the same, of training */
    MET_BY_EVIDENCE, /* in date, for this tool, these parameters, this force's data */
    MET_BY_REPORT    /* a use report of a period that ended lately */
};

enum before { BEFORE_NOTHING, BEFORE_USE, BEFORE_DECISION };

struct gate_condition {
    struct str field;
    const struct js *values; /* a list of texts */
};

struct gate_requirement {
    struct str id;
    struct str title;
    struct str asks;
    bool pilot;       /* asked for at this stage */
    bool operational; /* and at this */
    const struct gate_condition *conditions;
    size_t condition_count; /* 0: always */
    enum met_by met_by;
    const struct str *fields;
    size_t field_count;
    struct str until;         /* "" when none */
    struct str period_months; /* "" when none */
    int64_t months;
    int64_t grace_days;
    enum before before;
    int64_t in_force_from; /* midnight UTC; INT64_MIN when not stated */
    struct str source;
    struct str checked; /* how sure that is */
    struct str note;    /* "" when none */
    struct str slot;    /* id of the list it came from, "" for the gate's own */
};

/* A list whose wording belongs to somebody else. */
struct gate_slot {
    struct str id;
    struct str title;
    struct str owner;
    struct str status;
    struct str note;
    size_t count; /* requirements in it; 0: not filled */
};

/* How long a use is to be published before it begins (use_notice.h). */
struct gate_notice {
    int64_t days;          /* 0: none is asked for, which is the default */
    int64_t in_force_from; /* for uses that begin then or later; INT64_MIN when not stated */
    struct str source;     /* who asks for it */
    struct str checked;    /* how sure that is, "" when not stated */
};

struct gate {
    struct str version; /* "gate/1" */
    struct str title;
    struct str source;
    struct str adopted_by; /* "" until somebody has */
    struct gate_notice notice;
    const struct gate_requirement *list;
    size_t count;
    const struct gate_slot *slots;
    size_t slot_count;
};

/* Reads REFERENCE/registry/gate.json and its slots into the arena. ERR_FORMAT names file and
 * requirement; an id twice is one. */
enum err_code gate_read(struct arena *arena, const char *reference, struct gate *gate,
                        struct err *err) MUST_USE;
/* NULL when the gate has no such requirement. */
const struct gate_requirement *gate_find(const struct gate *gate, struct str id);

#endif
