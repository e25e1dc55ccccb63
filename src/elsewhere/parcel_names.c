/* See parcel_names.h. */
#include "elsewhere/parcel_names.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_DIGITS = 24, EXTENSION_MAX = 8 };

static const char *name_of(struct arena *arena, const struct sha256 *secret, struct str purpose,
                           struct str what)
{
    const struct str parts[] = {purpose, {"", 1}, what};
    char hex[SHA256_HEX_SIZE];
    struct sha256 mac = hmac_sha256(str_n((const char *)secret->bytes, SHA256_SIZE), parts, 3);
    sha256_hex(hex, &mac);
    return arena_strndup(arena, hex, NAME_DIGITS);
}

const char *parcel_item_name(struct arena *arena, const struct sha256 *secret, struct str id)
{
    return name_of(arena, secret, STR("policeai-parcel-item/v1"), id);
}

static struct str extension_of(struct str path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t start = path.n;
    while (start > 0 && memchr(plain, path.p[start - 1], sizeof plain - 1) != NULL) {
        start--;
    }
    size_t length = path.n - start;
    bool has = start > 1 && path.p[start - 1] == '.' && path.p[start - 2] != '/' && length > 0;
    return has && length < EXTENSION_MAX ? str_from(path, start - 1) : STR("");
}

const char *parcel_file_name(struct arena *arena, const struct sha256 *secret, struct str path)
{
    return arena_printf(arena, "%s%.*s",
                        name_of(arena, secret, STR("policeai-parcel-file/v1"), path),
                        STR_ARG(extension_of(path)));
}

static int by_name(const void *left, const void *right)
{
    const struct parcel_item *a = left;
    const struct parcel_item *b = right;
    return str_cmp(a->name, b->name);
}

enum err_code parcel_sort(struct parcel_item *items, size_t count, struct err *err)
{
    qsort(items, count, sizeof *items, by_name);
    for (size_t i = 1; i < count; i++) {
        if (str_eq(items[i - 1].name, items[i].name)) {
            return err_set(err, ERR_CONFLICT, "two items got one name: make another parcel");
        }
    }
    return ERR_OK;
}
