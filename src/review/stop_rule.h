/* The arithmetic of stopping: pure functions. Proportions and confidences are in (0, 1); counts
 * out of range are a bug of the caller.
 *
 * Control sample. Of all documents n are drawn at random before reading begins; r of them are
 * relevant. Reading may end once f of these r were met. The order of reading does not know the
 * sample, so f is the number of order statistics of the sample passed, and looking after each
 * batch costs nothing: P(recall at that point < target) <= 1 - confidence when the lower
 * Clopper-Pearson bound of f of r reaches the target (drawing without replacement only makes
 * it smaller). SOURCE: Lewis, Yang and Frieder 2021, CIKM '21, doi:10.1145/3459637.3482415.
 *
 * Elusion sample. Of what was not read n are drawn; x are relevant; the upper Clopper-Pearson
 * bound is at most the limit. Who may draw again and again would meet any rule in the end, so
 * the k-th sample is judged at 1 - (1 - confidence) / 2^k: all together they err no more often
 * than was declared. */
#ifndef POLICEAI_REVIEW_STOP_RULE_H
#define POLICEAI_REVIEW_STOP_RULE_H

#include <stdint.h>

/* One-sided exact bounds: of `found` of `relevant`, 0 < relevant; of `relevant` of `sample`. */
double stop_recall_low(int64_t found, int64_t relevant, double confidence);
double stop_elusion_high(int64_t relevant, int64_t sample, double confidence);
/* The fewest that must be found of `relevant`; -1: not even all of them are enough. */
int64_t stop_found_needed(int64_t relevant, double target, double confidence);
/* The fewest relevant ones a control sample must hold for the rule to be met at all. */
int64_t stop_relevant_needed(double target, double confidence);
/* The most relevant ones an elusion sample may hold; -1: the sample is too small for the limit.
 */
int64_t stop_relevant_allowed(int64_t sample, double limit, double confidence);
/* The confidence that the k-th elusion sample is judged at, k from 1. A rule of one sample that
 * is never drawn again would be judged at more: drawing again must stay possible. */
double stop_confidence_of(double confidence, int64_t k);

#endif
