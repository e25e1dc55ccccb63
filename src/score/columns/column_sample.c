/* Columns to a sample; see column_sample.h. */
#include "score/columns/column_sample.h"

struct score_sample column_sample(struct arena *arena, size_t count, size_t length,
                                  const struct cluster_column *cluster,
                                  struct group_columns *groups, const char *unit,
                                  double **vectors)
{
    *vectors = arena_alloc(arena, count * length * sizeof(double) + 1);
    struct score_sample sample = {.count = count,
                                  .length = length,
                                  .vectors = *vectors,
                                  .cluster = cluster->of,
                                  .clusters = cluster_column_count(cluster),
                                  .unit = unit,
                                  .cluster_unit = cluster->name};
    sample.groupings = group_columns_groupings(groups, &sample.grouping_count);
    return sample;
}
