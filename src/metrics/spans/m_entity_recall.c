/* Entity recall of redaction: an entity is found only when all of it is covered.
 * SOURCE: the rule that a mention is masked only if every character of it is, Pilan et al.
 * 2022, The Text Anonymization Benchmark, Computational Linguistics 48:1053-1101; here without
 * its list of ignorable characters and words. */
#include "metrics/metric.h"
#include "metrics/spans/spans.h"

static bool count(struct arena *arena, const struct span_item *spans, double *vector)
{
    (void)arena;
    vector[0] = 0;
    vector[1] = (double)spans->expected.count;
    for (size_t i = 0; i < spans->expected.count; i++) {
        vector[0] += spans_cover(&spans->covered, spans->expected.items[i]);
    }
    return true;
}

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    return span_metric_item(input, expected, output, count, vector, has, err);
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no expected entities");
}

static const double rows[] = {2, 3, 1, 1};
static const struct metric_example examples[] = {
    {"by hand: two texts, 2 of 3 and 1 of 1 covered", rows, 2, 0.75}};

const struct metric metric_entity_recall = {
    .id = "entity.recall/1",
    .title = "Entities fully covered",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Expected entities of which every code point lies in marked spans, over expected "
        "entities, summed over items. Spans that overlap or touch count as one; the label does "
        "not "
        "matter; blanks and punctuation inside an entity count like any other character. An "
        "item "
        "without an answer covers nothing. Vector: covered, expected.",
    .domain = "0 to 1; undefined without expected entities",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
