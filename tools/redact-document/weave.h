/* A document while it is made anew: bytes of its format with pieces of text between them,
 * written once it is decided what of the text is hidden.
 *
 * A reader goes through the old document once, from its beginning to its end. What it does not
 * hand over here is not in the new one: there is no way for anything to stay by being
 * overlooked. The pieces of text together, with what weave_gap puts between them, are the text
 * that marks count in. Containers nest: a part in a package, an attachment in a message. */
#ifndef POLICEAI_REDACT_DOCUMENT_WEAVE_H
#define POLICEAI_REDACT_DOCUMENT_WEAVE_H

#include "document.h"
#include "hidden_runs.h"

enum weave_kind { WEAVE_PACKAGE, WEAVE_PART, WEAVE_BASE64 };

struct weave_step;

struct weave {
    struct arena *arena;
    struct answer *answer; /* its text grows, its doubts too */
    struct strbuf fixed;
    struct weave_step *steps;
    size_t count, capacity;
    struct marks proposed; /* by what the format says of a place; start and end in bytes */
    const char *extension; /* of the file that is written, when the reader knows better */
};

/* A place to come back to when what follows cannot be read. */
struct weave_point {
    size_t count, fixed, text, proposed, regions;
};

/* Empty; ended by weave_release. `answer` is lent. */
void weave_init(struct weave *weave, struct answer *answer);
/* Frees what it grew; the answer stays. */
void weave_release(struct weave *weave);

/* Bytes of the format. */
void weave_puts(struct weave *weave, const char *text);
void weave_str(struct weave *weave, struct str text);
void weave_printf(struct weave *weave, const char *format, ...) PRINTF_LIKE(2, 3);
/* A piece of the text, written through `escape` where it is kept. Valid UTF-8. */
void weave_text(struct weave *weave, struct str text, text_escape *escape);
/* Bytes that stand for the next character of the text, and go when that is hidden. */
void weave_for_next(struct weave *weave, struct str shown);
/* Bytes that are written only when something (nothing) of the text from `from` to `to` is
 * hidden. */
void weave_when(struct weave *weave, size_t from, size_t to, bool hidden, const char *shown);
/* To the text alone: a tab or a line's end that the format shows in another way. */
void weave_gap(struct weave *weave, const char *gap);
/* What is written until the end goes into a container: a package of parts; a part of it, by
 * name; lines of base64. */
void weave_begin(struct weave *weave, enum weave_kind kind, const char *name);
void weave_end(struct weave *weave);

/* Bytes `from` to `to` of the answer's text hold what a label says, whatever stands there;
 * counts unless marks were given. */
void weave_propose(struct weave *weave, size_t from, size_t to, const char *label,
                   const char *reason);
struct weave_point weave_here(const struct weave *weave);
void weave_back(struct weave *weave, struct weave_point point);

/* The new document. ERR_LIMIT when it grows too large. */
enum err_code weave_write(const struct weave *weave, struct hidden_runs *runs,
                          struct strbuf *out, struct err *err) MUST_USE;

/* & < > " as XML and HTML want them; what XML does not allow becomes U+FFFD. */
void escape_markup(struct strbuf *out, struct str text);

/* Reads one format into a weave. */
typedef enum err_code weave_reader(struct str bytes, struct weave *weave, struct err *err);
enum err_code read_html(struct str bytes, struct weave *weave, struct err *err) MUST_USE;
enum err_code read_mail(struct str bytes, struct weave *weave, struct err *err) MUST_USE;
enum err_code read_package(struct str bytes, struct weave *weave, struct err *err) MUST_USE;

/* request->path through `reader`, decided on, written with this extension. */
enum err_code redact_woven(const struct request *request, struct answer *answer,
                           weave_reader *reader, const char *extension,
                           struct err *err) MUST_USE;

#endif
