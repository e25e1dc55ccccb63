/* The operating-point guide: from which score on an answer is a yes. */
#ifndef POLICEAI_TUNING_OPERATING_GUIDE_H
#define POLICEAI_TUNING_OPERATING_GUIDE_H

#include "tuning/guide.h"
#include "tuning/operating_point.h"

/* Chooses on evidence of dev and writes the guide's JSON. */
enum err_code operating_guide_make(struct arena *arena, const struct evidence_files *files,
                                   const struct score_place *place,
                                   const struct operating_target *target, struct strbuf *out,
                                   struct err *err) MUST_USE;
/* The rates on evidence that guide_may_confirm let through, and whether the target holds there:
 * the object "confirmed". */
enum err_code operating_guide_confirm(struct arena *arena, const struct js *guide,
                                      const struct evidence_files *files, struct strbuf *out,
                                      struct err *err) MUST_USE;

#endif
