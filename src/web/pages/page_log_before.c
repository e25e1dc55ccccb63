/* /log/before/INDEX: older statements. An address of its own, so that plain files can serve it.
 */
#include "log_model.h"
#include "templates.h"

const struct page page_log_before = {"/log/before/:index", "log", &template_log, log_model};
