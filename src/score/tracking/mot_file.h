/* A file of MOTChallenge: one box a line,
 * frame, id, left, top, width, height, confidence[, class, visibility | x, y, z]
 * separated by commas or white space. SOURCE: motchallenge.net/instructions; Milan et al. 2016,
 * arXiv:1603.00831, section 4. */
#ifndef POLICEAI_SCORE_TRACKING_MOT_FILE_H
#define POLICEAI_SCORE_TRACKING_MOT_FILE_H

#include "base/str.h"
#include "score/score_report.h"

struct mot_box {
    int64_t frame;     /* from 1 */
    int64_t id;        /* of its track, from 0 */
    double box[4];     /* left, top, width, height */
    double confidence; /* of a true box: 0 means that it does not count */
    int64_t class;     /* 1 pedestrian …; 1 where the line has none */
    uint32_t line;
};

struct mot_boxes {
    struct mot_box *boxes; /* in the file's order */
    size_t count;
    const char *path;
};

enum { MOT_FRAMES_MAX = 10000000 };

/* One line to a box. ERR_FORMAT naming the column. */
enum err_code mot_line(struct str line, struct mot_box *box, struct err *err) MUST_USE;
/* A whole file; boxes->boxes is freed with free(). Lines that cannot be used are skipped where
 * the report is lenient. */
enum err_code mot_file_read(struct score_report *report, const char *path,
                            struct mot_boxes *boxes, struct err *err) MUST_USE;

#endif
