/* Defects of a case file and the findings of a tool: expected {"defects":[{"kind","subject"
 * [,"documents":[ID,…]]},…]}, output {"findings":[{"kind","subject","at":[{"document",…},…]},
 * …]}. This project's own definitions; no reference exists.
 *
 * A finding is right for a defect when the kinds are equal, the subjects are equal once folded
 * (folded_text.h), and each document that the defect names is among those cited. */
#ifndef POLICEAI_METRICS_CASE_DEFECTS_H
#define POLICEAI_METRICS_CASE_DEFECTS_H

#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

/* What a file lacks (forms, fields, signatures, lists that do not add up), and what its papers
 * say (that they disagree, that nothing goes to a point). */
enum case_defect_family { CASE_COMPLETENESS, CASE_SUBSTANCE, CASE_DEFECT_FAMILIES };

struct case_defect_kind {
    const char *name;
    enum case_defect_family family;
    size_t places_least; /* that a finding of this kind cites */
};
extern const struct case_defect_kind case_defect_kinds[];
extern const size_t case_defect_kind_count;
/* By name, NULL when there is none. */
const struct case_defect_kind *case_defect_kind_lookup(struct str name);

struct case_defects {
    size_t wanted[CASE_DEFECT_FAMILIES]; /* defects expected */
    size_t found[CASE_DEFECT_FAMILIES];  /* of them, those with a right finding */
    size_t findings;
    size_t right; /* findings that are right for some defect, also where several are for one */
};
/* `output` NULL: nothing is found. */
enum err_code case_defects_find(const struct js *expected, const struct js *output,
                                struct case_defects *found, struct err *err) MUST_USE;

#endif
