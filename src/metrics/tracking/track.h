/* Tracks of objects through the frames of a video, true ones and a tracker's, and what is
 * counted of them: HOTA, CLEAR and Identity.
 *
 * Each gives sums of one sequence (a video) that are added up over sequences; track_value makes
 * a figure of the sums. SOURCE: JonathonLuiten/TrackEval 12c8791, trackeval/metrics/hota.py,
 * clear.py, identity.py; HOTA: Luiten et al. 2021, IJCV 129:548-578; CLEAR: Bernardin and
 * Stiefelhagen 2008, EURASIP JIVP 246309; Identity: Ristani et al. 2016, arXiv:1609.01775. */
#ifndef POLICEAI_METRICS_TRACKING_TRACK_H
#define POLICEAI_METRICS_TRACKING_TRACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A true and a tracked box of one frame that overlap. */
struct track_overlap {
    uint32_t truth; /* index within the frame */
    uint32_t tracked;
    uint32_t pair;     /* index of the pair of their tracks */
    double similarity; /* > 0, at most 1 */
};

struct track_frame {
    size_t truth; /* first in `truth_tracks` */
    size_t truth_count;
    size_t tracked; /* first in `tracked_tracks` */
    size_t tracked_count;
    size_t overlap; /* first in `overlaps` */
    size_t overlap_count;
};

/* One video. Tracks are numbered from 0 on either side, each at most once a frame; a pair is a
 * true and a tracker's track that overlap in some frame. */
struct track_sequence {
    size_t frame_count;
    const struct track_frame *frames;
    const uint32_t *truth_tracks; /* of each true box, frame by frame */
    const uint32_t *tracked_tracks;
    const struct track_overlap *overlaps;
    size_t truth_track_count;
    size_t tracked_track_count;
    size_t truth_boxes;
    size_t tracked_boxes;
    size_t pair_count;
    const uint32_t *pair_truth; /* tracks of each pair */
    const uint32_t *pair_tracked;
};

enum { TRACK_ALPHAS = 19 };
/* The thresholds .05, .1 … .95 as numpy.arange(0.05, 0.99, 0.05) has them. */
double track_alpha(size_t index);

/* Sums of one sequence or of several. */
struct track_sums {
    /* HOTA, at each threshold */
    double found[TRACK_ALPHAS];
    double missed[TRACK_ALPHAS];
    double wrong[TRACK_ALPHAS];
    double ass_a[TRACK_ALPHAS]; /* the association scores and localisation times `found` */
    double ass_re[TRACK_ALPHAS];
    double ass_pr[TRACK_ALPHAS];
    double similarity[TRACK_ALPHAS];
    /* CLEAR */
    double clear_found;
    double clear_missed;
    double clear_wrong;
    double switches;
    double mostly_tracked;
    double partly_tracked;
    double mostly_lost;
    double fragments;
    double frames;
    double clear_similarity;
    /* Identity */
    double id_found;
    double id_missed;
    double id_wrong;
};

/* Each fills its part of zeroed sums. `threshold` is the least similarity of a match, .5.
 * `forget`: a frame without a box on one side ends all matches of the frame before (TrackEval
 * keeps them). */
void track_hota(const struct track_sequence *sequence, struct track_sums *sums);
void track_clear(const struct track_sequence *sequence, double threshold, bool forget,
                 struct track_sums *sums);
void track_identity(const struct track_sequence *sequence, double threshold,
                    struct track_sums *sums);
void track_sums_add(struct track_sums *sum, const struct track_sums *one);

/* A figure of the sums. */
struct track_value {
    const char *name;   /* TrackEval's, "DetA" */
    const char *metric; /* "hota/1", "clear/1", "identity/1" */
    double (*of)(const struct track_sums *sums);
};
extern const struct track_value track_values[];
extern const size_t track_value_count;

/* One frame's similarities as a matrix, true boxes x tracked boxes, into `matrix`. */
void track_matrix(const struct track_sequence *sequence, const struct track_frame *frame,
                  double *matrix);
/* The most boxes of one frame on either side multiplied: what track_matrix needs room for. */
size_t track_matrix_room(const struct track_sequence *sequence);

#endif
