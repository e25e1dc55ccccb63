/* Identity: one assignment of whole tracks; see track.h.
 *
 * TrackEval solves one square problem of all tracks with 1e10 where none may be. Its least cost
 * is that of the matching of tracks with the most frames matched in all, which falls apart into
 * the groups of tracks that overlap at all: those are solved one by one. */
#include "base/mem.h"
#include "metrics/assignment.h"
#include "metrics/tracking/track.h"

#include <stdlib.h>
#include <string.h>

/* The tracks of both sides as nodes: true ones first. */
struct groups {
    uint32_t *parent;
    uint32_t *place; /* of a track among those of its group and side */
    size_t *truth;   /* of a group's root: how many */
    size_t *tracked;
};

static uint32_t root(struct groups *g, uint32_t node)
{
    while (g->parent[node] != node) {
        g->parent[node] = g->parent[g->parent[node]];
        node = g->parent[node];
    }
    return node;
}

/* Frames in which each pair overlaps enough. */
static double *count_frames(const struct track_sequence *s, double threshold)
{
    double *frames = xcalloc(s->pair_count, sizeof *frames);
    for (size_t t = 0; t < s->frame_count; t++) {
        const struct track_frame *f = &s->frames[t];
        for (size_t i = 0; i < f->overlap_count; i++) {
            const struct track_overlap *o = &s->overlaps[f->overlap + i];
            frames[o->pair] += o->similarity >= threshold;
        }
    }
    return frames;
}

static void make_groups(const struct track_sequence *s, const double *frames, struct groups *g)
{
    size_t nodes = s->truth_track_count + s->tracked_track_count;
    g->parent = xmalloc(nodes * sizeof *g->parent);
    g->place = xmalloc(nodes * sizeof *g->place);
    g->truth = xcalloc(nodes, sizeof *g->truth);
    g->tracked = xcalloc(nodes, sizeof *g->tracked);
    for (size_t i = 0; i < nodes; i++) {
        g->parent[i] = (uint32_t)i;
    }
    for (size_t p = 0; p < s->pair_count; p++) {
        if (frames[p] > 0) {
            uint32_t a = root(g, s->pair_truth[p]);
            uint32_t b = root(g, (uint32_t)s->truth_track_count + s->pair_tracked[p]);
            g->parent[a > b ? a : b] = a > b ? b : a;
        }
    }
    for (size_t i = 0; i < nodes; i++) {
        uint32_t r = root(g, (uint32_t)i);
        size_t *count = i < s->truth_track_count ? &g->truth[r] : &g->tracked[r];
        g->place[i] = (uint32_t)(*count)++;
    }
}

/* A pair that counts, by its group. */
struct link {
    uint32_t group;
    uint32_t pair;
};

static int compare_links(const void *left, const void *right)
{
    const struct link *a = left;
    const struct link *b = right;
    return a->group != b->group ? (a->group > b->group) - (a->group < b->group)
                                : (a->pair > b->pair) - (a->pair < b->pair);
}

/* The most frames that one-to-one matching of a group's tracks keeps. */
static double solve_group(const struct track_sequence *s, const struct groups *g,
                          const struct link *links, size_t count, const double *frames,
                          struct assignment *assignment)
{
    size_t rows = g->truth[links[0].group];
    size_t columns = g->tracked[links[0].group];
    double *cost = xcalloc(rows * columns, sizeof *cost);
    int32_t *column = xmalloc(rows * sizeof *column);
    double kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t p = links[i].pair;
        size_t row = g->place[s->pair_truth[p]];
        size_t col = g->place[s->truth_track_count + s->pair_tracked[p]];
        cost[row * columns + col] = -frames[p];
    }
    assignment_solve(assignment, rows, columns, cost, column);
    for (size_t r = 0; r < rows; r++) {
        kept -= column[r] >= 0 ? cost[r * columns + (size_t)column[r]] : 0;
    }
    free(cost);
    free(column);
    return kept;
}

void track_identity(const struct track_sequence *sequence, double threshold,
                    struct track_sums *sums)
{
    const struct track_sequence *s = sequence;
    struct groups g;
    double *frames = count_frames(s, threshold);
    struct link *links = xmalloc(s->pair_count * sizeof *links);
    struct assignment *assignment = assignment_new();
    size_t count = 0;
    double kept = 0;
    make_groups(s, frames, &g);
    for (size_t p = 0; p < s->pair_count; p++) {
        if (frames[p] > 0) {
            links[count++] = (struct link){root(&g, s->pair_truth[p]), (uint32_t)p};
        }
    }
    if (count > 0) {
        qsort(links, count, sizeof *links, compare_links);
    }
    for (size_t i = 0; i < count;) {
        size_t n = 1;
        while (i + n < count && links[i + n].group == links[i].group) {
            n++;
        }
        kept += solve_group(s, &g, links + i, n, frames, assignment);
        i += n;
    }
    sums->id_found = kept;
    sums->id_missed = (double)s->truth_boxes - kept;
    sums->id_wrong = (double)s->tracked_boxes - kept;
    free(g.parent);
    free(g.place);
    free(g.truth);
    free(g.tracked);
    free(frames);
    free(links);
    assignment_free(assignment);
}
