/* See lab.h: a rehearsal. The scored pass of a run and nothing else: no statement, no
 * signature, no second pass. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "evidence/figures.h"
#include "evidence/run_scope.h"

#include <string.h>

static enum err_code open_journal(struct lab *lab, const char *parent, struct err *err)
{
    lab->folder = arena_printf(lab->arena, "%s/%s", parent, lab->key);
    TRY(file_make_folders(lab->folder, 0700, err));
    return journal_open(&lab->journal,
                        arena_printf(lab->arena, "%s/journal.jsonl", lab->folder), lab->bench,
                        err);
}

static enum err_code make_figures(struct lab *lab, const char *results,
                                  struct lab_rehearsal *rehearsal, struct err *err)
{
    struct strbuf stats;
    struct strbuf figures;
    strbuf_init(&stats, LIMIT_STATS);
    strbuf_init(&figures, LIMIT_ENVELOPE);
    enum err_code code = stats_make(lab->bench, results, &stats, err);
    if (code == ERR_OK) {
        code = figures_make(lab->bench, str_of(lab->plan->split), strbuf_view(&stats),
                            (uint64_t)lab->seed, false, &figures, err);
    }
    if (code == ERR_OK) {
        rehearsal->stats = arena_str(lab->arena, strbuf_view(&stats));
        rehearsal->figures = arena_str(lab->arena, strbuf_view(&figures));
    }
    strbuf_release(&stats);
    strbuf_release(&figures);
    return code;
}

static enum err_code rehearse(struct lab *lab, const char *parent, uint32_t seed,
                              struct lab_rehearsal *rehearsal, struct err *err)
{
    const struct lab_plan *plan = lab->plan;
    if (strcmp(plan->split, "dev") != 0) {
        err_set(err, ERR_DENIED,
                "split \"%s\" is what the tool is tested by: settings chosen on it flatter it",
                plan->split);
        err_hint(err, "choose on split dev, then confirm once on test");
        return ERR_DENIED;
    }
    TRY(datadir_make(plan->data, err));
    TRY(lab_read_inputs(lab, err));
    lab->seed = seed;
    TRY(open_journal(lab, parent, err));
    TRY(lab_measure_scored(lab, err));
    const char *results = arena_printf(lab->arena, "%s/results.jsonl", lab->folder);
    TRY(results_write(lab->journal, lab->bench, results, err));
    rehearsal->results = results;
    rehearsal->tool = lab->identity;
    rehearsal->title = str_of(arena_printf(lab->arena, "%.*s %.*s", STR_ARG(lab->manifest.id),
                                           STR_ARG(lab->manifest.version)));
    rehearsal->parameters = arena_str(lab->arena, strbuf_view(&lab->for_record));
    rehearsal->benchmark = (struct lab_rehearsed){
        arena_strdup(lab->arena, lab->benchmark_digest), arena_str(lab->arena, lab->bench->id),
        arena_str(lab->arena, lab->bench->version), lab->bench->task, lab->total};
    return make_figures(lab, results, rehearsal, err);
}

enum err_code lab_rehearse(struct arena *arena, const struct lab_plan *plan,
                           struct lab_shared *shared, const char *parent, uint32_t seed,
                           struct lab_rehearsal *rehearsal, struct err *err)
{
    struct lab_result unused = {.status = ""};
    struct lab lab = {.arena = arena, .plan = plan, .shared = shared, .result = &unused};
    *rehearsal = (struct lab_rehearsal){.results = NULL};
    enum err_code code = rehearse(&lab, parent, seed, rehearsal, err);
    if (shared != NULL && lab.bench == shared->bench) {
        lab.bench = NULL; /* the caller's */
    }
    lab_release(&lab);
    return code;
}
