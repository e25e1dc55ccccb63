/* Marks and regions of an answer. */
#include "document.h"

#include <string.h>

/* Arrays grow in the arena: old ones are left to it. */
static void *grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return items;
    }
    *capacity = *capacity == 0 ? 16 : *capacity * 2;
    void *more = arena_alloc(arena, *capacity * size);
    if (count > 0) {
        memcpy(more, items, count * size);
    }
    return more;
}

enum err_code answer_mark(struct answer *answer, const struct mark *mark, struct err *err)
{
    struct marks *marks = &answer->marks;
    if (marks->count >= DOCUMENT_MARKS_MAX) {
        err_set(err, ERR_LIMIT, "more than %d places to hide", DOCUMENT_MARKS_MAX);
        err_hint(err, "split the document");
        return ERR_LIMIT;
    }
    marks->items =
        grow(answer->arena, marks->items, marks->count, &marks->capacity, sizeof *marks->items);
    marks->items[marks->count++] = *mark;
    return ERR_OK;
}

static void add_region(struct answer *answer, struct region region)
{
    struct regions *regions = &answer->unreadable;
    regions->items = grow(answer->arena, regions->items, regions->count, &regions->capacity,
                          sizeof *regions->items);
    regions->items[regions->count++] = region;
}

void answer_region(struct answer *answer, int page, struct box box, const char *why,
                   bool covered)
{
    add_region(answer,
               (struct region){.page = page, .box = box, .why = why, .covered = covered});
}

void answer_part(struct answer *answer, const char *part, const char *why, bool covered)
{
    add_region(answer, (struct region){.part = arena_strdup(answer->arena, part),
                                       .why = arena_strdup(answer->arena, why),
                                       .covered = covered});
}
