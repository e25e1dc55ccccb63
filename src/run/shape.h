/* A run in the shape that its task has: items one by one (run/client.h), or all of them
 * together. However it goes, each item gets exactly one outcome. */
#ifndef POLICEAI_RUN_SHAPE_H
#define POLICEAI_RUN_SHAPE_H

#include "run/client.h"
#include "task/task.h"

/* How many items a session is asked for at once. */
enum { SESSION_AT_MOST = 100 };

struct shape_plan {
    const struct task *task;
    const struct client_plan *client; /* order holds all items of the collection */
    int64_t seed;                     /* of the run: the ids shown are made from it */
    /* What a tool says of its progress with the whole, 0 to 1. MAY be NULL. */
    void (*progress)(void *data, double part);
    /* Of a session: what the person who is played says of an item (its expected answer). */
    const struct js *(*label)(void *data, size_t item);
};

/* As client_run, whose errors it has. Of a shape other than item one process does all: workers,
 * window_max and stop_sending_ms are not looked at, and no process is started again. The time
 * of an item is that of the answer it came with. */
enum err_code shape_run(const struct shape_plan *plan, struct client_counts *counts,
                        struct err *err) MUST_USE;

/* One shape each; shape_run chooses. */
enum err_code collection_run(const struct shape_plan *plan, struct client_counts *counts,
                             struct err *err) MUST_USE;
enum err_code session_run(const struct shape_plan *plan, struct client_counts *counts,
                          struct err *err) MUST_USE;

/* What a reply that is no output means for an item. */
struct reply;
struct client_answer shape_answer_of(size_t item, const struct reply *reply);

#endif
