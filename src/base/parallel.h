/* Work that splits into pieces, done by several threads: the only place that starts threads for
 * computing. Pieces share nothing but what they only read; each writes to its own place, so
 * that results are the same for any number of threads. */
#ifndef POLICEAI_BASE_PARALLEL_H
#define POLICEAI_BASE_PARALLEL_H

#include <stddef.h>

enum { PARALLEL_THREADS_MAX = 64 };

typedef void parallel_piece_fn(void *data, size_t index);

/* Calls piece(data, index) once for each index in [0, pieces), handed out in rising order to
 * `threads` threads (0: one a core), the caller's among them; returns when all are done. With
 * one thread, or where no other can be had, all runs in the caller's. */
void parallel_run(size_t threads, size_t pieces, parallel_piece_fn *piece, void *data);
/* Processor cores this process may use, at least 1, at most PARALLEL_THREADS_MAX. */
size_t parallel_cores(void);

#endif
