/* What is wrong with a redacted file: a list of sentences, each naming the place, none what
 * stands there. */
#ifndef POLICEAI_CHECK_REDACTION_VERDICT_H
#define POLICEAI_CHECK_REDACTION_VERDICT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/strbuf.h"

#include <stddef.h>

enum { FAILURES_MAX = 20, CHECK_BYTES_MAX = 1 << 30, TEXT_BYTES_MAX = 64 << 20 };

struct verdict {
    struct arena *arena;
    const char *failures[FAILURES_MAX]; /* the first of them */
    size_t count;                       /* of all */
};

/* Adds one sentence; those past FAILURES_MAX are only counted. */
void verdict_add(struct verdict *verdict, const char *format, ...) PRINTF_LIKE(2, 3);

/* {"passed","failures"}: what the host is told. */
void verdict_write(const struct verdict *verdict, struct jsonw *output);

/* The check for the kind of file that both are; the files of the two kinds are told apart by
 * their first bytes. */
enum err_code check_file(const char *original, const char *redacted, const struct js *output,
                         struct verdict *verdict, struct err *err) MUST_USE;
/* The redacted file at `path` against the output that came with it. An error means that the
 * check could not be made, which nobody takes for passed. */
enum err_code check_pdf(const char *path, const struct js *output, struct verdict *verdict,
                        struct err *err) MUST_USE;
enum err_code check_text(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err) MUST_USE;
enum err_code check_html(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err) MUST_USE;
enum err_code check_mail(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err) MUST_USE;
enum err_code check_package(const char *original, const char *path, const struct js *output,
                            struct verdict *verdict, struct err *err) MUST_USE;
/* The texts that the marks cover, in order, lent by `before`; the list in the arena. */
enum err_code check_marked_texts(struct str before, const struct js *output,
                                 struct arena *arena, struct str **texts, size_t *count,
                                 struct err *err) MUST_USE;
/* The text of a page as tools/redact-document/README.md says; with `verdict` not NULL also says
 * what a redacted page may not hold. */
enum err_code html_text(struct str bytes, struct strbuf *out, struct verdict *verdict,
                        struct err *err) MUST_USE;
/* A text file as UTF-8 (UTF-16 by its mark, else Windows-1252 where it is no UTF-8). ERR_FORMAT
 * when it is neither. */
enum err_code check_decode(struct arena *arena, struct str bytes, struct str *text,
                           struct err *err) MUST_USE;
/* Bytes in the encoding named, as UTF-8. */
enum err_code check_convert(struct arena *arena, const char *from, struct str bytes,
                            struct str *text, struct err *err) MUST_USE;
/* The same reading of a document before and after: what was not marked must stand there as it
 * stood, in order, and in place of each run of marks one "[LABEL]" or a bar of full blocks and
 * nothing else; of a mark that reaches over cells or paragraphs the tabs and lines may stay. A
 * text that the output tells must be `before`: marks are scored by it. */
enum err_code check_marks(struct str before, struct str after, const struct js *output,
                          struct verdict *verdict, struct err *err) MUST_USE;
/* What a PDF carries beside its pages, by its bytes: earlier revisions, anything after its end,
 * encryption. */
void check_pdf_bytes(struct str bytes, struct verdict *verdict);

#endif
