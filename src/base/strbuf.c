/* Growing buffer; see strbuf.h. */
#include "base/strbuf.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an empty buffer points at; never written to. */
static char nothing[1];

void strbuf_init(struct strbuf *buf, size_t max)
{
    *buf = (struct strbuf){.p = nothing, .max = max};
}

void strbuf_release(struct strbuf *buf)
{
    if (buf->capacity > 0) {
        free(buf->p);
    }
    strbuf_init(buf, buf->max);
}

void strbuf_clear(struct strbuf *buf)
{
    strbuf_truncate(buf, 0);
    buf->overflow = false;
}

char *strbuf_detach(struct strbuf *buf)
{
    char *bytes = buf->capacity > 0 ? buf->p : xstrdup("");
    strbuf_init(buf, buf->max);
    return bytes;
}

char *strbuf_reserve(struct strbuf *buf, size_t count)
{
    if (buf->overflow || count > buf->max - buf->n) {
        buf->overflow = true;
        return NULL;
    }
    size_t needed = buf->n + count + 1;
    if (needed > buf->capacity) {
        size_t capacity = buf->capacity < 64 ? 64 : buf->capacity * 2;
        capacity = capacity > needed ? capacity : needed;
        buf->p = xrealloc(buf->capacity > 0 ? buf->p : NULL, capacity, 1);
        buf->capacity = capacity;
        buf->p[buf->n] = '\0';
    }
    return buf->p + buf->n;
}

void strbuf_add(struct strbuf *buf, const void *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    char *room = strbuf_reserve(buf, length);
    if (room != NULL) {
        memcpy(room, bytes, length);
        buf->n += length;
        buf->p[buf->n] = '\0';
    }
}

void strbuf_str(struct strbuf *buf, struct str text)
{
    strbuf_add(buf, text.p, text.n);
}

void strbuf_puts(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, text, strlen(text));
}

void strbuf_putc(struct strbuf *buf, char c)
{
    strbuf_add(buf, &c, 1);
}

void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *room = length >= 0 ? strbuf_reserve(buf, (size_t)length) : NULL;
    if (room != NULL) {
        vsnprintf(room, (size_t)length + 1, format, again);
        buf->n += (size_t)length;
    }
    va_end(again);
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vprintf(buf, format, args);
    va_end(args);
}

void strbuf_truncate(struct strbuf *buf, size_t length)
{
    if (length < buf->n) {
        buf->n = length;
        buf->p[length] = '\0';
    }
}

void strbuf_consume(struct strbuf *buf, size_t count)
{
    if (count == 0) {
        return;
    }
    if (count > buf->n) {
        BUG("consuming %zu of %zu bytes", count, buf->n);
    }
    memmove(buf->p, buf->p + count, buf->n - count + 1);
    buf->n -= count;
}

struct str strbuf_view(const struct strbuf *buf)
{
    return (struct str){buf->p, buf->n};
}

enum err_code strbuf_check(const struct strbuf *buf, const char *what, struct err *err)
{
    if (buf->overflow) {
        return err_set(err, ERR_LIMIT, "%s is larger than %zu bytes", what, buf->max);
    }
    return ERR_OK;
}
