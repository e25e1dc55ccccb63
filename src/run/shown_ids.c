/* See shown_ids.h. */
#include "run/shown_ids.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct shown_id *)a)->id, ((const struct shown_id *)b)->id);
}

void shown_ids_make(struct shown_ids *shown, int64_t seed, const struct str *ids, size_t count)
{
    shown->count = count;
    shown->by_place = xcalloc(count + 1, sizeof *shown->by_place);
    shown->sorted = xcalloc(count + 1, sizeof *shown->sorted);
    for (size_t i = 0; i < count; i++) {
        shown->by_place[i].at = i;
        run_seed_shown_id(seed, ids[i], shown->by_place[i].id);
        shown->sorted[i] = shown->by_place[i];
    }
    qsort(shown->sorted, count, sizeof *shown->sorted, compare);
}

void shown_ids_release(struct shown_ids *shown)
{
    free(shown->by_place);
    free(shown->sorted);
    *shown = (struct shown_ids){0};
}

bool shown_ids_find(const struct shown_ids *shown, struct str id, size_t *at)
{
    struct shown_id key;
    if (id.p == NULL || id.n != SHOWN_ID - 1 || memchr(id.p, '\0', id.n) != NULL) {
        return false;
    }
    memcpy(key.id, id.p, id.n);
    key.id[id.n] = '\0';
    const struct shown_id *found =
        bsearch(&key, shown->sorted, shown->count, sizeof *shown->sorted, compare);
    if (found != NULL) {
        *at = found->at;
    }
    return found != NULL;
}
