/* Entity recall of redaction: an entity is found only when all of it is covered.
 * SOURCE: the rule that a mention is masked only if every character of it is, Pilan et al.
 * 2022, The Text Anonymization Benchmark, Computational Linguistics 48:1053-1101; here without
 * its list of ignorable characters and words. */
#include "metrics/metric.h"
#include "metrics/spans.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct arena *arena = arena_new();
    struct span_item spans;
    enum err_code code = span_item_read(arena, input, expected, output, &spans, err);
    if (code == ERR_OK) {
        vector[0] = 0;
        vector[1] = (double)spans.expected.count;
        for (size_t i = 0; i < spans.expected.count; i++) {
            vector[0] += spans_cover(&spans.covered, spans.expected.items[i]);
        }
        *has = true;
    }
    arena_free(arena);
    return code;
}

static struct metric_value finish(const double *sum)
{
    if (sum[1] == 0) {
        return (struct metric_value){.undefined = "no expected entities", .has_fraction = true};
    }
    return (struct metric_value){true, NULL, sum[0] / sum[1], true, sum[0], sum[1]};
}

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
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
};
