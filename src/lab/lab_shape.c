/* What is otherwise in a run of a shape other than item. Where all items go to the tool
 * together it is whole or it is not there, so nothing of it is kept until all of it is
 * answered; where they search a collection, what the tool prepared is kept in the run's folder.
 */
#include "lab/lab_state.h"

#include "base/file.h"
#include "metrics/metric.h"
#include "run/seed.h"
#include "run/shape.h"

bool lab_is_whole(const struct lab *lab)
{
    enum task_shape shape = lab->task->shape;
    return shape == TASK_COLLECTION || shape == TASK_SESSION;
}

enum err_code lab_check_shape(const struct lab *lab, struct err *err)
{
    bool partial = lab->plan->quick_seconds > 0 || lab->plan->until > 0;
    if (lab_is_whole(lab) && partial) {
        err_set(err, ERR_USAGE,
                "%s is answered for all items at once, so no part of it can be "
                "measured",
                lab->bench->task->name);
        err_hint(err, "leave out --quick and --until");
        return ERR_USAGE;
    }
    if (lab->bench->task->shape == TASK_SESSION && lab->total > METRIC_POOL_MAX) {
        return err_set(err, ERR_LIMIT, "%zu items in split \"%s\"; a session has at most %d",
                       lab->total, lab->plan->split, METRIC_POOL_MAX);
    }
    return ERR_OK;
}

enum err_code lab_begin_whole(struct lab *lab, struct err *err)
{
    if (!lab_is_whole(lab) || journal_count(lab->journal) == 0 ||
        journal_count(lab->journal) == lab->total) {
        return ERR_OK;
    }
    const char *path = arena_printf(lab->arena, "%s/journal.jsonl", lab->folder);
    struct journal *journal = lab->journal;
    lab->journal = NULL;
    TRY(journal_close(journal, err));
    TRY(file_write(path, STR(""), 0600, err));
    return journal_open(&lab->journal, path, lab->bench, err);
}

static struct client_item item_of(const struct lab *lab, const struct bench_entry *entry)
{
    struct client_item item = {.id = entry->id, .input = entry->input};
    lab_name_files(lab, entry->input, &item);
    return item;
}

/* The entries of each collection in the run's own order. */
static const struct shape_collection *collections_of(const struct lab *lab)
{
    const struct bench *bench = lab->bench;
    struct arena *arena = lab->arena;
    struct shape_collection *all =
        arena_zalloc(arena, (bench->collection_count + 1) * sizeof *all);
    for (size_t c = 0; c < bench->collection_count; c++) {
        const struct bench_collection *from = &bench->collections[c];
        struct client_item *entries = arena_zalloc(arena, (from->count + 1) * sizeof *entries);
        struct str *ids = arena_alloc(arena, (from->count + 1) * sizeof *ids);
        size_t *places = arena_alloc(arena, (from->count + 1) * sizeof *places);
        for (size_t i = 0; i < from->count; i++) {
            ids[i] = from->entries[i].id;
        }
        run_seed_order(lab->seed, ids, from->count, places);
        for (size_t i = 0; i < from->count; i++) {
            entries[i] = item_of(lab, &from->entries[places[i]]);
        }
        all[c] = (struct shape_collection){from->name, entries, from->count};
    }
    return all;
}

static void progress(void *data, double part)
{
    struct lab *lab = data;
    lab->part = part;
}

/* The person who is played knows the expected answers; the tool has them of what it proposed.
 */
static const struct js *label(void *data, size_t item)
{
    const struct lab *lab = data;
    return lab->bench->items[item].expected;
}

int64_t lab_items_done(const struct lab *lab)
{
    int64_t answered = (int64_t)journal_count(lab->journal);
    return answered > 0 ? answered : (int64_t)(lab->part * (double)lab->total);
}

enum err_code lab_run_shape(struct lab *lab, const struct client_plan *client,
                            struct client_counts *counts, struct err *err)
{
    const struct shape_plan plan = {.task = lab->bench->task,
                                    .client = client,
                                    .seed = lab->seed,
                                    .progress = lab_is_whole(lab) ? progress : NULL,
                                    .label = label,
                                    .collections = collections_of(lab),
                                    .collection_count = lab->bench->collection_count,
                                    .states = lab->folder};
    return shape_run(&plan, counts, err);
}
