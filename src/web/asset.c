/* See asset.h. */
#include "web/asset.h"

#include "base/err.h"

#include <string.h>

const char *asset_address(const char *name)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (strcmp(asset_table[i].name, name) == 0) {
            return asset_table[i].address;
        }
    }
    BUG("there is no asset %s", name);
}

const struct asset *asset_lookup(struct str address)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (str_is(address, asset_table[i].address)) {
            return &asset_table[i];
        }
    }
    return NULL;
}
