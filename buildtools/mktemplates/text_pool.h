/* The texts of one table, one after the other in one array of bytes. The table names a text by
 * the place where it begins: an address would have to be written anew into memory for each
 * whenever a program that holds the table is started. */
#ifndef POLICEAI_MKTEMPLATES_TEXT_POOL_H
#define POLICEAI_MKTEMPLATES_TEXT_POOL_H

#include "base/strbuf.h"

#include <stdio.h>

struct text_pool {
    struct strbuf source; /* C string literals */
    struct pooled {
        struct str text;
        size_t at;
    } * items;
    size_t count, capacity;
    size_t size; /* in bytes, with the 0 behind each text */
};

/* Place 0 holds "", which stands for none. */
void text_pool_init(struct text_pool *pool);
void text_pool_release(struct text_pool *pool);
/* Writes the place of a text, and how it begins as a comment. The text is borrowed until the
 * release; the same one twice has one place. */
void text_pool_put(struct text_pool *pool, struct strbuf *out, struct str text);
/* Writes "static const char NAME_texts[] = …;". */
void text_pool_emit(const struct text_pool *pool, FILE *out, struct str name);

/* A C string, broken after each newline of the text. */
void put_quoted(struct strbuf *out, struct str text);

#endif
