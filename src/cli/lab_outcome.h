/* How a run ended, as the commands of `lab` tell it (formats, Tool protocol: Result). */
#ifndef POLICEAI_CLI_LAB_OUTCOME_H
#define POLICEAI_CLI_LAB_OUTCOME_H

#include "lab/lab.h"

/* 0 finished; 1 failed after it was registered; 2 refused before. */
int lab_outcome_status(const struct lab_result *result);
/* One JSON object on standard output. */
void lab_outcome_print(const struct lab_result *result);
/* The same for people: where the evidence lies, its figures of all items, and whether it waits
 * for a supplier. `title` NULL: none. */
void lab_outcome_tell(struct arena *arena, const char *title, const struct lab_result *result);

#endif
