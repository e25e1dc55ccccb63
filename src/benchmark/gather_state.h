/* What the files of gather share (private to this part). */
#ifndef POLICEAI_BENCHMARK_GATHER_STATE_H
#define POLICEAI_BENCHMARK_GATHER_STATE_H

#include "base/arena.h"
#include "base/name_table.h"
#include "base/strbuf.h"
#include "benchmark/gather.h"
#include "benchmark/making.h"

struct gather_group {
    const char *name;
    struct name_table *values;
};

struct gathered {
    struct str id;
    struct str cluster;
    struct str input;                 /* JSON */
    struct str values[MAKING_GROUPS]; /* of the groups, in their order */
};

struct gathering {
    const struct gather_plan *plan;
    struct arena *arena;
    const struct task *task;
    const char *work; /* the draft while it is made */
    struct str *labels;
    size_t label_count;
    struct gather_group groups[MAKING_GROUPS];
    size_t group_count;
    struct gathered *items;
    size_t count, room;
    size_t left;
};

/* Every file below the folder / every row of the table. */
enum err_code gather_folder(struct gathering *own, struct err *err) MUST_USE;
enum err_code gather_table(struct gathering *own, struct err *err) MUST_USE;
/* An input that is not taken. */
void gather_bad(struct gathering *own, const struct err *err);
/* Adds one that is; its texts are kept as they are. */
void gather_add(struct gathering *own, const struct gathered *item);
/* The input with the labels to choose from, when the task asks for them; in the arena. */
enum err_code gather_input(struct gathering *own, struct str json, struct str *input,
                           struct err *err) MUST_USE;

#endif
