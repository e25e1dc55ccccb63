/* A report as JSON; the shape is in doc/score.md. */
#include "score/score_state.h"

#include "base/jsonw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void real(struct jsonw *w, double value)
{
    char text[SCORE_REAL_SIZE];
    score_real(text, value);
    jsonw_raw(w, str_of(text));
}

static void member_real(struct jsonw *w, const char *name, double value)
{
    jsonw_key(w, name);
    if (isfinite(value)) {
        real(w, value);
    } else {
        jsonw_null(w);
    }
}

static void member_interval(struct jsonw *w, const char *name, struct interval interval)
{
    jsonw_key(w, name);
    jsonw_array(w);
    isfinite(interval.low) ? real(w, interval.low) : jsonw_null(w);
    isfinite(interval.high) ? real(w, interval.high) : jsonw_null(w);
    jsonw_end(w);
}

static void member_null(struct jsonw *w, const char *name)
{
    jsonw_key(w, name);
    jsonw_null(w);
}

static void write_value(struct jsonw *w, const struct metric_value *value)
{
    if (value->defined) {
        member_real(w, "value", value->value);
    } else {
        member_null(w, "value");
        jsonw_member(w, "reason", value->undefined);
    }
    if (value->has_fraction) {
        member_real(w, "numerator", value->numerator);
        member_real(w, "denominator", value->denominator);
    }
}

static void write_parts(struct jsonw *w, const struct score_figure *figure)
{
    for (size_t i = 0; i < figure->part_count; i++) {
        if (figure->parts[i].undefined) {
            member_null(w, figure->parts[i].name);
        } else {
            member_real(w, figure->parts[i].name, figure->parts[i].value);
        }
    }
}

static void write_figure(struct jsonw *w, const struct score_report *report,
                         const struct score_figure *figure)
{
    jsonw_key(w, figure->name);
    jsonw_object(w);
    write_value(w, &figure->value);
    write_parts(w, figure);
    jsonw_member_int(w, "n", figure->n);
    if (figure->clusters > 0) {
        jsonw_member_int(w, "clusters", figure->clusters);
    }
    if (figure->has_interval) {
        member_interval(w, "interval", figure->interval);
        jsonw_member(w, "method", figure->method);
    } else {
        member_null(w, "interval");
        jsonw_key(w, "method");
        figure->method != NULL ? jsonw_puts(w, figure->method) : jsonw_null(w);
        if (figure->no_interval != NULL) {
            jsonw_member(w, "no_interval", figure->no_interval);
        }
    }
    jsonw_member(w, "signature", score_signature(report, figure));
    jsonw_end(w);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* True when no entry before `at` has its column (and value). */
static bool is_first(const struct score_report *report, size_t at, bool with_value)
{
    const struct score_entry *entry = &report->figures[at];
    for (size_t i = 0; i < at; i++) {
        if (same(report->figures[i].column, entry->column) &&
            (!with_value || same(report->figures[i].value, entry->value))) {
            return false;
        }
    }
    return true;
}

static void write_metrics(struct jsonw *w, const struct score_report *report,
                          const char *column, const char *value)
{
    jsonw_key(w, "metrics");
    jsonw_object(w);
    for (size_t i = 0; i < report->figure_count; i++) {
        const struct score_entry *entry = &report->figures[i];
        if (same(entry->column, column) && same(entry->value, value)) {
            write_figure(w, report, &entry->figure);
        }
    }
    jsonw_end(w);
}

static void write_column(struct jsonw *w, const struct score_report *report, const char *column)
{
    jsonw_key(w, column);
    jsonw_object(w);
    for (size_t i = 0; i < report->figure_count; i++) {
        const struct score_entry *entry = &report->figures[i];
        if (same(entry->column, column) && is_first(report, i, true)) {
            jsonw_key(w, entry->value);
            jsonw_object(w);
            write_metrics(w, report, column, entry->value);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

static void write_groups(struct jsonw *w, const struct score_report *report)
{
    jsonw_key(w, "groups");
    jsonw_object(w);
    for (size_t i = 0; i < report->figure_count; i++) {
        if (report->figures[i].column != NULL && is_first(report, i, false)) {
            write_column(w, report, report->figures[i].column);
        }
    }
    jsonw_end(w);
}

static void write_comparison(struct jsonw *w, const struct score_comparison *c)
{
    jsonw_object(w);
    jsonw_member(w, "column", c->column);
    jsonw_member(w, "group", c->value);
    jsonw_member(w, "metric", c->name);
    if (c->has_difference) {
        member_real(w, "difference", c->difference);
        member_interval(w, "difference_interval", c->difference_interval);
    }
    if (c->has_ratio) {
        member_real(w, "ratio", c->ratio);
        member_interval(w, "ratio_interval", c->ratio_interval);
    }
    if (c->has_p) {
        member_real(w, "p", c->p);
        member_real(w, "p_adjusted", c->p_adjusted);
    }
    jsonw_member(w, "verdict", c->verdict);
    if (c->n_enough > 0) {
        jsonw_member_int(w, "n_enough", c->n_enough);
    }
    if (c->method != NULL) {
        jsonw_member(w, "method", c->method);
    }
    if (c->reason != NULL) {
        jsonw_member(w, "reason", c->reason);
    }
    jsonw_end(w);
}

static void write_comparisons(struct jsonw *w, const struct score_report *report)
{
    jsonw_key(w, "comparisons");
    jsonw_array(w);
    for (size_t i = 0; i < report->comparison_count; i++) {
        write_comparison(w, &report->comparisons[i]);
    }
    jsonw_end(w);
}

static void write_conventions(struct jsonw *w, const struct score_report *report)
{
    jsonw_key(w, "conventions");
    jsonw_array(w);
    for (size_t i = 0; i < report->convention_count; i++) {
        const struct score_convention *convention = &report->conventions[i];
        jsonw_object(w);
        jsonw_member(w, "quantity", convention->quantity);
        jsonw_member(w, "convention", convention->convention);
        write_value(w, &convention->value);
        jsonw_member(w, "why", convention->why);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_skips(struct jsonw *w, const struct score_report *report)
{
    size_t listed =
        report->skip_count < SCORE_SKIPS_LISTED ? report->skip_count : SCORE_SKIPS_LISTED;
    jsonw_key(w, "skipped");
    jsonw_object(w);
    jsonw_member_int(w, "count", (int64_t)report->skip_count);
    jsonw_key(w, "rows");
    jsonw_array(w);
    for (size_t i = 0; i < listed; i++) {
        jsonw_puts(w, report->skips[i]);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void write_notes(struct jsonw *w, const struct score_report *report)
{
    jsonw_key(w, "notes");
    jsonw_array(w);
    for (size_t i = 0; i < report->note_count; i++) {
        jsonw_puts(w, report->notes[i]);
    }
    jsonw_end(w);
}

void score_write_json(const struct score_report *report, struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "signature", score_signature(report, NULL));
    write_metrics(&w, report, NULL, NULL);
    write_groups(&w, report);
    write_comparisons(&w, report);
    if (report->options.compare_conventions) {
        write_conventions(&w, report);
    }
    for (size_t i = 0; i < report->extra_count; i++) {
        jsonw_key(&w, report->extras[i].name);
        jsonw_raw(&w, report->extras[i].json);
    }
    write_notes(&w, report);
    if (report->options.lenient) {
        write_skips(&w, report);
    }
    jsonw_member(&w, "engine", "policeai/" PAI_VERSION);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}
