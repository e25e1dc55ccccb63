/* A table of reads, gathered by vehicle. */
#ifndef POLICEAI_SCORE_PLATES_PLATE_TABLE_H
#define POLICEAI_SCORE_PLATES_PLATE_TABLE_H

#include "metrics/plates/plate.h"
#include "score/columns/group_columns.h"
#include "score/plates/score_plates.h"

enum { PLATE_ROWS_MAX = 100000000 };

/* One read of a vehicle that differs from its others. */
struct plate_seen {
    struct plate plate;
    uint32_t times;
    struct plate_seen *next; /* in the order first seen */
};

struct plate_vehicle {
    struct plate truth;
    struct plate_seen *seen; /* NULL: not captured */
    size_t line;             /* of its first row */
};

struct plate_table {
    struct plate_vehicle *vehicles; /* freed with the report's arena */
    size_t count;
    struct group_columns *groups; /* of each vehicle's first row */
};

/* Reads the table; rows that cannot be used are skipped where the report is lenient. */
enum err_code plate_table_read(struct score_report *report, const char *path,
                               const struct score_plates_columns *columns,
                               struct plate_table *table, struct err *err) MUST_USE;

#endif
