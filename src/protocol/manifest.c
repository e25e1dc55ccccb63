/* Reading tool.json; see manifest.h. Keys are read in the order of the protocol, and the first
 * thing wrong is told with its place ("tool.json: \"resources\": …"), since the reader is the
 * supplier who wrote the file. Parameters: manifest_parameters.c,
 * manifest_sets.c. */
#include "protocol/manifest.h"

#include "base/file.h"
#include "base/limits.h"
#include "protocol/manifest_parameters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NAME_MAX_BYTES = 64, TEXT_MAX_BYTES = 4000, LIST_MAX = 200 };

bool manifest_is_id(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && !(c == '-' && i > 0)) {
            return false;
        }
    }
    return text.n > 0 && text.n <= NAME_MAX_BYTES;
}

/* Printable ASCII without blanks: "ID VERSION" is a name in evidence. */
static bool is_version(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] <= ' ' || text.p[i] > '~') {
            return false;
        }
    }
    return text.n > 0 && text.n <= NAME_MAX_BYTES;
}

static enum err_code need_text(const struct js *json, const char *key, struct str *out,
                               struct err *err)
{
    TRY(js_need_str(json, key, out, err));
    if (out->n == 0 || out->n > TEXT_MAX_BYTES) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, TEXT_MAX_BYTES);
    }
    return ERR_OK;
}

static enum err_code read_names(struct manifest *manifest, struct err *err)
{
    const struct js *json = manifest->json;
    int64_t protocol;
    TRY(js_need_int(json, "protocol", 1, 1, &protocol, err));
    TRY(need_text(json, "id", &manifest->id, err));
    TRY(need_text(json, "version", &manifest->version, err));
    TRY(need_text(json, "name", &manifest->name, err));
    TRY(need_text(json, "task", &manifest->task, err));
    TRY(need_text(json, "supplier", &manifest->supplier, err));
    TRY(need_text(json, "licence", &manifest->licence, err));
    TRY(need_text(json, "intended_use", &manifest->intended_use, err));
    TRY(need_text(json, "not_for", &manifest->not_for, err));
    if (!manifest_is_id(manifest->id)) {
        return err_set(err, ERR_FORMAT, "\"id\" must be 1 to %d of a-z, 0-9 and '-'",
                       NAME_MAX_BYTES);
    }
    if (!is_version(manifest->version)) {
        return err_set(err, ERR_FORMAT, "\"version\" must be 1 to %d characters without blanks",
                       NAME_MAX_BYTES);
    }
    if (!manifest_is_id(manifest->task)) {
        return err_set(err, ERR_FORMAT, "\"task\" must be a task's name, e.g. text-redaction");
    }
    return ERR_OK;
}

/* Reads a list of strings; *texts in the arena. An absent key is an empty list. */
static enum err_code read_texts(struct arena *arena, const struct js *json, const char *key,
                                struct str **texts, size_t *count, struct err *err)
{
    const struct js *list = NULL;
    *count = 0;
    TRY(js_may(json, key, JS_ARRAY, &list, err));
    size_t length = list != NULL ? list->array.count : 0;
    if (length > LIST_MAX) {
        return err_set(err, ERR_LIMIT, "\"%s\" has %zu entries, may have %d", key, length,
                       LIST_MAX);
    }
    *texts = arena_alloc(arena, (length + 1) * sizeof **texts);
    for (size_t i = 0; i < length; i++) {
        const struct js *value = &list->array.items[i];
        if (value->type != JS_STRING || value->string.n == 0 ||
            value->string.n > TEXT_MAX_BYTES) {
            return err_set(err, ERR_FORMAT,
                           "\"%s\" entry %zu must be a string of 1 to %d bytes", key, i + 1,
                           TEXT_MAX_BYTES);
        }
        (*texts)[(*count)++] = value->string;
    }
    return ERR_OK;
}

static const char **as_strings(struct arena *arena, const struct str *texts, size_t count)
{
    const char **strings = arena_alloc(arena, (count + 1) * sizeof *strings);
    for (size_t i = 0; i < count; i++) {
        strings[i] = arena_strndup(arena, texts[i].p, texts[i].n);
    }
    strings[count] = NULL;
    return strings;
}

/* No empty, "." or ".." part after `prefix`. */
static bool is_normal_below(struct str path, struct str prefix)
{
    struct str rest = str_from(path, prefix.n);
    struct str part;
    if (!str_starts(path, prefix) || rest.n == 0) {
        return false;
    }
    while (str_split(&rest, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, "..")) {
            return false;
        }
    }
    return true;
}

/* The part of run[0] below the tool's folder, or p == NULL for a bare name. */
static struct str path_in_tool(struct str program)
{
    if (!str_has_byte(program, '/')) {
        return (struct str){NULL, 0};
    }
    if (str_starts(program, STR("/tool/"))) {
        return str_from(program, 6);
    }
    return str_starts(program, STR("./")) ? str_from(program, 2) : program;
}

static enum err_code read_run(struct arena *arena, struct manifest *manifest, struct err *err)
{
    struct str *words;
    size_t count;
    TRY(read_texts(arena, manifest->json, "run", &words, &count, err));
    if (count == 0) {
        return err_set(err, ERR_FORMAT, "\"run\" must name the program, e.g. [\"./%.*s\"]",
                       STR_ARG(manifest->id));
    }
    struct str path = path_in_tool(words[0]);
    bool in_root = manifest->root != NULL && is_normal_below(words[0], STR("/"));
    if (!in_root && path.p != NULL && !is_normal_below(path, STR(""))) {
        return err_set(err, ERR_FORMAT,
                       "\"run\" begins with \"%.*s\", must be a path within the tool's folder "
                       "or a bare name of /usr/bin",
                       STR_ARG(str_sub(words[0], 0, 100)));
    }
    manifest->run = as_strings(arena, words, count);
    return ERR_OK;
}

/* "root" names a tar in the folder; what it holds is looked at when it is unpacked. */
static enum err_code read_root(struct arena *arena, struct manifest *manifest, struct err *err)
{
    struct str root = {NULL, 0};
    TRY(js_may_str(manifest->json, "root", &root, err));
    if (root.p == NULL) {
        return ERR_OK;
    }
    if (!is_normal_below(root, STR("")) || str_starts(root, STR("/"))) {
        return err_set(err, ERR_FORMAT, "\"root\" must be the path of a tar in the folder");
    }
    if (!js_is(js_member(manifest->json, "runtime"), "self")) {
        return err_set(err, ERR_FORMAT, "\"root\" needs \"runtime\":\"self\"");
    }
    manifest->root = arena_strndup(arena, root.p, root.n);
    return ERR_OK;
}

static enum err_code read_surroundings(struct arena *arena, struct manifest *manifest,
                                       struct err *err)
{
    struct str runtime = STR("debian12");
    struct str *files;
    manifest->state = STR("none");
    TRY(js_may_str(manifest->json, "runtime", &runtime, err));
    manifest->runtime_self = str_is(runtime, "self");
    if (!manifest->runtime_self && !str_is(runtime, "debian12")) {
        return err_set(err, ERR_FORMAT, "\"runtime\" must be \"debian12\" or \"self\"");
    }
    TRY(js_may_str(manifest->json, "state", &manifest->state, err));
    if (!str_is(manifest->state, "none") && !str_is(manifest->state, "context") &&
        !str_is(manifest->state, "feedback")) {
        return err_set(err, ERR_FORMAT,
                       "\"state\" must be \"none\", \"context\" or \"feedback\"");
    }
    TRY(read_texts(arena, manifest->json, "system_files", &files, &manifest->system_file_count,
                   err));
    for (size_t i = 0; i < manifest->system_file_count; i++) {
        if (!is_normal_below(files[i], STR("/usr/"))) {
            return err_set(err, ERR_FORMAT,
                           "\"system_files\" entry %zu must be a normalised path under /usr",
                           i + 1);
        }
    }
    manifest->system_files = as_strings(arena, files, manifest->system_file_count);
    return ERR_OK;
}

static enum err_code read_resources(struct manifest *manifest, struct err *err)
{
    static const struct {
        const char *key;
        size_t offset;
        int64_t start, min, max;
    } rows[] = {
        {"memory_mb", offsetof(struct manifest, memory_mb), 512, 16, 1048576},
        {"threads", offsetof(struct manifest, threads), 1, 1, 1024},
        {"start_seconds", offsetof(struct manifest, start_seconds), 20, 1, 3600},
        {"seconds_per_item", offsetof(struct manifest, seconds_per_item), 60, 1, 86400},
        {"tmp_mb", offsetof(struct manifest, tmp_mb), 64, 1, 1048576},
        {"out_mb", offsetof(struct manifest, out_mb), 256, 1, 1048576},
        {"state_mb", offsetof(struct manifest, state_mb), 256, 1, 1048576},
        {"files", offsetof(struct manifest, files), 4096, 16, 1048576},
        {"processes", offsetof(struct manifest, processes), 64, 1, 65536},
    };
    static const char *const keys[] = {
        "memory_mb", "threads",  "start_seconds", "seconds_per_item", "tmp_mb",
        "out_mb",    "state_mb", "files",         "processes",        NULL};
    const struct js *resources = NULL;
    TRY(js_may(manifest->json, "resources", JS_OBJECT, &resources, err));
    enum err_code code = resources != NULL ? js_only(resources, keys, err) : ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < sizeof rows / sizeof rows[0]; i++) {
        int64_t *value = (int64_t *)(void *)((char *)manifest + rows[i].offset);
        *value = rows[i].start;
        if (resources != NULL) {
            code = js_may_int(resources, rows[i].key, rows[i].min, rows[i].max, value, err);
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "\"resources\"");
    }
    return code;
}

static enum err_code check_model(const struct js *model, struct err *err)
{
    static const char *const keys[] = {"name", "source", "sha256", "licence", NULL};
    struct sha256 digest;
    struct str text;
    TRY(js_only(model, keys, err));
    TRY(need_text(model, "name", &text, err));
    TRY(need_text(model, "source", &text, err));
    TRY(need_text(model, "licence", &text, err));
    TRY(need_text(model, "sha256", &text, err));
    if (!sha256_from_hex(&digest, text)) {
        return err_set(err, ERR_FORMAT, "\"sha256\" must be 64 lower-case hexadecimal digits");
    }
    return ERR_OK;
}

static enum err_code read_provenance(struct arena *arena, struct manifest *manifest,
                                     struct err *err)
{
    const struct js *models = NULL;
    struct str *upstream;
    size_t count;
    TRY(read_texts(arena, manifest->json, "limitations", &manifest->limitations,
                   &manifest->limitation_count, err));
    if (manifest->limitation_count == 0) {
        return err_set(err, ERR_FORMAT,
                       "\"limitations\" is empty: say at least one thing the tool cannot do");
    }
    TRY(read_texts(arena, manifest->json, "upstream", &upstream, &count, err));
    TRY(js_may(manifest->json, "models", JS_ARRAY, &models, err));
    for (size_t i = 0; models != NULL && i < models->array.count; i++) {
        enum err_code code = check_model(&models->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "\"models\" entry %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code read_all(struct arena *arena, struct manifest *manifest, struct err *err)
{
    static const char *const keys[] = {
        "protocol",    "id",         "version", "name",         "task",
        "supplier",    "licence",    "run",     "runtime",      "system_files",
        "resources",   "parameters", "state",   "intended_use", "not_for",
        "limitations", "upstream",   "models",  "root",         "parameter_sets",
        NULL};
    struct js *json;
    TRY(js_parse(arena, manifest->text, &json, err));
    manifest->json = json;
    TRY(js_only(json, keys, err));
    TRY(read_names(manifest, err));
    TRY(read_root(arena, manifest, err));
    TRY(read_run(arena, manifest, err));
    TRY(read_surroundings(arena, manifest, err));
    TRY(read_resources(manifest, err));
    TRY(manifest_read_parameters(arena, manifest, err));
    TRY(manifest_read_sets(arena, manifest, err));
    return read_provenance(arena, manifest, err);
}

enum err_code manifest_parse(struct arena *arena, struct str text, struct manifest *manifest,
                             struct err *err)
{
    *manifest = (struct manifest){.text = text};
    enum err_code code = text.n > LIMIT_MANIFEST ? err_set(err, ERR_LIMIT, "longer than %d KiB",
                                                           LIMIT_MANIFEST / 1024)
                                                 : read_all(arena, manifest, err);
    if (code != ERR_OK) {
        err_prefix(err, "tool.json");
    }
    return code;
}

/* The program must be in the folder, or the first item would be the one to find out. */
static enum err_code check_program(struct arena *arena, const char *folder,
                                   const struct manifest *manifest, struct err *err)
{
    struct stat info;
    struct str path = path_in_tool(str_of(manifest->run[0]));
    const char *root =
        manifest->root != NULL ? arena_printf(arena, "%s/%s", folder, manifest->root) : NULL;
    if (root != NULL && (lstat(root, &info) != 0 || !S_ISREG(info.st_mode))) {
        return err_set(err, ERR_FORMAT, "tool.json: \"root\" names %s, which is not a file",
                       root);
    }
    bool in_root = root != NULL && manifest->run[0][0] == '/' &&
                   !str_starts(str_of(manifest->run[0]), STR("/tool/"));
    if (path.p == NULL || in_root) {
        return ERR_OK;
    }
    const char *full = arena_printf(arena, "%s/%.*s", folder, STR_ARG(path));
    if (lstat(full, &info) != 0 || !S_ISREG(info.st_mode)) {
        return err_set(err, ERR_FORMAT, "tool.json: \"run\" names %s, which is not a file",
                       full);
    }
    return ERR_OK;
}

enum err_code manifest_read(struct arena *arena, const char *folder, struct manifest *manifest,
                            struct err *err)
{
    struct str text;
    const char *path = arena_printf(arena, "%s/tool.json", folder);
    enum err_code code = file_read(arena, path, LIMIT_MANIFEST, &text, err);
    if (code == ERR_NOT_FOUND) {
        err_hint(err, "a tool is a folder with tool.json and a program");
    }
    TRY(code);
    code = manifest_parse(arena, text, manifest, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", folder);
        return code;
    }
    return check_program(arena, folder, manifest, err);
}

enum err_code manifest_check_system_files(const struct manifest *manifest, struct err *err)
{
    for (size_t i = 0; i < manifest->system_file_count; i++) {
        const char *path = manifest->system_files[i];
        struct stat info;
        char *real = realpath(path, NULL);
        bool inside = real != NULL && str_starts(str_of(real), STR("/usr/"));
        bool regular = real != NULL && stat(real, &info) == 0 && S_ISREG(info.st_mode);
        free(real);
        if (!inside || !regular) {
            return err_set(err, real == NULL ? ERR_NOT_FOUND : ERR_INVALID,
                           "tool.json: \"system_files\": %s is not a regular file under /usr",
                           path);
        }
    }
    return ERR_OK;
}
