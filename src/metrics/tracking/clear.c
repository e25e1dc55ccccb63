/* CLEAR: errors frame by frame; see track.h. */
#include "base/mem.h"
#include "metrics/assignment.h"
#include "metrics/tracking/track.h"

#include <float.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NO_TRACK = -1, KEPT = 1000 /* more than any similarity: keeping a track comes first */ };

/* Of each true track. */
struct history {
    double frames;
    double matched;
    double begun;         /* times it was matched and had not been just before */
    int64_t last;         /* the tracker's track it last had */
    int64_t frame_before; /* the same in the frame before, else NO_TRACK */
};

static void match_frame(const struct track_sequence *s, const struct track_frame *f,
                        double threshold, struct history *history, double *cost,
                        struct assignment *assignment, int32_t *column)
{
    memset(cost, 0, f->truth_count * f->tracked_count * sizeof *cost);
    for (size_t i = 0; i < f->overlap_count; i++) {
        const struct track_overlap *o = &s->overlaps[f->overlap + i];
        const struct history *h = &history[s->truth_tracks[f->truth + o->truth]];
        bool same = h->frame_before == s->tracked_tracks[f->tracked + o->tracked];
        if (!(o->similarity < threshold - DBL_EPSILON)) {
            cost[o->truth * f->tracked_count + o->tracked] =
                -((same ? KEPT : 0) + o->similarity);
        }
    }
    assignment_solve(assignment, f->truth_count, f->tracked_count, cost, column);
}

/* Takes over what was matched; of every track, `now` says which it has in this frame. */
static void take(const struct track_sequence *s, const struct track_frame *f,
                 const double *cost, const int32_t *column, struct history *history,
                 int64_t *now, struct track_sums *sums)
{
    double similarity = 0;
    double matched = 0;
    for (size_t g = 0; g < s->truth_track_count; g++) {
        now[g] = NO_TRACK;
    }
    for (size_t i = 0; i < f->overlap_count; i++) { /* by rising true box */
        const struct track_overlap *o = &s->overlaps[f->overlap + i];
        if (column[o->truth] != (int32_t)o->tracked ||
            !(-cost[o->truth * f->tracked_count + o->tracked] > DBL_EPSILON)) {
            continue;
        }
        uint32_t track = s->truth_tracks[f->truth + o->truth];
        struct history *h = &history[track];
        now[track] = s->tracked_tracks[f->tracked + o->tracked];
        sums->switches += h->last != NO_TRACK && h->last != now[track];
        h->last = now[track];
        h->matched++;
        h->begun += h->frame_before == NO_TRACK;
        similarity += o->similarity;
        matched++;
    }
    for (size_t g = 0; g < s->truth_track_count; g++) {
        history[g].frame_before = now[g];
    }
    sums->clear_found += matched;
    sums->clear_missed += (double)f->truth_count - matched;
    sums->clear_wrong += (double)f->tracked_count - matched;
    sums->clear_similarity += similarity;
}

static void judge_tracks(const struct track_sequence *s, const struct history *history,
                         struct track_sums *sums)
{
    for (size_t g = 0; g < s->truth_track_count; g++) {
        const struct history *h = &history[g];
        double ratio = h->frames > 0 ? h->matched / h->frames : 0;
        sums->mostly_tracked += ratio > 0.8;
        sums->partly_tracked += ratio >= 0.2 && !(ratio > 0.8);
        sums->mostly_lost += !(ratio >= 0.2);
        sums->fragments += h->begun > 0 ? h->begun - 1 : 0;
    }
}

/* Nothing on one side: TrackEval returns before it counts frames. */
static bool is_empty(const struct track_sequence *s, struct track_sums *sums)
{
    if (s->tracked_boxes == 0) {
        sums->clear_missed = (double)s->truth_boxes;
        sums->mostly_lost = (double)s->truth_track_count;
    } else if (s->truth_boxes == 0) {
        sums->clear_wrong = (double)s->tracked_boxes;
    }
    return s->tracked_boxes == 0 || s->truth_boxes == 0;
}

void track_clear(const struct track_sequence *sequence, double threshold, bool forget,
                 struct track_sums *sums)
{
    const struct track_sequence *s = sequence;
    if (is_empty(s, sums)) {
        return;
    }
    size_t most = 1;
    for (size_t t = 0; t < s->frame_count; t++) {
        most = s->frames[t].truth_count > most ? s->frames[t].truth_count : most;
    }
    struct history *history = xcalloc(s->truth_track_count, sizeof *history);
    int64_t *now = xmalloc(s->truth_track_count * sizeof *now);
    double *cost = xmalloc(track_matrix_room(s) * sizeof *cost);
    int32_t *column = xmalloc(most * sizeof *column);
    struct assignment *assignment = assignment_new();
    for (size_t g = 0; g < s->truth_track_count; g++) {
        history[g].last = history[g].frame_before = NO_TRACK;
    }
    for (size_t t = 0; t < s->frame_count; t++) {
        const struct track_frame *f = &s->frames[t];
        for (size_t i = 0; i < f->truth_count; i++) {
            history[s->truth_tracks[f->truth + i]].frames++;
        }
        if (f->truth_count == 0 || f->tracked_count == 0) {
            /* what each track had in the frame before is kept, as TrackEval does */
            sums->clear_missed += (double)f->truth_count;
            sums->clear_wrong += (double)f->tracked_count;
            for (size_t g = 0; forget && g < s->truth_track_count; g++) {
                history[g].frame_before = NO_TRACK;
            }
            continue;
        }
        match_frame(s, f, threshold, history, cost, assignment, column);
        take(s, f, cost, column, history, now, sums);
    }
    judge_tracks(s, history, sums);
    sums->frames = (double)s->frame_count;
    free(history);
    free(now);
    free(cost);
    free(column);
    assignment_free(assignment);
}
