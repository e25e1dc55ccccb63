/* From the boxes of two files to the tracks that metrics/tracking counts. */
#ifndef POLICEAI_SCORE_TRACKING_MOT_SEQUENCE_H
#define POLICEAI_SCORE_TRACKING_MOT_SEQUENCE_H

#include "metrics/tracking/track.h"
#include "score/tracking/mot_file.h"

/* What MOTChallenge does before it counts (TrackEval, mot_challenge_2d_box.py): */
enum mot_preprocess {
    MOT_NONE, /* true boxes of confidence 0 do not count, classes do not matter (MOT15) */
    MOT_17,   /* tracked boxes matched with a distractor go; only pedestrians count */
    MOT_20    /* the same, and vehicles out of traffic are distractors too */
};

/* ERR_FORMAT where a track has two boxes in a frame (left out where the report is lenient), or
 * a class that the preprocessing does not know. Boxes are sorted by frame in place. */
enum err_code mot_sequence_check(struct score_report *report, struct mot_boxes *boxes,
                                 struct err *err) MUST_USE;
enum err_code mot_sequence_check_classes(const struct mot_boxes *truth,
                                         const struct mot_boxes *tracked,
                                         enum mot_preprocess preprocess,
                                         struct err *err) MUST_USE;
/* Boxes checked before; `frames` is the length where it is known, else 0. Ended by
 * mot_sequence_free. */
struct mot_sequence;
struct mot_sequence *mot_sequence_new(const struct mot_boxes *truth,
                                      const struct mot_boxes *tracked,
                                      enum mot_preprocess preprocess, int64_t frames);
const struct track_sequence *mot_sequence_tracks(const struct mot_sequence *sequence);
/* NULL is allowed. */
void mot_sequence_free(struct mot_sequence *sequence);

/* Intersection over union of {left, top, width, height}, 0 where a box or the union is empty.
 * SOURCE: TrackEval 12c8791, _base_dataset.py _calculate_box_ious. */
double mot_overlap(const double a[4], const double b[4]);

#endif
