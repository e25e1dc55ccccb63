/* What evidence does not tell: protected characteristics and declared conditions that were not
 * tested, or of which there was too little (evidence/group_cover.h). */
#ifndef POLICEAI_WEB_COVER_MODEL_H
#define POLICEAI_WEB_COVER_MODEL_H

#include "web/page.h"

/* "cover": rows of "subject", "group" (where a characteristic has one), "state" and "without"
 * (values without a rate: "value","n"); "not_covered": the benchmark's own texts. `definition`:
 * benchmark.json, NULL writes nothing; `figures`: the evidence's array. */
void cover_model(struct page_context *page, const struct js *definition,
                 const struct js *figures);

#endif
