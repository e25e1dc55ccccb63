/* Sentences with a valid citation.
 * SOURCE: this project's own definition; there is no reference. */
#include "metrics/summary/summary.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no sentence in the summaries");
}

static const double rows[] = {1, 3, 1, 1};
static const struct metric_example examples[] = {{"by hand: 1 of 3, and 1 of 1", rows, 2, 0.5}};

const struct metric metric_citation_recall = {
    .id = "citation_recall/1",
    .title = "Sentences with a valid citation",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Sentences with at least one valid citation over sentences, over all summaries. A "
        "sentence has a letter or digit and ends at a line break or at . ! ? before white "
        "space (\"Mr.\" too), closing marks and citations after it counting to it. A citation "
        "is [N] with N from 1; its quotation is the text in straight or curly double "
        "quotation marks (at most 4096 bytes) that stands before it with nothing but blanks, "
        "signs and other citations between. It is valid when page N of the source has the "
        "quotation: both lower-cased, white space made one blank, curly marks made straight, "
        "marks . , ; : ! ? and blanks at the quotation's ends left out. Vector: sentences "
        "with one, sentences.",
    .domain = "0 to 1; undefined without sentences",
    .length = SUMMARY_FRACTION,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
