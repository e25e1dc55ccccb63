/* Citations whose quotation stands on the cited page.
 * SOURCE: this project's own definition; there is no reference. */
#include "metrics/summary/summary.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no citation in the summaries");
}

static const double rows[] = {2, 3, 1, 1};
static const struct metric_example examples[] = {
    {"by hand: 2 of 3, and 1 of 1", rows, 2, 0.75}};

const struct metric metric_citation_precision = {
    .id = "citation_precision/1",
    .title = "Citations whose quotation stands on the cited page",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Valid citations over citations, over all summaries. A citation is [N] with N from 1; "
        "its quotation is the text in straight or curly double quotation marks (at most 4096 "
        "bytes) that stands before it with nothing but blanks, signs and other citations "
        "between. It is valid when page N of the source has the quotation: both lower-cased, "
        "white space made one blank, curly marks made straight, marks . , ; : ! ? and blanks "
        "at the quotation's ends left out. One without quotation is not valid. Vector: valid, "
        "citations.",
    .domain = "0 to 1; undefined without citations",
    .length = SUMMARY_FRACTION,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
