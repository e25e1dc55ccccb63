/* Frames, tracks and overlaps of a sequence; see mot_sequence.h. */
#include "score/tracking/mot_sequence.h"

#include "base/mem.h"
#include "metrics/assignment.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct mot_sequence {
    struct track_sequence tracks;
    struct track_frame *frames;
    uint32_t *truth_tracks;
    uint32_t *tracked_tracks;
    struct track_overlap *overlaps;
    size_t overlap_count;
    size_t overlap_room;
    uint32_t *pair_truth;
    uint32_t *pair_tracked;
    size_t pair_room;
    uint32_t *slots; /* hash of pairs: index + 1, 0 empty */
    size_t slot_count;
};

double mot_overlap(const double a[4], const double b[4])
{
    double a_right = a[0] + a[2];
    double a_bottom = a[1] + a[3];
    double b_right = b[0] + b[2];
    double b_bottom = b[1] + b[3];
    double common = fmax(fmin(a_right, b_right) - fmax(a[0], b[0]), 0) *
                    fmax(fmin(a_bottom, b_bottom) - fmax(a[1], b[1]), 0);
    double a_area = (a_right - a[0]) * (a_bottom - a[1]);
    double b_area = (b_right - b[0]) * (b_bottom - b[1]);
    double either = a_area + b_area - common;
    bool empty = a_area <= DBL_EPSILON || b_area <= DBL_EPSILON || either <= DBL_EPSILON;
    return empty ? 0 : common / either;
}

/* The boxes of one frame that are kept, and room to work on them. */
struct view {
    const struct mot_box *truth;
    size_t truth_count;
    const struct mot_box *tracked;
    size_t tracked_count;
    bool *keep_truth;
    bool *keep_tracked;
    size_t boxes_room;
    double *cost;
    int32_t *column;
    size_t cost_room;
    struct assignment *assignment;
};

static void view_fit(struct view *v)
{
    size_t most = v->truth_count > v->tracked_count ? v->truth_count : v->tracked_count;
    if (most > v->boxes_room) {
        v->boxes_room = 2 * most;
        v->keep_truth = xrealloc(v->keep_truth, v->boxes_room, sizeof *v->keep_truth);
        v->keep_tracked = xrealloc(v->keep_tracked, v->boxes_room, sizeof *v->keep_tracked);
        v->column = xrealloc(v->column, v->boxes_room, sizeof *v->column);
    }
    if (v->truth_count * v->tracked_count >= v->cost_room) {
        v->cost_room = 2 * v->truth_count * v->tracked_count + 1;
        v->cost = xrealloc(v->cost, v->cost_room, sizeof *v->cost);
    }
}

/* Person on vehicle, static person, distractor, reflection; in MOT20 vehicles out of traffic.
 */
static bool is_distractor(int64_t class, enum mot_preprocess preprocess)
{
    return class == 2 || class == 7 || class == 8 || class == 12 ||
           (class == 6 && preprocess == MOT_20);
}

/* Tracked boxes that are matched with a distractor go. */
static void drop_matched(struct view *v, enum mot_preprocess preprocess)
{
    size_t columns = v->tracked_count;
    for (size_t g = 0; g < v->truth_count; g++) {
        for (size_t d = 0; d < columns; d++) {
            double overlap = mot_overlap(v->truth[g].box, v->tracked[d].box);
            v->cost[g * columns + d] = overlap < 0.5 - DBL_EPSILON ? 0 : -overlap;
        }
    }
    assignment_solve(v->assignment, v->truth_count, columns, v->cost, v->column);
    for (size_t g = 0; g < v->truth_count; g++) {
        int32_t d = v->column[g];
        if (d >= 0 && -v->cost[g * columns + (size_t)d] > DBL_EPSILON &&
            is_distractor(v->truth[g].class, preprocess)) {
            v->keep_tracked[d] = false;
        }
    }
}

static void choose_kept(struct view *v, enum mot_preprocess preprocess)
{
    view_fit(v);
    for (size_t g = 0; g < v->truth_count; g++) { /* numpy's astype(int) of the confidence */
        v->keep_truth[g] = trunc(v->truth[g].confidence) != 0 &&
                           (preprocess == MOT_NONE || v->truth[g].class == 1);
    }
    for (size_t d = 0; d < v->tracked_count; d++) {
        v->keep_tracked[d] = true;
    }
    if (preprocess != MOT_NONE && v->truth_count > 0 && v->tracked_count > 0) {
        drop_matched(v, preprocess);
    }
}

static uint64_t slot_of(const struct mot_sequence *s, uint64_t key)
{
    return (key * 0x9E3779B97F4A7C15u >> 32) & (s->slot_count - 1);
}

static void fill_slot(struct mot_sequence *s, uint32_t pair)
{
    uint64_t key = (uint64_t)s->pair_truth[pair] << 32 | s->pair_tracked[pair];
    uint64_t slot = slot_of(s, key);
    while (s->slots[slot] != 0) {
        slot = (slot + 1) & (s->slot_count - 1);
    }
    s->slots[slot] = pair + 1;
}

static void grow_slots(struct mot_sequence *s)
{
    s->slot_count = s->slot_count == 0 ? 1024 : s->slot_count * 2;
    free(s->slots);
    s->slots = xcalloc(s->slot_count, sizeof *s->slots);
    for (size_t p = 0; p < s->tracks.pair_count; p++) {
        fill_slot(s, (uint32_t)p);
    }
}

/* Number of a pair of tracks, given when it is new. */
static uint32_t pair_of(struct mot_sequence *s, uint32_t truth, uint32_t tracked)
{
    if (s->tracks.pair_count * 2 >= s->slot_count) {
        grow_slots(s);
    }
    uint64_t slot = slot_of(s, (uint64_t)truth << 32 | tracked);
    for (; s->slots[slot] != 0; slot = (slot + 1) & (s->slot_count - 1)) {
        uint32_t pair = s->slots[slot] - 1;
        if (s->pair_truth[pair] == truth && s->pair_tracked[pair] == tracked) {
            return pair;
        }
    }
    size_t room = s->pair_room;
    uint32_t pair = (uint32_t)s->tracks.pair_count++;
    s->pair_truth = mem_grow(s->pair_truth, pair, &room, sizeof *s->pair_truth);
    s->pair_tracked = mem_grow(s->pair_tracked, pair, &s->pair_room, sizeof *s->pair_tracked);
    s->pair_truth[pair] = truth;
    s->pair_tracked[pair] = tracked;
    s->slots[slot] = pair + 1;
    return pair;
}

/* Ids of a side in rising order; a track's number is its place. */
struct ids {
    int64_t *ids;
    size_t count;
};

static int compare_ids(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static struct ids all_ids(const struct mot_boxes *boxes)
{
    struct ids ids = {xmalloc(boxes->count * sizeof(int64_t)), 0};
    for (size_t i = 0; i < boxes->count; i++) {
        ids.ids[i] = boxes->boxes[i].id;
    }
    if (boxes->count > 0) {
        qsort(ids.ids, boxes->count, sizeof *ids.ids, compare_ids);
    }
    for (size_t i = 0; i < boxes->count; i++) {
        if (i == 0 || ids.ids[i] != ids.ids[i - 1]) {
            ids.ids[ids.count++] = ids.ids[i];
        }
    }
    return ids;
}

static uint32_t number_of(const struct ids *ids, int64_t id)
{
    const int64_t *found = bsearch(&id, ids->ids, ids->count, sizeof id, compare_ids);
    return (uint32_t)(found - ids->ids);
}

static void add_overlaps(struct mot_sequence *s, const struct view *v, struct track_frame *f)
{
    f->overlap = s->overlap_count;
    uint32_t row = 0;
    for (size_t g = 0; g < v->truth_count; g++) {
        uint32_t column = 0;
        for (size_t d = 0; v->keep_truth[g] && d < v->tracked_count; d++) {
            double similarity =
                v->keep_tracked[d] ? mot_overlap(v->truth[g].box, v->tracked[d].box) : 0;
            if (similarity > 0) {
                struct track_overlap o = {row, column, 0, similarity};
                o.pair = pair_of(s, s->truth_tracks[f->truth + row],
                                 s->tracked_tracks[f->tracked + column]);
                s->overlaps = mem_grow(s->overlaps, s->overlap_count, &s->overlap_room,
                                       sizeof *s->overlaps);
                s->overlaps[s->overlap_count++] = o;
            }
            column += v->keep_tracked[d];
        }
        row += v->keep_truth[g];
    }
    f->overlap_count = s->overlap_count - f->overlap;
}

static void add_frame(struct mot_sequence *s, const struct view *v, const struct ids *truth,
                      const struct ids *tracked, struct track_frame *f)
{
    struct track_sequence *t = &s->tracks;
    f->truth = t->truth_boxes;
    f->tracked = t->tracked_boxes;
    for (size_t g = 0; g < v->truth_count; g++) {
        if (v->keep_truth[g]) {
            s->truth_tracks[t->truth_boxes++] = number_of(truth, v->truth[g].id);
        }
    }
    for (size_t d = 0; d < v->tracked_count; d++) {
        if (v->keep_tracked[d]) {
            s->tracked_tracks[t->tracked_boxes++] = number_of(tracked, v->tracked[d].id);
        }
    }
    f->truth_count = t->truth_boxes - f->truth;
    f->tracked_count = t->tracked_boxes - f->tracked;
    add_overlaps(s, v, f);
}

/* Tracks of which no box was kept are not counted: numbers close up. */
static size_t close_up(uint32_t *tracks, size_t boxes, size_t count, uint32_t *pairs,
                       size_t pair_count)
{
    uint32_t *number = xcalloc(count, sizeof *number);
    size_t kept = 0;
    for (size_t i = 0; i < boxes; i++) {
        number[tracks[i]] = 1;
    }
    for (size_t i = 0; i < count; i++) {
        bool there = number[i] != 0;
        number[i] = (uint32_t)kept;
        kept += there;
    }
    for (size_t i = 0; i < boxes; i++) {
        tracks[i] = number[tracks[i]];
    }
    for (size_t i = 0; i < pair_count; i++) {
        pairs[i] = number[pairs[i]];
    }
    free(number);
    return kept;
}

static int64_t last_frame(const struct mot_boxes *boxes)
{
    return boxes->count > 0 ? boxes->boxes[boxes->count - 1].frame : 0;
}

/* Boxes of a frame from *at on, which moves behind them. */
static size_t boxes_of(const struct mot_boxes *boxes, size_t *at, int64_t frame)
{
    size_t from = *at;
    while (*at < boxes->count && boxes->boxes[*at].frame == frame) {
        (*at)++;
    }
    return *at - from;
}

static void fill(struct mot_sequence *s, const struct mot_boxes *truth,
                 const struct mot_boxes *tracked, enum mot_preprocess preprocess)
{
    struct ids truth_ids = all_ids(truth);
    struct ids tracked_ids = all_ids(tracked);
    struct view v = {.assignment = assignment_new()};
    size_t g = 0;
    size_t d = 0;
    for (size_t t = 0; t < s->tracks.frame_count; t++) {
        v.truth = g < truth->count ? truth->boxes + g : NULL;
        v.tracked = d < tracked->count ? tracked->boxes + d : NULL;
        v.truth_count = boxes_of(truth, &g, (int64_t)t + 1);
        v.tracked_count = boxes_of(tracked, &d, (int64_t)t + 1);
        choose_kept(&v, preprocess);
        add_frame(s, &v, &truth_ids, &tracked_ids, &s->frames[t]);
    }
    struct track_sequence *tracks = &s->tracks;
    tracks->truth_track_count = close_up(s->truth_tracks, tracks->truth_boxes, truth_ids.count,
                                         s->pair_truth, tracks->pair_count);
    tracks->tracked_track_count =
        close_up(s->tracked_tracks, tracks->tracked_boxes, tracked_ids.count, s->pair_tracked,
                 tracks->pair_count);
    free(truth_ids.ids);
    free(tracked_ids.ids);
    free(v.keep_truth);
    free(v.keep_tracked);
    free(v.cost);
    free(v.column);
    assignment_free(v.assignment);
}

struct mot_sequence *mot_sequence_new(const struct mot_boxes *truth,
                                      const struct mot_boxes *tracked,
                                      enum mot_preprocess preprocess, int64_t frames)
{
    struct mot_sequence *s = xcalloc(1, sizeof *s);
    int64_t last = last_frame(truth);
    last = last_frame(tracked) > last ? last_frame(tracked) : last;
    s->tracks.frame_count = (size_t)(frames > last ? frames : last);
    s->frames = xcalloc(s->tracks.frame_count, sizeof *s->frames);
    s->truth_tracks = xmalloc(truth->count * sizeof *s->truth_tracks);
    s->tracked_tracks = xmalloc(tracked->count * sizeof *s->tracked_tracks);
    fill(s, truth, tracked, preprocess);
    s->tracks.frames = s->frames;
    s->tracks.truth_tracks = s->truth_tracks;
    s->tracks.tracked_tracks = s->tracked_tracks;
    s->tracks.overlaps = s->overlaps;
    s->tracks.pair_truth = s->pair_truth;
    s->tracks.pair_tracked = s->pair_tracked;
    return s;
}

const struct track_sequence *mot_sequence_tracks(const struct mot_sequence *sequence)
{
    return &sequence->tracks;
}

void mot_sequence_free(struct mot_sequence *sequence)
{
    if (sequence != NULL) {
        free(sequence->frames);
        free(sequence->truth_tracks);
        free(sequence->tracked_tracks);
        free(sequence->overlaps);
        free(sequence->pair_truth);
        free(sequence->pair_tracked);
        free(sequence->slots);
        free(sequence);
    }
}
