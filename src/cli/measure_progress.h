/* A server's measurements on the terminal: a bar when standard error is one, else a line now
 * and then. */
#ifndef POLICEAI_CLI_MEASURE_PROGRESS_H
#define POLICEAI_CLI_MEASURE_PROGRESS_H

#include "worker/worker.h"

extern const struct worker_audience measure_progress_audience;

#endif
