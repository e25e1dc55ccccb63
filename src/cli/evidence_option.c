/* See evidence_option.h. */
#include "cli/evidence_option.h"

#include "base/file.h"
#include "cli/data_option.h"
#include "lab/places.h"

enum err_code evidence_option(struct arena *arena, const struct evidence_options *given,
                              struct verify_plan *plan, struct err *err)
{
    struct places places;
    struct datadir dir;
    const char **benchmarks = arena_zalloc(arena, 4 * sizeof *benchmarks);
    size_t count = 0;
    TRY(places_find(arena, &places, err));
    TRY(data_option(arena, given->data, &dir, err));
    if (given->benchmark != NULL) {
        const char *file = arena_printf(arena, "%s/benchmark.json", given->benchmark);
        if (!file_exists(file)) {
            return err_set(err, ERR_NOT_FOUND, "%s: no benchmark.json there", given->benchmark);
        }
        benchmarks[count++] = arena_printf(arena, "%s/..", given->benchmark);
    }
    if (given->benchmarks != NULL) {
        benchmarks[count++] = given->benchmarks;
    }
    benchmarks[count] = places.benchmarks;
    *plan = (struct verify_plan){.public_db = dir.public_db,
                                 .key = given->key,
                                 .benchmarks = benchmarks,
                                 .log_key = given->log_key,
                                 .issuer = given->signer};
    return ERR_OK;
}
