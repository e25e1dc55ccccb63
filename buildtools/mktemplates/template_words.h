/* Messages: read, looked up, counted as used, written as C tables. */
#ifndef POLICEAI_MKTEMPLATES_WORDS_H
#define POLICEAI_MKTEMPLATES_WORDS_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "text_pool.h"
#include "web/template.h"

#include <stdbool.h>
#include <stdio.h>

struct entry {
    struct str id;
    struct str forms[FORMS]; /* n == 0: as "other" */
    bool used;
};

/* Sorted by id. */
struct words {
    struct entry *entries;
    size_t count, capacity;
};

/* Reads a language; what is wrong with it ends the program. */
void words_read(struct arena *arena, const char *path, struct words *words);
/* NULL when there is none. */
struct entry *words_find(struct words *words, struct str id);
/* Marks what C code names by message_text(…, "id"). */
void words_scan_source(struct arena *arena, const char *path, struct words *words);
/* Every message must be used; the months are, by the date filter. */
void words_check_unused(const char *path, const struct words *words);
/* The table of one language in the order of the first one's ids; what it lacks is taken from
 * there. */
void words_emit(FILE *out, struct str code, struct words *first, struct words *own,
                const char *path);

#endif
