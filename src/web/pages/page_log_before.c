/* /log/before/INDEX: older statements. An address of its own, so that plain files can serve it.
 */
#include "log_model.h"
#include "templates.h"

const struct page page_log_before = {.pattern = "/log/before/:index",
                                     .section = "log",
                                     .template = &template_log,
                                     .model = log_model};
