/* The private program of a case file (`policeai case desk CASE`): search, documents beside
 * their pages' pictures, conversations, near-duplicates, every file with its fate. Three
 * processes of this program, as src/private has them; the worker draws pages in the sandbox. */
#ifndef POLICEAI_CASEDESK_CASEDESK_H
#define POLICEAI_CASEDESK_CASEDESK_H

#include "base/err.h"
#include "lab/places.h"

struct casedesk_plan {
    const char *file; /* the case file */
    const struct places *places;
    int port; /* of 127.0.0.1; 0: any that is free */
    /* The first page can be fetched; `link` is good once. */
    void (*serving)(int port, const char *link);
};

/* Returns ERR_OK after SIGINT or SIGTERM. ERR_CONFLICT when a desk has this case open;
 * ERR_NOT_FOUND, ERR_FORMAT: no case file. */
enum err_code casedesk_run(const struct casedesk_plan *plan, struct err *err) MUST_USE;

#endif
