/* A sweep over all boundaries in time; see speaker_turns.h. */
#include "metrics/diarisation/speaker_turns.h"

#include "base/mem.h"
#include "metrics/assignment.h"

#include <math.h>
#include <stdlib.h>

enum mark_kind { MARK_REFERENCE, MARK_HYPOTHESIS, MARK_REGION, MARK_LEFT_OUT };

/* Something begins (change 1) or ends (-1). */
struct mark {
    double time;
    enum mark_kind kind;
    int change;
    uint32_t speaker;
};

struct marks {
    struct mark *items;
    size_t count;
    size_t room;
};

/* Speakers of one side that speak now. */
struct side {
    uint32_t *turns; /* open turns of each speaker */
    uint32_t *now;   /* the speakers, in no order */
    uint32_t *place; /* of a speaker in `now` */
    size_t count;
};

typedef void interval_fn(void *data, double length, const struct side *reference,
                         const struct side *hypothesis);

static void add(struct marks *marks, enum mark_kind kind, double start, double end,
                uint32_t speaker)
{
    if (!(end > start)) {
        return;
    }
    for (int k = 0; k < 2; k++) {
        marks->items = mem_grow(marks->items, marks->count, &marks->room, sizeof *marks->items);
        marks->items[marks->count++] =
            (struct mark){k == 0 ? start : end, kind, k == 0 ? 1 : -1, speaker};
    }
}

static void add_turns(struct marks *marks, enum mark_kind kind, const struct turns *turns)
{
    for (size_t i = 0; i < turns->count; i++) {
        const struct turn *turn = &turns->items[i];
        add(marks, kind, turn->start, turn->end, turn->speaker);
    }
}

static void add_regions(struct marks *marks, enum mark_kind kind, struct regions regions)
{
    for (size_t i = 0; i < regions.count; i++) {
        add(marks, kind, regions.items[i].start, regions.items[i].end, 0);
    }
}

static void add_extent(struct marks *marks, const struct diarisation_plan *plan)
{
    double start = INFINITY;
    double end = -INFINITY;
    const struct turns *both[2] = {&plan->reference, &plan->hypothesis};
    for (int side = 0; side < (plan->rule == RULE_PYANNOTE ? 2 : 1); side++) {
        for (size_t i = 0; i < both[side]->count; i++) {
            start = fmin(start, both[side]->items[i].start);
            end = fmax(end, both[side]->items[i].end);
        }
    }
    add(marks, MARK_REGION, start, end, 0);
}

static void add_collars(struct marks *marks, const struct diarisation_plan *plan)
{
    double half = plan->rule == RULE_PYANNOTE ? plan->collar / 2 : plan->collar;
    for (size_t i = 0; half > 0 && i < plan->reference.count; i++) {
        const struct turn *turn = &plan->reference.items[i];
        add(marks, MARK_LEFT_OUT, turn->start - half, turn->start + half, 0);
        add(marks, MARK_LEFT_OUT, turn->end - half, turn->end + half, 0);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct mark *x = a;
    const struct mark *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

/* Where two turns of the reference are open at once. */
static void add_overlaps(struct marks *marks, const struct diarisation_plan *plan)
{
    struct marks own = {NULL, 0, 0};
    int open = 0;
    add_turns(&own, MARK_REFERENCE, &plan->reference);
    if (own.count > 0) {
        qsort(own.items, own.count, sizeof *own.items, by_time);
    }
    for (size_t i = 0; i < own.count; i++) {
        open += own.items[i].change;
        bool last_of_time = i + 1 == own.count || own.items[i + 1].time > own.items[i].time;
        if (last_of_time && open > 1 && i + 1 < own.count) {
            add(marks, MARK_LEFT_OUT, own.items[i].time, own.items[i + 1].time, 0);
        }
    }
    free(own.items);
}

static struct side side_new(size_t speakers)
{
    return (struct side){xcalloc(speakers + 1, sizeof(uint32_t)),
                         xcalloc(speakers + 1, sizeof(uint32_t)),
                         xcalloc(speakers + 1, sizeof(uint32_t)), 0};
}

static void side_free(struct side *side)
{
    free(side->turns);
    free(side->now);
    free(side->place);
}

static void side_change(struct side *side, const struct mark *mark)
{
    uint32_t speaker = mark->speaker;
    if (mark->change > 0 && side->turns[speaker]++ == 0) {
        side->place[speaker] = (uint32_t)side->count;
        side->now[side->count++] = speaker;
    } else if (mark->change < 0 && --side->turns[speaker] == 0) {
        uint32_t last = side->now[--side->count];
        side->now[side->place[speaker]] = last;
        side->place[last] = side->place[speaker];
    }
}

/* Calls `each` for every stretch between marks that is evaluated. Ends come before beginnings
 * at one time only in that nothing lies between them. */
static void sweep(const struct diarisation_plan *plan, struct marks *marks, interval_fn *each,
                  void *data)
{
    struct side sides[2] = {side_new(plan->reference.speakers),
                            side_new(plan->hypothesis.speakers)};
    int regions = 0;
    int left_out = 0;
    if (marks->count > 0) {
        qsort(marks->items, marks->count, sizeof *marks->items, by_time);
    }
    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->items[i];
        double length = i > 0 ? mark->time - marks->items[i - 1].time : 0;
        if (length > 0 && regions > 0 && left_out == 0) {
            each(data, length, &sides[0], &sides[1]);
        }
        if (mark->kind == MARK_REGION) {
            regions += mark->change;
        } else if (mark->kind == MARK_LEFT_OUT) {
            left_out += mark->change;
        } else {
            side_change(&sides[mark->kind], mark);
        }
    }
    side_free(&sides[0]);
    side_free(&sides[1]);
}

struct measuring {
    size_t columns;
    double *together; /* reference speaker x hypothesis speaker */
    double *reference;
    double *hypothesis;
    const size_t *choice; /* hypothesis speaker of each of the reference */
    struct diarisation_times *times;
};

static void add_together(void *data, double length, const struct side *reference,
                         const struct side *hypothesis)
{
    struct measuring *m = data;
    for (size_t r = 0; r < reference->count; r++) {
        m->reference[reference->now[r]] += length;
        for (size_t h = 0; h < hypothesis->count; h++) {
            m->together[reference->now[r] * m->columns + hypothesis->now[h]] += length;
        }
    }
    for (size_t h = 0; h < hypothesis->count; h++) {
        m->hypothesis[hypothesis->now[h]] += length;
    }
}

static void add_errors(void *data, double length, const struct side *reference,
                       const struct side *hypothesis)
{
    struct measuring *m = data;
    size_t mapped = 0;
    size_t fewer = reference->count < hypothesis->count ? reference->count : hypothesis->count;
    for (size_t r = 0; r < reference->count; r++) {
        size_t choice = m->choice[reference->now[r]];
        mapped += choice != SIZE_MAX && hypothesis->turns[choice] > 0;
    }
    m->times->total += length * (double)reference->count;
    m->times->missed += length * (double)(reference->count - fewer);
    m->times->false_alarm += length * (double)(hypothesis->count - fewer);
    m->times->confusion += length * (double)(fewer - mapped);
    m->times->correct += length * (double)mapped;
}

static void map_speakers(const struct diarisation_plan *plan, const struct measuring *m,
                         size_t *choice)
{
    assign_best(m->together, plan->reference.speakers, plan->hypothesis.speakers, choice);
    for (size_t r = 0; r < plan->reference.speakers; r++) {
        if (choice[r] != SIZE_MAX && !(m->together[r * m->columns + choice[r]] > 0)) {
            choice[r] = SIZE_MAX;
        }
    }
}

static void add_jaccard(const struct diarisation_plan *plan, const struct measuring *m)
{
    for (size_t r = 0; r < plan->reference.speakers; r++) {
        if (!(m->reference[r] > 0)) {
            continue;
        }
        double error = 1;
        if (m->choice[r] != SIZE_MAX) {
            double both = m->together[r * m->columns + m->choice[r]];
            double other = m->hypothesis[m->choice[r]];
            double all = m->reference[r] + other - both;
            error = (all - both) / all;
        }
        m->times->jaccard_errors += error;
        m->times->jaccard_speakers++;
    }
}

static void add_evaluated(struct marks *marks, const struct diarisation_plan *plan)
{
    add_turns(marks, MARK_REFERENCE, &plan->reference);
    add_turns(marks, MARK_HYPOTHESIS, &plan->hypothesis);
    if (plan->evaluated.items != NULL) {
        add_regions(marks, MARK_REGION, plan->evaluated);
    } else {
        add_extent(marks, plan);
    }
    add_regions(marks, MARK_LEFT_OUT, plan->left_out);
}

void diarisation_times(const struct diarisation_plan *plan, struct diarisation_times *times)
{
    struct marks marks = {NULL, 0, 0};
    size_t rows = plan->reference.speakers;
    size_t columns = plan->hypothesis.speakers;
    struct measuring m = {.columns = columns, .times = times};
    size_t *choice = xcalloc(rows + 1, sizeof *choice);
    double *room = xcalloc(rows * columns + rows + columns + 1, sizeof *room);
    m.together = room;
    m.reference = room + rows * columns;
    m.hypothesis = m.reference + rows;
    m.choice = choice;
    *times = (struct diarisation_times){.missed = 0};
    add_evaluated(&marks, plan);
    if (plan->rule == RULE_MD_EVAL) {
        sweep(plan, &marks, add_together, &m);
        map_speakers(plan, &m, choice);
    }
    add_collars(&marks, plan);
    add_regions(&marks, MARK_LEFT_OUT, plan->unscored);
    if (plan->skip_overlap) {
        add_overlaps(&marks, plan);
    }
    if (plan->rule == RULE_PYANNOTE) {
        sweep(plan, &marks, add_together, &m);
        map_speakers(plan, &m, choice);
    }
    sweep(plan, &marks, add_errors, &m);
    add_jaccard(plan, &m);
    free(marks.items);
    free(choice);
    free(room);
}
