/* See prepared_state.h. */
#include "run/prepared_state.h"

#include "base/file.h"
#include "protocol/manifest.h"
#include "sandbox/sandbox.h"

#include <string.h>

static const char *digest_path(struct arena *arena, const char *folder)
{
    return arena_printf(arena, "%s.sha256", folder);
}

const char *prepared_state_folder(struct arena *arena, const char *states, size_t number)
{
    return arena_printf(arena, "%s/state-%zu", states, number);
}

bool prepared_state_holds(struct arena *arena, const char *folder)
{
    struct sha256 found;
    struct str kept;
    char hex[SHA256_HEX_SIZE];
    if (file_read(arena, digest_path(arena, folder), SHA256_HEX_SIZE, &kept, NULL) != ERR_OK ||
        folder_digest(folder, &found, NULL) != ERR_OK) {
        return false;
    }
    sha256_hex(hex, &found);
    return str_is(kept, hex);
}

enum err_code prepared_state_take(struct arena *arena, const char *folder, int state,
                                  struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    const char *path = digest_path(arena, folder);
    if (file_exists(path)) {
        TRY(file_remove_tree(path, err));
    }
    if (file_exists(folder)) {
        TRY(file_remove_tree(folder, err));
    }
    TRY(sandbox_state_copy(state, folder, err));
    TRY(folder_digest(folder, &digest, err));
    sha256_hex(hex, &digest);
    return file_write(path, str_of(hex), 0600, err);
}
