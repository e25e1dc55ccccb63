#include "disclosure/schedule_thin.h"

#include "base/name_table.h"

#include <string.h>

enum { FIRST_ROOM = 1024 };

struct schedule_thin {
    struct arena *arena;
    const struct schedule_words *words;
    struct name_table *descriptions;
    uint32_t *times; /* by number of the description */
    size_t room;
};

static bool is_listed(const struct schedule_item *item)
{
    return item->place == SCHEDULE_NON_SENSITIVE || item->place == SCHEDULE_SENSITIVE;
}

static enum err_code count(void *data, const struct schedule_item *item, struct err *err)
{
    struct schedule_thin *thin = data;
    (void)err;
    if (!is_listed(item)) {
        return ERR_OK;
    }
    uint32_t number = name_table_add(thin->descriptions, str_trim(item->description));
    if (number >= thin->room) {
        uint32_t *times = arena_zalloc(thin->arena, 2 * thin->room * sizeof *times);
        memcpy(times, thin->times, thin->room * sizeof *times);
        thin->times = times;
        thin->room *= 2;
    }
    thin->times[number]++;
    return ERR_OK;
}

enum err_code schedule_thin_look(struct db *db, struct arena *arena,
                                 const struct schedule_words *words,
                                 struct schedule_thin **thin, struct err *err)
{
    *thin = arena_zalloc(arena, sizeof **thin);
    (*thin)->arena = arena;
    (*thin)->words = words;
    (*thin)->descriptions = name_table_new(arena);
    (*thin)->room = FIRST_ROOM;
    (*thin)->times = arena_zalloc(arena, FIRST_ROOM * sizeof *(*thin)->times);
    return schedule_items(db, 0, INT64_MAX, count, *thin, err);
}

unsigned schedule_thin_flags(const struct schedule_thin *thin, const struct schedule_item *item)
{
    uint32_t number;
    if (!is_listed(item)) {
        return 0;
    }
    unsigned flags = thin_description(item->description, thin->words->abbreviations);
    bool again = name_table_find(thin->descriptions, str_trim(item->description), &number) &&
                 thin->times[number] > 1;
    return flags | (again ? (unsigned)THIN_SAME : 0);
}
