/* What a data folder goes through while the disk is watched, and what must hold of any folder
 * that is found after the power went out. */
#ifndef POLICEAI_CRASH_STORY_H
#define POLICEAI_CRASH_STORY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "record/keeper.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stddef.h>

#define STORY_DAY 86400
#define STORY_BENCHMARK "{\"id\":\"b\",\"version\":\"1\",\"title\":\"Sample\"}"
#define STORY_SUBJECT "00112233445566778899aabbccddeeff"

struct story {
    struct arena *arena;
    struct datadir dir;
    struct keeper_settings settings;
    struct keeper *keeper;
    struct err err;
    bool loud; /* errors are printed */
    size_t errors;
    void (*on_error)(const struct story *story); /* or NULL */
};

/* A data folder and a clock that stands; opens nothing. */
void story_begin(struct story *story, const char *root, int64_t seconds);
/* Closes what is open. */
void story_end(struct story *story);
/* Each step marks in the history what was acknowledged. */
bool story_open(struct story *story);
void story_close(struct story *story);
void story_append(struct story *story, int log, size_t count, const char *subject);
void story_blob(struct story *story, const char *text);
void story_benchmark(struct story *story, const char *text); /* a blob and a statement on it */
void story_rebuild(struct story *story);
/* Founding, single and batched statements, private ones, blobs, the next day, the tables made
 * again, a restart. Returns how many steps failed. */
size_t story_whole(const char *root);
/* A start after a crash that does some of it once more, and is not stopped. */
size_t story_again(const char *root);

/* Marks checkpoints that a reader of log/ could have fetched: give it to disk_on_rename. */
void story_checkpoint_seen(const char *path);
/* Opens the data folder found after the power was lost before operation `cut` and looks for all
 * that the history's marks say: acknowledged statements and blobs, checkpoints seen outside as
 * heads of the same history, a log that a stranger can check, that goes on. "" or what is
 * wrong, in the arena. */
const char *story_check(struct arena *arena, const char *root, size_t cut);

#endif
