/* Equal error rates by four conventions; see equal_error.h. */
#include "metrics/ranking/equal_error.h"

#include "base/mem.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static bool lacks_a_side(const struct score_walk *walk, struct metric_value *value)
{
    *value = (struct metric_value){.undefined =
                                       walk->positives == 0 ? "no positives" : "no negatives"};
    return walk->positives == 0 || walk->negatives == 0;
}

static struct metric_value defined(double value)
{
    return (struct metric_value){.defined = true, .value = value};
}

struct block {
    uint64_t positives;
    uint64_t negatives;
};

/* Blocks of neighbouring scores with falling shares of positives: the sides of the hull. Freed
 * with free(). SOURCE: pool adjacent violators, Ayer et al. 1955, Annals of Mathematical
 * Statistics 26:641-647. */
static struct block *hull_of(const struct score_walk *walk, size_t *count)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct block *blocks = NULL;
    size_t room = 0;
    size_t n = 0;
    while (score_walk_next(&at, &step)) {
        struct block own = {step.positives, step.negatives};
        while (n > 0 && own.positives * blocks[n - 1].negatives >=
                            blocks[n - 1].positives * own.negatives) {
            n--;
            own.positives += blocks[n].positives;
            own.negatives += blocks[n].negatives;
        }
        blocks = mem_grow(blocks, n, &room, sizeof *blocks);
        blocks[n++] = own;
    }
    *count = n;
    return blocks;
}

struct metric_value equal_error_hull(const struct score_walk *walk, double unused)
{
    struct metric_value value;
    size_t count;
    (void)unused;
    if (lacks_a_side(walk, &value)) {
        return value;
    }
    struct block *blocks = hull_of(walk, &count);
    uint64_t accepted = 0; /* negatives above */
    uint64_t missed = walk->positives;
    struct metric_value best = {
        .defined = true, .denominator = (double)walk->positives * (double)walk->negatives};
    for (size_t i = 0; i < count; i++) {
        uint64_t p = blocks[i].positives;
        uint64_t n = blocks[i].negatives;
        if (p > 0 && n > 0) {
            /* the line of this side where both rates are equal; the hull is the highest of its
             * lines */
            double rise = (double)((accepted + n) * missed - accepted * (missed - p));
            double run = (double)(n * walk->positives + p * walk->negatives);
            if (rise / run > best.value) {
                best.value = rise / run;
                best.numerator = rise;
                best.denominator = run;
            }
        }
        accepted += n;
        missed -= p;
    }
    free(blocks);
    return best;
}

/* The error rates when everything down to here is accepted. */
struct rates {
    double false_positive;
    double false_negative;
};

static struct rates rates_of(const struct score_walk *walk, uint64_t hits, uint64_t accepted)
{
    return (struct rates){(double)accepted / (double)walk->negatives,
                          1 - (double)hits / (double)walk->positives};
}

struct metric_value equal_error_deepfakebench(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct score_step next = {0};
    struct metric_value value;
    uint64_t hits = 0;
    uint64_t accepted = 0;
    double best = 1; /* the rates' difference where nothing is accepted */
    double chosen = 0;
    (void)unused;
    if (lacks_a_side(walk, &value)) {
        return value;
    }
    bool first = true;
    bool more = score_walk_next(&at, &step);
    while (more) {
        more = score_walk_next(&at, &next);
        hits += step.positives;
        accepted += step.negatives;
        bool collinear = !first && more && next.positives == step.positives &&
                         next.negatives == step.negatives;
        struct rates rates = rates_of(walk, hits, accepted);
        double difference = fabs(rates.false_negative - rates.false_positive);
        if (!collinear && difference < best) {
            best = difference;
            chosen = rates.false_positive;
        }
        first = false;
        step = next;
    }
    return defined(chosen);
}

/* In single precision, each operation rounded as torch rounds it. */
static float difference_single(const struct score_walk *walk, uint64_t hits, uint64_t accepted)
{
    float false_positive = (float)accepted / (float)walk->negatives;
    float false_negative = 1 - (float)hits / (float)walk->positives;
    return fabsf(false_positive - false_negative);
}

static float least_single(const struct score_walk *walk)
{
    struct score_walk at = *walk;
    struct score_step step;
    uint64_t hits = 0;
    uint64_t accepted = 0;
    float least = 1;
    while (score_walk_next(&at, &step)) {
        hits += step.positives;
        accepted += step.negatives;
        least = fminf(least, difference_single(walk, hits, accepted));
    }
    return least;
}

struct metric_value equal_error_torchmetrics(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct metric_value value;
    uint64_t hits = 0;
    uint64_t accepted = 0;
    (void)unused;
    if (lacks_a_side(walk, &value)) {
        return value;
    }
    float bound = least_single(walk) + FLT_EPSILON;
    while (difference_single(walk, hits, accepted) > bound && score_walk_next(&at, &step)) {
        hits += step.positives;
        accepted += step.negatives;
    }
    struct rates rates = rates_of(walk, hits, accepted);
    return defined((rates.false_positive + rates.false_negative) / 2);
}

struct nearest {
    const struct score_walk *walk;
    uint64_t rejected_positives; /* below the threshold */
    uint64_t accepted_negatives;
    double best;
    double value;
};

/* Seen from the highest score down, so that the last of equal points is the first from below.
 */
static void look(struct nearest *nearest)
{
    double miss = (double)nearest->rejected_positives / (double)nearest->walk->positives;
    double accept = (double)nearest->accepted_negatives / (double)nearest->walk->negatives;
    double difference = fabs(miss - accept);
    if (difference <= nearest->best) {
        nearest->best = difference;
        nearest->value = (miss + accept) / 2;
    }
}

struct metric_value equal_error_asvspoof5(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct metric_value value;
    struct nearest nearest = {walk, walk->positives, 0, 2, 0};
    (void)unused;
    if (lacks_a_side(walk, &value)) {
        return value;
    }
    look(&nearest);
    while (score_walk_next(&at, &step)) {
        for (uint64_t i = 0; i < step.negatives; i++) {
            nearest.accepted_negatives++;
            look(&nearest);
        }
        for (uint64_t i = 0; i < step.positives; i++) {
            nearest.rejected_positives--;
            look(&nearest);
        }
    }
    return defined(nearest.value);
}
