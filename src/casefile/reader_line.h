/* One line of what the reader of files (tools/read-document) says. The reader has opened a file
 * from outside, so nothing of it is believed: every number is within its bounds, every text is
 * valid, every name is a name. */
#ifndef POLICEAI_CASEFILE_READER_LINE_H
#define POLICEAI_CASEFILE_READER_LINE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    READER_LINE_MAX = 8 << 20,
    READER_PAGES_MAX = 10000000,
    READER_PAGE_TEXT_MAX = 1 << 20, /* bytes */
    READER_SIDE_MAX = 100000000,    /* hundredths of a point */
    READER_VALUE_MAX = 65536,
    READER_KIND_MAX = 40
};

enum reader_line_kind {
    READER_PAGE,
    READER_META,
    READER_MEMBER,
    READER_LOST,
    READER_UNREAD,
    READER_END
};

struct reader_line {
    enum reader_line_kind kind;
    int64_t page; /* of a page, or of a part that is not read; from 1 */
    struct str label;
    struct str source;
    int64_t width, height;
    struct str text;
    struct str words; /* packed: word_places.h */
    struct str name;  /* of a fact; of a file within */
    struct str value;
    struct str member; /* "/out/…" */
    bool boxed;        /* a part that is not read: else the whole page */
    int32_t box[4];
    struct str why;
    struct str fate; /* read, partly, not */
    struct str file_kind;
    int64_t next;
};

/* Texts lie in the arena or in `text`. ERR_FORMAT, ERR_LIMIT say what is wrong with it. */
enum err_code reader_line_read(struct arena *arena, struct str text, struct reader_line *line,
                               struct err *err) MUST_USE;

#endif
