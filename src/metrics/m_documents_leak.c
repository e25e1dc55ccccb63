/* Residual risk of redaction: documents in which at least one expected entity is not fully
 * covered. */
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
        vector[1] = 1;
        for (size_t i = 0; i < spans.expected.count; i++) {
            if (!spans_cover(&spans.covered, spans.expected.items[i])) {
                vector[0] = 1;
            }
        }
        *has = spans.expected.count > 0;
    }
    arena_free(arena);
    return code;
}

static struct metric_value finish(const double *sum)
{
    if (sum[1] == 0) {
        return (struct metric_value){.undefined = "no documents with entities",
                                     .has_fraction = true};
    }
    return (struct metric_value){true, NULL, sum[0] / sum[1], true, sum[0], sum[1]};
}

const struct metric metric_documents_leak = {
    .id = "documents.leak/1",
    .title = "Documents with a leak",
    .unit = "proportion",
    .definition =
        "Documents with at least one expected entity that is not fully covered (as in "
        "entity.recall/1), over documents with at least one expected entity. A document "
        "without an "
        "answer leaks. Vector: leaking, documents.",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
};
