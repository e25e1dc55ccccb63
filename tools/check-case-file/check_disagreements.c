/* Dates, times, places, plates and names that differ between documents. */
#include "case_check.h"

void check_disagreements(struct case_check *check)
{
    (void)check;
}
