/* All items of a run as one folder in /in, as the shapes collection and session show them:
 * items.jsonl, one line an item {"id","input"}, in the run's order, and the items' files beside
 * it. Everything has the same time and a name that says nothing. */
#ifndef POLICEAI_RUN_STAGED_COLLECTION_H
#define POLICEAI_RUN_STAGED_COLLECTION_H

#include "base/err.h"
#include "base/strbuf.h"
#include "run/client.h"
#include "run/shown_ids.h"
#include "run/staging.h"
#include "task/task.h"

struct staged_collection {
    const struct client_plan *plan; /* items, order, count */
    const struct task *task;
    struct shown_ids shown; /* by place in the plan's order */
    char name[STAGED_NAME]; /* of the folder in /in */
};

/* Gives each item the id it is shown under; released by staged_collection_release. */
void staged_collection_init(struct staged_collection *staged, const struct client_plan *plan,
                            const struct task *task, int64_t seed);
void staged_collection_release(struct staged_collection *staged);
/* Writes the folder into `in`, a process's /in. What the task has the same in all items
 * (task->same_in_all) stands in none of them. */
enum err_code staged_collection_write(struct staged_collection *staged, const char *in,
                                      struct err *err) MUST_USE;
/* The input of the request that shows it: {"dir":"/in/NAME"} and what is the same in all
 * items, the object left open for more members. */
void staged_collection_input(const struct staged_collection *staged, struct jsonw *w);

#endif
