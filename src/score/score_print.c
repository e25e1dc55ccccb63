/* A report for people: a table of figures, groups, comparisons, conventions; and signatures. */
#include "score/score_state.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void score_real(char text[SCORE_REAL_SIZE], double value)
{
    if (!isfinite(value)) {
        BUG("a number that is none");
    }
    if (value == floor(value) && fabs(value) < 1e15) { /* a count: 400, not 4e+02 */
        snprintf(text, SCORE_REAL_SIZE, "%.0f", value == 0 ? 0.0 : value);
        return;
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, SCORE_REAL_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            return;
        }
    }
}

const char *score_signature(const struct score_report *report,
                            const struct score_figure *figure)
{
    struct strbuf text;
    strbuf_init(&text, 65536);
    if (figure == NULL) {
        strbuf_printf(&text, "policeai.score.%s", report->family);
    } else {
        strbuf_puts(&text, figure->metric != NULL ? figure->metric->id : figure->name);
        if (figure->settings != NULL) {
            strbuf_printf(&text, "|%s", figure->settings);
        }
    }
    for (size_t i = 0; i < report->setting_count; i++) {
        strbuf_printf(&text, "|%s:%s", report->settings[i].name, report->settings[i].value);
    }
    if (figure == NULL || (figure->has_interval && figure->method != NULL &&
                           strncmp(figure->method, "bootstrap", 9) == 0)) {
        strbuf_printf(&text, "|resamples:%lld|seed:%lld", (long long)report->options.resamples,
                      (long long)report->options.seed);
    }
    if (report->skip_count > 0) {
        strbuf_printf(&text, "|skipped:%zu", report->skip_count);
    }
    const char *copy = arena_strdup(report->arena, text.p);
    strbuf_release(&text);
    return copy;
}

/* Names and groups come from files: nothing in them may steer a terminal. */
static void visible(struct strbuf *out, const char *text)
{
    utf8_visible(out, str_of(text), false);
}

static void write_cell(struct strbuf *out, const char *text, int width)
{
    size_t before = out->n;
    visible(out, text);
    for (int used = (int)utf8_count(str_n(out->p + before, out->n - before)); used < width;
         used++) {
        strbuf_putc(out, ' ');
    }
}

static void write_part(struct strbuf *out, const struct score_part *part)
{
    if (part->undefined) {
        strbuf_printf(out, "  %s undefined", part->name);
    } else if (part->value == floor(part->value) && fabs(part->value) < 1e15) {
        strbuf_printf(out, "  %s %.0f", part->name, part->value);
    } else {
        strbuf_printf(out, "  %s %.6g", part->name, part->value);
    }
}

/* Reasons for no interval, each once: a figure points to its own by number. */
enum { REASONS_MAX = 9 };
struct reasons {
    const char *texts[REASONS_MAX];
    size_t count;
};

/* Its number from 1; 0 when there is no room for another. */
static size_t reason_number(struct reasons *reasons, const char *text)
{
    for (size_t i = 0; i < reasons->count; i++) {
        if (strcmp(reasons->texts[i], text) == 0) {
            return i + 1;
        }
    }
    if (reasons->count == REASONS_MAX) {
        return 0;
    }
    reasons->texts[reasons->count++] = text;
    return reasons->count;
}

static void write_reasons(struct strbuf *out, const struct reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++) {
        strbuf_printf(out, "%s(%zu) no interval: %s\n", i == 0 ? "\n" : "", i + 1,
                      reasons->texts[i]);
    }
}

static void write_figure(struct strbuf *out, const struct score_figure *figure, int width,
                         struct reasons *reasons)
{
    const struct metric_value *value = &figure->value;
    strbuf_puts(out, "  ");
    write_cell(out, figure->name, width);
    if (!value->defined) {
        strbuf_printf(out, "  undefined: %s\n", value->undefined);
        return;
    }
    strbuf_printf(out, "  %-10.6g", value->value);
    if (figure->has_interval) {
        strbuf_printf(out, "  [%.4g, %.4g]", figure->interval.low, figure->interval.high);
    }
    if (value->has_fraction) {
        strbuf_printf(out, "  %.10g of %.10g", value->numerator, value->denominator);
    }
    strbuf_printf(out, "  n %lld", (long long)figure->n);
    for (size_t i = 0; i < figure->part_count; i++) {
        write_part(out, &figure->parts[i]);
    }
    if (!figure->has_interval && figure->no_interval != NULL) {
        size_t number = reason_number(reasons, figure->no_interval);
        if (number > 0) {
            strbuf_printf(out, "  (%zu)", number);
        } else {
            strbuf_printf(out, "  (no interval: %s)", figure->no_interval);
        }
    }
    strbuf_putc(out, '\n');
}

static int name_width(const struct score_report *report)
{
    size_t width = 8;
    for (size_t i = 0; i < report->figure_count; i++) {
        size_t length = strlen(report->figures[i].figure.name);
        width = length > width ? length : width;
    }
    return (int)(width < 40 ? width : 40);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Figures are added metric by metric, so those of a group are gathered here. */
static void write_figures(struct strbuf *out, const struct score_report *report)
{
    int width = name_width(report);
    struct reasons reasons = {.count = 0};
    for (size_t i = 0; i < report->figure_count; i++) {
        const struct score_entry *entry = &report->figures[i];
        bool first = true;
        for (size_t k = 0; first && k < i; k++) {
            first = !same(report->figures[k].column, entry->column) ||
                    !same(report->figures[k].value, entry->value);
        }
        if (!first) {
            continue;
        }
        if (entry->column != NULL) {
            strbuf_putc(out, '\n');
            visible(out, entry->column);
            strbuf_puts(out, " = ");
            visible(out, entry->value);
            strbuf_putc(out, '\n');
        }
        for (size_t k = i; k < report->figure_count; k++) {
            if (same(report->figures[k].column, entry->column) &&
                same(report->figures[k].value, entry->value)) {
                write_figure(out, &report->figures[k].figure, width, &reasons);
            }
        }
    }
    write_reasons(out, &reasons);
}

static void write_comparison(struct strbuf *out, const struct score_comparison *c)
{
    strbuf_puts(out, "  ");
    visible(out, c->column);
    strbuf_putc(out, '=');
    visible(out, c->value);
    strbuf_printf(out, "  %s: %s", c->name, c->verdict);
    if (c->has_difference) {
        strbuf_printf(out, "; difference %+.4g [%+.4g, %+.4g]", c->difference,
                      c->difference_interval.low, c->difference_interval.high);
    }
    if (c->has_ratio) {
        strbuf_printf(out, "; ratio %.4g [%.4g, %.4g]", c->ratio, c->ratio_interval.low,
                      c->ratio_interval.high);
    }
    if (c->has_p) {
        strbuf_printf(out, "; p %.3g, adjusted %.3g", c->p, c->p_adjusted);
    }
    if (c->n_enough > 0) {
        strbuf_printf(out, "; enough would be n %lld", (long long)c->n_enough);
    }
    if (c->reason != NULL) {
        strbuf_printf(out, " (%s)", c->reason);
    }
    strbuf_putc(out, '\n');
}

static void write_comparisons(struct strbuf *out, const struct score_report *report)
{
    if (report->comparison_count > 0) {
        strbuf_printf(out, "\neach group against the rest; margin %.4g; p adjusted by Holm\n",
                      report->options.margin);
    }
    for (size_t i = 0; i < report->comparison_count; i++) {
        write_comparison(out, &report->comparisons[i]);
    }
}

static void write_conventions(struct strbuf *out, const struct score_report *report)
{
    if (!report->options.compare_conventions) {
        return;
    }
    strbuf_puts(out, "\nconventions\n");
    for (size_t i = 0; i < report->convention_count; i++) {
        const struct score_convention *c = &report->conventions[i];
        strbuf_printf(out, "  %s, %s: ", c->quantity, c->convention);
        if (c->value.defined) {
            strbuf_printf(out, "%.10g", c->value.value);
        } else {
            strbuf_printf(out, "undefined (%s)", c->value.undefined);
        }
        strbuf_printf(out, "\n      %s\n", c->why);
    }
}

static void write_skips(struct strbuf *out, const struct score_report *report)
{
    size_t listed =
        report->skip_count < SCORE_SKIPS_LISTED ? report->skip_count : SCORE_SKIPS_LISTED;
    if (report->skip_count > 0) {
        strbuf_printf(out, "\n%zu rows left out\n", report->skip_count);
    }
    for (size_t i = 0; i < listed; i++) {
        strbuf_puts(out, "  ");
        visible(out, report->skips[i]);
        strbuf_putc(out, '\n');
    }
}

void score_write_text(const struct score_report *report, struct strbuf *out)
{
    for (size_t i = 0; i < report->note_count; i++) {
        strbuf_puts(out, "note: ");
        visible(out, report->notes[i]);
        strbuf_putc(out, '\n');
    }
    write_figures(out, report);
    write_comparisons(out, report);
    for (size_t i = 0; i < report->extra_count; i++) {
        if (report->extras[i].text != NULL) {
            strbuf_printf(out, "\n%s", report->extras[i].text);
        }
    }
    write_conventions(out, report);
    write_skips(out, report);
    strbuf_puts(out, "\nsignatures\n");
    for (size_t i = 0; i < report->figure_count; i++) {
        if (report->figures[i].column == NULL) {
            strbuf_printf(out, "  %s\n", score_signature(report, &report->figures[i].figure));
        }
    }
    strbuf_puts(out, "engine policeai/" PAI_VERSION "\n");
}

void score_report_write(struct score_report *report, struct strbuf *out)
{
    if (report->options.json) {
        score_write_json(report, out);
    } else {
        score_write_text(report, out);
    }
}

void score_report_print(struct score_report *report)
{
    struct strbuf out;
    strbuf_init(&out, (size_t)1 << 30);
    score_report_write(report, &out);
    fwrite(out.p, 1, out.n, stdout);
    strbuf_release(&out);
}
