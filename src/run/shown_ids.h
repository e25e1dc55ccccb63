/* The ids under which items of a collection are shown to a tool (run/seed.h), and back. */
#ifndef POLICEAI_RUN_SHOWN_IDS_H
#define POLICEAI_RUN_SHOWN_IDS_H

#include "base/str.h"
#include "run/seed.h"

#include <stdbool.h>
#include <stddef.h>

struct shown_id {
    char id[SHOWN_ID];
    size_t at;
};

struct shown_ids {
    struct shown_id *by_place; /* of item number 0, 1 … */
    struct shown_id *sorted;
    size_t count;
};

/* Ends with shown_ids_release. `ids` are the benchmark's, each once. */
void shown_ids_make(struct shown_ids *shown, int64_t seed, const struct str *ids, size_t count);
void shown_ids_release(struct shown_ids *shown);
/* The item's number; false for an id that was not shown. */
bool shown_ids_find(const struct shown_ids *shown, struct str id, size_t *at);

#endif
