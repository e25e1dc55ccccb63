/* Incomplete beta and gamma; see incomplete.h. */
#include "stats/incomplete.h"

#include "base/err.h"
#include "stats/elementary.h"
#include "stats/root.h"

#include <math.h>
#include <stdbool.h>

enum { STEPS_MAX = 10000000 };

/* log gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2, x > 0 (Binet's function). */
static double stirling_rest(double x)
{
    double rest = 0;
    while (x < 16) {
        rest += (x + 0.5) * log1p_same(1 / x) - 1;
        x++;
    }
    double s = 1 / (x * x);
    double series =
        1.0 / 12 -
        s * (1.0 / 360 -
             s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360)))));
    return rest + series / x;
}

/* x log(x / m) + m - x, where `off` is x - m with all its digits. */
static double deviance(double x, double m, double off)
{
    double v = off / (x + m);
    if (fabs(v) >= 0.1) {
        return x * log_same(x / m) + m - x;
    }
    double sum = off * v;
    double power = 2 * x * v;
    for (int i = 3;; i += 2) {
        power *= v * v;
        double next = sum + power / i;
        if (next == sum) {
            return sum;
        }
        sum = next;
    }
}

static const double two_pi = 6.28318530717958647693;

/* a - (a + b) x with all its digits, from the smaller of x and y = 1 - x. */
static double off_mean(double a, double b, double x, double y)
{
    return x < y ? a - (a + b) * x : (a + b) * y - b;
}

/* x^a y^b gamma(a + b) / (gamma(a) gamma(b)), x + y = 1 */
static double beta_front(double a, double b, double x, double y)
{
    double n = a + b;
    double off = off_mean(a, b, x, y);
    double log_ratio = stirling_rest(n) - stirling_rest(a) - stirling_rest(b) -
                       deviance(a, n * x, off) - deviance(b, n * y, -off);
    return sqrt(a * b / (two_pi * n)) * exp_same(log_ratio);
}

/* One step of Lentz's method in Thompson and Barnett's form (J. Computational Physics
 * 64:490-509, 1986). */
struct fraction {
    double value;
    double c;
    double d;
};

static bool fraction_step(struct fraction *f, double numerator, double denominator)
{
    const double tiny = 1e-300;
    f->d = denominator + numerator * f->d;
    f->d = 1 / (f->d == 0 ? tiny : f->d);
    f->c = denominator + numerator / f->c;
    f->c = f->c == 0 ? tiny : f->c;
    double factor = f->c * f->d;
    f->value *= factor;
    return fabs(factor - 1) < 1.2e-16;
}

/* I_x(a, b) for x below the mean or so. All in terms of a y - b x, where nothing is lost. */
static double beta_below(double a, double b, double x, double y)
{
    double front = beta_front(a, b, x, y);
    if (front == 0) {
        return 0;
    }
    double off = off_mean(a, b, x, y);
    double first = a * (off + 1) / (a + 1);
    struct fraction f = {first, first, 0};
    for (int n = 1; n < STEPS_MAX; n++) {
        double along = n * (b - n) * x / (a + 2.0 * n - 1);
        double numerator = (a + n - 1) * (a + b + n - 1) * x * along / (a + 2.0 * n - 1);
        double denominator = n + along + (a + n) * (off + 1 + n * (1 + y)) / (a + 2.0 * n + 1);
        if (fraction_step(&f, numerator, denominator)) {
            break;
        }
    }
    return front / f.value;
}

/* P(X <= x), or P(X > x) when `upper`; y is 1 - x, given apart for x near 1. */
static double beta_mass(double a, double b, double x, double y, bool upper)
{
    if (!(a > 0 && b > 0)) {
        BUG("beta of %g and %g", a, b);
    }
    if (x <= 0 || y <= 0) {
        return (x <= 0) == upper ? 1 : 0;
    }
    if (x * (a + b + 2) > a + 1) {
        double tail = beta_below(b, a, y, x);
        return upper ? tail : 1 - tail;
    }
    double mass = beta_below(a, b, x, y);
    return upper ? 1 - mass : mass;
}

double beta_cdf(double a, double b, double x)
{
    return beta_mass(a, b, x, 1 - x, false);
}

double beta_tail(double a, double b, double x)
{
    return beta_mass(a, b, x, 1 - x, true);
}

/* The search for a quantile goes by the logarithms of place and mass, which are near to
 * straight lines of each other. */
struct search {
    double a;
    double b;
    double wanted; /* mass */
    bool upper;    /* of the upper tail */
    bool mirrored; /* the place is 1 - x */
};

static double beta_miss(const void *data, double log_place)
{
    const struct search *s = data;
    double place = exp_same(log_place);
    double x = s->mirrored ? 1 - place : place;
    double y = s->mirrored ? place : 1 - place;
    double miss = log_same(beta_mass(s->a, s->b, x, y, s->upper) / s->wanted);
    return fmax(-1e4, fmin(1e4, miss));
}

static double beta_place(double a, double b, double wanted, bool upper)
{
    if (wanted <= 0 || wanted >= 1 || isnan(wanted)) {
        return isnan(wanted) ? NAN : (wanted <= 0) == upper;
    }
    struct search s = {.a = a, .b = b, .wanted = wanted, .upper = upper};
    bool right = (beta_mass(a, b, 0.5, 0.5, upper) < wanted) != upper;
    s.mirrored = right;
    double ends[2] = {-700, log_same(0.5)};
    double low = beta_miss(&s, ends[0]);
    double high = beta_miss(&s, ends[1]);
    if ((low < 0) == (high < 0)) {
        /* Nearer to the end than a double says, or exactly the middle. */
        return fabs(high) < fabs(low) ? 0.5 : right;
    }
    double place = exp_same(root_between(beta_miss, &s, ends[0], ends[1]));
    return right ? 1 - place : place;
}

double beta_quantile(double a, double b, double p)
{
    return beta_place(a, b, p, false);
}

double beta_quantile_upper(double a, double b, double q)
{
    return beta_place(a, b, q, true);
}

/* x^a e^-x / gamma(a + 1) */
static double gamma_front(double a, double x)
{
    return exp_same(-stirling_rest(a) - deviance(a, x, a - x)) / sqrt(two_pi * a);
}

static double gamma_series(double a, double x)
{
    double term = 1;
    double sum = 1;
    for (int i = 1; i < STEPS_MAX && term > sum * 1e-17; i++) {
        term *= x / (a + i);
        sum += term;
    }
    return sum;
}

static double gamma_fraction(double a, double x)
{
    struct fraction f = {x + 1 - a, x + 1 - a, 0};
    if (f.value == 0) {
        f.value = f.c = 1e-300;
    }
    for (int i = 1; i < STEPS_MAX; i++) {
        if (fraction_step(&f, i * (a - i), x + 2 * i + 1 - a)) {
            break;
        }
    }
    return 1 / f.value;
}

static double gamma_mass(double a, double x, bool upper)
{
    if (!(a > 0)) {
        BUG("gamma of %g", a);
    }
    if (x <= 0 || isinf(x)) {
        return (x <= 0) == upper ? 1 : 0;
    }
    double front = gamma_front(a, x);
    if (x < a + 1) {
        double mass = front == 0 ? 0 : front * gamma_series(a, x);
        return upper ? 1 - mass : mass;
    }
    double tail = front == 0 ? 0 : front * a * gamma_fraction(a, x);
    return upper ? tail : 1 - tail;
}

double gamma_cdf(double a, double x)
{
    return gamma_mass(a, x, false);
}

double gamma_tail(double a, double x)
{
    return gamma_mass(a, x, true);
}

static double gamma_miss(const void *data, double log_place)
{
    const struct search *s = data;
    double mass = gamma_mass(s->a, exp_same(log_place), s->upper);
    return fmax(-1e4, fmin(1e4, log_same(mass / s->wanted)));
}

static double gamma_place(double a, double wanted, bool upper)
{
    if (wanted <= 0 || wanted >= 1 || isnan(wanted)) {
        return isnan(wanted) ? NAN : (wanted <= 0) == upper ? INFINITY : 0;
    }
    struct search s = {.a = a, .wanted = wanted, .upper = upper};
    double low = -700;
    double high = log_same(a + 1) + 7;
    if ((gamma_miss(&s, low) < 0) == (gamma_miss(&s, high) < 0)) {
        return 0;
    }
    return exp_same(root_between(gamma_miss, &s, low, high));
}

double gamma_quantile(double a, double p)
{
    return gamma_place(a, p, false);
}

double gamma_quantile_upper(double a, double q)
{
    return gamma_place(a, q, true);
}
