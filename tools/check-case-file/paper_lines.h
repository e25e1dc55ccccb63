/* Where in the file of papers each page stands, so that the words of a document can be read
 * again and need not be kept. Of a page 16 bytes are kept. */
#ifndef POLICEAI_CHECK_CASE_FILE_PAPER_LINES_H
#define POLICEAI_CHECK_CASE_FILE_PAPER_LINES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum { PAPER_LINE_MAX = 64 << 20, PAPER_PAGES_MAX = 100000000 };

struct paper_lines;

/* One page as it is written; texts lie in the arena it was read into. */
struct paper_line {
    struct str id; /* JSON, as given */
    struct str name, text;
    int64_t page;
};

/* Goes through all lines of a file, or of a text when `path` is NULL, which both must stay.
 * Each is looked at whole. ERR_FORMAT names the line and the key; ERR_LIMIT. Freed with the
 * arena. */
enum err_code paper_lines_open(struct arena *arena, const char *path, struct str text,
                               struct paper_lines **made, struct err *err) MUST_USE;
/* How many documents there are, numbered from 0 in the order in which they first stand. */
size_t paper_lines_papers(const struct paper_lines *lines);
/* How a document is named, as JSON. */
struct str paper_lines_id(const struct paper_lines *lines, size_t paper);
/* The pages of a document, in the order of the file, and about how many bytes they have. */
size_t paper_lines_pages(const struct paper_lines *lines, size_t paper, size_t *bytes);
/* Page `i` of them, into the arena. ERR_IO; ERR_FORMAT: the file is another now. */
enum err_code paper_lines_read(struct paper_lines *lines, struct arena *arena, size_t paper,
                               size_t i, struct paper_line *line, struct err *err) MUST_USE;

#endif
