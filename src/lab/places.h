/* Where what ships with the program lies: built-in tools, benchmarks, reference data.
 *
 * Beside the program when it runs from its build folder (build/tools, ../benchmarks), else
 * below the prefix it was installed to (PREFIX/bin/policeai). Paths lie in the arena. */
#ifndef POLICEAI_LAB_PLACES_H
#define POLICEAI_LAB_PLACES_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

struct places {
    const char *tools;      /* a folder of tool folders */
    const char *checks;     /* a folder of the tasks' output checks */
    const char *adapters;   /* a folder of what outside programs are wrapped with */
    const char *benchmarks; /* a folder of benchmark folders */
    const char *reference;
    const char *probe; /* the folder of the program that tries the sandbox */
};

/* Asks the kernel where the running program lies. */
enum err_code places_find(struct arena *arena, struct places *places, struct err *err) MUST_USE;
/* `word` is a folder when it holds a '/', else a name within `parent`. ERR_NOT_FOUND names what
 * is there. `marker` is the file that makes it one ("tool.json"). */
enum err_code places_resolve(struct arena *arena, const char *parent, const char *word,
                             const char *marker, const char **folder, struct err *err) MUST_USE;
/* The folder of an adapter that ships with the program; ERR_NOT_FOUND where it was installed in
 * part. */
enum err_code places_adapter(struct arena *arena, const struct places *places, const char *name,
                             const char **folder, struct err *err) MUST_USE;
/* Whether a tool's folder is one of those that ship with the program. */
bool places_built_in(const struct places *places, const char *tool_folder);

#endif
