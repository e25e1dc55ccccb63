/* What the reader answered about a document, into the tables: all of it in one transaction, or
 * none; short answers some at a time. */
#ifndef POLICEAI_CASEFILE_ANSWER_ROWS_H
#define POLICEAI_CASEFILE_ANSWER_ROWS_H

#include "base/arena.h"
#include "run/house_program.h"
#include "store/db.h"

#include <stdbool.h>

enum {
    WITHIN_DEPTH_MAX = 12,        /* of archives within archives */
    WITHIN_FILES_MAX = 200000,    /* of all that one file of the folder holds */
    WITHIN_BYTES_MAX = 300 << 20, /* of one of them */
    HELD_BYTES_MAX = 64 << 10     /* of an answer that is held back */
};

/* A document that is being read. */
struct reading_of {
    int64_t document;
    int64_t next, pages, members; /* before this answer */
    struct str path;              /* of the first file that has these bytes */
    int64_t depth, top;
};

/* An answer that is held back, to be written with others. */
struct held_answer {
    struct reading_of of;
    struct str lines; /* what the reader wrote */
};

/* Where the reader puts its lines about the document that stands at `ordinal` in a question,
 * from 0: in the arena. */
struct str answer_file(struct arena *arena, size_t ordinal);
/* Takes the answer's files out of the sandbox by way of the folder `scratch`. *fault: what
 * failed is the answer, not this program; `err` says how, and the tables are as before. */
enum err_code answer_take(struct db *db, struct arena *arena, struct house_program *program,
                          const char *scratch, struct str file, const struct reading_of *of,
                          bool *fault, struct err *err) MUST_USE;
/* Takes what the reader wrote where it is short and names no files within: into the arena, with
 * `of`. *held false: it is to be taken by answer_take, or cannot be had, which that will tell.
 */
enum err_code answer_hold(struct arena *arena, struct house_program *program,
                          const char *scratch, struct str file, const struct reading_of *of,
                          struct held_answer *answer, bool *held, struct err *err) MUST_USE;
/* Several in one transaction, all or none. *fault as above, of one of them. */
enum err_code answers_take(struct db *db, const struct held_answer *answers, size_t count,
                           bool *fault, struct err *err) MUST_USE;
/* Ends a document that got no (good) answer: read in part when something of it was. */
enum err_code answer_missing(struct db *db, const struct reading_of *of, const char *why,
                             struct err *err) MUST_USE;

#endif
