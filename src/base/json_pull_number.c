/* Numbers of JSON to doubles, rounded right; see json_pull.h.
 *
 * Most numbers have at most 19 digits and a small exponent: digits and power of ten are then
 * exact in the 64 bits of an x86 long double, and one operation rounds once. Rounding that to a
 * double is a second time, which can only go wrong when the first landed half-way between two
 * doubles: then, and for all other numbers, strtod decides. SOURCE of the idea: Clinger 1990,
 * How to read floating point numbers accurately, PLDI. */
#include "base/json_pull.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 19, EXPONENT_MAX = 27, EXPONENT_CLAMP = 100000 };

/* A number taken apart: digits x 10^exponent. */
struct parts {
    bool negative;
    bool whole; /* no fraction, no exponent */
    uint64_t digits;
    int count; /* digits from the first that is not 0 */
    int64_t exponent;
};

static bool digit_at(const struct json_pull *p)
{
    return p->at < p->end && *p->at >= '0' && *p->at <= '9';
}

static void take_digits(struct json_pull *p, struct parts *parts, bool fraction)
{
    for (; digit_at(p); p->at++) {
        if (parts->count < DIGITS) {
            parts->digits = parts->digits * 10 + (uint64_t)(*p->at - '0');
        }
        parts->count += parts->count > 0 || *p->at != '0';
        parts->exponent -= fraction;
    }
}

static enum err_code take_exponent(struct json_pull *p, struct parts *parts, struct err *err)
{
    int64_t exponent = 0;
    parts->whole = false;
    p->at++;
    bool negative = p->at < p->end && *p->at == '-';
    p->at += p->at < p->end && (*p->at == '-' || *p->at == '+');
    if (!digit_at(p)) {
        return json_pull_fail(p, "not a number", err);
    }
    for (; digit_at(p); p->at++) {
        exponent = exponent < EXPONENT_CLAMP ? exponent * 10 + (*p->at - '0') : exponent;
    }
    parts->exponent += negative ? -exponent : exponent;
    return ERR_OK;
}

static enum err_code take(struct json_pull *p, struct parts *parts, struct err *err)
{
    *parts = (struct parts){.whole = true};
    if (json_pull_peek(p) != '0') {
        return json_pull_fail(p, "expected a number", err);
    }
    parts->negative = *p->at == '-';
    p->at += parts->negative;
    if (!digit_at(p)) {
        return json_pull_fail(p, "not a number", err);
    }
    bool zero = *p->at == '0';
    const char *from = p->at;
    take_digits(p, parts, false);
    if (zero && p->at - from > 1) {
        return json_pull_fail(p, "a number with leading zeros", err);
    }
    if (p->at < p->end && *p->at == '.') {
        p->at++;
        parts->whole = false;
        if (!digit_at(p)) {
            return json_pull_fail(p, "not a number", err);
        }
        take_digits(p, parts, true);
    }
    if (p->at < p->end && (*p->at == 'e' || *p->at == 'E')) {
        TRY(take_exponent(p, parts, err));
    }
    p->comma = true;
    return ERR_OK;
}

#if LDBL_MANT_DIG == 64
/* False when it must be done the long way. */
static bool short_way(const struct parts *parts, double *value)
{
    static const long double powers[EXPONENT_MAX + 1] = {
        1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
        1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
        1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};
    enum { LOW = 0x7ff, HALF_WAY = 0x400 }; /* the 11 bits that a double has not */
    if (parts->count > DIGITS || parts->exponent < -EXPONENT_MAX ||
        parts->exponent > EXPONENT_MAX) {
        return false;
    }
    long double x = (long double)parts->digits;
    x = parts->exponent < 0 ? x / powers[-parts->exponent] : x * powers[parts->exponent];
    uint64_t mantissa;
    memcpy(&mantissa, &x, sizeof mantissa);
    *value = (double)x;
    return (mantissa & LOW) != HALF_WAY;
}
#else
static bool short_way(const struct parts *parts, double *value)
{
    (void)parts;
    (void)value;
    return false;
}
#endif

enum err_code json_pull_number(struct json_pull *p, double *value, struct err *err)
{
    struct parts parts;
    (void)json_pull_peek(p);
    const char *from = p->at;
    TRY(take(p, &parts, err));
    if (short_way(&parts, value)) {
        *value = parts.negative ? -*value : *value;
        return ERR_OK;
    }
    *value = strtod(from, NULL);
    return isfinite(*value) ? ERR_OK : json_pull_fail(p, "a number out of range", err);
}

enum err_code json_pull_whole(struct json_pull *p, int64_t min, int64_t max, int64_t *value,
                              struct err *err)
{
    struct parts parts;
    TRY(take(p, &parts, err));
    if (!parts.whole || parts.count > DIGITS || parts.digits > INT64_MAX) {
        return json_pull_fail(p, "expected a whole number", err);
    }
    *value = parts.negative ? -(int64_t)parts.digits : (int64_t)parts.digits;
    if (*value < min || *value > max) {
        return json_pull_fail(p, "a whole number out of range", err);
    }
    return ERR_OK;
}
