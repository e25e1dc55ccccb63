/* One level of a check, such as signature or figures: its name, how it came out, why. */
#ifndef POLICEAI_CLI_LEVEL_REPORT_H
#define POLICEAI_CLI_LEVEL_REPORT_H

#include "base/jsonw.h"

/* One object; to be called within the array "levels". */
void level_report_json(struct jsonw *w, const char *name, const char *state, const char *words);
/* One line on standard output; `words` may hold what a file from outside said. */
void level_report_print(const char *name, const char *state, const char *words);

#endif
