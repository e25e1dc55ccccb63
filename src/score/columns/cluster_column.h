/* The column of --cluster: which rows are not independent of each other (one person, one case).
 */
#ifndef POLICEAI_SCORE_CLUSTER_COLUMN_H
#define POLICEAI_SCORE_CLUSTER_COLUMN_H

#include "base/name_table.h"
#include "score/score_table.h"

#include <stdint.h>

struct cluster_column {
    struct name_table *names; /* NULL: no such column was named */
    const char *name;
    size_t index;
    uint32_t *of; /* per row */
    size_t rows;
    size_t room;
};

/* `name` NULL: each row is its own cluster. The column itself lives in the arena, with which
 * its array is freed. */
enum err_code cluster_column_open(struct arena *arena, const struct score_table *table,
                                  const char *name, struct cluster_column *column,
                                  struct err *err) MUST_USE;
/* ERR_FORMAT for an empty field: a row of no cluster cannot be resampled. */
enum err_code cluster_column_check(const struct cluster_column *column,
                                   const struct str *fields, struct err *err) MUST_USE;
/* Takes a row that was checked. */
void cluster_column_add(struct cluster_column *column, const struct str *fields);
size_t cluster_column_count(const struct cluster_column *column);

#endif
