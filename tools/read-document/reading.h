/* One file while it is read: what is found goes out as JSON lines, one object a line, in the
 * order in which it was found; tools/read-document/README.md says what each may hold.
 *
 * A long file is read in slices: a reader that works page by page asks reading_late after each
 * and, when it is, says with reading_goes_on where the next question begins. So no answer takes
 * long, /out stays small, and what was read is kept whatever happens to the rest. */
#ifndef POLICEAI_READ_DOCUMENT_READING_H
#define POLICEAI_READ_DOCUMENT_READING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "ocr/ocr.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    READ_BYTES_MAX = 128 << 20,    /* of a text, page of the web or message */
    READ_LINE_MAX = 8 << 20,       /* of one line that goes out */
    READ_PAGE_MAX = 1 << 20,       /* of the text of a page, in bytes */
    READ_SLICE_MS = 8000,          /* a slice ends after so long */
    READ_SLICE_BYTES = 64 << 20,   /* or so many bytes of lines */
    READ_MEMBERS_SLICE = 500,      /* or so many members */
    READ_MEMBERS_BYTES = 512 << 20 /* or so many bytes of them */
};

struct reading {
    struct arena *arena;
    const char *path;
    struct str name;  /* what the file is called, a hint */
    int64_t from;     /* where this slice begins, in units of the reader; 0: at the start */
    struct ocr **ocr; /* made when it is first needed */
    int fd;           /* of the lines */
    int ordinal;      /* of the document in its question, from 0 */
    int64_t written;  /* bytes of them */
    int64_t started_ms;
    int64_t page;    /* the last one's number */
    int64_t members; /* so far, of earlier slices too */
    int64_t members_before;
    int64_t member_bytes;
    int64_t next; /* 0: the file was read to its end */
    const char *kind;
    const char *partly;   /* why not all of it was read, or NULL */
    const char *encoding; /* of a text that names none, as it was guessed, or NULL */
};

/* A page of a document; of a format without pages a part of it, which `label` tells. */
struct read_page {
    int64_t number; /* from 1 */
    const char *label;
    const char *source;    /* "text", "ocr", "both" */
    int64_t width, height; /* hundredths of a point; 0: it has none */
    struct str text;       /* UTF-8 */
    /* Seven a word: start and end in code points of the text, box x0 y0 x1 y1 in hundredths of
     * a point of the page as it is shown, from its top left corner; confidence 0 to 100, -1:
     * not read by OCR. */
    const int32_t *words;
    size_t word_count;
};

/* Each of these writes a line; ERR_LIMIT, ERR_IO. */
enum err_code reading_page(struct reading *reading, const struct read_page *page,
                           struct err *err) MUST_USE;
/* A text without pages, in parts of whole lines; "lines 1 to 100" stands after `label`. */
enum err_code reading_text(struct reading *reading, const char *label, struct str text,
                           struct err *err) MUST_USE;
/* The same of a table of text: a part ends where a row does, not within a quoted cell. */
enum err_code reading_rows(struct reading *reading, struct str text, struct err *err) MUST_USE;
/* What the file says of itself. */
enum err_code reading_meta(struct reading *reading, const char *name, struct str value,
                           struct err *err) MUST_USE;
/* A file within: its bytes, kept below /out for the host to take. */
enum err_code reading_member(struct reading *reading, struct str name, struct str bytes,
                             struct err *err) MUST_USE;
/* One that could not be taken out. */
enum err_code reading_lost(struct reading *reading, struct str name, const char *why,
                           struct err *err) MUST_USE;
/* A part of a page (box: hundredths of a point, or NULL for all of it) that was not read; the
 * file is read in part. */
enum err_code reading_unread(struct reading *reading, int64_t page, const int32_t box[4],
                             const char *why, struct err *err) MUST_USE;
/* The file is read in part; the first reason is told. */
void reading_partly(struct reading *reading, const char *why);
bool reading_late(const struct reading *reading);
void reading_goes_on(struct reading *reading, int64_t from);

/* Valid UTF-8 without control characters but line ends and tabs; CR LF as LF. */
struct str reading_clean(struct arena *arena, struct str text);
/* reading_clean of what the bytes say (plain_text/found_text.h); the file is read in part when
 * some of them are no letters. `charset` "" when none is named: then, and when it is wrong, it
 * is guessed (guessed_charset.h). */
struct str reading_found(struct reading *reading, const char *charset, struct str bytes);
/* Which encoding was guessed, when one was, as a fact of the file. */
enum err_code reading_tell_encoding(struct reading *reading, struct err *err) MUST_USE;
/* The reader of pictures, made at the first call. */
enum err_code reading_ocr(struct reading *reading, struct ocr **ocr, struct err *err) MUST_USE;

/* Reads the file as what it is. ERR_UNSUPPORTED: of a kind that is not read, the message says
 * which; ERR_FORMAT, ERR_LIMIT: cannot be read. */
enum err_code read_any(struct reading *reading, struct err *err) MUST_USE;

/* One kind each. `bytes` are the whole file. */
enum err_code read_pages(struct reading *reading, struct str bytes, const char *magic,
                         struct err *err) MUST_USE; /* PDF and pictures */
/* WebP, else HEIC or AVIF. */
enum err_code read_photo(struct reading *reading, struct str bytes, bool webp,
                         struct err *err) MUST_USE;
enum err_code read_plain(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
enum err_code read_web(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
enum err_code read_office(struct reading *reading, struct str bytes, bool *office,
                          struct err *err) MUST_USE;
enum err_code read_message(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
enum err_code read_mbox(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
enum err_code read_archive(struct reading *reading, struct err *err) MUST_USE;
enum err_code read_rich(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
enum err_code read_mailstore(struct reading *reading, struct err *err) MUST_USE; /* PST */

/* Reports and backups of phones, and chats that programs export; is_… looks at the first bytes.
 */
bool is_phone_report(struct str bytes);
enum err_code read_phone_report(struct reading *reading, struct str bytes,
                                struct err *err) MUST_USE;
bool is_phone_backup(struct str bytes);
enum err_code read_phone_backup(struct reading *reading, struct str bytes,
                                struct err *err) MUST_USE;
/* *chat false: of no known program, nothing was written. */
enum err_code read_chat_json(struct reading *reading, struct str bytes, bool *chat,
                             struct err *err) MUST_USE;
enum err_code read_chat_lines(struct reading *reading, struct str bytes, bool *chat,
                              struct err *err) MUST_USE;

/* What a compound file is (compound_file.h). */
struct compound_file;
enum err_code read_outlook(struct reading *reading, struct compound_file *file,
                           struct err *err) MUST_USE;
bool is_tnef(struct str bytes);
enum err_code read_tnef(struct reading *reading, struct str bytes, struct err *err) MUST_USE;
/* A message of Outlook, from whichever file: its text, then what is attached to it. */
struct outlook_item;
enum err_code read_outlook_item(struct reading *reading, struct outlook_item *item,
                                struct err *err) MUST_USE;
enum err_code read_old_word(struct reading *reading, struct compound_file *file,
                            struct err *err) MUST_USE;
enum err_code read_old_slides(struct reading *reading, struct compound_file *file,
                              struct err *err) MUST_USE;
/* `entry`: of the stream that holds the workbook. */
enum err_code read_old_sheets(struct reading *reading, struct compound_file *file, int entry,
                              struct err *err) MUST_USE;

/* The text of a page of the web, UTF-8 in and out. ERR_LIMIT: it nests too deep. */
enum err_code web_text(struct arena *arena, struct str html, struct strbuf *out,
                       struct str *title, struct err *err) MUST_USE;

#endif
