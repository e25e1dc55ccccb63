/* Which of the questions that people put to the police a record answers: answered, withheld
 * with its sections, in part, or silent. The questions and what answers each are data
 * (reference/registry/foi-questions.json); a pure function of the rows. */
#ifndef POLICEAI_REGISTRY_ANSWERABILITY_H
#define POLICEAI_REGISTRY_ANSWERABILITY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/completeness.h"
#include "registry/gate.h"
#include "store/db.h"

#include <stddef.h>

enum question_source {
    ANSWER_FIELD,       /* of the deployment */
    ANSWER_TOOL_FIELD,  /* of what is said of its tools: one of them is enough */
    ANSWER_REQUIREMENT, /* the gate's finding: a document, a field, evidence */
    ANSWER_COUNT,       /* in a use report */
    ANSWER_RECORD       /* decision, evidence, evidence_groups, reports, report_groups, tools */
};

struct question_part {
    enum question_source source;
    struct str id;
};

struct question {
    struct str id;
    struct str asks;
    struct str when_field; /* asked only where this field has this value; "" : always */
    struct str when_is;
    const struct question_part *parts;
    size_t part_count;
};

struct questions {
    struct str version; /* "questions/1" */
    struct str title;
    struct str source;
    const struct question *list;
    size_t count;
};

/* REFERENCE/registry/foi-questions.json into the arena. ERR_FORMAT names file and question. */
enum err_code questions_read(struct arena *arena, const char *reference,
                             struct questions *questions, struct err *err) MUST_USE;

enum answer_state { ANSWERED, ANSWERED_PARTLY, ANSWER_WITHHELD, ANSWER_SILENT, NOT_ASKED_HERE };
/* "answered", "answered in part", "withheld", "silent", "does not arise" */
const char *answer_state_word(enum answer_state state);

struct question_finding {
    const struct question *question;
    enum answer_state state;
    const enum stated *parts; /* what is said of each part; NULL when it does not arise */
    struct str sections; /* "s.31(1)(a), s.43(2)" of what is withheld; "" when nothing is */
    struct str silent;   /* ids of the parts of which nothing is said; "" when none */
};

struct answerability {
    const struct question_finding *list; /* one a question, in their order */
    size_t count;
    size_t answered, partly, withheld, silent;
};

/* What else the questions look at, beside the rows of the gate. */
struct answer_rows {
    const struct gate_rows *gate_rows;
    const struct gate_judgement *judgement; /* for the force */
    struct registry_entries tools;          /* tool.described of its tools, current */
    bool evidence_groups;                   /* some evidence in date has figures of a group */
};

/* Reads the descriptions of the tools and looks whether evidence has groups. */
enum err_code answer_rows_read(struct db *db, struct arena *arena,
                               const struct gate_rows *gate_rows,
                               const struct gate_judgement *judgement, struct answer_rows *rows,
                               struct err *err) MUST_USE;
void answerability_of(struct arena *arena, const struct questions *questions,
                      const struct answer_rows *rows, struct str force,
                      struct answerability *made);

#endif
