#include "line_cells.h"

#include <string.h>

struct str line_next(struct str text, size_t *at, size_t end)
{
    const char *stop = memchr(text.p + *at, '\n', end - *at);
    size_t to = stop == NULL ? end : (size_t)(stop - text.p);
    struct str line = str_sub(text, *at, to - *at);
    *at = to < end ? to + 1 : end;
    return line;
}

size_t line_cell_end(struct str line, size_t at)
{
    for (size_t i = at; i < line.n; i++) {
        if (line.p[i] == '\t' || line.p[i] == '|' ||
            (line.p[i] == ' ' && i + 2 < line.n && line.p[i + 1] == ' ' &&
             line.p[i + 2] == ' ')) {
            return i;
        }
    }
    return line.n;
}
