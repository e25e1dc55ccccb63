/* The papers of a case as the task hands them over: JSON lines, one a page. */
#ifndef POLICEAI_CHECK_CASE_FILE_CASE_PAPERS_H
#define POLICEAI_CHECK_CASE_FILE_CASE_PAPERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casetext/sentences.h"
#include "loose_words.h"

#include <stddef.h>
#include <stdint.h>

enum { PAPERS_BYTES_MAX = 256 << 20, PAPERS_PAGE_MAX = 8 << 20, PAPERS_PAGES_MAX = 1000000 };

struct paper_page {
    int64_t number;
    size_t start, end; /* of the document's text */
};

/* One document. Its text is that of its pages, an empty line between. */
struct paper {
    struct str id; /* JSON, as given */
    struct str name;
    struct str text;
    struct paper_page *pages;
    size_t page_count;
    struct sentence *sentences;
    size_t sentence_count;
    struct loose_words words;
};

struct papers {
    struct arena *arena;
    struct paper *items; /* in the order in which they first stand */
    size_t count, room;
};

/* A place in one of them. */
struct place {
    size_t paper;
    size_t start, end; /* bytes of its text, within one page */
};

/* ERR_FORMAT names the line and the key; ERR_LIMIT. */
enum err_code papers_read(struct arena *arena, const char *path, struct papers *papers,
                          struct err *err) MUST_USE;
/* From a text in memory, as the file holds it. */
enum err_code papers_parse(struct arena *arena, struct str lines, struct papers *papers,
                           struct err *err) MUST_USE;
/* The page that holds the byte, and how many code points of it stand before. */
const struct paper_page *paper_page_of(const struct paper *paper, size_t at);
int64_t paper_code_points(const struct paper *paper, size_t at);
/* Words from the first that begins at or after `start` to before the first that does not end by
 * `end`. */
void paper_words_in(const struct paper *paper, size_t start, size_t end, size_t *first,
                    size_t *to);
/* The sentence that holds the byte, or the byte alone. */
struct place paper_sentence_at(const struct papers *papers, size_t index, size_t at);

#endif
