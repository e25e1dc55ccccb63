/* The papers of a case as the task hands them over: JSON lines, one a page. A case has more of
 * them than memory holds words of: a paper is opened before it is looked at, and forgotten when
 * another one is, unless it is kept. */
#ifndef POLICEAI_CHECK_CASE_FILE_CASE_PAPERS_H
#define POLICEAI_CHECK_CASE_FILE_CASE_PAPERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casetext/sentences.h"
#include "loose_words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of texts that are kept at most, besides those of papers that must be. */
enum { PAPERS_ROOM = 112 << 20 };

struct paper_page {
    int64_t number;
    size_t start, end; /* of the document's text */
};

/* One document. Its text is that of its pages, an empty line between. */
struct paper {
    struct str name; /* these while it is open */
    struct str text;
    struct paper_page *pages;
    size_t page_count;
    struct sentence *sentences; /* these while its words are */
    size_t sentence_count;
    struct loose_words words;
    bool text_kept, words_kept;
};

struct papers_shelf;

struct papers {
    struct arena *arena;
    struct paper *items; /* in the order in which they first stand */
    size_t count;
    struct papers_shelf *shelf;
};

/* A place in one of them. */
struct place {
    size_t paper;
    size_t start, end; /* bytes of its text, within one page */
};

/* Goes through all lines once. The file must stay as long as the papers; `room`: bytes of texts
 * that may be kept. ERR_FORMAT names the line and the key; ERR_LIMIT. */
enum err_code papers_read(struct arena *arena, const char *path, size_t room,
                          struct papers *papers, struct err *err) MUST_USE;
/* From a text in memory, as the file holds it. */
enum err_code papers_parse(struct arena *arena, struct str text, size_t room,
                           struct papers *papers, struct err *err) MUST_USE;
/* How the document is named, as JSON. */
struct str paper_id(const struct papers *papers, size_t paper);

/* Name, text and pages of a paper are there until another one is opened. What points into them
 * is good as long, but of a paper that is kept. */
void papers_open(const struct papers *papers, size_t index);
/* Its sentences and words, too. */
void papers_open_words(const struct papers *papers, size_t index);
/* All of it stays as long as the papers: of papers that are forms. */
void papers_keep(const struct papers *papers, size_t index);
/* Whether some paper could not be read again, so that what was found is not all: ERR_IO,
 * ERR_FORMAT. */
enum err_code papers_failed(const struct papers *papers, struct err *err) MUST_USE;

/* The page that holds the byte, and how many code points of it stand before. */
const struct paper_page *paper_page_of(const struct paper *paper, size_t at);
int64_t paper_code_points(const struct paper *paper, size_t at);
/* Words from the first that begins at or after `start` to before the first that does not end by
 * `end`. */
void paper_words_in(const struct paper *paper, size_t start, size_t end, size_t *first,
                    size_t *to);
/* The sentence that holds the byte, or the byte alone, of a paper whose words are open. */
struct place paper_sentence_at(const struct papers *papers, size_t index, size_t at);

#endif
