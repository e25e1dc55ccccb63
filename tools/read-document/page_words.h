/* The text of a page while it grows, with where its words stand. */
#ifndef POLICEAI_READ_DOCUMENT_PAGE_WORDS_H
#define POLICEAI_READ_DOCUMENT_PAGE_WORDS_H

#include "base/strbuf.h"
#include "reading.h"

struct page_words {
    struct strbuf text;
    int32_t points; /* code points so far */
    int32_t *items; /* as in struct read_page */
    size_t count, capacity;
    bool open; /* the last word has not ended */
};

/* Empty; ended by page_words_release. */
void page_words_init(struct page_words *words);
/* Frees what it grew. */
void page_words_release(struct page_words *words);
/* A letter with its box (hundredths of a point) and how sure it is (-1: not by OCR); a blank or
 * a line's end closes the word. What JSON or XML cannot hold becomes U+FFFD. */
void page_words_add(struct page_words *words, int64_t c, const float box[4], int confidence);

#endif
