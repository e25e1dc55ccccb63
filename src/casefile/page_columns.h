/* The columns of a table on a page: its headings, and where each column ends. */
#ifndef POLICEAI_CASEFILE_PAGE_COLUMNS_H
#define POLICEAI_CASEFILE_PAGE_COLUMNS_H

#include "casefile/event_columns.h"
#include "casefile/page_lines.h"

enum { PAGE_COLUMNS_MAX = 40, PAGE_HEAD_LINES = 3 };

struct page_columns {
    struct str headings[PAGE_COLUMNS_MAX];
    int32_t x0[PAGE_COLUMNS_MAX], x1[PAGE_COLUMNS_MAX]; /* of the headings */
    int32_t ends[PAGE_COLUMNS_MAX]; /* of the columns, the last one's open */
    size_t count;
    size_t lines; /* of the headings */
};

/* Whether headings of calls or messages begin at a line: *out what they are; texts in the
 * arena. */
bool page_columns_head(struct arena *arena, const struct event_columns *columns,
                       const struct page_lines *page, size_t line, struct page_columns *out);
/* Where the columns end, by the words of the lines from the headings up to `until`. */
void page_columns_end(struct page_columns *columns, const struct page_lines *page, size_t from,
                      size_t until);
/* The column in which the middle of a word stands. */
size_t page_columns_of(const struct page_columns *columns, const struct page_word *word);

#endif
