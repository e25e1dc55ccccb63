/* What the benchmarks share: a place on the disk, ratios and bounds printed in one form, and
 * the exit status that says whether all were kept. */
#ifndef POLICEAI_BENCH_YARDSTICK_H
#define POLICEAI_BENCH_YARDSTICK_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

/* Ends the program with the words unless code is ERR_OK. */
void measure_must(enum err_code code, const struct err *err);
/* A fresh folder below $PAI_BENCH_FOLDER, else below the working folder: on a real disk. */
const char *measure_folder(struct arena *arena);
/* "WHAT: ours 812, PEER 1502, ratio 0.54 (wanted at least 0.50): kept" */
void measure_ratio(const char *what, double ours, const char *peer, double theirs,
                   double least);
/* "WHAT: 0.21 s (wanted at most 1.00): kept" */
void measure_at_most(const char *what, double value, const char *unit, double most);
void measure_at_least(const char *what, double value, const char *unit, double least);
/* What a peer says that is the script bench/SCRIPT: the number it prints first, of seconds; 0
 * when it is not there. Words after NULL are left out. */
double measure_peer_s(const char *script, const char *first, const char *second);
/* User and system time of this process and its ended children, in microseconds. */
int64_t measure_cpu_us(void);

#endif
