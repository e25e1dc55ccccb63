/* lm-evaluation-harness's logs of samples; see foreign_log.h. Shape: "--log_samples" of its
 * docs/interface.md: one JSON object a document, whose "metrics" names the members that hold
 * them. */
#include "foreign/foreign_log.h"

#include "base/json.h"
#include "base/limits.h"

static enum err_code add_metric(struct arena *arena, struct foreign_log *log,
                                const struct js *row, struct str name, struct err *err)
{
    const struct js *value = js_member_str(row, name);
    struct str score = js_text(row, "filter");
    struct foreign_figure *figure = NULL;
    for (size_t i = 0; i < log->count && figure == NULL; i++) {
        bool same =
            str_eq(log->figures[i].score, score) && str_eq(log->figures[i].metric, name);
        figure = same ? &log->figures[i] : NULL;
    }
    if (figure == NULL) {
        figure = foreign_figure_at(log, arena_str(arena, score), arena_str(arena, name));
    }
    if (figure == NULL) {
        return err_set(err, ERR_LIMIT, "more than %d figures", FOREIGN_FIGURES_MAX);
    }
    if (value != NULL && (value->type == JS_INT || value->type == JS_REAL)) {
        figure->rows++;
        figure->sum += value->type == JS_INT ? (double)value->integer : value->real;
    } else if (value != NULL && value->type == JS_BOOL) {
        figure->rows++;
        figure->sum += value->boolean ? 1 : 0;
    } else {
        figure->without++;
    }
    return ERR_OK;
}

static enum err_code add_row(struct arena *scratch, struct arena *arena,
                             struct foreign_log *log, struct str line, struct err *err)
{
    struct js *row;
    const struct js *metrics = NULL;
    const struct js *document = NULL;
    TRY(js_parse(scratch, line, &row, err));
    TRY(js_need(row, "doc_id", JS_INT, &document, err));
    TRY(js_need(row, "metrics", JS_ARRAY, &metrics, err));
    for (size_t i = 0; i < metrics->array.count; i++) {
        if (metrics->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"metrics\" must hold names");
        }
        for (size_t k = 0; k < i; k++) {
            if (str_eq(metrics->array.items[k].string, metrics->array.items[i].string)) {
                return err_set(err, ERR_FORMAT, "\"metrics\" names one twice");
            }
        }
        TRY(add_metric(arena, log, row, metrics->array.items[i].string, err));
    }
    log->samples++;
    return ERR_OK;
}

enum err_code harness_log_read(struct arena *arena, struct str text, struct foreign_log *log,
                               struct err *err)
{
    struct arena *scratch = arena_new();
    struct str line;
    enum err_code code = ERR_OK;
    *log = (struct foreign_log){.harness = "lm-evaluation-harness"};
    for (size_t number = 1; code == ERR_OK && str_split(&text, '\n', &line); number++) {
        line = str_trim(line);
        arena_reset(scratch);
        code = line.n == 0 ? ERR_OK : add_row(scratch, arena, log, line, err);
        if (code != ERR_OK) {
            err_prefix(err, "line %zu", number);
        }
    }
    arena_free(scratch);
    return code == ERR_OK && log->samples == 0 ? err_set(err, ERR_FORMAT, "has no rows") : code;
}
