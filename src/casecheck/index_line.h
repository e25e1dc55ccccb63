/* One line of what tools/index-case says about pages of a case. It has read texts from outside,
 * so nothing of it is believed: each number is within its bounds, each text is valid. */
#ifndef POLICEAI_CASECHECK_INDEX_LINE_H
#define POLICEAI_CASECHECK_INDEX_LINE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { INDEX_LINE_MAX = 65536, INDEX_KEY_MAX = 200, INDEX_PLACE_MAX = 1 << 20 };

struct index_line {
    int64_t document, page, start, end;
    struct str kind; /* one of those of case_index.h, or "when" */
    struct str key;  /* "" of a moment */
    struct str day;
    int64_t minute; /* -1: none */
    struct str time, how;
    int64_t anchor[2], sentence[2]; /* 0, 0: none */
};
/* Texts lie in the arena or in `text`. ERR_FORMAT says what is wrong with it. */
enum err_code index_line_read(struct arena *arena, struct str text, struct index_line *line,
                              struct err *err) MUST_USE;

#endif
