/* Doubles as whole numbers that sort the same way, and sorting those: one radix sort is what
 * every ranking metric begins with.
 *
 * A key is the IEEE 754 bit pattern with the sign bit flipped, or all bits where it was set.
 * -0 and 0 have one key; NaN must not come (readers refuse it). */
#ifndef POLICEAI_METRICS_ORDER_KEYS_H
#define POLICEAI_METRICS_ORDER_KEYS_H

#include <stddef.h>
#include <stdint.h>

/* a < b as doubles exactly when order_key(a) < order_key(b). */
uint64_t order_key(double score);
double order_score(uint64_t key);

/* Sorts n keys, rising. Up to ORDER_SCRATCH_MAX keys with as many bytes again of scratch; more
 * are first parted in place by their leading bytes, so that the scratch stays as small. */
enum { ORDER_SCRATCH_MAX = 1 << 24 };
void order_sort(uint64_t *keys, size_t n);
/* The same with scratch for at most `room` >= 1 keys. */
void order_sort_within(uint64_t *keys, size_t n, size_t room);
/* The same, with rows[i] moved along with keys[i]; equal keys keep their order. n <=
 * UINT32_MAX; scratch as large as both arrays. */
void order_sort_rows(uint64_t *keys, uint32_t *rows, size_t n);

#endif
