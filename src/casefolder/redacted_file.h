/* A text with marks hidden, and where each hidden place stands in it. Pure. */
#ifndef POLICEAI_CASEFOLDER_REDACTED_FILE_H
#define POLICEAI_CASEFOLDER_REDACTED_FILE_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

/* A place to hide: code points of the text, end exclusive. */
struct hidden_place {
    int64_t start, end;
    struct str words;     /* what stands there instead, without brackets: "PERSON 3", "PHONE" */
    size_t of;            /* the caller's */
    int64_t line, column; /* made: where it begins in the redacted text, from 1 */
};

/* Appends the text with all places hidden. `places` is sorted by start and then end; those that
 * overlap become one, and each gets the line and column of the whole. Nothing of a hidden
 * passage gets out, not even its length. */
void redacted_file_write(struct strbuf *out, struct str text, struct hidden_place *places,
                         size_t count);

#endif
