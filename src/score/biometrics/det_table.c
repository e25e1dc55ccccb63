/* The DET table; see det_table.h. */
#include "score/biometrics/det_table.h"

#include "base/jsonw.h"
#include "base/strbuf.h"
#include "metrics/ranking/error_point.h"

enum { DET_BYTES = 1024 * 1024, DECADES = 9 };

static void write_row(struct jsonw *w, struct strbuf *text, const struct score_walk *walk,
                      double rate)
{
    struct error_point point = error_point_at(walk, rate);
    double fmr = (double)point.accepted_negatives / (double)walk->negatives;
    double fnmr = (double)point.missed_positives / (double)walk->positives;
    jsonw_object(w);
    jsonw_key(w, "fmr_wanted");
    jsonw_double(w, rate);
    jsonw_key(w, "threshold");
    if (point.above_all) {
        jsonw_null(w);
    } else {
        jsonw_double(w, point.threshold);
    }
    jsonw_member_int(w, "false_matches", (int64_t)point.accepted_negatives);
    jsonw_member_int(w, "false_non_matches", (int64_t)point.missed_positives);
    jsonw_key(w, "fmr");
    jsonw_double(w, fmr);
    jsonw_key(w, "fnmr");
    jsonw_double(w, fnmr);
    jsonw_end(w);
    if (point.above_all) {
        strbuf_printf(text, "  %-10g above all scores\n", rate);
    } else {
        strbuf_printf(text, "  %-10g %-14g %-12g %-12g\n", rate, point.threshold, fmr, fnmr);
    }
}

void det_table_add(struct score_report *report, const struct score_walk *walk)
{
    static const double steps[] = {1, 0.5, 0.2};
    struct strbuf out;
    struct strbuf text;
    struct jsonw w;
    double decade = 1;
    if (walk->positives == 0 || walk->negatives == 0) {
        return;
    }
    strbuf_init(&out, DET_BYTES);
    strbuf_init(&text, DET_BYTES);
    strbuf_puts(&text, "det\n  FMR up to  threshold      FMR          FNMR\n");
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (int d = 0; d < DECADES; d++, decade /= 10) {
        for (int i = 0; i < 3; i++) {
            double rate = steps[i] * decade;
            if (rate * (double)walk->negatives >= 3) {
                write_row(&w, &text, walk, rate);
            }
        }
    }
    jsonw_end(&w);
    struct arena *arena = score_report_arena(report);
    score_report_extra(report, "det", arena_str(arena, strbuf_view(&out)),
                       arena_str(arena, strbuf_view(&text)).p);
    strbuf_release(&out);
    strbuf_release(&text);
}
