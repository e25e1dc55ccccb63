#include "cli/case_index_call.h"

#include "base/parallel.h"
#include "casecheck/case_index.h"
#include "casecheck/casecheck.h"
#include "casefile/casefile.h"
#include "cli/case_progress.h"
#include "cli/lab_progress.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>

static void show(void *data, int64_t done, int64_t left)
{
    case_progress_show(data, done, left);
}

static enum err_code update(struct command_call *call, struct db *db, bool again,
                            struct err *err)
{
    const struct isolation_terms terms = {true, NULL, NULL};
    struct places places;
    struct case_progress progress = {.what = "indexing"};
    struct case_index_plan plan = {.workers = (int64_t)parallel_cores(),
                                   .again = again,
                                   .stopped = lab_progress_stopped,
                                   .progress = show,
                                   .data = &progress};
    TRY(isolation_check(&terms, err));
    TRY(places_find(call->arena, &places, err));
    TRY(scratch_make(call->arena, &plan.scratch, err));
    plan.checks = places.checks;
    lab_progress_catch_signals();
    enum err_code code = case_index_update(db, &plan, err);
    case_progress_end(&progress);
    scratch_remove(plan.scratch);
    return code;
}

static void print_failed(void *data, int64_t document, struct str path, struct str why)
{
    (void)data, (void)path;
    (void)fprintf(stderr, "document %lld is not indexed: the tool: %.*s\n", (long long)document,
                  STR_ARG(why));
}

/* What is shown then leaves them out: that is told each time. */
static enum err_code tell_failed(struct db *db, struct err *err)
{
    enum { SHOWN = 5 };
    int64_t count;
    TRY(case_index_failed(db, SHOWN, print_failed, NULL, &count, err));
    if (count > SHOWN) {
        (void)fprintf(stderr, "%lld documents in all are not indexed\n", (long long)count);
    }
    if (count > 0) {
        (void)fprintf(stderr, "--again asks the tool about %s once more\n",
                      count == 1 ? "it" : "them");
    }
    return ERR_OK;
}

enum err_code case_index_call(struct command_call *call, struct db **db, struct err *err)
{
    return case_index_call_again(call, false, db, err);
}

enum err_code case_index_call_again(struct command_call *call, bool again, struct db **db,
                                    struct err *err)
{
    struct casefile_acts acts;
    TRY(casefile_open_to_act(&acts, call->words[0], err));
    enum err_code code = casecheck_open_tables(acts.db, err);
    if (code == ERR_OK) {
        code = update(call, acts.db, again, err);
    }
    if (code == ERR_OK) {
        code = tell_failed(acts.db, err);
    }
    casefile_close_acts(&acts);
    TRY(code);
    return casefile_open(db, call->words[0], err);
}
