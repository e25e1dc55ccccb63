/* The words of a page as lines and phrases, by where they stand; of a scan that lies crooked
 * as if it lay straight. */
#ifndef POLICEAI_CASEFILE_PAGE_LINES_H
#define POLICEAI_CASEFILE_PAGE_LINES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { PAGE_LINES_WORDS_MAX = 20000 };

struct page_word {
    struct str text;
    int32_t start, end;     /* code points of the page's text */
    int32_t x0, y0, x1, y1; /* hundredths of a point, from the top left */
};

/* Words beside one another, from left to right; lines stand from top to bottom. */
struct page_line {
    struct page_word *words;
    size_t count;
    int32_t y0, y1;
};

struct page_lines {
    struct page_line *lines;
    size_t count;
    int32_t width; /* where the last word of the page ends */
};

/* All in the arena; of a page with more words than PAGE_LINES_WORDS_MAX, or of one whose words
 * have no places within its text, none. */
struct page_lines page_lines_of(struct arena *arena, struct str text, struct str places);
/* How many words from `from` on belong together: parted by less than six tenths of their
 * height. */
size_t page_line_phrase(const struct page_line *line, size_t from);
/* Words of a line with one blank between them. */
struct str page_line_text(struct arena *arena, const struct page_line *line, size_t from,
                          size_t count);

#endif
