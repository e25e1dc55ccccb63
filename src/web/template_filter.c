/* The fixed list of filters between model and page. */
#include "web/template.h"

#include "base/clock.h"
#include "base/encode.h"
#include "base/jsonw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One decimal, more only where rounding would say "0%" or "100%" of what is neither. */
static bool percent(struct strbuf *out, struct str text)
{
    double value;
    char number[64];
    int digits = 1;
    if (!dec_parse(text, &value)) {
        return false;
    }
    snprintf(number, sizeof number, "%.1f", value * 100);
    while (digits < 9 && ((strtod(number, NULL) == 100.0 && value != 1.0) ||
                          (strtod(number, NULL) == 0.0 && value != 0.0))) {
        snprintf(number, sizeof number, "%.*f", ++digits, value * 100);
    }
    char *end = number + strlen(number);
    if (digits == 1 && strcmp(end - 2, ".0") == 0) {
        end[-2] = '\0';
    }
    strbuf_printf(out, "%s%%", number);
    return true;
}

static bool count(struct strbuf *out, struct str text)
{
    struct str rest = text;
    struct str whole;
    double number;
    char rounded[DEC_SIZE];
    if (!dec_parse(text, &number)) {
        return false;
    }
    if (fabs(number) >= 0.01 && fabs(number) < 1e12) { /* sums of shares have eleven places */
        dec_format(rounded, round(number * 100) / 100);
        rest = str_of(rounded);
    }
    (void)str_split(&rest, '.', &whole);
    if (whole.n > 0 && whole.p[0] == '-') {
        strbuf_putc(out, '-');
        whole = str_from(whole, 1);
    }
    for (size_t i = 0; i < whole.n; i++) {
        if (i > 0 && (whole.n - i) % 3 == 0) {
            strbuf_putc(out, ',');
        }
        strbuf_putc(out, whole.p[i]);
    }
    if (rest.p != NULL) {
        strbuf_putc(out, '.');
        strbuf_str(out, rest);
    }
    return true;
}

/* "25 November 2026" as GOV.UK writes it, from a date or a time. */
static bool date(struct strbuf *out, const struct language *language, struct str text)
{
    int64_t seconds;
    uint64_t month;
    uint64_t day;
    char id[16];
    if (!date_parse(str_sub(text, 0, 10), &seconds) ||
        (text.n > 10 && !time_parse(text, &seconds)) ||
        !str_to_u64(str_sub(text, text.p[8] == '0' ? 9 : 8, text.p[8] == '0' ? 1 : 2), 31,
                    &day) ||
        !str_to_u64(str_sub(text, text.p[5] == '0' ? 6 : 5, text.p[5] == '0' ? 1 : 2), 12,
                    &month)) {
        return false;
    }
    snprintf(id, sizeof id, "month.%02d", (int)month);
    strbuf_printf(out, "%d %s %.4s", (int)day, message_lookup(language, str_of(id)), text.p);
    return true;
}

bool filter_apply(struct strbuf *out, enum template_filter filter,
                  const struct language *language, struct str text)
{
    switch (filter) {
    case FILTER_NONE:
        strbuf_str(out, text);
        return true;
    case FILTER_PERCENT:
    case FILTER_FIGURE: /* of an item without a unit */
        return percent(out, text);
    case FILTER_COUNT:
        return count(out, text);
    case FILTER_DATE:
        return date(out, language, text);
    case FILTER_TIME:
        if (text.n != TIME_SIZE - 1 || !date(out, language, text)) {
            return false;
        }
        strbuf_printf(out, ", %.8s", text.p + 11);
        return true;
    case FILTER_SHORT:
        strbuf_str(out, str_sub(text, 0, 12));
        return true;
    case FILTER_LOCAL:
        strbuf_str(out, text);
        return text.n > 0 && text.p[0] == '/' && !str_starts(text, STR("//"));
    }
    return false;
}
