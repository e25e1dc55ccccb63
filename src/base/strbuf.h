/* An owned, growing, always NUL-terminated byte buffer with a ceiling.
 *
 * Every buffer is made with the most bytes it may ever hold. An append that would pass it is
 * dropped whole and sets `overflow`, which sticks: append freely, ask once at the end
 * (strbuf_check). Not for several threads. */
#ifndef POLICEAI_BASE_STRBUF_H
#define POLICEAI_BASE_STRBUF_H

#include "base/err.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
    char *p; /* never NULL: "" until the first append */
    size_t n;
    size_t capacity;
    size_t max;
    bool overflow;
};

/* An empty buffer that may hold at most `max` bytes; ended by strbuf_release. */
void strbuf_init(struct strbuf *buf, size_t max);
/* Frees the bytes; the buffer is then as after strbuf_init with the same ceiling. */
void strbuf_release(struct strbuf *buf);
/* Empties it, keeps the memory, forgets an overflow. */
void strbuf_clear(struct strbuf *buf);
/* The bytes, to be freed with free(); the buffer is then empty. */
char *strbuf_detach(struct strbuf *buf);

/* Appends; strbuf_truncate keeps the first `length` bytes. */
void strbuf_add(struct strbuf *buf, const void *bytes, size_t length);
void strbuf_str(struct strbuf *buf, struct str text);
void strbuf_puts(struct strbuf *buf, const char *text);
void strbuf_putc(struct strbuf *buf, char c);
void strbuf_printf(struct strbuf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args) PRINTF_LIKE(2, 0);
void strbuf_truncate(struct strbuf *buf, size_t length);
/* Takes the first `count` bytes away. */
void strbuf_consume(struct strbuf *buf, size_t count);
/* Room for `count` more bytes to be written at p + n by the caller, who then adds to n; NULL
 * (and overflow) when past the ceiling. */
char *strbuf_reserve(struct strbuf *buf, size_t count);
/* A borrowed view, good until the next change. */
struct str strbuf_view(const struct strbuf *buf);
/* ERR_LIMIT naming `what` when something did not fit. */
enum err_code strbuf_check(const struct strbuf *buf, const char *what,
                           struct err *err) MUST_USE;

#endif
