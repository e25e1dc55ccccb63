#include "cli/case_totals.h"

#include <stdio.h>

static void print_line(const char *where, const struct shown_totals *t, int within)
{
    int64_t sum =
        t->read[within] + t->partly[within] + t->not_read[within] + t->waiting[within];
    printf("%s: %lld files = %lld read + %lld in part + %lld not read + %lld waiting\n", where,
           (long long)sum, (long long)t->read[within], (long long)t->partly[within],
           (long long)t->not_read[within], (long long)t->waiting[within]);
}

void case_print_totals(const struct shown_totals *totals)
{
    print_line("in the folder", totals, 0);
    print_line("within others", totals, 1);
    printf("%lld pages; %lld earlier versions and %lld files no longer there are kept\n",
           (long long)totals->pages, (long long)totals->replaced, (long long)totals->gone);
    if (totals->unlooked > 0) {
        printf(
            "%lld files could not be looked at this time and are kept as they were: `policeai "
            "case files` says why\n",
            (long long)totals->unlooked);
    }
}
