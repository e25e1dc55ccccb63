#include "sheet_values.h"

#include "base/clock.h"

#include <math.h>
#include <string.h>

/* Letters in quotes, after a backslash or in brackets are none of it. */
bool sheet_date_code(const char *code)
{
    for (const char *at = code; *at != '\0'; at++) {
        if (*at == '"' || *at == '[') {
            const char *end = strchr(at + 1, *at == '"' ? '"' : ']');
            at = end == NULL ? at : end;
        } else if (*at == '\\' && at[1] != '\0') {
            at++;
        } else if (strchr("dDyYhHsS", *at) != NULL) {
            return true;
        }
    }
    return false;
}

bool sheet_date_number(int64_t id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* Excel takes 1900 for a leap year: days before 1 March 1900 are a day off, and left as they
 * are. */
bool sheet_date_add(double days, bool from_1904, struct strbuf *out)
{
    enum { DAY = 86400, EPOCH_1900 = 25569, EPOCH_1904 = 24107, LEAST = 61, MOST = 2958466 };
    char shown[TIME_SIZE];
    if (days >= 0 && days < 1 && !from_1904) { /* a time of day, or so long */
        int seconds = (int)round(days * DAY) % DAY;
        strbuf_printf(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return true;
    }
    if (!(days >= (from_1904 ? 0 : LEAST)) || !(days < MOST)) {
        return false;
    }
    double seconds = round((days - (from_1904 ? EPOCH_1904 : EPOCH_1900)) * DAY);
    time_format(shown, (int64_t)seconds);
    bool midnight = strcmp(shown + 10, "T00:00:00Z") == 0;
    strbuf_str(out, midnight ? str_n(shown, 10) : str_n(shown, 19));
    return true;
}
