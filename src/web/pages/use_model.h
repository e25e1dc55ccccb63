/* A use report in a page's model: what was counted, and each rate with what it is a part of. */
#ifndef POLICEAI_WEB_USE_MODEL_H
#define POLICEAI_WEB_USE_MODEL_H

#include "entry_model.h"

/* Members "from", "to", "note", "operation" {"title","place","policy"}, "settings", "counts"
 * [{"title","number" | "gap"}], "rates" [{"numerator_title","denominator_title","numerator",
 * "denominator","value"}], "group_columns" and "group_rows" in the object now open. A rate
 * stands under every base that was counted; none stands without its two counts. */
void use_report_model(const struct entry_view *view, const struct registry_entry *report);

#endif
