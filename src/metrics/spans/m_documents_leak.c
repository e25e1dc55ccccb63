/* Residual risk of redaction: documents in which at least one expected entity is not fully
 * covered. */
#include "metrics/metric.h"
#include "metrics/spans/spans.h"

static bool count(struct arena *arena, const struct span_item *spans, double *vector)
{
    (void)arena;
    vector[0] = 0;
    vector[1] = 1;
    for (size_t i = 0; i < spans->expected.count; i++) {
        if (!spans_cover(&spans->covered, spans->expected.items[i])) {
            vector[0] = 1;
        }
    }
    return spans->expected.count > 0;
}

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    return span_metric_item(input, expected, output, count, vector, has, err);
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no documents with entities");
}

static const double rows[] = {0, 1, 1, 1, 0, 1};
static const struct metric_example examples[] = {
    {"by hand: of three texts one leaks", rows, 3, 1.0 / 3}};

const struct metric metric_documents_leak = {
    .id = "documents.leak/1",
    .title = "Documents with a leak",
    .unit = "proportion",
    .definition =
        "Documents with at least one expected entity that is not fully covered (as in "
        "entity.recall/1), over documents with at least one expected entity. A document "
        "without an "
        "answer leaks. Vector: leaking, documents.",
    .domain = "0 to 1; undefined without texts that hold entities",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
