#include "casefile/odd_name.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>
#include <sys/stat.h>

#define ESCAPE "\\u{"

enum { ESCAPE_BYTES = 6 };

struct str odd_name_shown(struct arena *arena, const char *path)
{
    struct str text = str_of(path);
    struct strbuf out;
    uint32_t code_point;
    strbuf_init(&out, ESCAPE_BYTES * text.n + 1);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (utf8_next(text, &at, &code_point)) {
            strbuf_str(&out, str_sub(text, from, at - from));
        } else {
            at = from + 1;
            strbuf_printf(&out, ESCAPE "%02X}", (unsigned)(unsigned char)path[from]);
        }
    }
    struct str shown = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return shown;
}

static int hex(char c)
{
    const char *digits = "0123456789ABCDEF";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

/* \u{XX} as bytes again, in place; the text has no NUL within. */
static void put_bytes_back(char *path)
{
    char *to = path;
    for (const char *at = path; *at != '\0';) {
        bool escaped =
            strncmp(at, ESCAPE, 3) == 0 && hex(at[3]) >= 8 && hex(at[4]) >= 0 && at[5] == '}';
        *to++ = escaped ? (char)(hex(at[3]) * 16 + hex(at[4])) : *at;
        at += escaped ? ESCAPE_BYTES : 1;
    }
    *to = '\0';
}

const char *odd_name_on_disk(struct arena *arena, struct str root, struct str shown)
{
    struct stat info;
    char *path = arena_printf(arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(shown));
    if (str_find(shown, STR(ESCAPE)) == SIZE_MAX || lstat(path, &info) == 0) {
        return path;
    }
    put_bytes_back(path + root.n + 1);
    return path;
}
