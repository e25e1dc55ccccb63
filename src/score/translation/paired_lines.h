/* Files whose lines belong together: line 7 of each is one item. */
#ifndef POLICEAI_SCORE_TRANSLATION_PAIRED_LINES_H
#define POLICEAI_SCORE_TRANSLATION_PAIRED_LINES_H

#include "score/score_report.h"

#include <stddef.h>

enum { PAIRED_FILES_MAX = 70, PAIRED_LINES_MAX = 20 * 1000 * 1000 };

/* Text i of file f is texts[f][i]; all in the report's arena. */
struct paired_lines {
    size_t count;
    struct str *texts[PAIRED_FILES_MAX];
    size_t *numbers; /* the line each item stood on */
};

/* Reads files of one line an item. Lines that are no text, that are longer than `most` bytes or
 * that the other files lack are errors that name file, line and what to do; with --lenient the
 * item is left out of all. No line at all is an error too. */
enum err_code paired_lines_read(struct score_report *report, const char *const *paths,
                                size_t files, size_t most, struct paired_lines *lines,
                                struct err *err) MUST_USE;

#endif
