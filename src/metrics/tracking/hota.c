/* Higher order tracking accuracy; see track.h. */
#include "base/mem.h"
#include "metrics/detection/pairwise.h"
#include "metrics/assignment.h"
#include "metrics/tracking/track.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where one sequence's work stands. */
struct work {
    const struct track_sequence *sequence;
    double *truth_frames; /* in how many frames each track is */
    double *tracked_frames;
    double *potential; /* of each pair: shares of overlap, summed over frames */
    uint32_t (*matched)[TRACK_ALPHAS];
    double *matrix;
    double *cost;
    double *sums; /* of the columns, then of the rows */
    int32_t *column;
    struct assignment *assignment;
};

static size_t most_boxes(const struct track_sequence *s)
{
    size_t most = 1;
    for (size_t t = 0; t < s->frame_count; t++) {
        const struct track_frame *f = &s->frames[t];
        most = f->truth_count > most ? f->truth_count : most;
        most = f->tracked_count > most ? f->tracked_count : most;
    }
    return most;
}

static void begin(struct work *w, const struct track_sequence *s)
{
    size_t room = track_matrix_room(s);
    size_t most = most_boxes(s);
    *w = (struct work){
        .sequence = s,
        .truth_frames = xcalloc(s->truth_track_count, sizeof(double)),
        .tracked_frames = xcalloc(s->tracked_track_count, sizeof(double)),
        .potential = xcalloc(s->pair_count, sizeof(double)),
        .matched = xcalloc(s->pair_count, sizeof *w->matched),
        .matrix = xmalloc(room * sizeof(double)),
        .cost = xmalloc(room * sizeof(double)),
        .sums = xmalloc(2 * most * sizeof(double)),
        .column = xmalloc(most * sizeof(int32_t)),
        .assignment = assignment_new(),
    };
}

static void end(struct work *w)
{
    free(w->truth_frames);
    free(w->tracked_frames);
    free(w->potential);
    free(w->matched);
    free(w->matrix);
    free(w->cost);
    free(w->sums);
    free(w->column);
    assignment_free(w->assignment);
}

/* Sums of the frame's matrix, in numpy's order: down the columns one by one, along the rows by
 * halves. */
static void sum_matrix(const struct work *w, size_t rows, size_t columns)
{
    double *down = w->sums;
    double *along = w->sums + columns;
    memset(down, 0, columns * sizeof *down);
    for (size_t g = 0; g < rows; g++) {
        const double *row = w->matrix + g * columns;
        along[g] = pairwise_sum(row, columns);
        for (size_t j = 0; j < columns; j++) {
            down[j] += row[j];
        }
    }
    if (columns == 1) {
        down[0] = pairwise_sum(w->matrix, rows);
    }
}

/* Adds each overlap's share of all overlaps of its two boxes. */
static void add_potential(const struct work *w, const struct track_frame *f)
{
    const struct track_sequence *s = w->sequence;
    track_matrix(s, f, w->matrix);
    sum_matrix(w, f->truth_count, f->tracked_count);
    for (size_t i = 0; i < f->overlap_count; i++) {
        const struct track_overlap *o = &s->overlaps[f->overlap + i];
        double all = w->sums[o->tracked] + w->sums[f->tracked_count + o->truth] - o->similarity;
        w->potential[o->pair] += all > DBL_EPSILON ? o->similarity / all : 0;
    }
    for (size_t i = 0; i < f->truth_count; i++) {
        w->truth_frames[s->truth_tracks[f->truth + i]]++;
    }
    for (size_t i = 0; i < f->tracked_count; i++) {
        w->tracked_frames[s->tracked_tracks[f->tracked + i]]++;
    }
}

/* Jaccard index of a pair's tracks, before one-to-one matching. */
static double alignment(const struct work *w, uint32_t pair)
{
    double both = w->potential[pair];
    return both / (w->truth_frames[w->sequence->pair_truth[pair]] +
                   w->tracked_frames[w->sequence->pair_tracked[pair]] - both);
}

static void match_frame(const struct work *w, const struct track_frame *f,
                        struct track_sums *sums)
{
    const struct track_sequence *s = w->sequence;
    size_t cells = f->truth_count * f->tracked_count;
    double similarity[TRACK_ALPHAS] = {0};
    size_t matched[TRACK_ALPHAS] = {0};
    memset(w->cost, 0, cells * sizeof *w->cost);
    for (size_t i = 0; i < f->overlap_count; i++) {
        const struct track_overlap *o = &s->overlaps[f->overlap + i];
        w->cost[o->truth * f->tracked_count + o->tracked] =
            -(alignment(w, o->pair) * o->similarity);
    }
    assignment_solve(w->assignment, f->truth_count, f->tracked_count, w->cost, w->column);
    for (size_t i = 0; i < f->overlap_count; i++) { /* by rising true box */
        const struct track_overlap *o = &s->overlaps[f->overlap + i];
        if (w->column[o->truth] != (int32_t)o->tracked) {
            continue;
        }
        for (size_t a = 0; a < TRACK_ALPHAS; a++) {
            if (o->similarity >= track_alpha(a) - DBL_EPSILON) {
                similarity[a] += o->similarity;
                matched[a]++;
                w->matched[o->pair][a]++;
            }
        }
    }
    for (size_t a = 0; a < TRACK_ALPHAS; a++) {
        sums->found[a] += (double)matched[a];
        sums->missed[a] += (double)(f->truth_count - matched[a]);
        sums->wrong[a] += (double)(f->tracked_count - matched[a]);
        sums->similarity[a] += similarity[a];
    }
}

static void associate(const struct work *w, struct track_sums *sums)
{
    const struct track_sequence *s = w->sequence;
    for (size_t p = 0; p < s->pair_count; p++) {
        double truth = w->truth_frames[s->pair_truth[p]];
        double tracked = w->tracked_frames[s->pair_tracked[p]];
        for (size_t a = 0; a < TRACK_ALPHAS; a++) {
            double n = w->matched[p][a];
            if (n > 0) {
                sums->ass_a[a] += n * (n / fmax(1, truth + tracked - n));
                sums->ass_re[a] += n * (n / fmax(1, truth));
                sums->ass_pr[a] += n * (n / fmax(1, tracked));
            }
        }
    }
}

void track_hota(const struct track_sequence *sequence, struct track_sums *sums)
{
    struct work w;
    begin(&w, sequence);
    for (size_t t = 0; t < sequence->frame_count; t++) {
        add_potential(&w, &sequence->frames[t]);
    }
    for (size_t t = 0; t < sequence->frame_count; t++) {
        match_frame(&w, &sequence->frames[t], sums);
    }
    associate(&w, sums);
    end(&w);
}
