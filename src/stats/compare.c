/* Group comparison; see compare.h. */
#include "stats/compare.h"

#include "base/err.h"
#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/equivalence.h"
#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/multiple.h"

#include <math.h>
#include <stdlib.h>

static const double alpha_of_one = 0.05;

const char *verdict_word(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_NOT_ENOUGH:
        return "not enough data";
    case VERDICT_DIFFERENT:
        return "different";
    case VERDICT_EQUIVALENT:
        return "equivalent within the margin";
    }
    BUG("verdict %d", (int)verdict);
}

/* So many units make both half-intervals and the step of the exact test together as narrow as
 * the margin: reach spread / sqrt(n) + step / n = margin, a square in 1 / sqrt(n). */
static int64_t units_enough(const struct comparison *c, double alpha)
{
    if (!(c->margin > 0) || !(c->spread > 0)) {
        return 0;
    }
    double reach = normal_quantile_upper(alpha / 2) + normal_quantile_upper(alpha);
    double width = reach * c->spread;
    double root = (width + sqrt(width * width + 4 * c->margin * c->step)) / (2 * c->margin);
    double n = ceil(root * root);
    int64_t least = c->units + 1; /* these were not */
    return !(n < 9e15) ? 0 : (int64_t)n > least ? (int64_t)n : least;
}

/* Rules 2 to 4. `alpha` serves n_enough alone: p-values come adjusted. */
static void judge(struct comparison *c, double alpha)
{
    bool shown = c->p <= alpha_of_one;
    c->n_enough = 0;
    if (c->margin > 0 && c->p_equivalence <= alpha_of_one) {
        c->verdict = VERDICT_EQUIVALENT;
        c->reason = shown ? "a difference is there, and smaller than the margin"
                          : "a difference as large as the margin is refused";
        return;
    }
    if (shown) {
        c->verdict = VERDICT_DIFFERENT;
        c->reason = "p is at most 0.05";
        return;
    }
    c->verdict = VERDICT_NOT_ENOUGH;
    c->n_enough = units_enough(c, alpha);
    if (c->difference_interval.low > 0 || c->difference_interval.high < 0) {
        c->reason = "the interval leaves out 0, but p, which decides, is above 0.05";
    } else if (c->margin > 0) {
        c->reason = "neither a difference nor its absence is shown";
    } else {
        c->reason = "no difference is shown, and no margin was fixed";
    }
}

static struct comparison turn_away(struct comparison *c, const char *reason)
{
    c->verdict = VERDICT_NOT_ENOUGH;
    c->reason = reason;
    return *c;
}

/* Rule 1; the reason, or NULL. */
static const char *too_few(int64_t group, int64_t rest)
{
    if (group < COMPARE_UNITS_MIN) {
        return "fewer than 30 units in the group";
    }
    return rest < COMPARE_UNITS_MIN ? "fewer than 30 units in the rest" : NULL;
}

static const char *bad_margin(double margin, double below)
{
    return margin >= 0 && margin < below ? NULL : "the margin is out of range";
}

/* Rule 1 turned it away; with a margin it is known all the same how many would be enough. */
static struct comparison too_small(struct comparison *c, const char *reason)
{
    int64_t enough = units_enough(c, alpha_of_one);
    c->n_enough = enough > COMPARE_UNITS_MIN ? enough : COMPARE_UNITS_MIN;
    return turn_away(c, reason);
}

/* Of one unit of the group. At the rate of all, with half a yes and half a no more, so that
 * there is a spread where nothing has happened yet; moved towards a half by half the margin,
 * since that is where the group may be when it is neither one nor the other. */
static double spread_of(const struct compare_rates *r)
{
    double group = (double)r->n_group;
    double rest = (double)r->n_rest;
    double rate = ((double)r->yes_group + (double)r->yes_rest + 0.5) / (group + rest + 1);
    double rarer = fmin(0.5, fmin(rate, 1 - rate) + r->margin / 2);
    return sqrt(rarer * (1 - rarer) * (1 + group / rest));
}

struct comparison compare_rates(const struct compare_rates *rates)
{
    struct comparison c = {.p = 1,
                           .p_equivalence = 1,
                           .method = "compare.fisher.score/1",
                           .units = rates->n_group};
    if (rates->n_group < 0 || rates->n_rest < 0 || rates->yes_group < 0 ||
        rates->yes_rest < 0 || rates->yes_group > rates->n_group ||
        rates->yes_rest > rates->n_rest) {
        BUG("%lld of %lld against %lld of %lld", (long long)rates->yes_group,
            (long long)rates->n_group, (long long)rates->yes_rest, (long long)rates->n_rest);
    }
    const char *refused = bad_margin(rates->margin, 1);
    if (refused != NULL) {
        return turn_away(&c, refused);
    }
    if (rates->n_group == 0 || rates->n_rest == 0) {
        return turn_away(&c, rates->n_group == 0 ? "no units in the group"
                                                 : "no units in the rest");
    }
    struct two_rates two = {rates->yes_group, rates->n_group, rates->yes_rest, rates->n_rest};
    double group = (double)rates->yes_group / (double)rates->n_group;
    double rest = (double)rates->yes_rest / (double)rates->n_rest;
    c.defined = true;
    c.margin = rates->margin;
    c.spread = spread_of(rates);
    c.step = (1 + (double)rates->n_group / (double)rates->n_rest) / 2;
    c.difference = group - rest;
    c.difference_interval = score_difference(&two, 0.95);
    c.has_ratio = rates->yes_rest > 0;
    c.ratio = c.has_ratio ? group / rest : 0;
    c.ratio_interval = score_ratio(&two, 0.95);
    c.p = fisher_exact(rates->yes_group, rates->n_group - rates->yes_group, rates->yes_rest,
                       rates->n_rest - rates->yes_rest);
    if (c.margin > 0) {
        c.p_equivalence = equivalent_difference(&two, c.margin).p;
    }
    const char *few = too_few(rates->n_group, rates->n_rest);
    if (few != NULL) {
        return too_small(&c, few);
    }
    c.judged = true;
    judge(&c, alpha_of_one);
    return c;
}

static int compare_numbers(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

/* The 95 % percentile interval; sorts the values. */
static struct interval percentiles(double *values, size_t n)
{
    qsort(values, n, sizeof *values, compare_numbers);
    return (struct interval){quantile_sorted(values, n, 0.025),
                             quantile_sorted(values, n, 0.975)};
}

static double deviation(const double *values, size_t n)
{
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    for (size_t i = 0; i < n; i++) {
        double off = values[i] - sum / (double)n;
        squares += off * off;
    }
    return sqrt(squares / (double)(n - 1));
}

/* How many are at most `place`, and at least. */
static double at_most(const double *sorted, size_t n, double place)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += sorted[i] <= place;
    }
    return (double)count;
}

static double at_least(const double *sorted, size_t n, double place)
{
    return at_most(sorted, n, INFINITY) - at_most(sorted, n, nextafter(place, -INFINITY));
}

/* The pairs of which both figures are defined: differences into `gaps`, ratios, where all have
 * one, into `ratios`. */
static size_t pair_up(const struct compare_side *group, const struct compare_side *rest,
                      size_t count, double *gaps, double *ratios, bool *has_ratio)
{
    size_t n = 0;
    *has_ratio = rest->value > 0 && group->value >= 0;
    for (size_t i = 0; i < count; i++) {
        double a = group->replicates[i];
        double b = rest->replicates[i];
        if (!isfinite(a) || !isfinite(b)) {
            continue;
        }
        gaps[n] = a - b;
        ratios[n++] = b > 0 ? a / b : 0;
        *has_ratio = *has_ratio && b > 0 && a >= 0;
    }
    return n;
}

/* Rule 1 for replicates; the reason, or NULL. */
static const char *not_to_be_judged(const struct comparison *c,
                                    const struct compare_side *group,
                                    const struct compare_side *rest)
{
    const char *few = too_few(group->n, rest->n);
    if (few != NULL) {
        return few;
    }
    if (group->clusters < BOOTSTRAP_CLUSTERS_MIN || rest->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return "fewer than 20 clusters on a side";
    }
    return c->spread > 0 ? NULL : "the resamples do not vary";
}

/* p-values and intervals from `n` differences, which it sorts, and ratios. */
static void weigh(struct comparison *c, double *gaps, double *ratios, size_t n)
{
    double one_more = (double)n + 1;
    c->spread = deviation(gaps, n) * sqrt((double)c->units);
    c->difference_interval = percentiles(gaps, n);
    if (c->has_ratio) {
        c->ratio_interval = percentiles(ratios, n);
    }
    double rarer = fmin(at_most(gaps, n, 0), at_least(gaps, n, 0));
    c->p = fmin(1, 2 * (rarer + 1) / one_more);
    if (c->margin > 0) {
        double outside = fmax(at_most(gaps, n, -c->margin), at_least(gaps, n, c->margin));
        c->p_equivalence = fmin(1, (outside + 1) / one_more);
    }
}

struct comparison compare_replicates(const struct compare_side *group,
                                     const struct compare_side *rest, size_t count,
                                     double margin)
{
    struct comparison c = {
        .p = 1, .p_equivalence = 1, .method = "compare.bootstrap/1", .units = group->clusters};
    const char *refused = bad_margin(margin, INFINITY);
    if (refused != NULL) {
        return turn_away(&c, refused);
    }
    if (!isfinite(group->value) || !isfinite(rest->value)) {
        return turn_away(&c, !isfinite(group->value) ? "no figure for the group"
                                                     : "no figure for the rest");
    }
    double *gaps = xmalloc((2 * count + 1) * sizeof *gaps);
    double *ratios = gaps + count;
    size_t n = pair_up(group, rest, count, gaps, ratios, &c.has_ratio);
    if (n < 2 || n < count - count / 20) {
        free(gaps);
        return turn_away(&c, "undefined in more than one resample in twenty");
    }
    c.defined = true;
    c.margin = margin;
    c.difference = group->value - rest->value;
    c.ratio = c.has_ratio ? group->value / rest->value : 0;
    weigh(&c, gaps, ratios, n);
    free(gaps);
    const char *reason = not_to_be_judged(&c, group, rest);
    if (reason != NULL) {
        return too_small(&c, reason);
    }
    c.judged = true;
    judge(&c, alpha_of_one);
    return c;
}

void compare_adjust(struct comparison *list, size_t count)
{
    double *p = xmalloc((2 * count + 1) * sizeof *p);
    double *same = p + count;
    size_t judged = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].judged) {
            p[judged] = list[i].p;
            same[judged++] = list[i].p_equivalence;
        }
    }
    if (!holm(p, judged, p) || !holm(same, judged, same)) {
        BUG("a p-value out of range among %zu", judged);
    }
    double alpha = alpha_of_one / (double)(judged > 0 ? judged : 1);
    judged = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].judged) {
            list[i].p = p[judged];
            list[i].p_equivalence = same[judged++];
            judge(&list[i], alpha);
        }
    }
    free(p);
}
