/* See guide_text.h. */
#include "tuning/guide_text.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "tuning/guide.h"

#include <string.h>

enum { VALUE_SHOWN = 60 };

static struct str text_of(const struct js *object, const char *name)
{
    const struct js *value = js_member(object, name);
    return value == NULL ? STR("?") : value->type == JS_STRING ? value->string : value->raw;
}

/* What comes from a file is shown in one line. */
static void put(struct strbuf *out, struct str text)
{
    utf8_visible(out, text, false);
}

static void put_head(struct strbuf *out, const struct js *guide, const char *name)
{
    const struct js *benchmark = js_member(guide, "benchmark");
    const struct js *source = js_member(guide, "chosen_on");
    strbuf_printf(out, "%s for ", name);
    put(out, text_of(guide, "title"));
    strbuf_puts(out, "\nMade on split ");
    put(out, text_of(source, "split"));
    strbuf_puts(out, " of ");
    put(out, text_of(benchmark, "id"));
    strbuf_putc(out, ' ');
    put(out, text_of(benchmark, "version"));
    strbuf_puts(out, ", ");
    put(out, text_of(source, "items"));
    strbuf_puts(out, " items.\n");
}

/* A decimal text to four places. */
/* Four places are shown. */
#define P_SHOWN_LEAST 0.0001

static void put_number(struct strbuf *out, struct str text)
{
    double number;
    if (dec_parse(text, &number)) {
        strbuf_printf(out, "%.4f", number);
    } else {
        put(out, text);
    }
}

static void put_interval(struct strbuf *out, const struct js *figure)
{
    const struct js *interval = js_member(figure, "interval");
    double low;
    double high;
    if (interval != NULL && interval->type == JS_ARRAY && interval->array.count == 2 &&
        interval->array.items[0].type == JS_STRING &&
        interval->array.items[1].type == JS_STRING &&
        dec_parse(interval->array.items[0].string, &low) &&
        dec_parse(interval->array.items[1].string, &high)) {
        strbuf_printf(out, " (95 %%: %.4f to %.4f)", low, high);
    } else {
        strbuf_puts(out, " (too few clusters for an interval)");
    }
}

static void put_rate(struct strbuf *out, const struct js *figures, const char *key,
                     const char *name)
{
    const struct js *figure = js_member(figures, key);
    strbuf_printf(out, "  %-13s ", name);
    put(out, text_of(figure, "numerator"));
    strbuf_puts(out, " of ");
    put(out, text_of(figure, "denominator"));
    put_interval(out, figure);
    strbuf_putc(out, '\n');
}

static void put_rates(struct strbuf *out, const struct js *figures)
{
    put_rate(out, figures, "false_alarms", "false alarms");
    put_rate(out, figures, "recall", "recall");
    if (!str_is(text_of(figures, "without_score"), "0")) {
        strbuf_puts(out, "  items without a score, which are never a yes: ");
        put(out, text_of(figures, "without_score"));
        strbuf_putc(out, '\n');
    }
}

static void put_bound(struct strbuf *out, const struct js *rule)
{
    bool least = js_member(rule, "at_least") != NULL;
    strbuf_puts(out, least ? " at least " : " at most ");
    put(out, text_of(rule, least ? "at_least" : "at_most"));
    strbuf_puts(out, str_is(text_of(rule, "kept_by"), "value")
                         ? ", kept by the figure alone"
                         : ", kept by the whole interval");
}

static void put_operating_point(struct strbuf *out, const struct js *guide)
{
    const struct js *score = js_member(guide, "score");
    const struct js *target = js_member(guide, "target");
    put_head(out, guide, "Operating-point guide");
    strbuf_puts(out, "An answer counts as \"");
    put(out, text_of(score, "positive"));
    strbuf_puts(out, "\" when its ");
    put(out, text_of(score, "pointer"));
    strbuf_puts(out, " is ");
    put(out, text_of(guide, "threshold"));
    strbuf_puts(out, js_is(js_member(score, "lower_is_likely"), "yes") ? " or less.\n"
                                                                       : " or more.\n");
    strbuf_puts(out, "Chosen for: ");
    put(out, text_of(target, "rate"));
    put_bound(out, target);
    strbuf_puts(out, ".\nOn the items it was chosen on, where it flatters itself:\n");
    put_rates(out, guide);
}

static void put_quality(struct strbuf *out, const struct js *parent, const char *key)
{
    const struct js *quality = js_member(parent, key);
    strbuf_printf(out, "  %-9s ", key);
    if (js_member(quality, "undefined") != NULL) {
        put(out, text_of(quality, "undefined"));
    } else {
        strbuf_puts(out, "Brier ");
        put_number(out, text_of(quality, "brier"));
        strbuf_puts(out, ", log loss ");
        put_number(out, text_of(quality, "log_loss"));
        strbuf_puts(out, ", calibration error ");
        put_number(out, text_of(quality, "error"));
    }
    strbuf_puts(out, " (");
    put(out, text_of(quality, "n"));
    strbuf_puts(out, " items)\n");
}

static void put_calibration(struct strbuf *out, const struct js *guide)
{
    const struct js *score = js_member(guide, "score");
    const struct js *checked = js_member(guide, "cross_fitted");
    put_head(out, guide, "Calibration guide");
    strbuf_puts(out, "The probability of \"");
    put(out, text_of(score, "positive"));
    strbuf_puts(out, "\" is made from ");
    put(out, text_of(score, "pointer"));
    if (js_is(js_member(guide, "method"), "platt")) {
        strbuf_puts(out, ": 1 / (1 + exp(a s + b)), a ");
        put(out, text_of(guide, "a"));
        strbuf_puts(out, ", b ");
        put(out, text_of(guide, "b"));
        strbuf_puts(out, ".\n");
    } else {
        strbuf_puts(out, " by straight lines between the points of the guide.\n");
    }
    if (js_is(js_member(score, "lower_is_likely"), "yes")) {
        strbuf_puts(out, "s is the negative of the score.\n");
    }
    strbuf_puts(out, "Each fifth of the cases calibrated by the other four:\n");
    put_quality(out, checked, "none");
    put_quality(out, checked, "platt");
    put_quality(out, checked, "isotonic");
}

static void put_settings(struct strbuf *out, const struct js *parameters)
{
    for (size_t i = 0; parameters != NULL && i < parameters->object.count; i++) {
        const struct js_member *member = &parameters->object.members[i];
        struct str value =
            member->value.type == JS_STRING ? member->value.string : member->value.raw;
        strbuf_puts(out, i > 0 ? " " : "");
        put(out, member->name);
        strbuf_putc(out, '=');
        put(out, str_sub(value, 0, VALUE_SHOWN));
    }
}

static void put_figure(struct strbuf *out, const struct js *figure)
{
    put(out, text_of(figure, "metric"));
    strbuf_putc(out, ' ');
    if (js_member(figure, "value") == NULL) {
        put(out, text_of(figure, "undefined"));
        return;
    }
    put_number(out, text_of(figure, "value"));
    put_interval(out, figure);
    strbuf_puts(out, ", n ");
    put(out, text_of(figure, "n"));
}

/* How a setting that was not chosen stands to the one that was. */
static void put_beside(struct strbuf *out, const struct js *one)
{
    const struct js *beside = js_member(one, "chosen_less_this");
    if (beside == NULL) {
        strbuf_puts(out, js_is(js_member(one, "chosen"), "yes") ? "; chosen" : "");
        return;
    }
    strbuf_puts(out, "; the chosen one beside it: ");
    put(out, text_of(beside, "verdict"));
    if (js_member(beside, "difference") == NULL) {
        strbuf_puts(out, " (");
        put(out, text_of(beside, "reason"));
        strbuf_puts(out, ")");
        return;
    }
    strbuf_puts(out, ", ");
    put_number(out, text_of(beside, "difference"));
    strbuf_puts(out, " (");
    put_number(out, text_of(beside, "low"));
    strbuf_puts(out, " to ");
    put_number(out, text_of(beside, "high"));
    strbuf_puts(out, "), p ");
    double p;
    if (dec_parse(text_of(beside, "p_holm"), &p) && p < P_SHOWN_LEAST) {
        strbuf_puts(out, "below 0.0001");
        return;
    }
    put_number(out, text_of(beside, "p_holm"));
}

static void put_parameters(struct strbuf *out, const struct js *guide)
{
    const struct js *rule = js_member(guide, "rule");
    const struct js *tried = js_member(guide, "tried");
    put_head(out, guide, "Parameter guide");
    strbuf_puts(out, "Parameters: ");
    put_settings(out, js_member(guide, "parameters"));
    strbuf_puts(out, "\nChosen for the best ");
    put(out, text_of(rule, "best"));
    if (js_member(rule, "required") != NULL) {
        strbuf_puts(out, " with ");
        put(out, text_of(rule, "required"));
        put_bound(out, rule);
    }
    strbuf_puts(out, ".\n");
    if (tried == NULL || tried->type != JS_ARRAY) {
        return;
    }
    strbuf_printf(out,
                  "%zu settings were tried on the same items, so the best of them flatters "
                  "itself:\n",
                  tried->array.count);
    for (size_t i = 0; i < tried->array.count; i++) {
        const struct js *one = &tried->array.items[i];
        strbuf_puts(out, str_is(text_of(one, "kept"), "yes") ? "  " : "  (not kept) ");
        put_settings(out, js_member(one, "parameters"));
        strbuf_puts(out, ": ");
        put_figure(out, js_member(one, "best"));
        if (js_member(one, "required") != NULL) {
            strbuf_puts(out, "; ");
            put_figure(out, js_member(one, "required"));
        }
        put_beside(out, one);
        strbuf_putc(out, '\n');
    }
}

static void put_confirmed(struct strbuf *out, const struct js *guide)
{
    const struct js *confirmed = js_member(guide, "confirmed");
    if (confirmed == NULL) {
        strbuf_puts(out, "Not confirmed: measure it once on split test, then policeai lab "
                         "confirm.\n");
        return;
    }
    strbuf_puts(out, "Confirmed once, on split ");
    put(out, text_of(confirmed, "split"));
    strbuf_puts(out, ", ");
    put(out, text_of(confirmed, "items"));
    strbuf_puts(out, " items:\n");
    if (js_member(confirmed, "false_alarms") != NULL) {
        put_rates(out, confirmed);
    }
    if (js_member(confirmed, "before") != NULL) {
        put_quality(out, confirmed, "before");
        put_quality(out, confirmed, "after");
    }
    static const char *const figures[] = {"best", "required"};
    for (size_t i = 0; i < 2; i++) {
        if (js_member(confirmed, figures[i]) != NULL) {
            strbuf_puts(out, "  ");
            put_figure(out, js_member(confirmed, figures[i]));
            strbuf_putc(out, '\n');
        }
    }
    if (js_member(confirmed, "held") != NULL) {
        strbuf_puts(out, "The target held: ");
        put(out, text_of(confirmed, "held"));
        strbuf_puts(out, ".\n");
    }
}

void guide_text(struct strbuf *out, const struct js *guide)
{
    const struct js *kind = js_member(guide, "guide");
    if (js_is(kind, GUIDE_OPERATING_POINT)) {
        put_operating_point(out, guide);
    } else if (js_is(kind, GUIDE_CALIBRATION)) {
        put_calibration(out, guide);
    } else if (js_is(kind, GUIDE_PARAMETERS)) {
        put_parameters(out, guide);
    }
    put_confirmed(out, guide);
}
