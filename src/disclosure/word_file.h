/* A Word document (ECMA-376) of headings, paragraphs and tables, as much as schedules need: A4,
 * English, pages numbered, tables whose heading row is repeated and marked as one. */
#ifndef POLICEAI_DISCLOSURE_WORD_FILE_H
#define POLICEAI_DISCLOSURE_WORD_FILE_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum { WORD_COLUMNS_MAX = 8 };

struct word_file {
    struct strbuf body;
    struct str title;
    bool landscape;
    size_t columns; /* of the table that is open */
};

/* `title` is lent until the end. Ended by word_file_end. */
void word_file_begin(struct word_file *file, struct str title, bool landscape);
/* Level 1 to 3. */
void word_file_heading(struct word_file *file, int level, struct str text);
/* A line end in it begins a new line. */
void word_file_paragraph(struct word_file *file, struct str text);
/* `caption` is read out by screen readers; widths are parts of the page's. */
void word_file_table(struct word_file *file, struct str caption, const struct str *headings,
                     const int *widths, size_t columns);
void word_file_row(struct word_file *file, const struct str *cells);
void word_file_table_end(struct word_file *file);
/* Appends the .docx to `out` and releases what the file holds, also on failure. */
enum err_code word_file_end(struct word_file *file, struct strbuf *out,
                            struct err *err) MUST_USE;

#endif
