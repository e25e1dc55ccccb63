/* Schedules of unused material in a case file: the tables schedule_* and the case's audit. It
 * proposes and counts; what an item is, and who gets it, people decide. */
#ifndef POLICEAI_DISCLOSURE_DISCLOSURE_H
#define POLICEAI_DISCLOSURE_DISCLOSURE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "caseaudit/case_audit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

struct disclosure {
    struct db *db;
    struct case_audit *audit;
};

/* Makes the tables of a case file that has none of them. The db is open for writing; fine at
 * each opening. */
enum err_code disclosure_open_tables(struct db *db, struct err *err) MUST_USE;
/* A case file, to read and to change its schedules, also while it is being read into. Errors as
 * casefile_open. */
enum err_code disclosure_open(struct disclosure *disclosure, const char *path,
                              struct err *err) MUST_USE;
/* Fine after a failed opening. */
void disclosure_close(struct disclosure *disclosure);

/* One act: who, and when. */
struct disclosure_act {
    struct str by;
    int64_t now; /* seconds since 1970 */
};

#endif
