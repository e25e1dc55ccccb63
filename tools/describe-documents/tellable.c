/* See tellable.h. */
#include "tellable.h"

#include <string.h>
#include <strings.h>

enum { TELEPHONE_DIGITS = 10 };

bool tellable_name(const struct described *document, struct str said)
{
    return !sensitive_passages_named(document->sensitive, document->text, document->words,
                                     said);
}

bool tellable_private(const struct described *document, struct str slice)
{
    static const char *const words[] = {
        "live at ",           "lives at ",    "lived at ",       "living at ",
        "live in ",           "live on ",     "lives on ",       "staying at ",
        "staying with ",      "home address", "my address",      "her address",
        "his address",        "nhs number",   "present address", "current address",
        "national insurance", "my number",    "her number",      "his number",
        "new number",         "moved to ",    "lives with ",     "live with my"};
    size_t digits = 0;
    bool table = str_is(document->kind, "table") || str_is(document->kind, "excel");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        for (size_t at = 0; at + n <= slice.n; at++) {
            bool begins = at == 0 || strchr(" \n\t(\"", slice.p[at - 1]) != NULL;
            if (begins && strncasecmp(slice.p + at, words[i], n) == 0) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < slice.n && !table; i++) {
        bool digit = slice.p[i] >= '0' && slice.p[i] <= '9';
        bool first = digits == 0 && digit &&
                     (slice.p[i] != '0' || (i > 0 && slice.p[i - 1] > ' ' &&
                                            slice.p[i - 1] != '+' && slice.p[i - 1] != '('));
        digits = digit && !first ? digits + 1 : slice.p[i] == ' ' && digits > 0 ? digits : 0;
        if (digits == TELEPHONE_DIGITS) {
            return true;
        }
    }
    return false;
}

bool tellable(const struct described *document, struct str slice)
{
    size_t from = (size_t)(slice.p - document->text.p);
    return !sensitive_passages_touch(document->sensitive, document->words, from,
                                     from + slice.n) &&
           tellable_name(document, slice);
}
