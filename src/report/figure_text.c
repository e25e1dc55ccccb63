/* See figure_text.h. */
#include "report/figure_text.h"

#include "base/jsonw.h"
#include "web/template.h"

#include <math.h>

static const char *filtered(struct arena *arena, enum template_filter filter, double value)
{
    char dec[DEC_SIZE];
    struct strbuf text;
    dec_format(dec, value);
    strbuf_init(&text, 64);
    (void)filter_apply(&text, filter, &language_table[0], str_of(dec));
    const char *kept = arena_strdup(arena, text.p);
    strbuf_release(&text);
    return kept;
}

const char *figure_value(struct arena *arena, const struct metric *metric, double value)
{
    return metric_is_proportion(metric) ? filtered(arena, FILTER_PERCENT, value)
                                        : arena_printf(arena, "%.4g", value == 0 ? 0.0 : value);
}

/* Points of a hundred with one place, further places only where it would say 0 of what is not.
 */
static const char *points(struct arena *arena, double value)
{
    int places = 1;
    while (places < 6 && value != 0 && fabs(value * 100) < 0.5 * pow(10, -places)) {
        places++;
    }
    return arena_printf(arena, "%+.*f", places, value == 0 ? 0.0 : value * 100);
}

static const char *signed_value(struct arena *arena, const struct metric *metric, double value)
{
    return metric_is_proportion(metric)
               ? points(arena, value)
               : arena_printf(arena, "%+.4g", value == 0 ? 0.0 : value);
}

static const char *unit_of(const struct metric *metric)
{
    return metric_is_proportion(metric) ? " points" : "";
}

const char *figure_difference(struct arena *arena, const struct metric *metric, double value)
{
    return arena_printf(arena, "%s%s", signed_value(arena, metric, value), unit_of(metric));
}

const char *figure_interval(struct arena *arena, const struct metric *metric,
                            const struct interval *interval)
{
    return arena_printf(arena, "%s to %s", figure_value(arena, metric, interval->low),
                        figure_value(arena, metric, interval->high));
}

const char *figure_difference_interval(struct arena *arena, const struct metric *metric,
                                       const struct interval *interval)
{
    return arena_printf(arena, "%s to %s%s", signed_value(arena, metric, interval->low),
                        signed_value(arena, metric, interval->high), unit_of(metric));
}

const char *figure_margin(struct arena *arena, const struct metric *metric, double margin)
{
    return figure_difference(arena, metric, margin) + 1; /* without its sign */
}

const char *figure_counts(struct arena *arena, const struct metric_value *value)
{
    if (!value->has_fraction) {
        return "";
    }
    return arena_printf(arena, "%s of %s", filtered(arena, FILTER_COUNT, value->numerator),
                        filtered(arena, FILTER_COUNT, value->denominator));
}

const char *figure_p(struct arena *arena, double p)
{
    return p < 0.001 ? "under 0.001" : arena_printf(arena, "%.3f", p);
}

const char *figure_count(struct arena *arena, int64_t count)
{
    return filtered(arena, FILTER_COUNT, (double)count);
}
