/* Tables that say which cluster a record is in: two named columns, one row a record. */
#ifndef POLICEAI_SCORE_MEMBERSHIP_FILE_H
#define POLICEAI_SCORE_MEMBERSHIP_FILE_H

#include "base/name_table.h"
#include "score/score_report.h"

#include <stddef.h>
#include <stdint.h>

enum { MEMBERSHIP_RECORDS_MAX = 200000000 };

struct membership_columns {
    const char *record;  /* NULL: "record", or the first of two */
    const char *cluster; /* NULL: "cluster", or the second of two */
    const char *group;   /* NULL: none */
};

struct membership {
    struct name_table *records; /* number = place below */
    struct name_table *clusters;
    struct name_table *groups;
    uint32_t *cluster; /* of each record */
    uint32_t *group;   /* of each record, SCORE_NOT_RECORDED where the field is empty */
    size_t count;
    size_t cluster_room, group_room;
};

/* Reads a table; a record twice or an empty record or cluster is an error of its row. Ended by
 * membership_release; names live in the report's arena. */
enum err_code membership_read(struct score_report *report, const char *path,
                              const struct membership_columns *columns,
                              struct membership *membership, struct err *err) MUST_USE;
void membership_release(struct membership *membership);

#endif
