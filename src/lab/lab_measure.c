/* The two passes of a run. Pass 1 sends every item of the split that has no outcome yet, at the
 * tool's window, and is scored. Pass 2 sends 50 of them one at a time to a fresh process, in
 * the opposite order: latency, and whether the same answers come. What goes to the tool as a
 * whole goes there whole in both. */
#include "lab/lab_state.h"

#include "base/clock.h"
#include "lab/lab_service.h"
#include "lab/places.h"
#include "run/seed.h"

#include <string.h>

/* Of the seconds of a quick run: what goes to pass 1, and what pass 2 may take; of those that
 * are left until a time of day when pass 2 begins, the same share. */
enum { PERCENT_PASS_1 = 75, PERCENT_PASS_2 = 15, PERCENT_LEFT_2 = 60 };

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    const struct lab *lab = data;
    return lab->bench->task->check_output(lab->bench->items[item].input, output, err);
}

static bool tick(void *data)
{
    struct lab *lab = data;
    const struct lab_plan *plan = lab->plan;
    if (journal_tick(lab->journal, &lab->failed) != ERR_OK) {
        return true;
    }
    return plan->progress != NULL &&
           plan->progress(plan->progress_data, lab_items_done(lab), (int64_t)lab->total);
}

static enum err_code done_1(void *data, const struct client_answer *answer, struct err *err)
{
    struct lab *lab = data;
    return journal_add(lab->journal, answer, err);
}

static enum err_code done_2(void *data, const struct client_answer *answer, struct err *err)
{
    struct lab *lab = data;
    struct client_answer first;
    struct arena *arena = arena_new();
    if (lab->latency_count < LATENCY_ITEMS) { /* a whole has more, all of one time */
        lab->latencies[lab->latency_count++] =
            (struct latency){answer->item, answer->outcome, answer->microseconds};
    }
    lab->repeat_tokens_in += answer->tokens_in;
    lab->repeat_tokens_out += answer->tokens_out;
    enum err_code code = journal_read(lab->journal, arena, answer->item, &first, err);
    if (code == ERR_OK) {
        bool same = first.outcome == answer->outcome && str_eq(first.output, answer->output);
        lab->same += same ? 1 : 0;
        lab->differ += same ? 0 : 1;
    }
    arena_free(arena);
    return code;
}

static enum err_code observe(void *data, struct sandbox *sandbox, bool ending, struct err *err)
{
    struct lab *lab = data;
    (void)ending;
    return run_runtime_known(sandbox, &lab->runtime, &lab->runtime_known, err);
}

/* The files were counted when the benchmark was opened. */
void lab_name_files(const struct lab *lab, const struct js *input, struct client_item *item)
{
    struct task_files files;
    if (task_input_files(input, &files, NULL) != ERR_OK || files.count == 0) {
        return;
    }
    const char **paths = arena_alloc(lab->arena, files.count * sizeof *paths);
    for (size_t i = 0; i < files.count; i++) {
        paths[i] =
            arena_printf(lab->arena, "%s/%.*s", lab->bench->folder, STR_ARG(files.paths[i]));
    }
    item->files = paths;
    item->file_count = files.count;
}

static void make_items(struct lab *lab)
{
    const struct bench *bench = lab->bench;
    struct str *ids = arena_alloc(lab->arena, (lab->total + 1) * sizeof *ids);
    size_t *members = arena_alloc(lab->arena, (lab->total + 1) * sizeof *members);
    size_t *places = arena_alloc(lab->arena, (lab->total + 1) * sizeof *places);
    size_t count = 0;
    lab->items = arena_zalloc(lab->arena, (bench->count + 1) * sizeof *lab->items);
    for (size_t i = 0; i < bench->count; i++) {
        const struct bench_item *item = &bench->items[i];
        lab->items[i] = (struct client_item){.id = item->id, .input = item->input};
        lab_name_files(lab, item->input, &lab->items[i]);
        if (lab_takes(lab, item, str_of(lab->plan->split))) {
            ids[count] = item->id;
            members[count++] = i;
        }
    }
    lab->order = arena_alloc(lab->arena, (count + 1) * sizeof *lab->order);
    run_seed_order(lab->seed, ids, count, places);
    for (size_t i = 0; i < count; i++) {
        lab->order[i] = members[places[i]];
    }
}

static struct client_plan client_plan_of(struct lab *lab)
{
    return (struct client_plan){.tool_folder = lab->plan->tool_folder,
                                .manifest = &lab->manifest,
                                .parameters = strbuf_view(&lab->for_start),
                                .tool_seed = run_seed_of_tool(lab->seed),
                                .scratch = lab->plan->data->tmp,
                                .workers = lab->plan->workers,
                                .items = lab->items,
                                .check = check,
                                .tick = tick,
                                .observe = observe,
                                .output_check = lab->output_check,
                                .data = lab};
}

/* 0: no end. */
static int64_t stop_after(const struct lab *lab, int of_quick, int of_left)
{
    const struct lab_plan *plan = lab->plan;
    if (plan->until > 0) {
        int64_t left = plan->until - clock_now(&(struct clock){0});
        return clock_monotonic_ms() + (left > 0 ? left : 0) * 10 * of_left;
    }
    int64_t quick = plan->quick_seconds;
    return quick > 0 ? clock_monotonic_ms() + quick * 10 * of_quick : 0;
}

/* ERR_CANCELLED may stand for a failure of the journal in tick(). */
static enum err_code run_client(struct lab *lab, const struct client_plan *client,
                                struct client_counts *counts, struct err *err)
{
    *counts = (struct client_counts){0};
    enum err_code code = lab->service != NULL ? lab_service_pass(lab, client, err)
                                              : lab_run_shape(lab, client, counts, err);
    if (code == ERR_CANCELLED && lab->failed.code != ERR_OK) {
        *err = lab->failed;
        code = lab->failed.code;
    }
    return code;
}

static enum err_code pass_1(struct lab *lab, struct err *err)
{
    TRY(lab_begin_whole(lab, err));
    struct client_plan client = client_plan_of(lab);
    size_t *missing = arena_alloc(lab->arena, (lab->total + 1) * sizeof *missing);
    for (size_t i = 0; i < lab->total; i++) {
        if (!journal_has(lab->journal, lab->order[i])) {
            missing[client.count++] = lab->order[i];
        }
    }
    client.order = missing;
    client.done = done_1;
    client.stop_sending_ms = stop_after(lab, PERCENT_PASS_1, PERCENT_PASS_1);
    return run_client(lab, &client, &lab->counts, err);
}

/* The last first: what depends on the items before it is then told from what does not. */
static void reverse(size_t *places, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = places[count - 1 - i];
        places[count - 1 - i] = places[i];
        places[i] = other;
    }
}

static enum err_code pass_2(struct lab *lab, struct err *err)
{
    struct client_plan client = client_plan_of(lab);
    struct client_counts counts;
    size_t most = lab_is_whole(lab) ? lab->total : LATENCY_ITEMS;
    size_t *chosen = arena_alloc(lab->arena, (most + 1) * sizeof *chosen);
    for (size_t i = 0; i < lab->total && client.count < most; i++) {
        if (journal_has(lab->journal, lab->order[i])) {
            chosen[client.count++] = lab->order[i];
        }
    }
    if (!lab_is_whole(lab)) {
        reverse(chosen, client.count);
    }
    client.order = chosen;
    client.workers = 1;
    client.window_max = 1;
    client.done = done_2;
    client.stop_sending_ms = stop_after(lab, PERCENT_PASS_2, PERCENT_LEFT_2);
    TRY(run_client(lab, &client, &counts, err));
    if (lab->counts.record.started == 0) { /* all answers were in the journal already */
        lab->counts.record = counts.record;
    }
    return ERR_OK;
}

static enum err_code open_check(struct lab *lab, struct err *err)
{
    struct places places;
    TRY(places_find(lab->arena, &places, err));
    return output_check_open(&lab->output_check, lab->bench->task, places.checks,
                             lab->plan->data->tmp, err);
}

static enum err_code both_passes(struct lab *lab, struct err *err)
{
    TRY(pass_1(lab, err));
    if (journal_count(lab->journal) == 0) {
        return err_set(err, ERR_TIMEOUT, "no item was answered in the time that was given");
    }
    TRY(pass_2(lab, err));
    (void)tick(lab);
    return lab->failed.code;
}

static enum err_code
measure(struct lab *lab, enum err_code (*passes)(struct lab *, struct err *), struct err *err)
{
    lab->runtime_known = true;
    make_items(lab);
    TRY(open_check(lab, err));
    enum err_code code = passes(lab, err);
    output_check_free(lab->output_check);
    lab->output_check = NULL;
    return code == ERR_OK && lab->service != NULL ? lab_service_describe(lab, err) : code;
}

enum err_code lab_measure(struct lab *lab, struct err *err)
{
    return measure(lab, both_passes, err);
}

enum err_code lab_measure_scored(struct lab *lab, struct err *err)
{
    return measure(lab, pass_1, err);
}
