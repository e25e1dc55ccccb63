/* A benchmark in memory, and bytes as a file, for targets that need one. */
#ifndef POLICEAI_FUZZ_MADE_BENCH_H
#define POLICEAI_FUZZ_MADE_BENCH_H

#include "bench/bench.h"

#include <stddef.h>
#include <stdint.h>

enum { MADE_ITEMS = 4 };

/* Task text-redaction, items "a" to "d"; made once, never freed. */
struct bench *made_bench(void);
/* A path under which the bytes can be read and written until the next call. */
const char *made_file(const uint8_t *bytes, size_t length);

#endif
