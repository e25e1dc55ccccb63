/* A case in one file: everything of a folder, searchable, with page references. Nothing of it
 * is ever a statement, and nothing is sent anywhere. sql/casefile.sql is the schema, each
 * column explained. */
#ifndef POLICEAI_CASEFILE_CASEFILE_H
#define POLICEAI_CASEFILE_CASEFILE_H

#include "base/arena.h"
#include "base/err.h"
#include "caseaudit/case_audit.h"
#include "store/db.h"

/* What stands between the path of a file and the name of one within it. */
#define CASEFILE_WITHIN "//"

/* For reading: the case is locked (ERR_CONFLICT when another process reads into it, in one
 * line), made when it is not there, and `folder` is what it is made of; another one than before
 * is refused. *lock_fd is closed by the caller, after db_close. */
enum err_code casefile_open_to_read(struct db **db, int *lock_fd, const char *path,
                                    const char *folder, struct err *err) MUST_USE;
/* To look things up, also while it is being read. ERR_NOT_FOUND, ERR_FORMAT: no case file;
 * ERR_CONFLICT when its audit was edited. */
enum err_code casefile_open(struct db **db, const char *path, struct err *err) MUST_USE;
/* A case that people work on: what they do is rows of the case file, and lines of its audit,
 * PATH.audit.jsonl beside it. */
struct casefile_acts {
    struct db *db; /* open for writing, each commit on the disk before it returns */
    struct case_audit *audit;
};
/* Errors as casefile_open; ERR_CONFLICT when the audit was edited. Also while it is being read,
 * and in several processes: transactions are short, and wait for each other. */
enum err_code casefile_open_to_act(struct casefile_acts *acts, const char *path,
                                   struct err *err) MUST_USE;
/* Zeros are allowed. */
void casefile_close_acts(struct casefile_acts *acts);
/* The folder it was made of, in the arena. */
enum err_code casefile_folder(struct db *db, struct arena *arena, struct str *folder,
                              struct err *err) MUST_USE;

#endif
