/* Rich Text (RTF 1.9.1) as text; compressed as Outlook keeps it ([MS-OXRTFCP]); and the page of
 * the web that Outlook hides in it ([MS-OXRTFEX]). */
#ifndef POLICEAI_READ_DOCUMENT_RICH_TEXT_H
#define POLICEAI_READ_DOCUMENT_RICH_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct rich_picture {
    struct str bytes;
    const char *ending; /* ".png", ".jpg"; NULL: of a kind that is not taken (metafiles) */
};

struct rich_text {
    struct str text; /* UTF-8 but for what a writer got wrong: hidden words too */
    bool web;        /* it is the source of a page of the web */
    struct rich_picture *pictures;
    size_t picture_count;
    struct str title, author;
    int objects;        /* embedded ones, not taken */
    const char *partly; /* or NULL */
};

/* All in the arena. ERR_FORMAT: it is no RTF; ERR_LIMIT: groups nest too deep. */
enum err_code rich_text_read(struct arena *arena, struct str rtf, struct rich_text *out,
                             struct err *err) MUST_USE;
/* The RTF that was compressed, in the arena. ERR_FORMAT, ERR_LIMIT. */
enum err_code rich_text_unpack(struct arena *arena, struct str packed, struct str *rtf,
                               struct err *err) MUST_USE;

#endif
