/* Addresses of requests: a path that is let in holds nothing that leads elsewhere, and written
 * again it is read again the same. */
#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "http/http_target.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_path(struct str path)
{
    if (path.n == 0 || path.p[0] != '/' || !utf8_valid(path) || str_has_byte(path, '\0') ||
        str_has_byte(path, '\\') || str_find(path, STR("//")) != SIZE_MAX ||
        str_find(path, STR("/../")) != SIZE_MAX || str_find(path, STR("/./")) != SIZE_MAX ||
        str_ends(path, STR("/..")) || str_ends(path, STR("/."))) {
        BUG("a path that should have been refused");
    }
}

static void check_again(struct arena *arena, const struct http_target *target)
{
    struct strbuf written;
    struct http_target again;
    strbuf_init(&written, 3 * target->path.n + target->query.n + 1);
    for (size_t i = 0; i < target->path.n; i++) {
        unsigned char c = (unsigned char)target->path.p[i];
        if (c == '/') {
            strbuf_putc(&written, '/');
        } else {
            strbuf_printf(&written, "%%%02x", c);
        }
    }
    strbuf_putc(&written, '?');
    strbuf_str(&written, target->query);
    struct http_verdict verdict =
        http_target_parse(arena, strbuf_view(&written), STR(""), &again);
    if (verdict.status != 414 && (verdict.status != 0 || !str_eq(again.path, target->path) ||
                                  !str_eq(again.query, target->query))) {
        BUG("a path that is read differently the second time");
    }
    strbuf_release(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct http_target target;
    struct str raw = str_n((const char *)bytes, length);
    if (http_target_parse(arena, raw, STR("a.example"), &target).status == 0) {
        check_path(target.path);
        check_again(arena, &target);
    }
    arena_free(arena);
    return 0;
}
