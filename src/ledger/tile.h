/* Tiles and entry bundles of a log (c2sp.org/tlog-tiles): where they lie, how wide they are,
 * what bytes they hold. Tile n of level l holds the nodes (8 * l, n * 256 …) of the tree: 256
 * when full, else as many as the tree has. Pure; the caller does the I/O.
 *
 *     tile/0/x001/x234/067          a full tile          tile/2/000.p/17      a partial one
 *     tile/entries/x001/x234/067    the same leaves' entries, each after its two-byte length
 */
#ifndef POLICEAI_LEDGER_TILE_H
#define POLICEAI_LEDGER_TILE_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "ledger/merkle.h"

#include <stdbool.h>
#include <stdint.h>

enum { TILE_HEIGHT = 8, TILE_WIDTH = 256, TILE_PATH_SIZE = 64, TILE_LEVEL_MAX = 7 };
enum { BUNDLE_ENTRY_MAX = 65535 };

struct tile {
    bool entries;   /* a bundle of entries; level is 0 then */
    unsigned level; /* 0 … TILE_LEVEL_MAX */
    uint64_t index;
    unsigned width; /* 1 … 256 */
};

/* "tile/…" without a slash before it. */
void tile_path(char path[TILE_PATH_SIZE], const struct tile *tile);
/* Only what tile_path writes, to the byte. */
bool tile_path_parse(struct str path, struct tile *tile);
/* How wide tile `index` of `level` is in a tree of `size`; 0 when it is not there. */
unsigned tile_width(uint64_t size, unsigned level, uint64_t index);

typedef enum err_code tile_fn(void *data, const struct tile *tile, struct err *err);
/* Calls `each` for every tile and bundle that a tree of size `to` has and one of size `from`
 * has not (a wider tile is another one), bundles first, then level by level. */
enum err_code tile_growth(uint64_t from, uint64_t to, tile_fn *each, void *data,
                          struct err *err) MUST_USE;
/* Appends the bytes of a tile of hashes. */
enum err_code tile_compose(struct strbuf *out, const struct tile *tile, merkle_read_fn *read,
                           void *data, struct err *err) MUST_USE;

/* Appends one entry to a bundle; ERR_LIMIT over BUNDLE_ENTRY_MAX bytes. */
enum err_code bundle_add(struct strbuf *out, struct str entry, struct err *err) MUST_USE;
/* Takes the first entry off *rest. *found false at the end; ERR_FORMAT when it is cut short. */
enum err_code bundle_next(struct str *rest, struct str *entry, bool *found,
                          struct err *err) MUST_USE;

#endif
