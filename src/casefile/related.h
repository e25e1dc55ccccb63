/* What documents have to do with each other: texts that are nearly the same, messages of one
 * conversation. */
#ifndef POLICEAI_CASEFILE_RELATED_H
#define POLICEAI_CASEFILE_RELATED_H

#include "base/err.h"
#include "store/db.h"

#include <stdbool.h>

enum {
    ALIKE_PERCENT_MIN = 50,    /* pairs less alike are not kept */
    ALIKE_TEXT_MAX = 4 << 20,  /* bytes of a document that are compared */
    ALIKE_CANDIDATES_MAX = 200 /* documents that share one key, looked at for each new one */
};

/* Compares each document that was not yet with all before it (alike/shingles.h says how likely
 * a pair is found). Each is a transaction of its own. */
enum err_code related_alike(struct db *db, bool (*stopped)(void), struct err *err) MUST_USE;
/* Conversations of all messages, made anew in one transaction (threads.h). */
enum err_code related_threads(struct db *db, struct err *err) MUST_USE;

#endif
