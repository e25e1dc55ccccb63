/* How many files of a case were read, in part, not, and wait. */
#ifndef POLICEAI_CLI_CASE_TOTALS_H
#define POLICEAI_CLI_CASE_TOTALS_H

#include "casefile/shown.h"

/* To stdout, in lines whose numbers add up. */
void case_print_totals(const struct shown_totals *totals);

#endif
