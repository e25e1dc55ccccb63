/* The insides of a report, for score_report.c and score_print.c alone. */
#ifndef POLICEAI_SCORE_STATE_H
#define POLICEAI_SCORE_STATE_H

#include "score/score_report.h"

/* Rows left out are all counted; so many are listed. */
enum { SCORE_SKIPS_LISTED = 1000 };

struct score_setting {
    const char *name;
    const char *value;
};

struct score_entry {
    const char *column; /* NULL: all items */
    const char *value;
    struct score_figure figure;
};

struct score_extra {
    const char *name;
    struct str json;
    const char *text;
};

struct score_report {
    struct arena *arena;
    const char *family;
    struct score_options options;
    struct score_setting *settings;
    size_t setting_count, setting_room;
    struct score_entry *figures;
    size_t figure_count, figure_room;
    struct score_comparison *comparisons;
    size_t comparison_count, comparison_room;
    struct score_convention *conventions;
    size_t convention_count, convention_room;
    const char **notes;
    size_t note_count, note_room;
    struct score_extra *extras;
    size_t extra_count, extra_room;
    const char **skips;
    size_t skip_count, skip_room;
};

/* "wer.sclite/1|costs:4/3/3|norm:none|skipped:2", in the report's arena. `figure` NULL: of the
 * whole report. */
const char *score_signature(const struct score_report *report,
                            const struct score_figure *figure);
void score_write_json(const struct score_report *report, struct strbuf *out);
void score_write_text(const struct score_report *report, struct strbuf *out);

#endif
