/* Pairs detections with objects; see coco.h. Images do not touch each other, so groups of one
 * class and image are shared out to threads. */
#include "base/mem.h"
#include "base/parallel.h"
#include "metrics/detection/by_score.h"
#include "metrics/detection/coco.h"
#include "metrics/detection/overlap.h"

#include <stdlib.h>
#include <string.h>

enum { WHOLE = 1, PIECES_A_THREAD = 16 };

/* Objects and detections of one class and image. */
struct group {
    uint32_t category;
    uint32_t image;
    size_t object; /* first in `objects` */
    size_t object_count;
    size_t detection; /* first in `detections`, by falling score */
    size_t detection_count;
};

struct matching {
    const struct coco_input *input;
    const struct coco_settings *settings;
    uint32_t *objects; /* indices, sorted by class and image */
    uint32_t *detections;
    struct group *groups;
    size_t group_count;
    size_t pieces;
    uint64_t *found; /* by place in `detections` */
    uint64_t *wrong;
    struct coco_class *classes;
    size_t *class_groups; /* first group of each class, and one more */
};

/* An object that a detection overlaps enough for the lowest threshold. */
struct candidate {
    uint32_t object; /* within the group */
    double overlap;
};

/* Room for one thread's work on a group. */
struct bench {
    size_t objects_room;
    uint64_t *taken;   /* bit by bit: a detection has this object */
    uint64_t *ignored; /* ten equal bits an area */
    struct candidate *candidates;
};

static const uint64_t ALL_THRESHOLDS = (1u << COCO_THRESHOLDS) - 1;

static uint64_t area_bits(const struct coco_settings *settings, double area, bool outside)
{
    uint64_t bits = 0;
    for (size_t a = 0; a < settings->area_count; a++) {
        bool out = area < settings->areas[a].low || area > settings->areas[a].high;
        bits |= out == outside ? ALL_THRESHOLDS << (a * COCO_THRESHOLDS) : 0;
    }
    return bits;
}

static uint64_t every_bit(const struct coco_settings *settings)
{
    return ((uint64_t)1 << (settings->area_count * COCO_THRESHOLDS)) - 1;
}

static double overlap_of(enum coco_kind kind, const struct coco_object *detection,
                         const struct coco_object *object)
{
    switch (kind) {
    case COCO_MASKS:
        return overlap_boxes(detection->mask.box, object->mask.box, false) > 0
                   ? mask_overlap(&detection->mask, &object->mask, object->crowd)
                   : 0;
    case COCO_KEYPOINTS:
        return overlap_keypoints(detection->keypoints, object->keypoints, object->box,
                                 object->area);
    default:
        return overlap_boxes(detection->box, object->box, object->crowd);
    }
}

/* The object a detection takes at one threshold and range, or -1. Those that count come before
 * those that are ignored; among either the best, of equal ones the later. */
static int choose(const struct matching *m, const struct group *group,
                  const struct bench *bench, size_t candidates, size_t bit, double threshold)
{
    for (int ignored = 0; ignored < 2; ignored++) {
        double least = threshold < 1 - 1e-10 ? threshold : 1 - 1e-10;
        int best = -1;
        for (size_t i = 0; i < candidates; i++) {
            const struct candidate *c = &bench->candidates[i];
            bool crowd = m->input->objects[m->objects[group->object + c->object]].crowd;
            bool taken = (bench->taken[c->object] >> bit & 1) != 0 && !crowd;
            bool equal = m->settings->earlier_of_equal && best >= 0 && c->overlap == least;
            if ((int)(bench->ignored[c->object] >> bit & 1) == ignored && !taken && !equal &&
                c->overlap >= least) {
                least = c->overlap;
                best = (int)c->object;
            }
        }
        if (best >= 0) {
            return best;
        }
    }
    return -1;
}

static void match_detection(const struct matching *m, const struct group *group,
                            struct bench *bench, size_t place, size_t candidates)
{
    const struct coco_settings *settings = m->settings;
    const struct coco_object *detection = &m->input->detections[m->detections[place]];
    uint64_t matched = 0;
    uint64_t ignored = 0;
    for (size_t bit = 0; candidates > 0 && bit < settings->area_count * COCO_THRESHOLDS;
         bit++) {
        int chosen =
            choose(m, group, bench, candidates, bit, coco_threshold(bit % COCO_THRESHOLDS));
        if (chosen < 0) {
            continue;
        }
        uint64_t one = (uint64_t)1 << bit;
        bool seen = !settings->id_0_unmatched ||
                    m->input->objects[m->objects[group->object + (size_t)chosen]].id != 0;
        bench->taken[chosen] |= one;
        ignored |= bench->ignored[chosen] & one;
        matched |= seen ? one : 0;
    }
    ignored |= ~matched & area_bits(settings, detection->area, true);
    m->found[place] = matched & ~ignored;
    m->wrong[place] = ~matched & ~ignored & every_bit(settings);
}

static void bench_fit(struct bench *bench, size_t objects)
{
    if (objects > bench->objects_room) {
        bench->objects_room = objects * 2;
        bench->taken = xrealloc(bench->taken, bench->objects_room, sizeof *bench->taken);
        bench->ignored = xrealloc(bench->ignored, bench->objects_room, sizeof *bench->ignored);
        bench->candidates =
            xrealloc(bench->candidates, bench->objects_room, sizeof *bench->candidates);
    }
}

static void match_group(const struct matching *m, const struct group *group,
                        struct bench *bench)
{
    const struct coco_settings *settings = m->settings;
    bench_fit(bench, group->object_count);
    for (size_t g = 0; g < group->object_count; g++) {
        const struct coco_object *object = &m->input->objects[m->objects[group->object + g]];
        bench->taken[g] = 0;
        bench->ignored[g] =
            object->ignore ? every_bit(settings) : area_bits(settings, object->area, true);
    }
    size_t kept = group->detection_count < settings->max_detections ? group->detection_count
                                                                    : settings->max_detections;
    for (size_t d = 0; d < kept; d++) {
        size_t place = group->detection + d;
        size_t candidates = 0;
        for (size_t g = 0; g < group->object_count; g++) {
            double overlap =
                overlap_of(settings->kind, &m->input->detections[m->detections[place]],
                           &m->input->objects[m->objects[group->object + g]]);
            if (overlap >= coco_threshold(0)) {
                bench->candidates[candidates++] = (struct candidate){(uint32_t)g, overlap};
            }
        }
        match_detection(m, group, bench, place, candidates);
    }
}

static void match_piece(void *data, size_t index)
{
    const struct matching *m = data;
    struct bench bench = {0};
    size_t from = m->group_count * index / m->pieces;
    size_t to = m->group_count * (index + 1) / m->pieces;
    for (size_t i = from; i < to; i++) {
        match_group(m, &m->groups[i], &bench);
    }
    free(bench.taken);
    free(bench.ignored);
    free(bench.candidates);
}

/* A stable counting sort of `order` by image, or by category, into `sorted`. */
static void count_sort(const struct coco_object *things, const uint32_t *order, size_t count,
                       bool by_image, size_t *first, size_t keys, uint32_t *sorted)
{
    memset(first, 0, (keys + 1) * sizeof *first);
    for (size_t i = 0; i < count; i++) {
        first[(by_image ? things[i].image : things[i].category) + 1]++;
    }
    for (size_t i = 0; i < keys; i++) {
        first[i + 1] += first[i];
    }
    for (size_t i = 0; i < count; i++) {
        const struct coco_object *thing = &things[order[i]];
        sorted[first[by_image ? thing->image : thing->category]++] = order[i];
    }
}

/* Indices of things sorted by class, then image, else in the order given; where classes do not
 * matter by image, then class, as pycocotools lists them. */
static uint32_t *in_groups(const struct coco_object *things, size_t count,
                           const struct coco_input *input, bool one_class)
{
    size_t keys =
        input->image_count > input->category_count ? input->image_count : input->category_count;
    size_t *first = xmalloc((keys + 1) * sizeof *first);
    uint32_t *order = xmalloc(count * sizeof *order);
    uint32_t *sorted = xmalloc(count * sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    count_sort(things, order, count, !one_class, first, keys, sorted);
    /* NOLINTNEXTLINE(readability-suspicious-call-argument): sorted once more, back */
    count_sort(things, sorted, count, one_class, first, keys, order);
    free(first);
    free(sorted);
    return order;
}

static uint64_t group_key(const struct matching *m, const struct coco_object *thing)
{
    return (uint64_t)(m->settings->one_class ? 0 : thing->category) << 32 | thing->image;
}

/* Things from `at` on that have this key. */
static size_t run_of(const struct matching *m, const struct coco_object *things,
                     const uint32_t *order, size_t count, size_t at, uint64_t key)
{
    size_t n = 0;
    while (at + n < count && group_key(m, &things[order[at + n]]) == key) {
        n++;
    }
    return n;
}

/* Merges both sorted lists into groups. */
static void make_groups(struct matching *m)
{
    const struct coco_input *in = m->input;
    size_t capacity = 0;
    size_t g = 0;
    size_t d = 0;
    while (g < in->object_count || d < in->detection_count) {
        uint64_t object =
            g < in->object_count ? group_key(m, &in->objects[m->objects[g]]) : UINT64_MAX;
        uint64_t detection = d < in->detection_count
                                 ? group_key(m, &in->detections[m->detections[d]])
                                 : UINT64_MAX;
        uint64_t key = object < detection ? object : detection;
        struct group group = {.category = (uint32_t)(key >> 32),
                              .image = (uint32_t)key,
                              .object = g,
                              .detection = d};
        group.object_count = run_of(m, in->objects, m->objects, in->object_count, g, key);
        group.detection_count =
            run_of(m, in->detections, m->detections, in->detection_count, d, key);
        by_score_sort(m->detections + d, group.detection_count, in->detections);
        g += group.object_count;
        d += group.detection_count;
        m->groups = mem_grow(m->groups, m->group_count, &capacity, sizeof *m->groups);
        m->groups[m->group_count++] = group;
    }
}

/* Rows of objects that count, by image. */
static void count_objects(const struct matching *m, size_t from, size_t to,
                          struct coco_class *class)
{
    class->object_image = xmalloc((to - from) * sizeof *class->object_image);
    class->objects = xcalloc(to - from, sizeof *class->objects);
    for (size_t i = from; i < to; i++) {
        const struct group *group = &m->groups[i];
        uint32_t *counts = class->objects[class->object_rows];
        for (size_t g = 0; g < group->object_count; g++) {
            const struct coco_object *object =
                &m->input->objects[m->objects[group->object + g]];
            uint64_t within = area_bits(m->settings, object->area, false);
            for (size_t a = 0; a < m->settings->area_count; a++) {
                counts[a] += !object->ignore && (within >> (a * COCO_THRESHOLDS) & 1) != 0;
            }
        }
        class->object_image[class->object_rows] = group->image;
        class->object_rows += group->object_count > 0;
    }
}

/* Gathers one class: its kept detections of all images by falling score. */
static void gather_class(void *data, size_t index)
{
    const struct matching *m = data;
    struct coco_class *class = &m->classes[index];
    size_t from = m->class_groups[index];
    size_t to = m->class_groups[index + 1];
    size_t n = 0;
    size_t limit = m->settings->max_detections;
    count_objects(m, from, to, class);
    for (size_t i = from; i < to; i++) {
        n += m->groups[i].detection_count < limit ? m->groups[i].detection_count : limit;
    }
    struct by_score *order = xmalloc(n * sizeof *order);
    n = 0;
    for (size_t i = from; i < to; i++) {
        const struct group *group = &m->groups[i];
        for (size_t d = 0; d < group->detection_count && d < limit; d++) {
            size_t place = group->detection + d;
            order[n++] = (struct by_score){m->input->detections[m->detections[place]].score,
                                           place, (uint32_t)d};
        }
    }
    by_score_sort_places(order, n);
    class->detections = n;
    class->found = xmalloc(n * sizeof *class->found);
    class->wrong = xmalloc(n * sizeof *class->wrong);
    class->image = xmalloc(n * sizeof *class->image);
    class->rank = xmalloc(n * sizeof *class->rank);
    class->score = xmalloc(n * sizeof *class->score);
    for (size_t i = 0; i < n; i++) {
        class->found[i] = m->found[order[i].place];
        class->wrong[i] = m->wrong[order[i].place];
        class->image[i] = m->input->detections[m->detections[order[i].place]].image;
        class->rank[i] = (uint8_t)(order[i].rank < UINT8_MAX ? order[i].rank : UINT8_MAX);
        class->score[i] = order[i].score;
    }
    free(order);
}

void coco_match(const struct coco_input *input, const struct coco_settings *settings,
                size_t threads, struct coco_classes *classes)
{
    size_t count = settings->one_class ? WHOLE : input->category_count;
    struct matching m = {
        .input = input,
        .settings = settings,
        .objects = in_groups(input->objects, input->object_count, input, settings->one_class),
        .detections =
            in_groups(input->detections, input->detection_count, input, settings->one_class),
        .pieces = (threads == 0 ? parallel_cores() : threads) * PIECES_A_THREAD,
        .found = xcalloc(input->detection_count, sizeof(uint64_t)),
        .wrong = xcalloc(input->detection_count, sizeof(uint64_t)),
        .classes = xcalloc(count, sizeof(struct coco_class)),
        .class_groups = xcalloc(count + 1, sizeof(size_t)),
    };
    make_groups(&m);
    for (size_t i = 0; i < m.group_count; i++) {
        m.class_groups[m.groups[i].category + 1]++;
    }
    for (size_t k = 0; k < count; k++) {
        m.class_groups[k + 1] += m.class_groups[k];
    }
    parallel_run(threads, m.pieces, match_piece, &m);
    parallel_run(threads, count, gather_class, &m);
    free(m.objects);
    free(m.detections);
    free(m.groups);
    free(m.found);
    free(m.wrong);
    free(m.class_groups);
    classes->count = count;
    classes->classes = m.classes;
}

void coco_classes_free(struct coco_classes *classes)
{
    for (size_t k = 0; k < classes->count; k++) {
        struct coco_class *class = &classes->classes[k];
        free(class->found);
        free(class->wrong);
        free(class->image);
        free(class->rank);
        free(class->score);
        free(class->object_image);
        free(class->objects);
    }
    free(classes->classes);
    *classes = (struct coco_classes){0};
}
