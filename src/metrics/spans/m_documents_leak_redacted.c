/* Leaks of what was in fact handed over: documents.leak without those that were refused. */
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
    TRY(span_metric_item(input, expected, output, count, vector, has, err));
    *has = *has && output != NULL;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no redacted documents with entities");
}

static const double rows[] = {0, 1, 1, 1};
static const struct metric_example examples[] = {
    {"by hand: of two redacted documents one leaks", rows, 2, 0.5}};

const struct metric metric_documents_leak_redacted = {
    .id = "documents.leak.redacted/1",
    .title = "Redacted documents with a leak",
    .unit = "proportion",
    .definition =
        "Of the documents that were answered with at least one expected entity in them, those "
        "with an entity that is not fully covered (as in entity.recall/1). Where the task has "
        "an output check, only a file that passed it is an answer, so these are leaks after "
        "the check. A document without an answer is in documents.refused/1 and not here. "
        "Vector: leaking, redacted documents.",
    .domain = "0 to 1; undefined without answered documents that hold entities",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
