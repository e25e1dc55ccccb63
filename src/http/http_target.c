/* See http_target.h. */
#include "http/http_target.h"

#include "base/ascii_case.h"
#include "base/limits.h"
#include "base/utf8.h"

static const struct http_verdict pass = {0, NULL};

static struct http_verdict refuse(int status, const char *reason)
{
    return (struct http_verdict){status, reason};
}

/* Printable ASCII without what no client sends bare (RFC 3986, 2; browsers leave "|" and "^" as
 * they are in a query). */
static bool is_written(struct str raw)
{
    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '#') {
            return false;
        }
    }
    return true;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes once into `out` (room for raw.n bytes); false on a "%" without two digits. */
static bool decode(struct str raw, char *out, size_t *length)
{
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] != '%') {
            out[n++] = raw.p[i];
            continue;
        }
        int high = i + 2 < raw.n ? hex_value(raw.p[i + 1]) : -1;
        int low = i + 2 < raw.n ? hex_value(raw.p[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        out[n++] = (char)(high << 4 | low);
        i += 2;
    }
    *length = n;
    return true;
}

static bool has_control(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c < ' ' || c == 0x7f) {
            return true;
        }
    }
    return false;
}

static bool has_encoded_slash(struct str raw)
{
    return str_find(raw, STR("%2f")) != SIZE_MAX || str_find(raw, STR("%2F")) != SIZE_MAX;
}

/* "/a/b" and "/a/" are fine, "/a//b", "/./a", "/.." are not. */
static bool has_bad_part(struct str path)
{
    struct str rest = str_from(path, 1);
    struct str part;
    while (str_split(&rest, '/', &part)) {
        bool last = rest.p == NULL;
        if ((part.n == 0 && !last) || str_is(part, ".") || str_is(part, "..")) {
            return true;
        }
    }
    return false;
}

static struct http_verdict parse_path(struct arena *arena, struct str raw, struct str *path)
{
    char *bytes = arena_alloc(arena, raw.n + 1);
    size_t length = 0;
    if (!decode(raw, bytes, &length)) {
        return refuse(400, "a percent sign without two hexadecimal digits");
    }
    bytes[length] = '\0';
    *path = str_n(bytes, length);
    if (has_control(*path) || has_encoded_slash(raw) || str_has_byte(*path, '\\')) {
        return refuse(400, "the path holds a forbidden byte");
    }
    if (!utf8_valid(*path)) {
        return refuse(400, "the path is not UTF-8");
    }
    if (has_bad_part(*path)) {
        return refuse(400, "the path holds an empty, \".\" or \"..\" part");
    }
    return pass;
}

/* The query is handed on as it stands; whoever decodes it later gets UTF-8 without NUL. */
static struct http_verdict check_query(struct arena *arena, struct str raw)
{
    char *bytes = arena_alloc(arena, raw.n + 1);
    size_t length = 0;
    if (!decode(raw, bytes, &length) || memchr(bytes, '\0', length) != NULL ||
        !utf8_valid(str_n(bytes, length))) {
        return refuse(400, "the query is not percent-encoded UTF-8");
    }
    return pass;
}

/* Takes "http://HOST" off an absolute target. */
static bool take_authority(struct str *raw, struct str host)
{
    const struct str scheme = STR("http://");
    if (raw->n <= scheme.n || !str_starts_but_case(*raw, scheme)) {
        return false;
    }
    struct str rest = str_from(*raw, scheme.n);
    if (host.n == 0 || !str_starts_but_case(rest, host)) {
        return false;
    }
    *raw = str_from(rest, host.n);
    return true;
}

struct http_verdict http_target_parse(struct arena *arena, struct str raw, struct str host,
                                      struct http_target *target)
{
    if (raw.n > LIMIT_HTTP_TARGET) {
        return refuse(414, "the address is too long");
    }
    if (!is_written(raw)) {
        return refuse(400, "the address holds a forbidden byte");
    }
    if (raw.n == 0 || (raw.p[0] != '/' && !take_authority(&raw, host)) || raw.n == 0 ||
        raw.p[0] != '/') {
        return refuse(400, "the address is neither a path nor one of this host");
    }
    const char *mark = memchr(raw.p, '?', raw.n);
    size_t length = mark != NULL ? (size_t)(mark - raw.p) : raw.n;
    target->query = mark != NULL ? str_from(raw, length + 1) : STR("");
    struct http_verdict verdict = check_query(arena, target->query);
    if (verdict.status != 0) {
        return verdict;
    }
    return parse_path(arena, str_sub(raw, 0, length), &target->path);
}
