/* The report of one piece of evidence as a paper: first what a chief officer needs, made for
 * two pages of A4, then everything for an engineer. It says what was measured and how sure
 * that is, and never what to do about it. */
#ifndef POLICEAI_REPORT_REPORT_MAKE_H
#define POLICEAI_REPORT_REPORT_MAKE_H

#include "report/compare_set.h"
#include "report/paper.h"
#include "registry/supplier_said.h"
#include "report/report_input.h"

#include <stdbool.h>

struct report_plan {
    const struct report_input *input;
    const struct compare_set *set;    /* a comparison to go in, or NULL */
    double margin;                    /* between groups; 0: none was fixed */
    bool before_issue;                /* for its supplier, who has not replied yet */
    const struct supplier_said *said; /* what the supplier says, or NULL: not known */
};

/* Fills the paper from paper_begin to the last block; paper_end and paper_release are the
 * caller's. */
enum err_code report_make(struct arena *arena, const struct report_plan *plan,
                          struct paper *paper, struct err *err) MUST_USE;
/* The paper of a comparison alone. */
void report_make_comparison(struct arena *arena, const struct compare_set *set,
                            struct paper *paper);

#endif
