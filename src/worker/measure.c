/* See measure.h. While lab_run works, its progress goes to the queue (heartbeat), to the public
 * tables and to the terminal, a few times a second at most. */
#include "worker/measure.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "lab/lab.h"
#include "protocol/manifest.h"
#include "record/keeper_client.h"
#include "worker/measure_job.h"

enum { BEAT_MS = 400 };

struct measure {
    const struct worker_plan *plan;
    struct jobs *jobs;
    struct str key;
    const char *tool; /* ids */
    const char *benchmark;
    const char *title;
    struct keeper_client *keeper; /* NULL: not reached */
    int64_t beat_ms;
    bool stopped;      /* the worker was told to stop */
    bool cancelled;    /* somebody does not want this job any more */
    struct err failed; /* of jobs.db */
};

static void show(const struct measure *m, int64_t done, int64_t total)
{
    const struct worker_audience *audience = m->plan->audience;
    if (audience != NULL && audience->progress != NULL) {
        audience->progress(audience->data, m->title, done, total);
    }
}

/* "12 of 400" on the public pages; total 0 takes it away. Not worth a failure. */
static void publish(struct measure *m, int64_t done, int64_t total)
{
    struct err err;
    if (m->keeper != NULL &&
        keeper_progress(m->keeper, m->tool, m->benchmark, done, total, &err) != ERR_OK) {
        log_err("progress", &err);
        keeper_client_close(m->keeper);
        m->keeper = NULL;
    }
}

static bool on_progress(void *data, int64_t done, int64_t total)
{
    struct measure *m = data;
    int64_t now = clock_monotonic_ms();
    m->stopped = m->stopped || worker_told_to_stop(m->plan, 0);
    if (now - m->beat_ms >= BEAT_MS) {
        m->beat_ms = now;
        if (m->failed.code == ERR_OK) {
            enum err_code code =
                jobs_beat(m->jobs, m->key, done, total, &m->cancelled, &m->failed);
            m->failed.code = code;
        }
        publish(m, done, total);
        show(m, done, total);
    }
    return m->stopped || m->cancelled || m->failed.code != ERR_OK;
}

/* The benchmark's id alone: whether the rest is good, lab_run says. */
static enum err_code read_id(struct arena *arena, const char *folder, const char **id,
                             struct err *err)
{
    struct str text;
    struct js *json;
    struct str value;
    const char *path = arena_printf(arena, "%s/benchmark.json", folder);
    TRY(file_read(arena, path, LIMIT_BENCHMARK, &text, err));
    TRY(js_parse(arena, text, &json, err));
    TRY(js_need_str(json, "id", &value, err));
    *id = arena_strndup(arena, value.p, value.n);
    return ERR_OK;
}

static enum err_code check_key(const struct measure *m, const struct measure_job *job,
                               struct err *err)
{
    char key[SHA256_HEX_SIZE];
    TRY(measure_job_key(job, key, err));
    return str_is(m->key, key) ? ERR_OK
                               : err_set(err, ERR_CONFLICT,
                                         "tool, benchmark or program changed since it was "
                                         "queued");
}

/* "TOOL on BENCHMARK (SET)" */
static const char *title_of(struct arena *arena, const struct measure *m,
                            const struct manifest *manifest, const struct js *parameters)
{
    for (size_t i = 0; i < manifest->set_count; i++) {
        const struct manifest_set *set = &manifest->sets[i];
        if (set->name.n > 0 && str_eq(set->parameters->raw, parameters->raw)) {
            return arena_printf(arena, "%s on %s (%.*s)", m->tool, m->benchmark,
                                STR_ARG(set->name));
        }
    }
    return arena_printf(arena, "%s on %s", m->tool, m->benchmark);
}

static enum err_code measure(struct measure *m, struct arena *arena, struct str input,
                             struct err *err)
{
    struct measure_job job;
    struct manifest manifest;
    struct lab_result result;
    struct err unreached;
    TRY(measure_job_read(arena, input, &job, err));
    TRY(manifest_read(arena, job.tool_folder, &manifest, err));
    TRY(read_id(arena, job.benchmark_folder, &m->benchmark, err));
    m->tool = arena_strndup(arena, manifest.id.p, manifest.id.n);
    m->title = title_of(arena, m, &manifest, job.parameters);
    TRY(check_key(m, &job, err));
    if (keeper_client_connect(&m->keeper, m->plan->data, &unreached) != ERR_OK) {
        log_err("progress", &unreached);
    }
    struct lab_plan plan = lab_plan_defaults();
    plan.data = m->plan->data;
    plan.tool_folder = job.tool_folder;
    plan.benchmark_folder = job.benchmark_folder;
    plan.split = job.split;
    plan.quick_seconds = job.quick_seconds;
    plan.parameters = job.parameters;
    plan.served = true;
    plan.progress = on_progress;
    plan.progress_data = m;
    return lab_run(arena, &plan, &result, err);
}

/* Stopped: back into the queue, whatever else went wrong on the way out. */
static enum err_code settle(struct measure *m, enum err_code code, const struct err *why,
                            struct err *err)
{
    const struct worker_audience *audience = m->plan->audience;
    m->stopped = m->stopped || (code != ERR_OK && worker_told_to_stop(m->plan, 0));
    const char *reason = code == ERR_OK ? "" : m->stopped ? NULL : why->message;
    if (m->cancelled && code == ERR_CANCELLED) {
        reason = "cancelled";
    }
    if (audience != NULL && audience->ended != NULL) {
        audience->ended(audience->data, m->title, reason);
    }
    publish(m, 0, 0);
    keeper_client_close(m->keeper);
    m->keeper = NULL;
    return reason == NULL ? jobs_give_back(m->jobs, m->key, err)
                          : jobs_finish(m->jobs, m->key, str_of(reason), err);
}

enum err_code worker_measure(const struct worker_plan *plan, struct jobs *jobs,
                             const struct job *job, struct err *err)
{
    struct arena *arena = arena_new();
    struct err why = {.code = ERR_OK};
    struct measure m = {.plan = plan,
                        .jobs = jobs,
                        .key = job->key,
                        .title = "a measurement",
                        .failed = {.code = ERR_OK}};
    enum err_code code = measure(&m, arena, job->input, &why);
    if (m.failed.code != ERR_OK) {
        keeper_client_close(m.keeper);
        code = m.failed.code;
        *err = m.failed;
    } else {
        code = settle(&m, code, &why, err);
    }
    arena_free(arena);
    return code;
}
