/* The bootstrap over images; see detection_resample.h. */
#include "score/detection/detection_resample.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "base/prng.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct drawing {
    const struct detection_plan *plan;
    uint64_t seed;
    size_t pieces;
    size_t resamples;
    size_t columns;
    double *values; /* column by column, NAN where undefined */
};

/* Room for one thread. */
struct room {
    uint32_t *times;
    struct coco_scratch *scratch;
    struct coco_curve *curve;
    struct coco_mean *means;
};

static void draw(const struct drawing *drawing, size_t resample, uint32_t *times)
{
    struct prng prng;
    size_t images = drawing->plan->image_count;
    prng_seed_stream(&prng, drawing->seed, resample);
    memset(times, 0, images * sizeof *times);
    for (size_t i = 0; i < images; i++) {
        times[prng_below(&prng, images)]++;
    }
}

static void keep(const struct drawing *drawing, size_t resample, size_t column,
                 struct coco_mean mean)
{
    drawing->values[column * drawing->resamples + resample] =
        mean.count > 0 ? mean.sum / mean.count : NAN;
}

static void one_resample(const struct drawing *drawing, size_t resample, struct room *room)
{
    const struct detection_plan *plan = drawing->plan;
    draw(drawing, resample, room->times);
    memset(room->means, 0, plan->figure_count * sizeof *room->means);
    for (size_t k = 0; k < plan->classes->count; k++) {
        coco_curve(plan->classes, k, plan->area_count, room->times, room->scratch, room->curve);
        for (size_t f = 0; f < plan->figure_count; f++) {
            coco_mean_add(&room->means[f], &plan->figures[f], room->curve);
        }
        for (size_t f = 0; f < plan->class_figure_count; f++) {
            struct coco_mean mean = {0};
            coco_mean_add(&mean, &plan->class_figures[f], room->curve);
            keep(drawing, resample, plan->figure_count + k * plan->class_figure_count + f,
                 mean);
        }
    }
    for (size_t f = 0; f < plan->figure_count; f++) {
        keep(drawing, resample, f, room->means[f]);
    }
}

static void piece(void *data, size_t index)
{
    const struct drawing *drawing = data;
    const struct detection_plan *plan = drawing->plan;
    struct room room = {
        .times = xmalloc(plan->image_count * sizeof *room.times),
        .scratch = coco_scratch_new(plan->classes),
        .curve = xcalloc(1, sizeof *room.curve),
        .means = xmalloc(plan->figure_count * sizeof *room.means),
    };
    size_t from = drawing->resamples * index / drawing->pieces;
    size_t to = drawing->resamples * (index + 1) / drawing->pieces;
    for (size_t r = from; r < to; r++) {
        one_resample(drawing, r, &room);
    }
    free(room.times);
    coco_scratch_free(room.scratch);
    free(room.curve);
    free(room.means);
}

static struct detection_interval interval_of(const double *values, size_t n)
{
    struct detection_interval result = {.has = false};
    result.has = percentile_interval(values, n, 0.95, &result.interval);
    result.reason = result.has ? NULL : "undefined in more than one resample in twenty";
    return result;
}

static void none(struct detection_interval *intervals, size_t n, const char *reason)
{
    for (size_t i = 0; i < n; i++) {
        intervals[i] = (struct detection_interval){.reason = reason};
    }
}

void detection_resample(const struct detection_plan *plan, const struct score_options *options,
                        struct detection_interval *all, struct detection_interval *each)
{
    size_t each_count = plan->classes->count * plan->class_figure_count;
    const char *reason = options->resamples == 0 ? "no resamples were asked for"
                         : plan->image_count < BOOTSTRAP_CLUSTERS_MIN ? "fewer than 20 images"
                                                                      : NULL;
    if (reason != NULL) {
        none(all, plan->figure_count, reason);
        none(each, each_count, reason);
        return;
    }
    size_t threads = options->threads == 0 ? parallel_cores() : (size_t)options->threads;
    struct drawing drawing = {
        .plan = plan,
        .seed = (uint64_t)options->seed,
        .pieces = threads * 4,
        .resamples = (size_t)options->resamples,
        .columns = plan->figure_count + each_count,
    };
    drawing.values = xmalloc(drawing.columns * drawing.resamples * sizeof *drawing.values);
    parallel_run(threads, drawing.pieces, piece, &drawing);
    for (size_t i = 0; i < drawing.columns; i++) {
        struct detection_interval *to =
            i < plan->figure_count ? &all[i] : &each[i - plan->figure_count];
        *to = interval_of(drawing.values + i * drawing.resamples, drawing.resamples);
    }
    free(drawing.values);
}
