/* The sequences of a folder and where their files are. */
#ifndef POLICEAI_SCORE_TRACKING_MOT_FOLDER_H
#define POLICEAI_SCORE_TRACKING_MOT_FOLDER_H

#include "score/tracking/mot_file.h"

/* One sequence: its two files, read and checked. */
struct mot_pair {
    const char *name;
    const char *truth_path;
    const char *tracked_path;
    int64_t frames; /* "seqLength" of NAME/seqinfo.ini, 0 where there is none */
    struct mot_boxes truth;
    struct mot_boxes tracked;
};

/* Finds and reads all sequences, sorted by name. Results for a sequence that is not there, and
 * a sequence without results, are errors, or left out where the report is lenient. Everything
 * lives in the report's arena. */
enum err_code mot_folder_read(struct score_report *report, const char *gt, const char *dt,
                              struct mot_pair **pairs, size_t *count, struct err *err) MUST_USE;

#endif
