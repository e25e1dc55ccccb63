/* Tables of public.db that another part owns: its schema, and what the statements of its types
 * put there. One file projector_NAME.c of a part ends with `const struct projector
 * projector_NAME`; the build gathers them into a table.
 *
 * The rules are those of projection.h: rows are a function of the log alone, no time but that
 * of the statements, nothing private. public.db is made again when schema or rules change. */
#ifndef POLICEAI_RECORD_PROJECTOR_H
#define POLICEAI_RECORD_PROJECTOR_H

#include "base/err.h"
#include "record/projection.h"

#include <stddef.h>

struct projector {
    const char *schema; /* CREATE TABLE IF NOT EXISTS …, nothing else */
    const char *clear;  /* empties its tables */
    int rules;          /* to be raised when the same log gives other rows in the same tables */
    const char *const *types; /* NULL at the end */
    /* Called at the statement's effect: its heads are set, its body is there, and when the type
     * is one of record's own its rows are made. */
    enum err_code (*project)(const struct projected *projected, struct err *err);
    /* NULL, or called once at the end of a range, in its transaction: makes what hangs on all
     * rows as they stand then, for what `project` noted. The notes are gone afterwards. */
    enum err_code (*settle)(const struct projection *projection, struct err *err);
};

extern const struct projector *const projector_table[];
extern const size_t projector_table_count;

#endif
