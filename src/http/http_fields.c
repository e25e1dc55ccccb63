/* See http_fields.h. */
#include "http/http_fields.h"

#include "base/ascii_case.h"
#include "base/err.h"

void http_date(char text[HTTP_DATE_SIZE], int64_t seconds)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t time = (time_t)seconds;
    struct tm parts;
    if (gmtime_r(&time, &parts) == NULL || parts.tm_year < -1900 || parts.tm_year > 8099) {
        BUG("no date for %lld", (long long)seconds);
    }
    snprintf(text, HTTP_DATE_SIZE, "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
             days + 3 * (parts.tm_wday % 7), (unsigned)parts.tm_mday % 100,
             months + 3 * (parts.tm_mon % 12), (unsigned)(parts.tm_year + 1900) % 10000,
             (unsigned)parts.tm_hour % 100, (unsigned)parts.tm_min % 100,
             (unsigned)parts.tm_sec % 100);
}

/* "0", "0.5", "1.000" as thousandths; -1 for anything else (RFC 9110, 12.4.2). */
static int quality_of(struct str text)
{
    if (text.n < 1 || text.n > 5 || (text.p[0] != '0' && text.p[0] != '1') ||
        (text.n > 1 && text.p[1] != '.')) {
        return -1;
    }
    int value = (text.p[0] - '0') * 1000;
    int place = 100;
    for (size_t i = 2; i < text.n; i++, place /= 10) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return -1;
        }
        value += (text.p[i] - '0') * place;
    }
    return value <= 1000 ? value : -1;
}

struct wishes {
    int gzip, identity, any; /* thousandths; -1: not spoken of */
};

static void read_element(struct str element, struct wishes *wishes)
{
    struct str rest = element;
    struct str coding;
    struct str parameter;
    int quality = 1000;
    str_split(&rest, ';', &coding);
    coding = str_trim(coding);
    while (str_split(&rest, ';', &parameter)) {
        parameter = str_trim(parameter);
        if (parameter.n < 2 || (parameter.p[0] | 0x20) != 'q' || parameter.p[1] != '=') {
            return;
        }
        quality = quality_of(str_from(parameter, 2));
    }
    if (quality < 0) {
        return;
    }
    if (str_is_but_case(coding, "gzip") || str_is_but_case(coding, "x-gzip")) {
        wishes->gzip = quality;
    } else if (str_is_but_case(coding, "identity")) {
        wishes->identity = quality;
    } else if (str_is_but_case(coding, "*")) {
        wishes->any = quality;
    }
}

bool http_wants_gzip(const struct http_head *head)
{
    struct wishes wishes = {-1, -1, -1};
    for (size_t i = 0; i < head->count; i++) {
        struct str rest = head->fields[i].value;
        struct str element;
        while (str_is_but_case(head->fields[i].name, "Accept-Encoding") &&
               str_split(&rest, ',', &element)) {
            read_element(element, &wishes);
        }
    }
    int gzip = wishes.gzip >= 0 ? wishes.gzip : wishes.any;
    return gzip > 0 && gzip >= wishes.identity;
}

bool http_has_tag(const struct http_head *head, struct str tag)
{
    for (size_t i = 0; i < head->count; i++) {
        struct str rest = head->fields[i].value;
        struct str element;
        while (str_is_but_case(head->fields[i].name, "If-None-Match") &&
               str_split(&rest, ',', &element)) {
            element = str_trim(element);
            if (str_is(element, "*") || str_eq(element, tag) ||
                (str_starts(element, STR("W/")) && str_eq(str_from(element, 2), tag))) {
                return true;
            }
        }
    }
    return false;
}
