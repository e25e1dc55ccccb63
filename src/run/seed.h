/* What a run derives from its seed (formats, Tool protocol): the seed the tool is told and the
 * order of the items. The run seed itself is never told. */
#ifndef POLICEAI_RUN_SEED_H
#define POLICEAI_RUN_SEED_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/* A fresh run seed, 0 to 2^53-1. */
int64_t run_seed_new(void);
/* First 53 bits of SHA-256("policeai-tool-seed/v1" 0 seed in decimal). */
int64_t run_seed_of_tool(int64_t seed);
/* order[0 … count): indices of ids sorted by SHA-256("policeai-order/v1" 0 seed 0 id). */
void run_seed_order(int64_t seed, const struct str *ids, size_t count, size_t *order);

enum { SHOWN_ID = 17 };
/* The id under which an item of a collection is shown to the tool: first 16 hex digits of
 * SHA-256("policeai-shown-id/v1" 0 seed 0 id). The same in each attempt of a run, so that
 * answers that quote ids can be had again; not to be guessed without the seed. */
void run_seed_shown_id(int64_t seed, struct str id, char shown[SHOWN_ID]);

#endif
