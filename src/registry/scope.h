/* Is this product AI? Two definitions as their owners put them, taken apart into questions,
 * both as data (reference/registry/scope.json); what the answers come to, and why, in words.
 *
 * A definition is met when all of its `all` questions and, where it has any, one of its `any`
 * questions are answered yes; it is not met when that cannot be any more; else it is open. The
 * outcome is "not ai" only when no definition is met or open: what nobody knows counts as AI
 * until somebody does. */
#ifndef POLICEAI_REGISTRY_SCOPE_H
#define POLICEAI_REGISTRY_SCOPE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scope_question {
    struct str id;
    struct str asks;
    struct str help;
};

struct scope_definition {
    struct str id;
    struct str whose;
    struct str quote; /* to the letter */
    const size_t *any;
    size_t any_count;
    const size_t *all; /* indices of questions */
    size_t all_count;
};

struct scope {
    struct str version; /* "scope/1" */
    struct str title;
    struct str source;
    const struct scope_question *questions;
    size_t question_count;
    const struct scope_definition *definitions;
    size_t definition_count;
};

/* From the folder reference/, in the arena; ERR_FORMAT names a broken file. */
enum err_code scope_read(struct arena *arena, const char *reference, struct scope *scope,
                         struct err *err) MUST_USE;

enum scope_answer { SCOPE_UNKNOWN, SCOPE_YES, SCOPE_NO };
/* "yes", "no", "unknown", each alone or before ':' or ',' and what there is to say to it; false
 * for anything else. */
bool scope_answer_parse(struct str text, enum scope_answer *answer);

struct scope_finding {
    bool ai;
    struct str reason; /* per definition, whose it is and which answers decide */
};
/* One answer a question. */
struct scope_finding scope_judge(struct arena *arena, const struct scope *scope,
                                 const enum scope_answer *answers);

/* Texts of the answers out of {"answers":{ID:TEXT}} or {ID:TEXT}. ERR_INVALID names a question
 * that is unknown or has no answer, and an answer that is none. */
enum err_code scope_answers_read(const struct scope *scope, const struct js *json,
                                 struct str *texts, enum scope_answer *answers,
                                 struct err *err) MUST_USE;

struct scope_record {
    struct str organisation;
    struct str product;
    struct str supplier; /* "" when not stated */
    struct str date;
    const struct str *texts; /* one a question */
    struct scope_finding finding;
};
/* The body of scope.answered/1. */
void scope_write(struct arena *arena, const struct scope *scope,
                 const struct scope_record *record, struct strbuf *out);

/* How often it was asked, by what came of it: by one organisation, or "" for all. */
struct scope_counts {
    int64_t ai;
    int64_t not_ai;
};
enum err_code scope_count(struct db *db, struct str organisation, struct scope_counts *counts,
                          struct err *err) MUST_USE;

#endif
