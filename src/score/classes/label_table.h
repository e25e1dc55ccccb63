/* Rows of a classification: truth, prediction, perhaps a score, groups and a cluster. */
#ifndef POLICEAI_SCORE_LABEL_TABLE_H
#define POLICEAI_SCORE_LABEL_TABLE_H

#include "score/columns/cluster_column.h"
#include "score/columns/group_columns.h"
#include "score/score_report.h"

enum { LABEL_ROWS_MAX = 50000000, LABELS_MAX = 65536 };
/* No label, or a positive label that no row has. */
#define LABEL_NONE UINT32_MAX

/* Names of the columns; NULL where there is none. */
struct label_columns {
    const char *truth;
    const char *predicted;
    const char *score;
    const char *group;
    const char *cluster;
    const char *positive; /* label, or NULL */
};

struct label_table {
    size_t count;
    uint32_t *truth; /* numbers of labels in their order */
    uint32_t *predicted;
    double *score;       /* NULL without */
    const char **labels; /* in order: as numbers where all are whole numbers, else by bytes */
    size_t label_count;
    uint32_t positive;         /* number, or LABEL_NONE */
    const char *positive_name; /* NULL: there is none */
    struct group_columns *groups;
    struct cluster_column *cluster;
    size_t room_truth, room_predicted, room_score;
};

/* Reads a CSV file. The positive label is the one named; else 1 where all labels are 0 and 1 or
 * -1 and 1; else the later of two, or the only one. ERR_USAGE for a score with more than two
 * labels and none named; ERR_INVALID where the label named occurs nowhere. Lives in the
 * report's arena. */
enum err_code label_table_read(struct score_report *report, const char *path,
                               const struct label_columns *columns, struct label_table **table,
                               struct err *err) MUST_USE;

#endif
