/* Blobs named by their digest; see blob.h. Written under another name, synced, then renamed: a
 * name that is there always has all its bytes. */
#include "store/blob.h"

#include "base/encode.h"
#include "base/file.h"
#include "crypto/digest.h"

#include <unistd.h>

char *blob_path(struct arena *arena, const char *folder, struct str hex)
{
    if (!hex_is(hex, 64)) {
        return NULL;
    }
    return arena_printf(arena, "%s/%.2s/%.62s", folder, hex.p, hex.p + 2);
}

/* A name that is there may be in the cache alone, left by a process that was killed. */
static enum err_code sync_name(struct arena *arena, const char *path, struct err *err)
{
    return file_sync_folder(file_folder_of(arena, path), err);
}

enum err_code blob_put(const char *folder, struct str bytes, char hex[65], struct err *err)
{
    struct arena *arena = arena_new();
    struct sha256 digest = sha256_of(bytes);
    sha256_hex(hex, &digest);
    char *path = blob_path(arena, folder, str_n(hex, 64));
    enum err_code code = ERR_OK;
    TRY_OUT(file_make_folders(file_folder_of(arena, path), 0755, err));
    code = file_exists(path) ? sync_name(arena, path, err) : file_write(path, bytes, 0644, err);
out:
    arena_free(arena);
    return code;
}

enum err_code blob_put_file(const char *folder, const char *from, char hex[65], struct err *err)
{
    struct arena *arena = arena_new();
    struct sha256 digest;
    struct sha256 copied;
    enum err_code code = ERR_OK;
    TRY_OUT(sha256_of_file(from, &digest, NULL, err));
    sha256_hex(hex, &digest);
    char *path = blob_path(arena, folder, str_n(hex, 64));
    TRY_OUT(file_make_folders(file_folder_of(arena, path), 0755, err));
    if (file_exists(path)) {
        code = sync_name(arena, path, err);
        goto out;
    }
    TRY_OUT(file_copy(from, path, 0644, err));
    TRY_OUT(sha256_of_file(path, &copied, NULL, err));
    if (!sha256_eq(&digest, &copied)) {
        unlink(path);
        code = err_set(err, ERR_CONFLICT, "%s changed while it was copied", from);
    }
out:
    arena_free(arena);
    return code;
}

enum err_code blob_read(struct arena *arena, const char *folder, struct str hex, size_t max,
                        struct str *bytes, struct err *err)
{
    char *path = blob_path(arena, folder, hex);
    if (path == NULL) {
        return err_set(err, ERR_INVALID, "a blob is named by 64 lower-case hexadecimal digits");
    }
    TRY(file_read(arena, path, max, bytes, err));
    struct sha256 digest = sha256_of(*bytes);
    char found[SHA256_HEX_SIZE];
    sha256_hex(found, &digest);
    if (!str_is(hex, found)) {
        return err_set(err, ERR_INVALID, "blob %s holds other bytes: their digest is %s", path,
                       found);
    }
    return ERR_OK;
}
