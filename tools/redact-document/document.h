/* A document as this tool sees it, whatever its format: a text, marks in it, regions that
 * cannot be read. Boxes are points of the visible page (turned as it is shown), from its top
 * left corner. Everything lives in the arena of the item. */
#ifndef POLICEAI_REDACT_DOCUMENT_DOCUMENT_H
#define POLICEAI_REDACT_DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "personal_data/detect.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DOCUMENT_BYTES_MAX = 256 << 20, /* of a file that is read */
    DOCUMENT_PAGES_MAX = 5000,
    DOCUMENT_TEXT_MAX = 64 << 20,
    DOCUMENT_MARKS_MAX = 200000,
    PAGE_POINTS_MAX = 14400 /* a side of a page: ISO 32000-1, annex C.2 */
};

struct box {
    float x0, y0, x1, y1;
};

struct mark {
    int page;          /* from 1; 0: the format has no pages */
    size_t start, end; /* code points of the text; equal when only a place was given */
    struct box *boxes;
    size_t box_count;
    const char *label;
    const char *reason;
    double confidence; /* 0 to 1, below 0: not known */
};

struct region {
    int page;         /* 0: the format has none, then `part` says where */
    const char *part; /* or NULL */
    struct box box;
    const char *why;
    bool covered;
};

/* A run of letters or of other signs, without blanks, in a line of a page. */
struct place {
    size_t start, end; /* code points of the text */
    struct box box;
};

struct marks {
    struct mark *items;
    size_t count, capacity;
};

struct regions {
    struct region *items;
    size_t count, capacity;
};

struct ocr;

/* What an item asks for. */
struct request {
    const char *path;
    const struct js *words; /* array of texts to hide wherever they stand, or NULL */
    const struct js *hide;  /* array of marks: exactly these are hidden; or NULL */
    bool propose_only;      /* no file is written */
    int only_page;          /* from 1: this page alone is looked at; 0: all */
    bool with_text;         /* the text is answered too */
    bool with_places;       /* and where its words stand */
    struct ocr *ocr;        /* or NULL: pictures are not read */
    bool cover_unreadable;
    const struct detector *detector;
    const char *out; /* the file to write, without its extension */
};

struct answer {
    struct arena *arena;
    struct marks marks;
    struct regions unreadable;
    struct strbuf text; /* what start and end count in */
    const char *file;   /* what was written, or NULL */
    int pages;          /* 0: the format has none */
    int *pictured;      /* pages turned into pictures */
    size_t pictured_count;
    struct place *places;
    size_t place_count;
};

/* Adds one, its boxes and texts lent. ERR_LIMIT past DOCUMENT_MARKS_MAX. */
enum err_code answer_mark(struct answer *answer, const struct mark *mark,
                          struct err *err) MUST_USE;
void answer_region(struct answer *answer, int page, struct box box, const char *why,
                   bool covered);
/* The same in a format without pages: "attachment 2", "the page". */
void answer_part(struct answer *answer, const char *part, const char *why, bool covered);

/* A finding in a text. */
struct found_span {
    size_t start, end; /* code points, end exclusive */
    const char *label, *reason;
    double confidence; /* as a mark's */
};
/* Finds spans of a text of any length: the detector's, and the words asked for. Called once a
 * span. */
typedef enum err_code span_found(void *data, const struct found_span *span, struct err *err);
enum err_code find_spans(const struct request *request, struct str text, span_found *found,
                         void *data, struct err *err) MUST_USE;

/* Whatever the file is. ERR_UNSUPPORTED names what is refused and what helps. */
enum err_code redact_any(const struct request *request, struct answer *answer,
                         struct err *err) MUST_USE;
/* One format each: reads request->path, fills the answer, writes the file unless only
 * proposing.
 */
enum err_code redact_pdf(const struct request *request, struct answer *answer,
                         struct err *err) MUST_USE;
enum err_code redact_plain_text(const struct request *request, struct answer *answer,
                                struct err *err) MUST_USE;

#endif
