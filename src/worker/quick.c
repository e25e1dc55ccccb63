/* See quick.h. */
#include "worker/quick.h"

#include "base/log.h"
#include "lab/pairs.h"
#include "worker/measure_job.h"

#include <string.h>

/* A tool's time, shared by its benchmarks; each of its parameter sets has as much, so that to
 * name one makes no measurement of another smaller. */
static int64_t seconds_for(const struct lab_pair *pairs, size_t count,
                           const struct lab_pair *pair)
{
    int64_t benchmarks = 0;
    for (size_t i = 0; i < count; i++) {
        benchmarks +=
            strcmp(pairs[i].tool, pair->tool) == 0 && strcmp(pairs[i].set, pair->set) == 0;
    }
    return benchmarks < QUICK_SECONDS_A_TOOL
               ? QUICK_SECONDS_A_TOOL / (benchmarks > 0 ? benchmarks : 1)
               : 1;
}

static enum err_code queue_pair(struct jobs *jobs, struct arena *arena,
                                const struct lab_pair *pair, int64_t seconds, struct err *err)
{
    char key[SHA256_HEX_SIZE];
    struct measure_job job = {.tool_folder = pair->tool_folder,
                              .benchmark_folder = pair->benchmark_folder,
                              .split = "test",
                              .quick_seconds = seconds,
                              .parameters = pair->parameters};
    TRY(measure_job_key(&job, key, err));
    return jobs_add(jobs, str_of(key), STR(MEASURE_KIND), measure_job_write(arena, &job), err);
}

static enum err_code queue_all(struct jobs *jobs, struct arena *arena,
                               const struct places *places, size_t *queued, struct err *err)
{
    struct lab_pair *pairs;
    size_t count;
    TRY(lab_pairs(arena, places, &pairs, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct err own;
        if (queue_pair(jobs, arena, &pairs[i], seconds_for(pairs, count, &pairs[i]), &own) ==
            ERR_OK) {
            (*queued)++;
        } else {
            err_prefix(&own, "%s on %s is not measured", pairs[i].tool, pairs[i].benchmark);
            log_err("queue", &own);
        }
    }
    return ERR_OK;
}

enum err_code quick_queue(struct jobs *jobs, const struct places *places, size_t *queued,
                          struct err *err)
{
    struct arena *arena = arena_new();
    *queued = 0;
    enum err_code code = queue_all(jobs, arena, places, queued, err);
    arena_free(arena);
    return code;
}
