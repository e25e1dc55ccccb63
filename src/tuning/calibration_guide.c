/* See calibration_guide.h. Numbers are decimal texts, as in evidence. */
#include "tuning/calibration_guide.h"

#include "base/mem.h"

static void write_quality(struct jsonw *w, const char *name,
                          const struct calibration_quality *quality)
{
    jsonw_key(w, name);
    jsonw_object(w);
    jsonw_member_int(w, "n", (int64_t)quality->n);
    if (quality->defined) {
        jsonw_key(w, "brier");
        jsonw_dec(w, quality->brier);
        jsonw_key(w, "log_loss");
        jsonw_dec(w, quality->log_loss);
        jsonw_key(w, "error");
        jsonw_dec(w, quality->error);
    } else {
        jsonw_member(w, "undefined", "a score outside 0 to 1 is no probability");
    }
    jsonw_end(w);
}

static void write_fit(struct jsonw *w, const struct calibration_fit *fit)
{
    jsonw_member(w, "method", calibration_word(fit->kind));
    if (fit->kind == CALIBRATION_PLATT) {
        jsonw_key(w, "a");
        jsonw_dec(w, fit->platt.a);
        jsonw_key(w, "b");
        jsonw_dec(w, fit->platt.b);
        return;
    }
    jsonw_key(w, "points");
    jsonw_array(w);
    for (size_t i = 0; i < fit->isotonic.count; i++) {
        jsonw_array(w);
        jsonw_dec(w, fit->isotonic.x[i]);
        jsonw_dec(w, fit->isotonic.y[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
}

struct checked {
    struct calibration_quality by[CALIBRATION_KINDS];
    enum calibration_kind chosen;
};

static enum err_code check(const struct scored_rows *rows, enum calibration_kind asked,
                           uint64_t seed, struct checked *checked, struct err *err)
{
    for (int kind = CALIBRATION_NONE; kind < CALIBRATION_KINDS; kind++) {
        TRY(calibration_cross(rows, (enum calibration_kind)kind, seed, &checked->by[kind],
                              err));
    }
    bool isotonic =
        checked->by[CALIBRATION_ISOTONIC].brier < checked->by[CALIBRATION_PLATT].brier;
    checked->chosen = asked != CALIBRATION_NONE ? asked
                      : isotonic                ? CALIBRATION_ISOTONIC
                                                : CALIBRATION_PLATT;
    return ERR_OK;
}

enum err_code calibration_guide_make(struct arena *arena, const struct evidence_files *files,
                                     const struct score_place *place,
                                     enum calibration_kind asked, struct strbuf *out,
                                     struct err *err)
{
    struct scored_rows rows;
    struct checked checked;
    struct calibration_fit fit;
    struct jsonw w;
    TRY(scored_rows_read(arena, files, place, &rows, err));
    TRY(check(&rows, asked, bootstrap_seed_of(files->predicate.run), &checked, err));
    TRY(calibration_fit(&rows, checked.chosen, NULL, -1, &fit, err));
    struct guide_source source = guide_source_of(arena, GUIDE_CALIBRATION, files);
    jsonw_init(&w, out);
    guide_begin(&w, &source);
    score_place_write(&w, place);
    write_fit(&w, &fit);
    jsonw_key(&w, "cross_fitted");
    jsonw_object(&w);
    for (int kind = CALIBRATION_NONE; kind < CALIBRATION_KINDS; kind++) {
        write_quality(&w, calibration_word((enum calibration_kind)kind), &checked.by[kind]);
    }
    jsonw_end(&w);
    jsonw_member_int(&w, "without_score", (int64_t)rows.without);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
    calibration_fit_free(&fit);
    return strbuf_check(out, "the guide", err);
}

static enum err_code need_dec(const struct js *value, double *number, struct err *err)
{
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, number)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "a number of the calibration is no decimal text");
}

static enum err_code read_points(const struct js *guide, struct isotonic *fit, struct err *err)
{
    const struct js *points;
    TRY(js_need(guide, "points", JS_ARRAY, &points, err));
    if (points->array.count == 0) {
        return err_set(err, ERR_FORMAT, "\"points\" is empty");
    }
    *fit = (struct isotonic){.x = xmalloc(points->array.count * sizeof(double)),
                             .y = xmalloc(points->array.count * sizeof(double))};
    for (size_t i = 0; i < points->array.count; i++) {
        const struct js *point = &points->array.items[i];
        bool pair = point->type == JS_ARRAY && point->array.count == 2;
        TRY(need_dec(pair ? &point->array.items[0] : NULL, &fit->x[i], err));
        TRY(need_dec(&point->array.items[1], &fit->y[i], err));
        if (i > 0 && !(fit->x[i] > fit->x[i - 1] && fit->y[i] >= fit->y[i - 1])) {
            return err_set(err, ERR_FORMAT, "\"points\" do not rise");
        }
        fit->count++;
    }
    return ERR_OK;
}

static enum err_code read_fit(const struct js *guide, struct score_place *place,
                              struct calibration_fit *fit, struct err *err)
{
    TRY(score_place_read(guide, place, err));
    if (js_is(js_member(guide, "method"), calibration_word(CALIBRATION_PLATT))) {
        fit->kind = CALIBRATION_PLATT;
        TRY(need_dec(js_member(guide, "a"), &fit->platt.a, err));
        return need_dec(js_member(guide, "b"), &fit->platt.b, err);
    }
    fit->kind = CALIBRATION_ISOTONIC;
    return read_points(guide, &fit->isotonic, err);
}

enum err_code calibration_guide_confirm(struct arena *arena, const struct js *guide,
                                        const struct evidence_files *files, struct strbuf *out,
                                        struct err *err)
{
    struct scored_rows rows;
    struct score_place place = {.score = STR("")};
    struct calibration_fit fit = {.kind = CALIBRATION_NONE};
    const struct calibration_fit none = {.kind = CALIBRATION_NONE};
    struct jsonw w;
    enum err_code code = read_fit(guide, &place, &fit, err);
    if (code == ERR_OK) {
        code = scored_rows_read(arena, files, &place, &rows, err);
    }
    if (code == ERR_OK) {
        struct calibration_quality before = calibration_quality_of(&rows, &none);
        struct calibration_quality after = calibration_quality_of(&rows, &fit);
        struct guide_source source = guide_source_of(arena, GUIDE_CALIBRATION, files);
        jsonw_init(&w, out);
        guide_confirmed_begin(&w, &source);
        write_quality(&w, "before", &before);
        write_quality(&w, "after", &after);
        jsonw_member_int(&w, "without_score", (int64_t)rows.without);
        jsonw_end(&w);
        code = strbuf_check(out, "the confirmation", err);
    }
    calibration_fit_free(&fit);
    return code;
}
