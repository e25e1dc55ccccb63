/* See text_pool.h. */
#include "text_pool.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

enum { SHOWN = 32 };

void text_pool_init(struct text_pool *pool)
{
    *pool = (struct text_pool){.size = 1};
    strbuf_init(&pool->source, 16 * MIB);
}

void text_pool_release(struct text_pool *pool)
{
    strbuf_release(&pool->source);
    free(pool->items);
}

static size_t place_of(struct text_pool *pool, struct str text)
{
    for (size_t i = 0; i < pool->count; i++) {
        if (str_eq(pool->items[i].text, text)) {
            return pool->items[i].at;
        }
    }
    pool->items = mem_grow(pool->items, pool->count, &pool->capacity, sizeof *pool->items);
    pool->items[pool->count++] = (struct pooled){text, pool->size};
    strbuf_printf(&pool->source, "    /* %zu */ ", pool->size);
    put_quoted(&pool->source, text);
    strbuf_puts(&pool->source, " \"\\0\"\n");
    size_t at = pool->size;
    pool->size += text.n + 1;
    return at;
}

/* Its beginning, of printing ASCII alone and without what ends or begins a comment. */
static void put_shown(struct strbuf *out, struct str text)
{
    strbuf_puts(out, " /* ");
    for (size_t i = 0; i < text.n && i < SHOWN; i++) {
        char c = text.p[i];
        strbuf_putc(out, c == '\n' ? ' ' : (c < ' ' || c > '~' || c == '*' ? '.' : c));
    }
    strbuf_puts(out, text.n > SHOWN ? "... */" : " */");
}

void text_pool_put(struct text_pool *pool, struct strbuf *out, struct str text)
{
    size_t at = text.n == 0 ? 0 : place_of(pool, text);
    strbuf_printf(out, "%zu", at);
    put_shown(out, text);
}

void text_pool_emit(const struct text_pool *pool, FILE *out, struct str name)
{
    fprintf(out, "static const char %.*s_texts[] =\n    /* 0 */ \"\\0\"\n%s;\n", STR_ARG(name),
            pool->source.p == NULL ? "" : pool->source.p);
}

void put_quoted(struct strbuf *out, struct str text)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            strbuf_puts(out, i + 1 < text.n ? "\\n\"\n     \"" : "\\n");
        } else if (c == '"' || c == '\\') {
            strbuf_putc(out, '\\');
            strbuf_putc(out, c);
        } else if ((unsigned char)c < 0x20) {
            strbuf_printf(out, "\\%03o", (unsigned)c);
        } else {
            strbuf_putc(out, c);
        }
    }
    strbuf_putc(out, '"');
}
