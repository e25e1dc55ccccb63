/* Searches in galleries at several thresholds, for evidence of face-identification: FNIR and
 * FPIR by threshold, gallery and group, with both denominators, and what so many searches could
 * show at all. Nothing is chosen: the threshold of a use is a person's decision, on split dev.
 *
 * SOURCE: ISO/IEC 19795-1 (FNIR, FPIR); a candidate counts at or above the threshold (NIST FRTE
 * 1:N). Intervals as in evidence: the bootstrap over clusters (persons), and where none or all
 * are wrong the exact one of as many units as there are clusters (metrics/metric.h,
 * exact_ends). */
#ifndef POLICEAI_TUNING_GALLERY_TABLE_H
#define POLICEAI_TUNING_GALLERY_TABLE_H

#include "base/strbuf.h"
#include "evidence/evidence_files.h"

/* Writes the table as text. `thresholds`, 0 to 1, come after the tool's own; with none those at
 * which FPIR over all searches is at most 30, 10, 3, 1 and 0 %. ERR_INVALID for another task.
 */
enum err_code gallery_table_write(const struct evidence_files *files, const double *thresholds,
                                  size_t threshold_count, struct strbuf *out,
                                  struct err *err) MUST_USE;

#endif
