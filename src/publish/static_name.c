/* See static_name.h. */
#include "publish/static_name.h"

#include "base/utf8.h"

enum { PART_MAX = 255 };

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* A coded slash would be a folder: it makes the address bad, as a NUL does. */
static bool decode(struct arena *arena, struct str coded, struct str *plain)
{
    char *out = arena_alloc(arena, coded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < coded.n; i++) {
        char c = coded.p[i];
        if (c == '%') {
            int high = i + 2 < coded.n ? digit(coded.p[i + 1]) : -1;
            int low = i + 2 < coded.n ? digit(coded.p[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
            if (c == '/') {
                return false;
            }
        }
        if ((unsigned char)c < ' ' || c == 0x7f || c == '\\') {
            return false;
        }
        out[n++] = c;
    }
    *plain = str_n(out, n);
    return utf8_valid(*plain);
}

static bool part_is_good(struct str part)
{
    return part.n > 0 && part.n <= PART_MAX && !str_is(part, ".") && !str_is(part, "..");
}

enum err_code static_name(struct arena *arena, struct str address, bool html, const char **name,
                          struct err *err)
{
    struct str path = STR("");
    struct str part;
    bool good = str_starts(address, STR("/")) && !str_has_byte(address, '?') &&
                !str_has_byte(address, '#') && decode(arena, str_from(address, 1), &path);
    struct str rest = path;
    while (good && path.n > 0 && str_split(&rest, '/', &part)) {
        good = part_is_good(part);
    }
    if (!good || (path.n == 0 && !html)) {
        return err_set(err, ERR_INVALID, "%.*s can be no file of a static copy",
                       STR_ARG(address));
    }
    *name = arena_printf(arena, "%.*s%s%s", STR_ARG(path), html && path.n > 0 ? "/" : "",
                         html ? "index.html" : "");
    return ERR_OK;
}
