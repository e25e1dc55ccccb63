/* `policeai score tracking`: HOTA, CLEAR and Identity of tracks in MOTChallenge's files. */
#ifndef POLICEAI_SCORE_TRACKING_SCORE_TRACKING_H
#define POLICEAI_SCORE_TRACKING_SCORE_TRACKING_H

#include "score/score_report.h"

/* `gt` and `dt` are folders (or both files, of one sequence): true boxes of a sequence stand in
 * GT/NAME/gt/gt.txt or GT/NAME.txt, a tracker's in DT/NAME.txt, DT/data/NAME.txt or
 * DT/NAME/NAME.txt. `preprocess` is none, mot17 or mot20. Fills the report: TrackEval's figures
 * over all sequences, intervals by bootstrap over sequences, HOTA, MOTA and IDF1 of each. */
enum err_code score_tracking(struct score_report *report, const char *gt, const char *dt,
                             const char *preprocess, struct err *err) MUST_USE;

#endif
