/* A benchmark in the making: a folder with
 *
 *   draft.json        what it is: task, title, licence, source, labels and what they mean,
 *                     groups, labellers
 *   candidates.jsonl  {"id","input","groups","cluster"} of every input that was gathered
 *   files/            the files that inputs name
 *   sample.json       which candidates were drawn, into which split, by which seed
 *   labels/NAME.jsonl what a labeller said, one line an item; decisions.jsonl: what was settled
 *   frozen.json       the version that was frozen, and its digest
 *
 * The benchmark itself is another folder, made by freeze.h. */
#ifndef POLICEAI_BENCHMARK_MAKING_H
#define POLICEAI_BENCHMARK_MAKING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/limits.h"
#include "task/task.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAKING_CANDIDATES = 200000,
    MAKING_LABELS = 1000,
    MAKING_FILES = 2,         /* that an input may name: the sides of a pair */
    MAKING_DEFINITION = 1000, /* bytes of what a label means */
    MAKING_GROUPS = 20,
    MAKING_LABELLERS = 8
};
/* Bytes of candidates.jsonl that are read. */
#define MAKING_BYTES (256u * MIB)

enum making_split { MAKING_LEFT, MAKING_DEV, MAKING_TEST };
/* "dev", "test"; "" for an item that was not drawn. */
const char *making_split_name(enum making_split split);

struct making_item {
    struct str id;
    struct str cluster;
    const struct js *input;
    const struct js *groups;        /* object of strings */
    struct str files[MAKING_FILES]; /* paths within the folder that the input names */
    size_t file_count;
    enum making_split split;
    size_t line;
};

struct making {
    struct arena *arena;
    const char *folder;
    const struct js *draft;
    struct str id, version, title, licence, source, sensitivity, exposure;
    const struct task *task;
    struct str *labels; /* from which a labeller chooses, in the order they are shown in */
    size_t label_count;
    const struct js *definitions; /* object {LABEL:what it means}, or NULL */
    int64_t labellers;            /* who must agree: 1 to MAKING_LABELLERS */
    struct making_item *items;    /* in the order of candidates.jsonl */
    size_t count;
    size_t *sample; /* places of the drawn items, in the order of labelling */
    size_t sample_count;
    int64_t seed;
    struct str frozen; /* the version that was frozen, "" while it can be changed */
    struct str frozen_digest;
};

/* Everything but labels, checked row by row: the first that breaks the task's contract is named
 * with its line. ERR_NOT_FOUND says how a draft is made. */
enum err_code making_open(struct making **opened, const char *folder, struct err *err) MUST_USE;
void making_free(struct making *making);
/* Holds the draft's sample as it is until *fd is closed: shared for pages that show it, alone
 * for whoever draws it anew. Before making_open, which says when there is no draft (then *fd is
 * -1). ERR_CONFLICT while it is held otherwise. */
enum err_code making_hold_sample(const char *folder, bool alone, int *fd,
                                 struct err *err) MUST_USE;
/* ERR_CONFLICT once a version was frozen, with how to go on. */
enum err_code making_may_change(const struct making *making, struct err *err) MUST_USE;
/* ERR_INVALID while no sample was drawn. */
enum err_code making_has_sample(const struct making *making, struct err *err) MUST_USE;
/* A path below the draft's folder, in its arena. */
const char *making_path(const struct making *making, const char *format, ...) PRINTF_LIKE(2, 3);
/* Place of the item, SIZE_MAX when there is none. */
size_t making_item_find(const struct making *making, struct str id);

#endif
