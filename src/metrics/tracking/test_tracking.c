/* TrackEval's three sequences and assignments of scipy's. */
#include "metrics/tracking/track.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "metrics/assignment.h"

#include <math.h>
#include <string.h>

enum { FRAMES = 5, TRACKS_MAX = 5 };

/* Which tracks are in which frame and how alike they are, as TrackEval 12c8791 writes its
 * sequences: tests/test_metrics.py. */
struct dense {
    size_t truth_count;
    size_t tracked_count;
    double similarity[FRAMES][2][TRACKS_MAX];
    unsigned truth[FRAMES]; /* bit by bit, track 0 lowest */
    unsigned tracked[FRAMES];
};

static const struct dense no_confusion = {
    2,
    2,
    {{{0}, {1}}, {{0}, {1}}, {{0}, {0}}, {{0, 1}, {0}}, {{0, 1}, {0}}},
    {3, 3, 3, 1, 1},
    {3, 3, 3, 3, 2},
};
static const struct dense with_confusion = {
    2,
    2,
    {{{0}, {1}}, {{0}, {1, 1}}, {{1}, {0}}, {{0, 1}, {0}}, {{0, 1}, {0}}},
    {3, 3, 3, 1, 1},
    {3, 3, 3, 3, 2},
};
static const struct dense split_tracks = {
    2,
    5,
    {{{1}, {0, 0, 0, 0, 1}},
     {{1}, {0, 0, 0, 0, 1}},
     {{0}, {0, 1}},
     {{0, 0, 0, 1}, {0, 1}},
     {{0, 0, 0, 1}, {0, 0, 1}}},
    {3, 3, 2, 3, 3},
    {17, 17, 10, 10, 14},
};

/* A sequence of it; static room, one at a time. */
static struct track_sequence sequence_of(const struct dense *dense)
{
    static struct track_frame frames[FRAMES];
    static uint32_t truth[FRAMES * 2];
    static uint32_t tracked[FRAMES * TRACKS_MAX];
    static struct track_overlap overlaps[FRAMES * 2 * TRACKS_MAX];
    static uint32_t pair_truth[2 * TRACKS_MAX];
    static uint32_t pair_tracked[2 * TRACKS_MAX];
    struct track_sequence s = {.frame_count = FRAMES,
                               .frames = frames,
                               .truth_tracks = truth,
                               .tracked_tracks = tracked,
                               .overlaps = overlaps,
                               .truth_track_count = dense->truth_count,
                               .tracked_track_count = dense->tracked_count,
                               .pair_count = dense->truth_count * dense->tracked_count,
                               .pair_truth = pair_truth,
                               .pair_tracked = pair_tracked};
    size_t n = 0;
    for (size_t p = 0; p < s.pair_count; p++) {
        pair_truth[p] = (uint32_t)(p / dense->tracked_count);
        pair_tracked[p] = (uint32_t)(p % dense->tracked_count);
    }
    for (size_t t = 0; t < FRAMES; t++) {
        struct track_frame *f = &frames[t];
        *f = (struct track_frame){
            .truth = s.truth_boxes, .tracked = s.tracked_boxes, .overlap = n};
        for (uint32_t d = 0; d < dense->tracked_count; d++) {
            if ((dense->tracked[t] >> d & 1) != 0) {
                tracked[s.tracked_boxes++] = d;
            }
        }
        f->tracked_count = s.tracked_boxes - f->tracked;
        for (uint32_t g = 0; g < dense->truth_count; g++) {
            if ((dense->truth[t] >> g & 1) == 0) {
                continue;
            }
            for (size_t d = 0; d < f->tracked_count; d++) {
                uint32_t track = tracked[f->tracked + d];
                if (dense->similarity[t][g][track] > 0) {
                    overlaps[n++] =
                        (struct track_overlap){(uint32_t)f->truth_count, (uint32_t)d,
                                               g * (uint32_t)dense->tracked_count + track,
                                               dense->similarity[t][g][track]};
                }
            }
            truth[s.truth_boxes++] = g;
            f->truth_count++;
        }
        f->overlap_count = n - f->overlap;
    }
    return s;
}

static struct track_sums sums_of(const struct dense *dense)
{
    struct track_sequence sequence = sequence_of(dense);
    struct track_sums sums = {.frames = 0};
    track_hota(&sequence, &sums);
    track_clear(&sequence, 0.5, false, &sums);
    track_identity(&sequence, 0.5, &sums);
    return sums;
}

static void assert_value(const struct track_sums *sums, const char *name, double expected)
{
    for (size_t v = 0; v < track_value_count; v++) {
        if (strcmp(track_values[v].name, name) == 0) {
            double value = track_values[v].of(sums);
            if (fabs(value - expected) > 1e-12) {
                fail_msg("%s %.17g, not %.17g", name, value, expected);
            }
            return;
        }
    }
    fail_msg("no %s", name);
}

static void assert_counts(const struct track_sums *s, double found, double missed, double wrong,
                          double switches)
{
    assert_true(s->clear_found == found && s->clear_missed == missed);
    assert_true(s->clear_wrong == wrong && s->switches == switches);
}

static void assert_ids(const struct track_sums *s, double found, double missed, double wrong)
{
    assert_true(s->id_found == found && s->id_missed == missed && s->id_wrong == wrong);
}

/* CLEAR and Identity as the file has them, HOTA by running TrackEval on it. */
static void test_trackeval__no_confusion(void **state)
{
    (void)state;
    struct track_sums s = sums_of(&no_confusion);
    assert_counts(&s, 4, 4, 5, 0);
    assert_ids(&s, 4, 4, 5);
    assert_value(&s, "MOTA", -0.125);
    assert_value(&s, "IDF1", 2 * 4.0 / 17);
    assert_value(&s, "HOTA", 0.31622776601683794);
    assert_value(&s, "DetA", 0.30769230769230765);
    assert_value(&s, "AssA", 0.325);
}

static void test_trackeval__with_confusion(void **state)
{
    (void)state;
    struct track_sums s = sums_of(&with_confusion);
    assert_counts(&s, 5, 3, 4, 1);
    assert_ids(&s, 4, 4, 5);
    assert_value(&s, "MOTA", 0);
    assert_value(&s, "HOTA", 0.3446012188022555);
    assert_value(&s, "DetA", 0.41666666666666674);
    assert_value(&s, "AssA", 0.28500000000000003);
}

static void test_trackeval__split_tracks(void **state)
{
    (void)state;
    struct track_sums s = sums_of(&split_tracks);
    assert_counts(&s, 9, 0, 2, 3);
    assert_ids(&s, 4, 5, 7);
    assert_value(&s, "MOTA", 4.0 / 9);
    assert_value(&s, "IDF1", 0.4);
    assert_value(&s, "HOTA", 0.5613835722137898);
    assert_value(&s, "DetA", 0.8181818181818182);
    assert_value(&s, "AssA", 0.3851851851851852);
}

static void test_sums__of_two_sequences_are_added(void **state)
{
    (void)state;
    struct track_sums s = sums_of(&no_confusion);
    struct track_sums other = sums_of(&split_tracks);
    track_sums_add(&s, &other);
    assert_counts(&s, 13, 4, 7, 3);
    assert_ids(&s, 8, 9, 12);
}

static void assert_assignment(size_t rows, size_t columns, const double *cost,
                              const int32_t *expected)
{
    struct assignment *a = assignment_new();
    int32_t column[8];
    assignment_solve(a, rows, columns, cost, column);
    for (size_t i = 0; i < rows; i++) {
        assert_int_equal(column[i], expected[i]);
    }
    assignment_free(a);
}

/* scipy 1.10.1, optimize.linear_sum_assignment: its documentation's example, and what it does
 * with equal costs. */
static void test_assignment__is_scipys(void **state)
{
    (void)state;
    assert_assignment(3, 3, (const double[]){4, 1, 3, 2, 0, 5, 3, 2, 2},
                      (const int32_t[]){1, 0, 2});
    assert_assignment(3, 3, (const double[]){1, 1, 1, 1, 1, 1, 1, 1, 1},
                      (const int32_t[]){0, 1, 2});
    assert_assignment(4, 2, (const double[]){0, 0, 0, 0, 0, 0, 0, 0},
                      (const int32_t[]){0, 1, -1, -1});
    assert_assignment(2, 4, (const double[]){0, 0, -1, -1, 0, 0, -1, -1},
                      (const int32_t[]){2, 3});
    assert_assignment(3, 2, (const double[]){-1, 0, -1, -1, 0, -1},
                      (const int32_t[]){0, 1, -1});
}

static void test_alpha__is_numpys(void **state)
{
    (void)state;
    assert_true(track_alpha(0) == 0.05);
    assert_true(track_alpha(2) == 0.15000000000000002);
    assert_true(track_alpha(18) == 0.9500000000000001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trackeval__no_confusion),
        cmocka_unit_test(test_trackeval__with_confusion),
        cmocka_unit_test(test_trackeval__split_tracks),
        cmocka_unit_test(test_sums__of_two_sequences_are_added),
        cmocka_unit_test(test_assignment__is_scipys),
        cmocka_unit_test(test_alpha__is_numpys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
