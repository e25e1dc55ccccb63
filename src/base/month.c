#include "base/month.h"

#include "base/ascii_case.h"

#include "base/err.h"

#include <string.h>

enum { MONTHS = 12, SEPTEMBER = 9, SHORT_LETTERS = 3 };

static const char *const names[MONTHS] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

const char *month_name(int month)
{
    if (month < 1 || month > MONTHS) {
        BUG("there is no month %d", month);
    }
    return names[month - 1];
}

int month_of_word(struct str word)
{
    for (int i = 0; i < MONTHS && word.n >= SHORT_LETTERS; i++) {
        bool usual = word.n == strlen(names[i]) || word.n == SHORT_LETTERS ||
                     (i + 1 == SEPTEMBER && word.n == SHORT_LETTERS + 1);
        if (usual && str_starts_but_case(str_of(names[i]), word)) {
            return i + 1;
        }
    }
    return 0;
}
