/* What is otherwise in a run whose items go to the tool all together: it is whole or it is not
 * there, so nothing of it is kept until all of it is answered. */
#include "lab/lab_state.h"

#include "base/file.h"
#include "metrics/metric.h"
#include "run/shape.h"

bool lab_is_whole(const struct lab *lab)
{
    return lab->task->shape != TASK_ITEM;
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
                                    .progress = progress,
                                    .label = label};
    return shape_run(&plan, counts, err);
}
