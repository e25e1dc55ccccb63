/* A walk over what begins and ends, in time; see no_score_zones.h. */
#include "metrics/diarisation/no_score_zones.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

struct boundary {
    double time;
    enum zone_row row;
    bool begins;
    size_t order;
};

struct walk {
    struct region *zones;
    size_t count;
    bool scoring;
    size_t words; /* open now */
    size_t sounds;
    double turn_at;  /* the last boundary of a turn */
    double word_end; /* when the last words and sounds had all ended */
    double sound_end;
};

static int by_time(const void *a, const void *b)
{
    const struct boundary *x = a;
    const struct boundary *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    if (x->begins != y->begins) {
        return x->begins ? 1 : -1;
    }
    return x->order > y->order ? -1 : x->order < y->order;
}

static void note(struct walk *walk, const struct boundary *b)
{
    if (b->row == ZONE_TURN) {
        walk->turn_at = b->time;
    } else if (b->begins) {
        (*(b->row == ZONE_WORD ? &walk->words : &walk->sounds))++;
    } else if (b->row == ZONE_WORD) {
        walk->word_end = --walk->words == 0 ? b->time : walk->word_end;
    } else {
        walk->sound_end = --walk->sounds == 0 ? b->time : walk->sound_end;
    }
}

static void open_zone(struct walk *walk, double start)
{
    walk->zones[walk->count++] = (struct region){start, INFINITY};
}

static void step(struct walk *walk, const struct boundary *b)
{
    note(walk, b);
    if (walk->scoring) {
        if (walk->sounds > 0 && b->row == ZONE_SOUND) {
            double before =
                fmax(fmax(walk->word_end, walk->turn_at), b->time - NO_SCORE_EXTEND);
            open_zone(walk, walk->words > 0 ? b->time : before);
            walk->scoring = false;
        }
    } else if (walk->sounds == 0 && (walk->words > 0 || b->row == ZONE_TURN)) {
        walk->zones[walk->count - 1].end = fmin(walk->sound_end + NO_SCORE_EXTEND, b->time);
        walk->scoring = true;
    } else if (walk->sounds == 1 && b->row == ZONE_SOUND && b->begins &&
               b->time > walk->sound_end + 2 * NO_SCORE_EXTEND) {
        walk->zones[walk->count - 1].end = walk->sound_end + NO_SCORE_EXTEND;
        open_zone(walk, b->time - NO_SCORE_EXTEND);
    }
}

size_t no_score_zones(const struct zone_event *rows, size_t count, struct region *zones)
{
    struct walk walk = {.zones = zones, .scoring = true};
    struct boundary *boundaries = xcalloc(2 * count + 1, sizeof *boundaries);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].when.end > rows[i].when.start) {
            boundaries[n++] = (struct boundary){rows[i].when.start, rows[i].row, true, i};
            boundaries[n++] = (struct boundary){rows[i].when.end, rows[i].row, false, i};
        }
    }
    if (n > 0) {
        qsort(boundaries, n, sizeof *boundaries, by_time);
    }
    for (size_t i = 0; i < n; i++) {
        step(&walk, &boundaries[i]);
    }
    free(boundaries);
    return walk.count;
}
