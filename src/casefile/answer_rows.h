/* What the reader answered about one document, into the tables: all of it in one transaction,
 * or none. */
#ifndef POLICEAI_CASEFILE_ANSWER_ROWS_H
#define POLICEAI_CASEFILE_ANSWER_ROWS_H

#include "base/arena.h"
#include "run/house_program.h"
#include "store/db.h"

#include <stdbool.h>

enum {
    WITHIN_DEPTH_MAX = 12,       /* of archives within archives */
    WITHIN_FILES_MAX = 200000,   /* of all that one file of the folder holds */
    WITHIN_BYTES_MAX = 300 << 20 /* of one of them */
};

/* A document that is being read. */
struct reading_of {
    int64_t document;
    int64_t next, pages, members; /* before this answer */
    struct str path;              /* of the first file that has these bytes */
    int64_t depth, top;
};

/* Takes the answer's files out of the sandbox by way of the folder `scratch`. *fault: what
 * failed is the answer, not this program; `err` says how, and the tables are as before. */
enum err_code answer_take(struct db *db, struct arena *arena, struct house_program *program,
                          const char *scratch, const struct reading_of *of, bool *fault,
                          struct err *err) MUST_USE;
/* Ends a document that got no (good) answer: read in part when something of it was. */
enum err_code answer_missing(struct db *db, const struct reading_of *of, const char *why,
                             struct err *err) MUST_USE;

#endif
