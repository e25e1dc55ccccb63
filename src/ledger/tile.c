/* Tiles and entry bundles; see tile.h. */
#include "ledger/tile.h"

#include <stdio.h>
#include <string.h>

/* The index in groups of three digits, all but the last with 'x' before it. */
static void format_index(char out[40], uint64_t index)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)index);
    int pad = (3 - length % 3) % 3;
    int total = length + pad;
    char *at = out;
    for (int i = 0; i < total; i++) {
        if (i % 3 == 0 && i > 0) {
            *at++ = '/';
        }
        if (i % 3 == 0 && i + 3 < total) {
            *at++ = 'x';
        }
        *at++ = i < pad ? '0' : digits[i - pad];
    }
    *at = '\0';
}

void tile_path(char path[TILE_PATH_SIZE], const struct tile *tile)
{
    char index[40];
    char level[12] = "entries";
    char part[12] = "";
    format_index(index, tile->index);
    if (!tile->entries) {
        snprintf(level, sizeof level, "%u", tile->level);
    }
    if (tile->width < TILE_WIDTH) {
        snprintf(part, sizeof part, ".p/%u", tile->width);
    }
    snprintf(path, TILE_PATH_SIZE, "tile/%s/%s%s", level, index, part);
}

/* "x001/x234/067": only reads digits; tile_path_parse compares with the written form. */
static bool parse_index(struct str text, uint64_t *index)
{
    struct str group;
    *index = 0;
    while (str_split(&text, '/', &group)) {
        group = str_from(group, str_starts(group, STR("x")));
        if (group.n != 3) {
            return false;
        }
        for (size_t i = 0; i < 3; i++) {
            unsigned digit = (unsigned)(group.p[i] - '0');
            if (digit > 9 || *index > (MERKLE_SIZE_MAX - digit) / 10) {
                return false;
            }
            *index = *index * 10 + digit;
        }
    }
    return true;
}

bool tile_path_parse(struct str path, struct tile *tile)
{
    struct str rest = path;
    struct str part;
    uint64_t number = 0;
    memset(tile, 0, sizeof *tile);
    tile->width = TILE_WIDTH;
    if (!str_split(&rest, '/', &part) || !str_is(part, "tile") ||
        !str_split(&rest, '/', &part) || rest.p == NULL) {
        return false;
    }
    tile->entries = str_is(part, "entries");
    if (!tile->entries && !str_to_u64(part, TILE_LEVEL_MAX, &number)) {
        return false;
    }
    tile->level = (unsigned)number;
    size_t mark = str_find(rest, STR(".p/"));
    if (mark != SIZE_MAX) {
        if (!str_to_u64(str_from(rest, mark + 3), TILE_WIDTH - 1, &number) || number == 0) {
            return false;
        }
        tile->width = (unsigned)number;
        rest = str_sub(rest, 0, mark);
    }
    char written[TILE_PATH_SIZE];
    if (!parse_index(rest, &tile->index)) {
        return false;
    }
    tile_path(written, tile);
    return str_is(path, written);
}

unsigned tile_width(uint64_t size, unsigned level, uint64_t index)
{
    uint64_t nodes = size >> (level * TILE_HEIGHT);
    if (index >= (nodes + TILE_WIDTH - 1) / TILE_WIDTH) {
        return 0;
    }
    uint64_t left = nodes - index * TILE_WIDTH;
    return left < TILE_WIDTH ? (unsigned)left : TILE_WIDTH;
}

/* The tiles of one level that grew; those wholly in the old tree are passed over. */
static enum err_code level_growth(uint64_t from, uint64_t to, bool entries, unsigned level,
                                  tile_fn *each, void *data, struct err *err)
{
    uint64_t old_nodes = from >> (level * TILE_HEIGHT);
    for (uint64_t index = old_nodes / TILE_WIDTH;; index++) {
        struct tile tile = {entries, level, index, tile_width(to, level, index)};
        if (tile.width == 0) {
            return ERR_OK;
        }
        if (tile.width != tile_width(from, level, index)) {
            TRY(each(data, &tile, err));
        }
    }
}

enum err_code tile_growth(uint64_t from, uint64_t to, tile_fn *each, void *data,
                          struct err *err)
{
    if (from > to || to > MERKLE_SIZE_MAX) {
        return err_set(err, ERR_USAGE, "a log of %llu cannot grow to %llu",
                       (unsigned long long)from, (unsigned long long)to);
    }
    TRY(level_growth(from, to, true, 0, each, data, err));
    for (unsigned level = 0; level <= TILE_LEVEL_MAX; level++) {
        TRY(level_growth(from, to, false, level, each, data, err));
    }
    return ERR_OK;
}

enum err_code tile_compose(struct strbuf *out, const struct tile *tile, merkle_read_fn *read,
                           void *data, struct err *err)
{
    for (unsigned i = 0; i < tile->width; i++) {
        struct sha256 hash;
        TRY(read(data, tile->level * TILE_HEIGHT, tile->index * TILE_WIDTH + i, &hash, err));
        strbuf_add(out, hash.bytes, SHA256_SIZE);
    }
    return strbuf_check(out, "a tile", err);
}

enum err_code bundle_add(struct strbuf *out, struct str entry, struct err *err)
{
    if (entry.n > BUNDLE_ENTRY_MAX) {
        return err_set(err, ERR_LIMIT, "an entry of %zu bytes, at most %d fit a bundle",
                       entry.n, BUNDLE_ENTRY_MAX);
    }
    unsigned char length[2] = {(unsigned char)(entry.n >> 8), (unsigned char)entry.n};
    strbuf_add(out, length, sizeof length);
    strbuf_str(out, entry);
    return strbuf_check(out, "a bundle", err);
}

enum err_code bundle_next(struct str *rest, struct str *entry, bool *found, struct err *err)
{
    *found = rest->n > 0;
    if (!*found) {
        return ERR_OK;
    }
    if (rest->n < 2) {
        return err_set(err, ERR_FORMAT, "bundle: cut short in a length");
    }
    size_t length = (size_t)(unsigned char)rest->p[0] << 8 | (unsigned char)rest->p[1];
    if (rest->n - 2 < length) {
        return err_set(err, ERR_FORMAT, "bundle: cut short in an entry of %zu bytes", length);
    }
    *entry = str_sub(*rest, 2, length);
    *rest = str_from(*rest, 2 + length);
    return ERR_OK;
}
