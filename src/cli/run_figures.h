/* What a run came to, in a line a metric, for whoever waited for it. */
#ifndef POLICEAI_CLI_RUN_FIGURES_H
#define POLICEAI_CLI_RUN_FIGURES_H

#include "base/arena.h"

/* Prints the figures of all items, as NAME.figures.json beside `evidence` (NAME.dsse.json) has
 * them: value, interval and items, or why there is no rate. On standard error, since standard
 * output carries data alone. Nothing where that file is not there. */
void run_figures_tell(struct arena *arena, const char *evidence);

#endif
