/* Longest common subsequences of sequences of numbers, 64 columns at a time.
 * SOURCE: Hyyro 2004, Bit-parallel LCS-length computation revisited, AWOCA; Crochemore et al.
 * 2001, Information Processing Letters 80:279-285. */
#ifndef POLICEAI_METRICS_SUMMARY_LCS_H
#define POLICEAI_METRICS_SUMMARY_LCS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers from 0 to `largest`. */
size_t lcs_length(const uint32_t *rows, size_t row_count, const uint32_t *columns,
                  size_t column_count, uint32_t largest);
/* Marks in `used` (of row_count) the rows of the subsequence that rouge_score reads out: back
 * from the end, a match is taken where there is one, else a column is left where that keeps
 * more than leaving a row. row_count x column_count <= ROUGE_CELLS_MAX. */
void lcs_mark(const uint32_t *rows, size_t row_count, const uint32_t *columns,
              size_t column_count, uint32_t largest, bool *used);

#endif
