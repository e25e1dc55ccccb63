/* The queue: the same work once, leases, heartbeats, cancelling. */
#include "store/jobs.h"

#include "base/file.h"
#include "crypto/random.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>

struct fixture {
    struct arena *arena;
    char folder[64];
    const char *path;
    struct clock clock;
    struct jobs *jobs;
    struct err err;
};

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.arena = arena_new(), .clock = {true, 1000000000}};
    crypto_start();
    snprintf(f.folder, sizeof f.folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f.folder));
    f.path = arena_printf(f.arena, "%s/jobs.db", f.folder);
    assert_int_equal(jobs_open(&f.jobs, f.path, &f.clock, &f.err), ERR_OK);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    jobs_close(f->jobs);
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    arena_free(f->arena);
    return 0;
}

static void add(struct fixture *f, const char *key)
{
    assert_int_equal(jobs_add(f->jobs, str_of(key), STR("measure"), STR("{}"), &f->err),
                     ERR_OK);
}

static bool claim(struct fixture *f, struct jobs *jobs, struct job *job)
{
    bool found;
    assert_int_equal(jobs_claim(jobs, f->arena, job, &found, &f->err), ERR_OK);
    return found;
}

static void the_same_work_is_queued_and_done_once(void **state)
{
    struct fixture *f = *state;
    struct job job;
    add(f, "b");
    add(f, "a");
    add(f, "b");
    assert_true(claim(f, f->jobs, &job));
    assert_true(str_is(job.key, "b")); /* the oldest */
    assert_int_equal(jobs_finish(f->jobs, job.key, STR(""), &f->err), ERR_OK);
    add(f, "b");
    assert_true(claim(f, f->jobs, &job));
    assert_true(str_is(job.key, "a"));
    assert_false(claim(f, f->jobs, &job));
}

static void attempts_count_what_was_not_given_back(void **state)
{
    struct fixture *f = *state;
    struct job job;
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(job.attempts, 1);
    assert_int_equal(jobs_give_back(f->jobs, job.key, &f->err), ERR_OK);
    assert_int_equal(jobs_give_back(f->jobs, job.key, &f->err), ERR_CONFLICT);
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(job.attempts, 1);
    assert_int_equal(jobs_release(f->jobs, &f->err), ERR_OK);
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(job.attempts, 2);
    assert_int_equal(jobs_release(f->jobs, &f->err), ERR_OK);
    assert_int_equal(jobs_forget_attempts(f->jobs, &f->err), ERR_OK);
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(job.attempts, 1);
}

static void one_that_failed_is_queued_again_when_added(void **state)
{
    struct fixture *f = *state;
    struct job job;
    struct job_state seen;
    bool found;
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(jobs_finish(f->jobs, job.key, STR("no isolation"), &f->err), ERR_OK);
    assert_false(claim(f, f->jobs, &job));
    assert_int_equal(jobs_state(f->jobs, f->arena, STR("a"), &seen, &found, &f->err), ERR_OK);
    assert_true(str_is(seen.state, "failed"));
    assert_true(str_is(seen.reason, "no isolation"));
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
}

static void a_lease_that_ran_out_goes_to_another_and_the_first_is_told(void **state)
{
    struct fixture *f = *state;
    struct jobs *other;
    struct job job;
    bool cancel;
    struct clock later = {true, f->clock.seconds + JOB_LEASE_SECONDS + 1};
    struct clock soon = {true, f->clock.seconds + JOB_LEASE_SECONDS - 1};
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(jobs_open(&other, f->path, &soon, &f->err), ERR_OK);
    assert_false(claim(f, other, &job));
    jobs_close(other);
    assert_int_equal(jobs_open(&other, f->path, &later, &f->err), ERR_OK);
    assert_true(claim(f, other, &job));
    assert_int_equal(jobs_beat(f->jobs, STR("a"), 1, 2, &cancel, &f->err), ERR_CONFLICT);
    assert_int_equal(jobs_finish(f->jobs, STR("a"), STR(""), &f->err), ERR_CONFLICT);
    assert_int_equal(jobs_beat(other, STR("a"), 1, 2, &cancel, &f->err), ERR_OK);
    assert_false(cancel);
    jobs_close(other);
}

static void who_holds_a_job_hears_that_it_shall_stop(void **state)
{
    struct fixture *f = *state;
    struct job job;
    bool cancel;
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
    assert_int_equal(jobs_cancel(f->jobs, STR("a"), &f->err), ERR_OK);
    assert_int_equal(jobs_beat(f->jobs, STR("a"), 12, 400, &cancel, &f->err), ERR_OK);
    assert_true(cancel);
}

static void a_worker_that_starts_takes_up_what_a_killed_one_left(void **state)
{
    struct fixture *f = *state;
    struct job job;
    add(f, "a");
    assert_true(claim(f, f->jobs, &job));
    assert_false(claim(f, f->jobs, &job));
    assert_int_equal(jobs_release(f->jobs, &f->err), ERR_OK);
    assert_true(claim(f, f->jobs, &job));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(the_same_work_is_queued_and_done_once),
        T(attempts_count_what_was_not_given_back),
        T(one_that_failed_is_queued_again_when_added),
        T(a_lease_that_ran_out_goes_to_another_and_the_first_is_told),
        T(who_holds_a_job_hears_that_it_shall_stop),
        T(a_worker_that_starts_takes_up_what_a_killed_one_left),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
