/* Tile paths and entry bundles: what is read is what would be written. */
#include "base/err.h"
#include "base/limits.h"
#include "ledger/tile.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void read_path(struct str text)
{
    struct tile tile;
    char path[TILE_PATH_SIZE];
    if (tile_path_parse(text, &tile)) {
        tile_path(path, &tile);
        if (!str_is(text, path) || tile.width == 0 || tile.width > TILE_WIDTH ||
            tile.level > TILE_LEVEL_MAX) {
            BUG("a path that is not written back: %s", path);
        }
    }
}

static void read_bundle(struct str text)
{
    struct err err;
    struct strbuf again;
    struct str rest = text;
    struct str entry;
    bool found = true;
    enum err_code code = ERR_OK;
    strbuf_init(&again, 16 * MIB);
    while (code == ERR_OK && found) {
        code = bundle_next(&rest, &entry, &found, &err);
        if (code == ERR_OK && found) {
            code = bundle_add(&again, entry, &err);
        }
    }
    if (code == ERR_OK && !str_eq(strbuf_view(&again), text)) {
        BUG("a bundle that is not written back");
    }
    strbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_n((const char *)bytes, length);
    read_path(text);
    read_bundle(text);
    return 0;
}
