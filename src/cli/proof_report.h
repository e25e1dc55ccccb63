/* What a check of a statement's proof found, for people or as JSON on standard output. */
#ifndef POLICEAI_CLI_PROOF_REPORT_H
#define POLICEAI_CLI_PROOF_REPORT_H

#include "stranger/proof_check.h"

/* `status` is the exit status that goes with it. */
void proof_report_print(const struct proof_report *report, int status, bool json);

#endif
