/* Calls, messages and other records of a phone as pages: rows of tables with fixed headings,
 * one table a page, so that each page can be read by itself; records of other kinds as lines
 * "NAME: VALUE". Headings are those of reference/case-file/columns.json, by which
 * src/casefile/event_rows.h finds the calls and messages again.
 *
 * A slice begins at a record (reading->from): those before it are counted and not written. */
#ifndef POLICEAI_READ_DOCUMENT_PHONE_ROWS_H
#define POLICEAI_READ_DOCUMENT_PHONE_ROWS_H

#include "base/strbuf.h"
#include "reading.h"

enum phone_sheet { PHONE_CALLS, PHONE_MESSAGES, PHONE_SHEETS };
enum { PHONE_KINDS_MAX = 200 };

/* Values as they stand in the file; {NULL, 0} where it does not say. */
struct phone_row {
    struct str at, kind, direction, from, to, parties, duration, text;
    struct str deleted, chat, source;
    struct str more; /* all else, "NAME: VALUE" parted by "; " */
};

struct phone_page {
    struct strbuf text;
    int64_t first, last; /* numbers of its records, 0: empty */
};

struct phone_rows {
    struct reading *reading;
    int64_t records;
    struct phone_page sheets[PHONE_SHEETS];
    struct phone_page block; /* of one kind at a time */
    const char *block_kind;
    struct {
        const char *name;
        int64_t count;
    } kinds[PHONE_KINDS_MAX];
    size_t kind_count;
};

/* Ended by phone_rows_release; `reading` outlives it. */
void phone_rows_init(struct phone_rows *rows, struct reading *reading);
/* Frees what is open, unwritten. */
void phone_rows_release(struct phone_rows *rows);
/* A record of a kind as the file calls it; *late: the slice is full, end it. ERR_LIMIT, ERR_IO.
 */
enum err_code phone_rows_put(struct phone_rows *rows, enum phone_sheet sheet, struct str kind,
                             const struct phone_row *row, bool *late, struct err *err) MUST_USE;
/* `text`: lines. */
enum err_code phone_rows_block(struct phone_rows *rows, struct str kind, struct str text,
                               bool *late, struct err *err) MUST_USE;
/* Counted, not written: `what` is told with its number at the end. */
void phone_rows_count(struct phone_rows *rows, struct str kind);
/* Whether the record that comes next is one of an earlier slice. */
bool phone_rows_earlier(const struct phone_rows *rows);
/* Writes what is open; at the file's end also a page that says how many of each kind it
 * holds. */
enum err_code phone_rows_end(struct phone_rows *rows, bool whole, struct err *err) MUST_USE;

/* "NAME: VALUE" behind what stands there, parted by `between`; nothing for an empty value. */
void phone_more(struct strbuf *out, const char *between, struct str name, struct str value);

#endif
