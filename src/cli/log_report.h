/* What the audit of a log found, printed: the same for `verify` and `ledger verify`. */
#ifndef POLICEAI_CLI_LOG_REPORT_H
#define POLICEAI_CLI_LOG_REPORT_H

#include "record/audit.h"

/* To standard output, as words or as one line of JSON. */
void log_report_print(const struct audit_report *report, bool json);

#endif
