/* Comparisons of a verification: a score, mated or not, perhaps groups and a cluster. Compact:
 * a hundred million take 0.9 GB and 0.2 GB a group column. */
#ifndef POLICEAI_SCORE_COMPARISON_TABLE_H
#define POLICEAI_SCORE_COMPARISON_TABLE_H

#include "score/columns/cluster_column.h"
#include "score/columns/group_columns.h"
#include "score/score_report.h"

#include <stdint.h>

#define COMPARISONS_MAX 1000000000u

/* Names of the columns; NULL where there is none. */
struct comparison_columns {
    const char *score;
    const char *label;   /* 1: same person */
    const char *failure; /* 1: no sample could be had, the score is not looked at */
    const char *group;
    const char *cluster;
};

struct comparison_table {
    size_t count;
    uint64_t *key; /* order_key of the score */
    uint8_t *mated;
    bool has_failures;
    size_t failures; /* rows without a sample, not among count */
    struct group_columns *groups;
    struct cluster_column *cluster;
    size_t room_key, room_mated;
};

/* Reads a CSV file. Lives in the report's arena. */
enum err_code comparison_table_read(struct score_report *report, const char *path,
                                    const struct comparison_columns *columns,
                                    struct comparison_table **table, struct err *err) MUST_USE;

/* A field that must be 0 or 1; `what` names it. */
enum err_code comparison_bit(struct str field, const char *what, bool *bit,
                             struct err *err) MUST_USE;

#endif
