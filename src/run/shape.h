/* A run in the shape that its task has: items one by one (run/client.h), or all of them
 * together. However it goes, each item gets exactly one outcome. */
#ifndef POLICEAI_RUN_SHAPE_H
#define POLICEAI_RUN_SHAPE_H

#include "run/client.h"
#include "task/task.h"

/* How many items a session is asked for at once. */
enum { SESSION_AT_MOST = 100 };

/* What a task of the shape indexed searches: its entries as items, in the order in which the
 * tool is shown them. */
struct shape_collection {
    struct str name; /* as an item's input has it in "collection" */
    const struct client_item *entries;
    size_t count;
};

struct shape_plan {
    const struct task *task;
    const struct client_plan *client; /* order holds all items of the collection */
    int64_t seed;                     /* of the run: the ids shown are made from it */
    /* What a tool says of its progress with the whole, 0 to 1. MAY be NULL. */
    void (*progress)(void *data, double part);
    /* Of a session: what the person who is played says of an item (its expected answer). */
    const struct js *(*label)(void *data, size_t item);
    /* Of the shape indexed. `states` is a folder where what was prepared is kept from one call
     * to the next, under names made here; it belongs to one tool, its parameters and these
     * collections. */
    const struct shape_collection *collections;
    size_t collection_count;
    const char *states;
};

/* As client_run, whose errors it has. Of the shapes collection and session one process does
 * all: workers, window_max and stop_sending_ms are not looked at, and no process is started
 * again. The time of an item is that of the answer it came with. */
enum err_code shape_run(const struct shape_plan *plan, struct client_counts *counts,
                        struct err *err) MUST_USE;

/* One shape each; shape_run chooses. */
enum err_code collection_run(const struct shape_plan *plan, struct client_counts *counts,
                             struct err *err) MUST_USE;
enum err_code session_run(const struct shape_plan *plan, struct client_counts *counts,
                          struct err *err) MUST_USE;
enum err_code indexed_run(const struct shape_plan *plan, struct client_counts *counts,
                          struct err *err) MUST_USE;

/* What a reply that is no output means for an item. */
struct reply;
struct client_answer shape_answer_of(size_t item, const struct reply *reply);

#endif
