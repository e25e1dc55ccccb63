/* See foreign_log.h. */
#include "foreign/foreign_log.h"

struct foreign_figure *foreign_figure_at(struct foreign_log *log, struct str score,
                                         struct str metric)
{
    for (size_t i = 0; i < log->count; i++) {
        if (str_eq(log->figures[i].score, score) && str_eq(log->figures[i].metric, metric)) {
            return &log->figures[i];
        }
    }
    if (log->count == FOREIGN_FIGURES_MAX) {
        return NULL;
    }
    struct foreign_figure *figure = &log->figures[log->count++];
    *figure = (struct foreign_figure){.score = score, .metric = metric};
    return figure;
}

static void member(struct jsonw *w, const char *key, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, key, text);
    }
}

static void write_figure(const struct foreign_figure *figure, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member_str(w, "metric", figure->metric);
    member(w, "score", figure->score);
    member(w, "stated", figure->stated);
    jsonw_member_int(w, "rows", figure->rows);
    if (figure->without > 0) {
        jsonw_member_int(w, "rows_without", figure->without);
    }
    if (figure->rows > 0) {
        jsonw_key(w, "mean_of_rows");
        jsonw_dec(w, figure->sum / (double)figure->rows);
    }
    jsonw_end(w);
}

void foreign_log_write(const struct foreign_log *log, struct jsonw *w)
{
    jsonw_object(w);
    jsonw_member(w, "harness", log->harness);
    member(w, "version", log->version);
    member(w, "task", log->task);
    member(w, "model", log->model);
    member(w, "created", log->created);
    member(w, "status", log->status);
    jsonw_member_int(w, "samples", log->samples);
    jsonw_key(w, "figures");
    jsonw_array(w);
    for (size_t i = 0; i < log->count; i++) {
        write_figure(&log->figures[i], w);
    }
    jsonw_end(w);
    jsonw_member(w, "ours", "no");
    jsonw_end(w);
}
