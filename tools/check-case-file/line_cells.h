/* Lines of a text, and cells of a line. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_LINE_CELLS_H
#define POLICEAI_CHECK_CASE_FILE_LINE_CELLS_H

#include "base/str.h"

/* The line at *at, without its end; *at goes to the next one, at most to `end`. */
struct str line_next(struct str text, size_t *at, size_t end);
/* Where the cell that begins at `at` ends: tabs, bars and three blanks lie between cells. */
size_t line_cell_end(struct str line, size_t at);

#endif
