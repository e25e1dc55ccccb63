/* A metric: item(expected, output) -> fixed vector; merge; finish -> value or undefined.
 *
 * Groups, bootstrap, workers and verify use only these functions; a test proves that merge does
 * not care about order. A *pooled* metric (area under a curve, average precision) needs all
 * rows at once and has `pool` in place of merge and finish. One metric, one file m_NAME.c, one
 * `const struct metric metric_NAME`. A metric's id carries its definition ("wer.sclite/1"): a
 * changed answer on any input is a new id. */
#ifndef POLICEAI_METRICS_METRIC_H
#define POLICEAI_METRICS_METRIC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rows of a pooled metric that a task gives are whole numbers up to METRIC_POOL_MAX. */
enum { METRIC_VECTOR_MAX = 32, METRIC_POOL_MAX = 65536 };

struct metric_value {
    bool defined;
    const char *undefined; /* reason when not defined, e.g. "no reference words" */
    double value;
    bool has_fraction; /* numerator and denominator mean something */
    double numerator;
    double denominator;
};

enum metric_interval {
    METRIC_BINOMIAL, /* each independent unit gives one yes or no: Wilson when clusters are
                        single */
    METRIC_POOLED    /* bootstrap over clusters */
};

/* A pooled metric. Sorting and the like is done once, then every resample costs one pass. */
struct metric_pool {
    /* `vectors`: rows x length, row by row, lent until release. Allocated with xmalloc. */
    void *(*prepare)(const double *vectors, size_t rows);
    /* The value where row i counts times[i] times (NULL: each once), whatever the order of the
     * rows. Several threads may ask at once. */
    struct metric_value (*value)(const void *prepared, const uint32_t *times);
    void (*release)(void *prepared);
};

/* A worked example: rows of vectors and the value they give, from the source named. A test
 * computes each. `value` is NAN where the example is undefined. */
struct metric_example {
    const char *source;
    const double *vectors; /* rows x length */
    size_t rows;
    double value;
};

/* What one item of a run came to, for metrics that look at all of them. */
struct metric_answer {
    const struct js *input;
    const struct js *expected;
    const struct js *output; /* NULL: not answered */
};

struct metric {
    const char *id;    /* "wer.sclite/1" */
    const char *title; /* "Word error rate (sclite alignment)" */
    const char *unit;  /* "proportion" */
    bool higher_is_better;
    const char *definition; /* a paragraph with its source */
    const char *domain;     /* "0 to 1; undefined without reference words" */
    size_t length;          /* of the vector, <= METRIC_VECTOR_MAX */
    enum metric_interval interval;
    /* Where none or all of the units of a proportion say yes, resampling clusters gives an
     * interval without width: then it is the exact one of as many units as there are clusters.
     */
    bool exact_ends;
    /* expected and output as the task's contract has them (output NULL: the item was not
     * answered and counts as a failure); `input` is the item's input. ERR_FORMAT when expected
     * is malformed. *has false: this item has no vector. NULL: no task of the Lab gives it. */
    enum err_code (*item)(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err);
    /* In place of `item` where a vector hangs on the answers to other items too (which records
     * were put with this one): all items of a run at once. Fills vectors, count x length, and
     * has[count]; both are zero before. The order of the items is of no matter. */
    enum err_code (*together)(const struct metric_answer *items, size_t count, double *vectors,
                              bool *has, struct err *err);
    void (*merge)(double *sum, const double *vector); /* NULL: add component by component */
    struct metric_value (*finish)(const double *sum);
    const struct metric_pool *pool; /* or NULL; then merge and finish are NULL */
    const struct metric_example *examples;
    size_t example_count;
};

extern const struct metric *const metric_table[];
extern const size_t metric_table_count;
/* numerator / denominator, undefined with this reason when the denominator is 0. */
struct metric_value metric_fraction(double numerator, double denominator,
                                    const char *undefined);
/* Adds a row's vector to a sum, by the metric's merge or component by component. */
void metric_merge(const struct metric *metric, double *sum, const double *vector);
/* The value of rows x length vectors, pooled or summed; not a finite number is undefined. */
struct metric_value metric_of_rows(const struct metric *metric, const double *vectors,
                                   size_t rows);
/* Its values are shares of one, told in percent; else in its unit. */
bool metric_is_proportion(const struct metric *metric);
/* By id, NULL when there is none. */
const struct metric *metric_lookup(const char *id);

#endif
