/* See operating_guide.h. Numbers are decimal texts, as in evidence. */
#include "tuning/operating_guide.h"

#include <math.h>

static const char *rate_word(enum operating_rate rate)
{
    return rate == OPERATING_FALSE_ALARMS ? "false alarms" : "recall";
}

static void write_figure(struct jsonw *w, const char *name,
                         const struct operating_figure *figure)
{
    jsonw_key(w, name);
    jsonw_object(w);
    jsonw_member_int(w, "clusters", (int64_t)figure->clusters);
    jsonw_member_int(w, "denominator", figure->denominator);
    if (figure->has_interval) {
        jsonw_key(w, "interval");
        jsonw_array(w);
        jsonw_dec(w, figure->interval.low);
        jsonw_dec(w, figure->interval.high);
        jsonw_end(w);
        jsonw_member(w, "method", figure->method);
    }
    jsonw_member_int(w, "numerator", figure->numerator);
    jsonw_end(w);
}

static void write_point(struct jsonw *w, const struct operating_point *point,
                        const struct scored_rows *rows)
{
    write_figure(w, "false_alarms", &point->false_alarms);
    write_figure(w, "recall", &point->recall);
    jsonw_member_int(w, "without_score", (int64_t)rows->without);
}

static void write_choice(struct jsonw *w, const struct score_place *place,
                         const struct operating_target *target)
{
    score_place_write(w, place);
    jsonw_key(w, "target");
    jsonw_object(w);
    jsonw_member(w, "rate", rate_word(target->rate));
    jsonw_key(w, target->rate == OPERATING_FALSE_ALARMS ? "at_most" : "at_least");
    jsonw_dec(w, target->bound);
    jsonw_member(w, "kept_by", target->by_value ? "value" : "interval");
    jsonw_end(w);
}

enum err_code operating_guide_make(struct arena *arena, const struct evidence_files *files,
                                   const struct score_place *place,
                                   const struct operating_target *target, struct strbuf *out,
                                   struct err *err)
{
    struct scored_rows rows;
    struct operating_point point;
    struct jsonw w;
    TRY(scored_rows_read(arena, files, place, &rows, err));
    TRY(operating_point_choose(&rows, target, bootstrap_seed_of(files->predicate.run), &point,
                               err));
    struct guide_source source = guide_source_of(arena, GUIDE_OPERATING_POINT, files);
    jsonw_init(&w, out);
    guide_begin(&w, &source);
    write_choice(&w, place, target);
    jsonw_key(&w, "threshold");
    jsonw_dec(&w, place->lower_is_likely ? -point.threshold : point.threshold);
    write_point(&w, &point, &rows);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
    return strbuf_check(out, "the guide", err);
}

static enum err_code need_dec(const struct js *object, const char *name, double *value,
                              struct err *err)
{
    struct str text;
    TRY(js_need_str(object, name, &text, err));
    return dec_parse(text, value) ? ERR_OK
                                  : err_set(err, ERR_FORMAT, "\"%s\" is no decimal", name);
}

static enum err_code read_choice(const struct js *guide, struct score_place *place,
                                 struct operating_target *target, double *threshold,
                                 struct err *err)
{
    const struct js *wanted;
    TRY(score_place_read(guide, place, err));
    TRY(js_need(guide, "target", JS_OBJECT, &wanted, err));
    bool most = js_is(js_member(wanted, "rate"), rate_word(OPERATING_FALSE_ALARMS));
    target->rate = most ? OPERATING_FALSE_ALARMS : OPERATING_RECALL;
    TRY(need_dec(wanted, most ? "at_most" : "at_least", &target->bound, err));
    TRY(need_dec(guide, "threshold", threshold, err));
    *threshold = place->lower_is_likely ? -*threshold : *threshold;
    return ERR_OK;
}

enum err_code operating_guide_confirm(struct arena *arena, const struct js *guide,
                                      const struct evidence_files *files, struct strbuf *out,
                                      struct err *err)
{
    static const char *const words[] = {"no", "cannot be told", "yes"};
    struct scored_rows rows;
    struct score_place place = {.score = STR("")};
    struct operating_target target = {.by_value = false};
    double threshold;
    struct jsonw w;
    TRY(read_choice(guide, &place, &target, &threshold, err));
    TRY(scored_rows_read(arena, files, &place, &rows, err));
    struct operating_point point =
        operating_point_at(&rows, threshold, bootstrap_seed_of(files->predicate.run));
    const struct operating_figure *judged =
        target.rate == OPERATING_FALSE_ALARMS ? &point.false_alarms : &point.recall;
    struct guide_source source = guide_source_of(arena, GUIDE_OPERATING_POINT, files);
    jsonw_init(&w, out);
    guide_confirmed_begin(&w, &source);
    write_point(&w, &point, &rows);
    jsonw_member(&w, "held", words[operating_target_kept(&target, judged) + 1]);
    jsonw_end(&w);
    return strbuf_check(out, "the confirmation", err);
}
