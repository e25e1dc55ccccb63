/* A made-up world for demonstrations and load: organisations, tools, deployments, decisions,
 * reports, notices (reference/sample/world.jsonl), each line
 *
 *     {"body":{…},"days":DAYS FROM TODAY[,"subject":NAME],"type":…}
 *
 * with "@s:NAME" for the subject of that name and "@d:DAYS" for a date. It goes into a log of
 * its own, whose clock runs from the first day to today; a demonstration log alone takes it,
 * and the organisation `sample-centre` in it puts a banner on every page.
 *
 * What was asked for stands in sample-plan.json of the folder until all of it is made. Killed
 * at any moment, the same call goes on where the log ends, and the log becomes as long as if
 * nothing had happened. */
#ifndef POLICEAI_REGISTRY_SAMPLE_H
#define POLICEAI_REGISTRY_SAMPLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/datadir.h"

#include <stddef.h>
#include <stdint.h>

struct sample_plan {
    const struct datadir *dir; /* without a log, or with one that was begun */
    const char *reference;
    int64_t now; /* of one that was begun: what it was then */
    /* beside the world, for load: so many tools, each deployed by so many forces, each
     * deployment in so many versions; 0: none */
    size_t tools;
    size_t forces;
    size_t versions;
    /* how far it is; may be NULL */
    void (*progress)(void *data, size_t done, size_t total);
    void *data;
};

/* ERR_CONFLICT when the folder holds a log already that is no unfinished one of these numbers.
 * *count: statements made, those of earlier calls among them. */
enum err_code sample_make(struct arena *arena, const struct sample_plan *wanted, size_t *count,
                          struct err *err) MUST_USE;

#endif
