/* Which passages make a summary: a greedy choice of what is weighty, tells what is still to be
 * told of the case, says not the same again, and does not come from one paper alone. Each need
 * has its share of the lines, and a need that was told is worth less the next time.
 * SOURCE: Lin and Bilmes 2011, A Class of Submodular Functions for Document Summarization,
 * ACL-HLT (coverage with diminishing returns); Carbonell and Goldstein 1998, SIGIR 335-336. */
#ifndef POLICEAI_CASECHECK_SUMMARY_CHOICE_H
#define POLICEAI_CASECHECK_SUMMARY_CHOICE_H

#include "base/arena.h"
#include "casetext/needs.h"

#include <stdint.h>

struct summary_passage {
    struct str text;
    int64_t document;     /* those of one document stand together */
    double weight;        /* from 0; 0: never chosen */
    double shares[NEEDS]; /* see casetext/needs.h */
};

/* At most `wanted` indexes into `chosen`, the best first; how many. `by_needs` false: by weight
 * and difference alone. Pure. */
size_t summary_choose(struct arena *arena, const struct summary_passage *passages, size_t count,
                      bool by_needs, size_t wanted, size_t *chosen);

#endif
