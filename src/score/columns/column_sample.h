/* A sample whose clusters and groups are columns of the table that was read. */
#ifndef POLICEAI_SCORE_COLUMN_SAMPLE_H
#define POLICEAI_SCORE_COLUMN_SAMPLE_H

#include "score/columns/cluster_column.h"
#include "score/columns/group_columns.h"
#include "score/score_sample.h"

/* `count` rows of which each has a vector of `length`; *vectors is room for them, in the arena,
 * to be filled. `unit` is what a row is called. */
struct score_sample column_sample(struct arena *arena, size_t count, size_t length,
                                  const struct cluster_column *cluster,
                                  struct group_columns *groups, const char *unit,
                                  double **vectors);

#endif
