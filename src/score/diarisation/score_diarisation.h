/* `policeai score diarisation`: diarisation and Jaccard error rates. */
#ifndef POLICEAI_SCORE_DIARISATION_H
#define POLICEAI_SCORE_DIARISATION_H

#include "score/score_report.h"

struct score_diarisation_plan {
    const char *reference; /* RTTM */
    const char *hypothesis;
    const char *regions; /* UEM, or NULL */
    double collar;       /* seconds, >= 0 */
    bool skip_overlap;
};

/* Fills the report; doc/score/diarisation.md says with what. */
enum err_code score_diarisation(struct score_report *report,
                                const struct score_diarisation_plan *plan,
                                struct err *err) MUST_USE;

#endif
