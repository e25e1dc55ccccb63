/* See image.h.
 *
 * SOURCE: OCI Image Format Specification 1.0, "Image Layout", "Image Index", "Image Manifest";
 * Docker Image Specification v1.2, "Combined Image JSON + Filesystem Changeset Format". */
#include "archive/image.h"

#include "archive/unpack.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "crypto/digest.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JSON_MAX = 4 << 20, INDEX_DEPTH = 2 };

struct image {
    struct arena *arena;
    const char *archive;
    const char *work;
    const char *layers[IMAGE_LAYERS_MAX];
    size_t count;
};

/* A regular file of the unpacked image, told by a path that an archive may have. */
static enum err_code file_of(const struct image *image, struct str path, const char **file,
                             struct err *err)
{
    char normal[TAR_PATH_MAX + 1];
    struct stat info;
    TRY(tar_path_normal(path, normal, err));
    *file = arena_printf(image->arena, "%s/%s", image->work, normal);
    int fd = open(*file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    bool regular = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (fd >= 0) {
        close(fd);
    }
    return regular ? ERR_OK : err_set(err, ERR_INVALID, "the image has no file %.100s", normal);
}

static enum err_code add_layer(struct image *image, const char *file, struct err *err)
{
    if (image->count == IMAGE_LAYERS_MAX) {
        return err_set(err, ERR_LIMIT, "the image has more than %d layers", IMAGE_LAYERS_MAX);
    }
    image->layers[image->count++] = file;
    return ERR_OK;
}

static enum err_code read_json(const struct image *image, const char *file,
                               const struct js **json, struct err *err)
{
    struct str text;
    struct js *value;
    TRY(file_read(image->arena, file, JSON_MAX, &text, err));
    TRY(js_parse(image->arena, text, &value, err));
    *json = value;
    return ERR_OK;
}

/* [{"Config":…,"Layers":[PATH,…]}] */
static enum err_code docker_layers(struct image *image, const char *file, struct err *err)
{
    const struct js *json;
    const struct js *layers = NULL;
    TRY(read_json(image, file, &json, err));
    if (json->type != JS_ARRAY || json->array.count != 1) {
        return err_set(err, ERR_INVALID, "manifest.json must have one image, save one alone");
    }
    TRY(js_need(&json->array.items[0], "Layers", JS_ARRAY, &layers, err));
    for (size_t i = 0; i < layers->array.count; i++) {
        const struct js *path = &layers->array.items[i];
        const char *layer;
        if (path->type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "manifest.json: a layer that is no path");
        }
        TRY(file_of(image, path->string, &layer, err));
        TRY(add_layer(image, layer, err));
    }
    return ERR_OK;
}

/* The blob of a descriptor, whose digest must be its own. */
static enum err_code blob_of(const struct image *image, const struct js *descriptor,
                             const char **file, struct err *err)
{
    struct str digest;
    struct sha256 wanted;
    struct sha256 found;
    uint64_t size;
    TRY(js_need_str(descriptor, "digest", &digest, err));
    if (!str_starts(digest, STR("sha256:")) ||
        !sha256_from_hex(&wanted, str_from(digest, strlen("sha256:")))) {
        return err_set(err, ERR_UNSUPPORTED, "the digest \"%.*s\" is no SHA-256",
                       STR_ARG(str_sub(digest, 0, 80)));
    }
    const char *path =
        arena_printf(image->arena, "blobs/sha256/%.*s", STR_ARG(str_from(digest, 7)));
    TRY(file_of(image, str_of(path), file, err));
    TRY(sha256_of_file(*file, &found, &size, err));
    return sha256_eq(&wanted, &found)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s is not what its name says", path);
}

static enum err_code oci_layers(struct image *image, const char *file, int depth,
                                struct err *err)
{
    const struct js *json;
    const struct js *list = NULL;
    const char *below;
    TRY(read_json(image, file, &json, err));
    TRY(js_may(json, "layers", JS_ARRAY, &list, err));
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        struct str type = js_text(&list->array.items[i], "mediaType");
        if (!str_ends(type, STR("tar")) && !str_ends(type, STR("tar+gzip")) &&
            !str_ends(type, STR("tar.gzip"))) {
            return err_set(err, ERR_UNSUPPORTED,
                           "a layer of the type \"%.*s\": save it as tar or tar+gzip",
                           STR_ARG(str_sub(type, 0, 80)));
        }
        TRY(blob_of(image, &list->array.items[i], &below, err));
        TRY(add_layer(image, below, err));
    }
    if (list != NULL) {
        return ERR_OK;
    }
    TRY(js_need(json, "manifests", JS_ARRAY, &list, err));
    if (list->array.count != 1 || depth == INDEX_DEPTH) {
        return err_set(err, ERR_INVALID,
                       "the image's index names %zu images, save one for this machine alone",
                       list->array.count);
    }
    TRY(blob_of(image, &list->array.items[0], &below, err));
    return oci_layers(image, below, depth + 1, err);
}

/* Without an index the archive is the root itself. */
static enum err_code find_layers(struct image *image, bool *is_image, struct err *err)
{
    const char *index = arena_printf(image->arena, "%s/index.json", image->work);
    const char *layout = arena_printf(image->arena, "%s/oci-layout", image->work);
    const char *manifest = arena_printf(image->arena, "%s/manifest.json", image->work);
    const char *file;
    *is_image = true;
    if (file_exists(index) && file_exists(layout)) {
        TRY(file_of(image, STR("index.json"), &file, err));
        return oci_layers(image, file, 0, err);
    }
    if (file_exists(manifest)) {
        TRY(file_of(image, STR("manifest.json"), &file, err));
        return docker_layers(image, file, err);
    }
    *is_image = false;
    return ERR_OK;
}

static enum err_code apply(struct image *image, const char *root, struct tar_limits limits,
                           struct err *err)
{
    bool is_image;
    struct tar_limits of_archive = limits;
    TRY(unpack_tar(image->archive, image->work, false, &of_archive, err));
    enum err_code code = find_layers(image, &is_image, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", image->archive);
        return code;
    }
    if (!is_image) {
        return rename(image->work, root) == 0 ? ERR_OK : err_errno(err, "cannot move the root");
    }
    if (image->count == 0) {
        return err_set(err, ERR_INVALID, "%s: the image has no layer", image->archive);
    }
    for (size_t i = 0; i < image->count; i++) {
        TRY(unpack_tar(image->layers[i], root, true, &limits, err));
    }
    return file_remove_tree(image->work, err);
}

enum err_code image_unpack(const char *archive, const char *root, const char *work,
                           struct tar_limits limits, struct err *err)
{
    struct image image = {.arena = arena_new(), .archive = archive, .work = work};
    enum err_code code = apply(&image, root, limits, err);
    arena_free(image.arena);
    return code;
}
