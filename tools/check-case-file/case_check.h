/* The check of a case file: papers in, findings out. Pure: the same papers, the same findings.
 */
#ifndef POLICEAI_CHECK_CASE_FILE_CASE_CHECK_H
#define POLICEAI_CHECK_CASE_FILE_CASE_CHECK_H

#include "case_papers.h"
#include "form_catalogue.h"
#include "form_reader.h"
#include "rule_book.h"

enum { FINDING_PLACES_MAX = 8, FINDINGS_MAX = 1000, SUBJECT_MAX = 200 };

struct finding {
    enum finding_kind kind;
    struct str subject, says;
    const struct rule *rule;
    struct place places[FINDING_PLACES_MAX];
    size_t place_count;
};

struct case_check {
    struct arena *arena;
    const struct papers *papers;
    const struct form_catalogue *catalogue;
    const struct rule_book *book;
    struct case_facts facts;
    bool unverified;
    struct forms_found forms;
    struct finding *items;
    size_t count, room;
};

/* Fills forms and findings of a check whose first six members are set. */
void case_check_run(struct case_check *check);

/* ---- what the checks share ---- */

/* The rule of this kind that goes for the case (and has this subject unless it is NULL), or
 * NULL: then nothing is found. */
const struct rule *check_rule(const struct case_check *check, enum finding_kind kind,
                              const char *subject);
/* A new finding; `says` is a format. The subject is copied. */
struct finding *check_find(struct case_check *check, enum finding_kind kind,
                           const struct rule *rule, struct str subject, const char *format, ...)
    PRINTF_LIKE(5, 6);
/* Adds a place unless it is there or there are too many. */
void finding_at(struct finding *finding, struct place place);
/* Adds a part of a form, cut to one page. */
void finding_at_bytes(const struct case_check *check, struct finding *finding, size_t paper,
                      size_t start, size_t end);
/* Is a form of this id? */
bool form_is(const struct case_check *check, const struct form_found *form, const char *id);
struct str form_text(const struct case_check *check, const struct form_found *form);
/* What is written in a field, on one line; "" when nothing is. */
struct str form_value(const struct case_check *check, const struct form_found *form,
                      const char *field);

/* Forms that are missing, fields in which nothing is written. */
void check_forms(struct case_check *check);
/* Statements without signature, date, declaration. */
void check_statements(struct case_check *check);
/* Exhibits that lists and statements do not agree on. */
void check_exhibits(struct case_check *check);
/* Listed witnesses without a statement. */
void check_witnesses(struct case_check *check);
/* Dates, times, places, plates and names that differ. */
void check_disagreements(struct case_check *check);
/* Points to prove to which nothing goes. */
void check_points(struct case_check *check);

#endif
