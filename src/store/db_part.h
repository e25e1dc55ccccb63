/* Tables of several parts in one file, each with steps of its own. */
#ifndef POLICEAI_STORE_DB_PART_H
#define POLICEAI_STORE_DB_PART_H

#include "store/db.h"

/* As db_migrate, for the tables of one part: the table part_schema counts the steps done, and
 * one transaction does all that are not. `part` is a name in lower case. Fine to call at each
 * opening, and by several processes at once: when nothing is to do, nothing is locked.
 * ERR_UNSUPPORTED when a newer policeai made them. */
enum err_code db_migrate_part(struct db *db, const char *part, const char *const *steps,
                              int count, struct err *err) MUST_USE;
/* How many steps of a part were done, 0: its tables are not there. Writes nothing. */
enum err_code db_part_steps(struct db *db, const char *part, int64_t *steps,
                            struct err *err) MUST_USE;

#endif
