#include "cli/case_index_call.h"

#include "base/stop_signal.h"
#include "casecheck/case_index.h"
#include "casecheck/casecheck.h"
#include "casefile/casefile.h"
#include "lab/places.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <unistd.h>

static void show(void *data, int64_t done, int64_t left)
{
    bool *shown = data;
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\rindexed: %lld documents, %lld left ", (long long)done,
                (long long)left);
        *shown = true;
    }
}

static enum err_code update(struct command_call *call, struct db *db, struct err *err)
{
    const struct isolation_terms terms = {true, NULL, NULL};
    struct places places;
    struct case_index_plan plan = {.progress = show};
    bool shown = false;
    TRY(isolation_check(&terms, err));
    TRY(places_find(call->arena, &places, err));
    TRY(scratch_make(call->arena, &plan.scratch, err));
    plan.checks = places.checks;
    plan.data = &shown;
    enum err_code code = case_index_update(db, &plan, err);
    if (shown) {
        fputc('\n', stderr);
    }
    scratch_remove(plan.scratch);
    return code;
}

enum err_code case_index_call(struct command_call *call, struct db **db, struct err *err)
{
    struct casefile_acts acts;
    TRY(casefile_open_to_act(&acts, call->words[0], err));
    enum err_code code = casecheck_open_tables(acts.db, err);
    if (code == ERR_OK) {
        code = update(call, acts.db, err);
    }
    casefile_close_acts(&acts);
    TRY(code);
    return casefile_open(db, call->words[0], err);
}
