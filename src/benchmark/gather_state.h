/* What the files of gather share (private to this part). */
#ifndef POLICEAI_BENCHMARK_GATHER_STATE_H
#define POLICEAI_BENCHMARK_GATHER_STATE_H

#include "base/arena.h"
#include "base/csv.h"
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

struct gather_label {
    struct str name;
    struct str means; /* "" for nothing said */
    size_t given;     /* its place in the list that was given */
};

struct gathering {
    const struct gather_plan *plan;
    struct arena *arena;
    const struct task *task;
    const char *work;            /* the draft while it is made */
    struct gather_label *labels; /* by name */
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
/* Of a table of pairs: ERR_NOT_FOUND unless there are columns left.NAME and right.NAME. */
enum err_code gather_pair_columns(const struct csv_table *table, const char *from,
                                  struct err *err) MUST_USE;
/* The pair that a row is: {"left":{NAME:TEXT,…},"right":{…}}; files that it names, relative to
 * the table, are copied. */
enum err_code gather_pair_row(struct gathering *own, const struct csv_table *table, size_t row,
                              struct strbuf *input, struct err *err) MUST_USE;
/* Copies the files that a pair names, relative to `folder`, to files/BELOW… of the draft and
 * writes the pair anew with their names there. A pair names two pictures or none. */
enum err_code gather_pair_files(struct gathering *own, const char *folder, const char *below,
                                struct strbuf *input, struct err *err) MUST_USE;
/* A path that can stand in a benchmark. */
enum err_code gather_check_name(const char *relative, struct err *err) MUST_USE;
/* An input that is not taken. */
void gather_bad(struct gathering *own, const struct err *err);
/* Adds one that is; its texts are kept as they are. */
void gather_add(struct gathering *own, const struct gathered *item);
/* The input with the labels to choose from, when the task asks for them; in the arena. */
enum err_code gather_input(struct gathering *own, struct str json, struct str *input,
                           struct err *err) MUST_USE;

#endif
