/* Schedules of unused material in a case file: the tables schedule_* and the case's audit. It
 * proposes and counts; what an item is, and who gets it, people decide. */
#ifndef POLICEAI_DISCLOSURE_DISCLOSURE_CASE_H
#define POLICEAI_DISCLOSURE_DISCLOSURE_CASE_H

#include "base/err.h"
#include "base/str.h"
#include "casefile/casefile.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

/* Makes the tables of a case file that has none of them. The db is open for writing; fine at
 * each opening. */
enum err_code disclosure_open_tables(struct db *db, struct err *err) MUST_USE;
/* casefile_open_to_act, with the tables there; closed by casefile_close_acts. */
enum err_code disclosure_open(struct casefile_acts *acts, const char *path,
                              struct err *err) MUST_USE;

/* One act: who, and when. */
struct disclosure_act {
    struct str by;
    int64_t now;           /* seconds since 1970 */
    bool (*stopped)(void); /* what takes long asks it, and keeps nothing then; MAY be NULL */
};

#endif
