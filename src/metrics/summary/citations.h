/* Citations of a summary: words in quotation marks with the page they are taken from, "…" [3].
 * This project's own definition, stated with the metrics citation_precision/1 and
 * citation_recall/1; no reference exists. */
#ifndef POLICEAI_METRICS_SUMMARY_CITATIONS_H
#define POLICEAI_METRICS_SUMMARY_CITATIONS_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>

enum { CITATION_PAGE_MAX = 999999, QUOTATION_MAX = 4096 /* bytes; longer ones are none */ };

struct citations {
    size_t citations; /* [N] */
    size_t valid;     /* whose quotation stands on page N */
    size_t sentences; /* with a letter or digit */
    size_t supported; /* with a valid citation */
};

/* Page N is pages[N - 1]. Temporary texts in the arena. */
struct citations citations_check(struct arena *arena, struct str summary,
                                 const struct str *pages, size_t page_count);

#endif
