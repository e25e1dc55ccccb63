/* The right candidate among the first. */
#include "metrics/biometrics/search_item.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    return search_rank_item(expected, output, 1, vector, has, err);
}

static const double rows[] = {1, 1, 1, 0, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_rank_hit_at_1 = {
    .id = "rank_hit.at_1/1",
    .title = "Right candidate first",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Searches by enrolled persons with the right candidate within rank 1, whatever its "
        "score, over searches by enrolled persons: a point of the cumulative match "
        "characteristic; 1 minus it is FNIR(N, 1, 0) of NIST FRTE 1:N, \"investigation\". "
        "Of several right entries the best placed counts. A search that failed to acquire or "
        "was not answered has no candidate. Vector: mated searches, those with the right "
        "candidate within the rank.",
    .domain = "0 to 1; undefined without mated searches",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .exact_ends = true,
    .item = item,
    .finish = search_rank_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
