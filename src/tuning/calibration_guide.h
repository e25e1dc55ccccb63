/* The calibration guide: how a tool's score becomes a probability. */
#ifndef POLICEAI_TUNING_CALIBRATION_GUIDE_H
#define POLICEAI_TUNING_CALIBRATION_GUIDE_H

#include "tuning/calibration_check.h"
#include "tuning/guide.h"

/* Fits both kinds on evidence of dev, checks each by cross-fitting, and writes the guide with
 * the one whose Brier score is lower, or with the kind that is asked for (NONE: the better). */
enum err_code calibration_guide_make(struct arena *arena, const struct evidence_files *files,
                                     const struct score_place *place,
                                     enum calibration_kind asked, struct strbuf *out,
                                     struct err *err) MUST_USE;
/* The quality on evidence that guide_may_confirm let through: the object "confirmed". */
enum err_code calibration_guide_confirm(struct arena *arena, const struct js *guide,
                                        const struct evidence_files *files, struct strbuf *out,
                                        struct err *err) MUST_USE;

#endif
