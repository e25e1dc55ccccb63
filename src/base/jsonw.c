/* JSON writer; see jsonw.h. */
#include "base/jsonw.h"

#include "base/err.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void jsonw_init(struct jsonw *w, struct strbuf *out)
{
    memset(w, 0, sizeof *w);
    w->out = out;
}

static void before_value(struct jsonw *w)
{
    if (w->depth > 0 && w->close[w->depth - 1] == '}' && !w->after_key) {
        BUG("JSON value without a key");
    }
    if (w->comma && !w->after_key) {
        strbuf_putc(w->out, ',');
    }
    w->after_key = false;
    w->comma = true;
}

static void open_list(struct jsonw *w, char open, char close)
{
    before_value(w);
    if (w->depth == JSONW_DEPTH) {
        BUG("JSON nested deeper than %d", JSONW_DEPTH);
    }
    strbuf_putc(w->out, open);
    w->close[w->depth++] = close;
    w->comma = false;
}

void jsonw_object(struct jsonw *w)
{
    open_list(w, '{', '}');
}

void jsonw_array(struct jsonw *w)
{
    open_list(w, '[', ']');
}

void jsonw_end(struct jsonw *w)
{
    if (w->depth == 0 || w->after_key) {
        BUG("JSON closed too often or after a key");
    }
    strbuf_putc(w->out, w->close[--w->depth]);
    w->comma = true;
}

void jsonw_quote(struct strbuf *out, struct str text)
{
    strbuf_putc(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        strbuf_add(out, text.p + plain, i - plain);
        plain = i + 1;
        static const char letters[] = {
            ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
        if (c == '"' || c == '\\') {
            strbuf_putc(out, '\\');
            strbuf_putc(out, (char)c);
        } else if (c < sizeof letters && letters[c] != 0) {
            strbuf_putc(out, '\\');
            strbuf_putc(out, letters[c]);
        } else {
            strbuf_printf(out, "\\u%04x", c);
        }
    }
    strbuf_add(out, text.p + plain, text.n - plain);
    strbuf_putc(out, '"');
}

void jsonw_key_str(struct jsonw *w, struct str name)
{
    if (w->depth == 0 || w->close[w->depth - 1] != '}' || w->after_key) {
        BUG("JSON key \"%.*s\" outside an object", STR_ARG(name));
    }
    if (w->comma) {
        strbuf_putc(w->out, ',');
    }
    jsonw_quote(w->out, name);
    strbuf_putc(w->out, ':');
    w->after_key = true;
}

void jsonw_key(struct jsonw *w, const char *name)
{
    jsonw_key_str(w, str_of(name));
}

void jsonw_str(struct jsonw *w, struct str text)
{
    before_value(w);
    jsonw_quote(w->out, text);
}

void jsonw_puts(struct jsonw *w, const char *text)
{
    jsonw_str(w, str_of(text));
}

void jsonw_printf(struct jsonw *w, const char *format, ...)
{
    struct strbuf text;
    strbuf_init(&text, w->out->max);
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    jsonw_str(w, strbuf_view(&text));
    strbuf_release(&text);
}

void jsonw_int(struct jsonw *w, int64_t value)
{
    before_value(w);
    strbuf_printf(w->out, "%lld", (long long)value);
}

void jsonw_bool(struct jsonw *w, bool value)
{
    before_value(w);
    strbuf_puts(w->out, value ? "true" : "false");
}

void jsonw_null(struct jsonw *w)
{
    before_value(w);
    strbuf_puts(w->out, "null");
}

void jsonw_raw(struct jsonw *w, struct str json)
{
    before_value(w);
    strbuf_str(w->out, json);
}

void dec_format(char text[DEC_SIZE], double value)
{
    if (!isfinite(value)) {
        BUG("not a finite number");
    }
    snprintf(text, DEC_SIZE, "%.12g", value == 0 ? 0.0 : value);
}

bool dec_parse(struct str text, double *value)
{
    char copy[DEC_SIZE];
    char again[DEC_SIZE];
    if (text.n == 0 || text.n >= sizeof copy || str_has_byte(text, '\0')) {
        return false;
    }
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    char *end;
    double number = strtod(copy, &end);
    if (*end != '\0' || !isfinite(number)) {
        return false;
    }
    dec_format(again, number);
    if (strcmp(copy, again) != 0) {
        return false;
    }
    *value = number;
    return true;
}

void jsonw_dec(struct jsonw *w, double value)
{
    char text[DEC_SIZE];
    dec_format(text, value);
    jsonw_puts(w, text);
}

void jsonw_double(struct jsonw *w, double value)
{
    before_value(w);
    strbuf_printf(w->out, "%.17g", value);
}

void jsonw_member(struct jsonw *w, const char *name, const char *text)
{
    jsonw_key(w, name);
    jsonw_puts(w, text);
}

void jsonw_member_str(struct jsonw *w, const char *name, struct str text)
{
    jsonw_key(w, name);
    jsonw_str(w, text);
}

void jsonw_member_int(struct jsonw *w, const char *name, int64_t value)
{
    jsonw_key(w, name);
    jsonw_int(w, value);
}

void jsonw_member_dec(struct jsonw *w, const char *name, double value)
{
    if (isfinite(value)) {
        jsonw_key(w, name);
        jsonw_dec(w, value);
    }
}
