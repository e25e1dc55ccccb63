/* See worker.h. */
#include "worker/worker.h"

#include "base/log.h"
#include "run/staging.h"
#include "sandbox/sandbox.h"
#include "store/jobs.h"
#include "worker/measure.h"
#include "worker/measure_job.h"
#include "worker/quick.h"

#include <poll.h>

enum { IDLE_MS = 1000, ATTEMPTS_MAX = 3 };

bool worker_told_to_stop(const struct worker_plan *plan, int wait_ms)
{
    struct pollfd polled = {plan->stop_fd, POLLIN, 0};
    return poll(&polled, 1, wait_ms) > 0;
}

/* Without isolation every measurement would be refused: said once, and they wait. */
static bool can_isolate(void)
{
    struct err why = {.code = ERR_OK};
    if (sandbox_available(&why) != SANDBOX_NONE) {
        return true;
    }
    err_prefix(&why, "nothing is measured");
    log_err("no-isolation", &why);
    return false;
}

static enum err_code run_job(const struct worker_plan *plan, struct jobs *jobs,
                             const struct job *job, struct err *err)
{
    if (!str_is(job->kind, MEASURE_KIND)) {
        return jobs_finish(jobs, job->key, STR("not a kind of job this program knows"), err);
    }
    if (job->attempts > ATTEMPTS_MAX) {
        return jobs_finish(jobs, job->key, STR("the worker died of it three times"), err);
    }
    return worker_measure(plan, jobs, job, err);
}

static enum err_code work(const struct worker_plan *plan, struct jobs *jobs, struct err *err)
{
    bool found = true; /* look at once */
    while (!worker_told_to_stop(plan, found ? 0 : IDLE_MS)) {
        struct job job;
        struct arena *arena = arena_new();
        enum err_code code = jobs_claim(jobs, arena, &job, &found, err);
        if (code == ERR_OK && found) {
            code = run_job(plan, jobs, &job, err);
        }
        arena_free(arena);
        TRY(code);
    }
    return ERR_OK;
}

static enum err_code start(const struct worker_plan *plan, struct jobs *jobs, struct err *err)
{
    size_t queued;
    TRY(staging_sweep(plan->data->tmp, err));
    TRY(jobs_release(jobs, err));
    if (!plan->restarted) {
        TRY(jobs_forget_attempts(jobs, err));
    }
    if (plan->places != NULL) {
        TRY(quick_queue(jobs, plan->places, &queued, err));
    }
    if (!can_isolate()) {
        (void)worker_told_to_stop(plan, -1);
        return ERR_OK;
    }
    return work(plan, jobs, err);
}

enum err_code worker_run(const struct worker_plan *plan, struct err *err)
{
    static const struct clock system_clock = {0};
    struct jobs *jobs;
    TRY(jobs_open(&jobs, plan->data->jobs_db, &system_clock, err));
    enum err_code code = start(plan, jobs, err);
    jobs_close(jobs);
    return code;
}
