/* Test runs of this tool on this benchmark that were registered before. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "evidence/run_scope.h"
#include "record/listed.h"

/* Of a run whose results lie here: was it of split dev? */
static bool was_dev(const struct lab *lab, const char *results)
{
    struct run_scope scope;
    return run_scope_read(lab->bench, results, &scope, NULL) == ERR_OK &&
           str_is(scope.split, "dev");
}

enum err_code lab_look_back(struct lab *lab, struct err *err)
{
    struct str *ids;
    size_t count;
    int64_t runs = 0;
    int64_t unseen = 0;
    const struct lab_plan *plan = lab->plan;
    if (plan->before == NULL || lab->set != NULL || str_is(str_of(plan->split), "dev")) {
        return ERR_OK;
    }
    TRY(listed_runs(lab->arena, plan->data->public_db, lab->manifest.id,
                    str_of(lab->benchmark_digest), &ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        const char *results =
            arena_printf(lab->arena, "%s/%.*s/%.*s-%.16s.results.jsonl", plan->data->evidence,
                         STR_ARG(lab->manifest.id), STR_ARG(lab->bench->id), ids[i].p);
        bool here = file_exists(results);
        if (!str_eq(ids[i], lab->run) && !(here && was_dev(lab, results))) {
            runs++;
            unseen += !here;
        }
    }
    if (runs > 0) {
        plan->before(plan->progress_data, runs, unseen);
    }
    return ERR_OK;
}
