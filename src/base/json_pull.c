/* JSON piece by piece; see json_pull.h. Numbers are in json_pull_number.c. */
#include "base/json_pull.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

size_t json_pull_line(const struct json_pull *p)
{
    size_t line = 1;
    for (const char *c = p->start; (c = memchr(c, '\n', (size_t)(p->at - c))) != NULL; c++) {
        line++;
    }
    return line;
}

enum err_code json_pull_fail(const struct json_pull *p, const char *what, struct err *err)
{
    const char *line_start = p->at;
    while (line_start > p->start && line_start[-1] != '\n') {
        line_start--;
    }
    return err_set(err, ERR_FORMAT, "JSON line %zu column %zu: %s", json_pull_line(p),
                   (size_t)(p->at - line_start) + 1, what);
}

enum err_code json_pull_open(struct json_pull *p, struct arena *arena, struct str text,
                             struct err *err)
{
    *p = (struct json_pull){arena, text.p, text.p, text.p + text.n, 0, false};
    return utf8_valid(text) ? ERR_OK : err_set(err, ERR_FORMAT, "JSON is not UTF-8");
}

static void skip_blanks(struct json_pull *p)
{
    while (p->at < p->end &&
           (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) {
        p->at++;
    }
}

char json_pull_peek(struct json_pull *p)
{
    skip_blanks(p);
    if (p->at >= p->end) {
        return '\0';
    }
    char c = *p->at;
    if (c == '-' || (c >= '0' && c <= '9')) {
        return '0';
    }
    return c != '\0' && strchr("{[\"tfn", c) != NULL ? c : '\0';
}

static enum err_code open_list(struct json_pull *p, char kind, struct err *err)
{
    if (json_pull_peek(p) != kind) {
        return json_pull_fail(p, kind == '{' ? "expected an object" : "expected an array", err);
    }
    if (p->depth >= LIMIT_JSON_DEPTH) {
        return json_pull_fail(p, "nested deeper than 64", err);
    }
    p->at++;
    p->depth++;
    p->comma = false;
    return ERR_OK;
}

/* Stands before the next item, or behind the closing mark. */
static enum err_code next_item(struct json_pull *p, char close, bool *more, struct err *err)
{
    *more = false;
    skip_blanks(p);
    if (p->at < p->end && *p->at == close) {
        p->at++;
        p->depth--;
        p->comma = true;
        return ERR_OK;
    }
    if (p->comma) {
        if (p->at >= p->end || *p->at != ',') {
            return json_pull_fail(
                p, close == ']' ? "expected ',' or ']'" : "expected ',' or '}'", err);
        }
        p->at++;
    }
    *more = true;
    return ERR_OK;
}

enum err_code json_pull_object(struct json_pull *p, struct err *err)
{
    return open_list(p, '{', err);
}

enum err_code json_pull_array(struct json_pull *p, struct err *err)
{
    return open_list(p, '[', err);
}

enum err_code json_pull_item(struct json_pull *p, bool *more, struct err *err)
{
    return next_item(p, ']', more, err);
}

enum err_code json_pull_key(struct json_pull *p, struct str *key, bool *more, struct err *err)
{
    TRY(next_item(p, '}', more, err));
    if (!*more) {
        return ERR_OK;
    }
    if (json_pull_peek(p) != '"') {
        return json_pull_fail(p, "expected a key in quotes", err);
    }
    TRY(json_pull_string(p, key, err));
    skip_blanks(p);
    if (p->at >= p->end || *p->at != ':') {
        return json_pull_fail(p, "expected ':'", err);
    }
    p->at++;
    return ERR_OK;
}

/* A string with escapes is left to the reader of trees, which knows them. */
static enum err_code unescape(struct json_pull *p, const char *from, struct str *text,
                              struct err *err)
{
    struct js *value;
    if (js_parse(p->arena, str_n(from, (size_t)(p->at - from)), &value, NULL) != ERR_OK) {
        p->at = from;
        return json_pull_fail(p, "a string with a wrong escape", err);
    }
    *text = value->string;
    return ERR_OK;
}

enum err_code json_pull_string(struct json_pull *p, struct str *text, struct err *err)
{
    bool escaped = false;
    if (json_pull_peek(p) != '"') {
        return json_pull_fail(p, "expected a string", err);
    }
    const char *from = p->at++;
    for (; p->at < p->end && *p->at != '"'; p->at++) {
        if ((unsigned char)*p->at < 0x20) {
            return json_pull_fail(p, "control character in a string", err);
        }
        if (*p->at == '\\') {
            escaped = true;
            p->at++;
        }
    }
    if (p->at >= p->end) {
        p->at = from;
        return json_pull_fail(p, "string without end", err);
    }
    p->at++;
    p->comma = true;
    *text = str_n(from + 1, (size_t)(p->at - from) - 2);
    return escaped ? unescape(p, from, text, err) : ERR_OK;
}

static enum err_code skip_word(struct json_pull *p, struct err *err)
{
    static const char *const words[] = {"true", "false", "null"};
    struct str rest = str_n(p->at, (size_t)(p->end - p->at));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_starts(rest, str_of(words[i]))) {
            p->at += strlen(words[i]);
            p->comma = true;
            return ERR_OK;
        }
    }
    return json_pull_fail(p, "not a JSON value", err);
}

enum err_code json_pull_skip(struct json_pull *p, struct err *err)
{
    bool more;
    struct str text;
    double number;
    switch (json_pull_peek(p)) {
    case '{':
        TRY(json_pull_object(p, err));
        for (;;) {
            TRY(json_pull_key(p, &text, &more, err));
            if (!more) {
                return ERR_OK;
            }
            TRY(json_pull_skip(p, err));
        }
    case '[':
        TRY(json_pull_array(p, err));
        for (;;) {
            TRY(json_pull_item(p, &more, err));
            if (!more) {
                return ERR_OK;
            }
            TRY(json_pull_skip(p, err));
        }
    case '"':
        return json_pull_string(p, &text, err);
    case '0':
        return json_pull_number(p, &number, err);
    default:
        return skip_word(p, err);
    }
}

enum err_code json_pull_end(struct json_pull *p, struct err *err)
{
    skip_blanks(p);
    return p->at == p->end ? ERR_OK
                           : json_pull_fail(p, "something follows the JSON value", err);
}
