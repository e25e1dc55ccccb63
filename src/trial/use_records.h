/* A person's own table of records to a tool of record-linkage: `policeai tool run TOOL
 * TABLE.csv`. The same sandbox as in the Lab, and nothing is kept. */
#ifndef POLICEAI_TRIAL_USE_RECORDS_H
#define POLICEAI_TRIAL_USE_RECORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "protocol/manifest.h"

#include <stdbool.h>
#include <stddef.h>

struct use_records_plan {
    const char *tool_folder;
    const struct manifest *manifest;
    struct str parameters; /* as for "start" */
    const char *table;     /* path of a CSV with a header; every column is a field */
    bool (*stopped)(void); /* MAY be NULL */
};

struct use_records_result {
    size_t records;
    size_t clusters;   /* of records that were answered */
    size_t unanswered; /* their column is empty */
    const char *why;   /* of the first of those, or NULL */
};

/* Is it a tool whose files are tables of records? */
bool use_records_is(const struct manifest *manifest);
/* Appends the table with a column "cluster" first: numbers from 1 in the order met; rows of one
 * number belong together. ERR_FORMAT names file and line, also of a table that has such a
 * column. */
enum err_code use_records(struct arena *arena, const struct use_records_plan *plan,
                          struct strbuf *out, struct use_records_result *result,
                          struct err *err) MUST_USE;

#endif
