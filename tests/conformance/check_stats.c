/* Computes what it is asked on stdin, "NAME number number …" a line, and prints the numbers
 * that come out, with all their digits: for stats_peer.py, which holds them against others. */
#include "base/mem.h"
#include "stats/compare.h"
#include "stats/difference.h"
#include "stats/equivalence.h"
#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/incomplete.h"
#include "stats/multiple.h"
#include "stats/power.h"
#include "stats/signed_rank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1 << 20, NUMBERS_MAX = 20000 };

static double in[NUMBERS_MAX];
static size_t count;

static int64_t whole(size_t i)
{
    return (int64_t)in[i];
}

static void two(double a, double b)
{
    printf("%.17g %.17g\n", a, b);
}

static void one(double a)
{
    printf("%.17g\n", a);
}

static void ends(struct interval interval)
{
    two(interval.low, interval.high);
}

static bool distribution(const char *name)
{
    if (strcmp(name, "normal") == 0) {
        two(normal_cdf(in[0]), normal_tail(in[0]));
    } else if (strcmp(name, "normal_quantile") == 0) {
        two(normal_quantile(in[0]), normal_quantile_upper(in[0]));
    } else if (strcmp(name, "beta") == 0) {
        two(beta_cdf(in[0], in[1], in[2]), beta_tail(in[0], in[1], in[2]));
    } else if (strcmp(name, "beta_quantile") == 0) {
        two(beta_quantile(in[0], in[1], in[2]), beta_quantile_upper(in[0], in[1], in[2]));
    } else if (strcmp(name, "gamma") == 0) {
        two(gamma_cdf(in[0], in[1]), gamma_tail(in[0], in[1]));
    } else if (strcmp(name, "gamma_quantile") == 0) {
        two(gamma_quantile(in[0], in[1]), gamma_quantile_upper(in[0], in[1]));
    } else {
        return false;
    }
    return true;
}

static bool of_one_rate(const char *name)
{
    if (strcmp(name, "wilson") == 0) {
        ends(wilson_level(whole(0), whole(1), in[2]));
    } else if (strcmp(name, "clopper_pearson") == 0) {
        ends(clopper_pearson(whole(0), whole(1), in[2]));
    } else if (strcmp(name, "jeffreys") == 0) {
        ends(jeffreys(whole(0), whole(1), in[2]));
    } else if (strcmp(name, "poisson") == 0) {
        ends(poisson_events(whole(0), in[1]));
    } else if (strcmp(name, "rule_of_three") == 0) {
        one(rule_of_three(whole(0)));
    } else {
        return false;
    }
    return true;
}

static bool of_two_rates(const char *name)
{
    struct two_rates rates = {whole(0), whole(1), whole(2), whole(3)};
    struct interval interval = {0, 0};
    if (strcmp(name, "newcombe") == 0) {
        ends(newcombe_difference(&rates, in[4]));
    } else if (strcmp(name, "score_difference") == 0) {
        ends(score_difference(&rates, in[4]));
    } else if (strcmp(name, "score_ratio") == 0) {
        ends(score_ratio(&rates, in[4]));
    } else if (strcmp(name, "score_z") == 0) {
        two(score_difference_z(&rates, in[4]), score_ratio_z(&rates, in[5]));
    } else if (strcmp(name, "log_ratio") == 0) {
        (void)log_ratio(&rates, in[4], &interval);
        ends(interval);
    } else if (strcmp(name, "equivalent") == 0) {
        two(equivalent_difference(&rates, in[4]).p, equivalent_ratio(&rates, in[5], in[6]).p);
    } else {
        return false;
    }
    return true;
}

static void list(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("%.17g%c", values[i], i + 1 < n ? ' ' : '\n');
    }
}

static bool test(const char *name)
{
    static double adjusted[NUMBERS_MAX];
    struct signed_rank ranks;
    if (strcmp(name, "fisher") == 0) {
        one(fisher_exact(whole(0), whole(1), whole(2), whole(3)));
    } else if (strcmp(name, "sign") == 0) {
        two(sign_test(whole(0), whole(1)), mcnemar_exact(whole(0), whole(1)));
    } else if (strcmp(name, "wilcoxon") == 0) {
        if (signed_rank_test(in + 1, count - 1, in[0] != 0, &ranks)) {
            two(ranks.positive, ranks.p);
        }
    } else if (strcmp(name, "holm") == 0 || strcmp(name, "bh") == 0) {
        if (name[0] == 'h' ? holm(in, count, adjusted)
                           : benjamini_hochberg(in, count, adjusted)) {
            list(adjusted, count);
        }
    } else {
        return false;
    }
    return true;
}

static bool plan(const char *name)
{
    if (strcmp(name, "units_to_tell") == 0) {
        one((double)units_to_tell(in[0], in[1], in[2], in[3]));
    } else if (strcmp(name, "power_to_tell") == 0) {
        one(power_to_tell(in[0], in[1], whole(2), whole(3), in[4]));
    } else {
        return false;
    }
    return true;
}

int main(void)
{
    char *line = xmalloc(LINE_MAX_BYTES);
    while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        char *rest = line + strcspn(line, " \n");
        char *end = rest;
        if (*rest == ' ') {
            *rest++ = '\0';
        } else {
            *rest = '\0';
        }
        for (count = 0; count < NUMBERS_MAX; count++) {
            in[count] = strtod(rest, &end);
            if (end == rest) {
                break;
            }
            rest = end;
        }
        if (!distribution(line) && !of_one_rate(line) && !test(line) && !plan(line) &&
            !of_two_rates(line)) {
            fprintf(stderr, "check-stats: no answer to %s\n", line);
            return 1;
        }
    }
    free(line);
    return 0;
}
