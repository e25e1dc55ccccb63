/* Precision of redaction by characters: how much of what was covered had to be. */
#include "metrics/metric.h"
#include "metrics/spans/spans.h"

static bool count(struct arena *arena, const struct span_item *spans, double *vector)
{
    struct span_list wanted = spans_join(arena, &spans->expected);
    vector[0] = (double)spans_shared(&wanted, &spans->covered);
    vector[1] = (double)spans_length(&spans->covered);
    return true;
}

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    return span_metric_item(input, expected, output, count, vector, has, err);
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was covered");
}

static const double rows[] = {8, 10, 2, 2};
static const struct metric_example examples[] = {
    {"by hand: 8 of 10 and 2 of 2 code points", rows, 2, 10.0 / 12}};

const struct metric metric_span_precision = {
    .id = "span.precision/1",
    .title = "Covered text that had to be covered",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Code points covered that lie in an expected entity, over code points covered, summed "
        "over "
        "items; a code point covered twice counts once; labels do not matter. Vector: rightly "
        "covered, covered.",
    .domain = "0 to 1; undefined where nothing was marked",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
