/* RFC 5322, 2045, 2046, 2047. Lenient where mail is: what it takes otherwise than the library
 * that redacts does not match, and what does not match does not pass. */
#include "mail_parts.h"

#include "base/ascii_case.h"

#include <iconv.h>
#include <string.h>

struct entity {
    struct str fields, body;
};

static struct str line_of(struct str text, size_t at)
{
    struct str rest = str_from(text, at);
    size_t end = str_find(rest, STR("\n"));
    return end == SIZE_MAX ? rest : str_sub(rest, 0, end + 1);
}

static struct entity split(struct str bytes)
{
    size_t at = 0;
    while (at < bytes.n) {
        struct str line = line_of(bytes, at);
        if (str_is(line, "\n") || str_is(line, "\r\n")) {
            return (struct entity){str_sub(bytes, 0, at), str_from(bytes, at + line.n)};
        }
        at += line.n;
    }
    return (struct entity){bytes, str_from(bytes, bytes.n)};
}

struct str mail_field(struct arena *arena, struct str fields, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; at < fields.n;) {
        struct str line = line_of(fields, at);
        size_t colon = n;
        while (colon < line.n && (line.p[colon] == ' ' || line.p[colon] == '\t')) {
            colon++;
        }
        if (line.n > colon && str_starts_but_case(line, str_of(name)) && line.p[colon] == ':') {
            size_t from = at + colon + 1;
            for (at += line.n;
                 at < fields.n && (fields.p[at] == ' ' || fields.p[at] == '\t');) {
                at += line_of(fields, at).n;
            }
            struct str value = str_trim(str_sub(fields, from, at - from));
            char *joined = arena_alloc(arena, value.n + 1);
            size_t length = 0;
            for (size_t i = 0; i < value.n; i++) {
                if (value.p[i] != '\r' && value.p[i] != '\n') {
                    joined[length++] = value.p[i];
                }
            }
            return str_n(joined, length);
        }
        at += line.n;
    }
    return (struct str){NULL, 0};
}

/* A parameter of a value: name=token or name="text"; "" when it is absent. */
static const char *parameter(struct arena *arena, struct str value, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i + n + 1 < value.n; i++) {
        bool starts = i > 0 && strchr("; \t", value.p[i - 1]) != NULL;
        if (!starts || !str_starts_but_case(str_from(value, i), str_of(name))) {
            continue;
        }
        size_t at = i + n;
        while (at < value.n && value.p[at] == ' ') {
            at++;
        }
        if (at >= value.n || value.p[at] != '=') {
            continue;
        }
        at++;
        bool quoted = at < value.n && value.p[at] == '"';
        at += quoted;
        size_t end = at;
        while (end < value.n && strchr(quoted ? "\"" : "; \t", value.p[end]) == NULL) {
            end++;
        }
        return arena_strndup(arena, value.p + at, end - at);
    }
    return "";
}

static int digit64(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

static struct str from_base64(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
        int digit = digit64(text.p[i]);
        if (digit >= 0) {
            bits = bits << 6 | (uint32_t)digit;
            have += 6;
            if (have >= 8) {
                have -= 8;
                out[n++] = (char)(bits >> have & 0xFF);
            }
        }
    }
    return str_n(out, n);
}

static int digit16(char c)
{
    const char *at = c == '\0' ? NULL : strchr("0123456789ABCDEF0123456789abcdef", c);
    return at == NULL ? -1 : (int)(at - "0123456789ABCDEF0123456789abcdef") % 16;
}

/* `words`: as in encoded words, where "_" is a blank. */
static struct str from_quoted(struct arena *arena, struct str text, bool words)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '=' && i + 2 < text.n && digit16(text.p[i + 1]) >= 0 &&
            digit16(text.p[i + 2]) >= 0) {
            out[n++] = (char)(digit16(text.p[i + 1]) * 16 + digit16(text.p[i + 2]));
            i += 2;
        } else if (c == '=' && !words) { /* a line that goes on */
            size_t to = i + 1;
            while (to < text.n &&
                   (text.p[to] == ' ' || text.p[to] == '\t' || text.p[to] == '\r')) {
                to++;
            }
            if (to < text.n && text.p[to] == '\n') {
                i = to;
            } else {
                out[n++] = c;
            }
        } else {
            out[n++] = words && c == '_' ? ' ' : c;
        }
    }
    return str_n(out, n);
}

struct walking {
    struct arena *arena;
    struct mail_leaves *leaves;
    size_t room;
    int depth;
};

static enum err_code walk(struct walking *w, struct entity entity, bool message,
                          struct err *err);

static enum err_code add(struct walking *w, struct mail_leaf leaf, struct err *err)
{
    if (w->leaves->count == MAIL_LEAVES_MAX) {
        return err_set(err, ERR_LIMIT, "the message has too many parts");
    }
    if (w->leaves->count == w->room) {
        size_t room = w->room * 2 + 16;
        struct mail_leaf *items = arena_alloc(w->arena, room * sizeof *items);
        for (size_t i = 0; i < w->room; i++) {
            items[i] = w->leaves->items[i];
        }
        w->leaves->items = items;
        w->room = room;
    }
    w->leaves->items[w->leaves->count++] = leaf;
    return ERR_OK;
}

/* Without the line end that belongs to the boundary after it. */
static struct str part_of(struct str body, size_t from, size_t to)
{
    to -= to > from && body.p[to - 1] == '\n';
    to -= to > from && body.p[to - 1] == '\r';
    return str_sub(body, from, to - from);
}

static enum err_code walk_parts(struct walking *w, struct str body, const char *boundary,
                                struct err *err)
{
    size_t n = strlen(boundary);
    size_t from = SIZE_MAX;
    for (size_t at = 0; at < body.n;) {
        struct str line = line_of(body, at);
        if (line.n >= n + 2 && line.p[0] == '-' && line.p[1] == '-' &&
            strncmp(line.p + 2, boundary, n) == 0) {
            struct str rest = str_from(line, n + 2);
            bool last = str_starts(rest, STR("--"));
            if (last || str_trim(rest).n == 0) {
                if (from == SIZE_MAX) {
                    w->leaves->stray = w->leaves->stray || str_trim(str_sub(body, 0, at)).n > 0;
                } else {
                    TRY(walk(w, split(part_of(body, from, at)), false, err));
                }
                from = at + line.n;
                if (last) {
                    struct str after = str_trim(str_from(body, from));
                    w->leaves->stray = w->leaves->stray || after.n > 0;
                    return ERR_OK;
                }
            }
        }
        at += line.n;
    }
    return from == SIZE_MAX || from >= body.n
               ? ERR_OK
               : walk(w, split(str_from(body, from)), false, err);
}

static const char *small(struct arena *arena, struct str text)
{
    return ascii_lower_copy(arena, text).p;
}

static enum err_code walk(struct walking *w, struct entity entity, bool message,
                          struct err *err)
{
    struct str type = mail_field(w->arena, entity.fields, "Content-Type");
    struct str coding = mail_field(w->arena, entity.fields, "Content-Transfer-Encoding");
    struct mail_leaf leaf = {.fields = entity.fields};
    enum err_code code;
    if (w->depth == MAIL_DEPTH_MAX) {
        return err_set(err, ERR_LIMIT, "the message nests too deep");
    }
    if (message) {
        leaf.kind = MAIL_FIELDS;
        TRY(add(w, leaf, err));
    }
    size_t end = type.p == NULL ? 0 : str_find(type, STR(";"));
    leaf.type =
        type.p == NULL
            ? "text/plain"
            : small(w->arena, str_trim(str_sub(type, 0, end == SIZE_MAX ? type.n : end)));
    leaf.charset = type.p == NULL ? "" : parameter(w->arena, type, "charset");
    w->depth++;
    if (strncmp(leaf.type, "multipart/", 10) == 0) {
        leaf.kind = MAIL_PARTS;
        TRY(add(w, leaf, err));
        code = walk_parts(w, entity.body, parameter(w->arena, type, "boundary"), err);
    } else if (strcmp(leaf.type, "message/rfc822") == 0) {
        code = walk(w, split(entity.body), true, err);
    } else {
        const char *how = coding.p == NULL ? "" : small(w->arena, coding);
        leaf.kind = MAIL_BODY;
        leaf.bytes = strcmp(how, "base64") == 0 ? from_base64(w->arena, entity.body)
                     : strcmp(how, "quoted-printable") == 0
                         ? from_quoted(w->arena, entity.body, false)
                         : entity.body;
        code = add(w, leaf, err);
    }
    w->depth--;
    return code;
}

enum err_code mail_read(struct str bytes, struct arena *arena, struct mail_leaves *leaves,
                        struct err *err)
{
    struct walking w = {.arena = arena, .leaves = leaves};
    *leaves = (struct mail_leaves){.items = NULL};
    return walk(&w, split(bytes), true, err);
}

/* "=?charset?B?…?=" at the start of the text: its length, or 0. */
static size_t encoded_word(struct arena *arena, struct str text, struct str *bytes)
{
    if (!str_starts(text, STR("=?"))) {
        return 0;
    }
    size_t one = str_find(str_from(text, 2), STR("?"));
    if (one == SIZE_MAX || one + 5 >= text.n || text.p[one + 4] != '?') {
        return 0;
    }
    struct str coded = str_from(text, one + 5);
    size_t end = str_find(coded, STR("?="));
    if (end == SIZE_MAX) {
        return 0;
    }
    char *charset = arena_strndup(arena, text.p + 2, one);
    charset[strcspn(charset, "*")] = '\0'; /* RFC 2231: a language */
    coded = str_sub(coded, 0, end);
    struct str raw = (text.p[one + 3] | 0x20) == 'b' ? from_base64(arena, coded)
                                                     : from_quoted(arena, coded, true);
    iconv_t how = iconv_open("UTF-8", charset);
    char *out = arena_alloc(arena, raw.n * 4 + 16);
    char *to = out;
    char *from = (char *)raw.p; /* not written to */
    size_t left = raw.n;
    size_t room = raw.n * 4 + 16;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
    if (how == (iconv_t)-1) {
        return 0;
    }
    (void)iconv(how, &from, &left, &to, &room);
    iconv_close(how);
    *bytes = str_n(out, (size_t)(to - out));
    return one + 5 + end + 2;
}

struct str mail_value(struct arena *arena, struct str value)
{
    struct strbuf decoded;
    bool after_word = false;
    strbuf_init(&decoded, 4 * value.n + 64);
    for (size_t at = 0; at < value.n;) {
        struct str word;
        size_t blanks = at;
        while (blanks < value.n && (value.p[blanks] == ' ' || value.p[blanks] == '\t')) {
            blanks++;
        }
        size_t length = encoded_word(arena, str_from(value, blanks), &word);
        if (length > 0) {
            if (!after_word) {
                strbuf_str(&decoded, str_sub(value, at, blanks - at));
            }
            strbuf_str(&decoded, word);
            at = blanks + length;
            after_word = true;
        } else {
            size_t end = blanks + 1 < value.n ? blanks + 1 : value.n;
            strbuf_str(&decoded, str_sub(value, at, end - at));
            at = end;
            after_word = false;
        }
    }
    char *out = arena_alloc(arena, decoded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < decoded.n; i++) {
        char c = decoded.p[i];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            out[n] = ' ';
            n += n > 0 && out[n - 1] != ' ';
        } else {
            out[n++] = c;
        }
    }
    n -= n > 0 && out[n - 1] == ' ';
    strbuf_release(&decoded);
    return str_n(out, n);
}
