#include "office/package_zip.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

struct package {
    zip_t *zip;
    size_t count;
};

static enum err_code damaged(struct err *err)
{
    err_set(err, ERR_FORMAT, "the package is damaged");
    err_hint(err, "open it in the program it comes from and save it again");
    return ERR_FORMAT;
}

static enum err_code too_large(struct err *err, const char *what)
{
    err_set(err, ERR_LIMIT, "%s", what);
    err_hint(err, "print it to a PDF");
    return ERR_LIMIT;
}

static int by_name(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static bool leads_out(const char *name)
{
    struct str rest = str_of(name);
    struct str step;
    if (name[0] == '\0' || name[0] == '/' || strchr(name, '\\') != NULL ||
        strchr(name, ':') != NULL) {
        return true;
    }
    while (str_split(&rest, '/', &step)) {
        if (str_is(step, "..") || str_is(step, ".")) {
            return true;
        }
    }
    return false;
}

static enum err_code check_names(struct package *package, struct err *err)
{
    const char **names = xmalloc((package->count + 1) * sizeof *names);
    bool good = true;
    for (size_t i = 0; i < package->count; i++) {
        names[i] = zip_get_name(package->zip, i, 0);
        good = good && names[i] != NULL && !leads_out(names[i]);
        names[i] = names[i] == NULL ? "" : names[i];
    }
    if (package->count > 0) {
        qsort(names, package->count, sizeof *names, by_name);
    }
    for (size_t i = 1; i < package->count; i++) {
        good = good && strcasecmp(names[i - 1], names[i]) != 0;
    }
    free(names);
    return good ? ERR_OK : damaged(err);
}

static enum err_code check_entry(const zip_stat_t *stat, uint64_t *total, struct err *err)
{
    enum { NEEDED = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD };
    if ((stat->valid & NEEDED) != NEEDED) {
        return damaged(err);
    }
    if (stat->encryption_method != ZIP_EM_NONE) {
        err_set(err, ERR_UNSUPPORTED, "the package has encrypted parts");
        err_hint(err, "save it without its password first");
        return ERR_UNSUPPORTED;
    }
    *total += stat->size;
    if (stat->size > PACKAGE_PART_MAX || *total > PACKAGE_TOTAL_MAX) {
        return too_large(err, "the package is too large once it is inflated");
    }
    return stat->size > 4 << 20 && stat->size / PACKAGE_RATIO_MAX > stat->comp_size
               ? too_large(err, "a part of the package inflates more than any document's does")
               : ERR_OK;
}

static enum err_code check_package(struct package *package, struct err *err)
{
    uint64_t total = 0;
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    if (count < 0 || count > PACKAGE_ENTRIES_MAX) {
        return too_large(err, "the package has too many parts");
    }
    package->count = (size_t)count;
    for (size_t i = 0; i < package->count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(package->zip, i, 0, &stat) != 0) {
            return damaged(err);
        }
        TRY(check_entry(&stat, &total, err));
    }
    return check_names(package, err);
}

static enum err_code open_with(struct package **out, struct str bytes, int flags,
                               struct err *err)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, flags, &error);
    if (zip == NULL) {
        zip_source_free(source);
        return damaged(err);
    }
    struct package *package = xcalloc(1, sizeof *package);
    package->zip = zip;
    enum err_code code = check_package(package, err);
    if (code != ERR_OK) {
        package_close(package);
        return code;
    }
    *out = package;
    return ERR_OK;
}

enum err_code package_open(struct package **out, struct str bytes, struct err *err)
{
    return open_with(out, bytes, ZIP_RDONLY | ZIP_CHECKCONS, err);
}

enum err_code package_open_loosely(struct package **out, struct str bytes, struct err *err)
{
    return open_with(out, bytes, ZIP_RDONLY, err);
}

void package_close(struct package *package)
{
    if (package != NULL) {
        zip_discard(package->zip);
        free(package);
    }
}

size_t package_count(const struct package *package)
{
    return package->count;
}

const char *package_name(const struct package *package, size_t index)
{
    return zip_get_name(package->zip, index, 0);
}

bool package_has(const struct package *package, const char *name)
{
    return zip_name_locate(package->zip, name, ZIP_FL_NOCASE) >= 0;
}

enum err_code package_read(struct package *package, const char *name, struct arena *arena,
                           struct str *bytes, struct err *err)
{
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    *bytes = (struct str){NULL, 0};
    if (index < 0) {
        return ERR_OK;
    }
    if (zip_stat_index(package->zip, (zip_uint64_t)index, 0, &stat) != 0) {
        return damaged(err);
    }
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (file == NULL) {
        return damaged(err);
    }
    char *room = arena_alloc(arena, stat.size + 1);
    uint64_t n = 0;
    zip_int64_t got = 1;
    while (n < stat.size && (got = zip_fread(file, room + n, stat.size - n)) > 0) {
        n += (uint64_t)got;
    }
    char more;
    bool whole = n == stat.size && got >= 0 && zip_fread(file, &more, 1) == 0;
    zip_fclose(file);
    *bytes = str_n(room, n);
    return whole ? ERR_OK : damaged(err);
}

struct package_writer {
    struct arena *arena;
    struct {
        const char *name;
        struct str bytes;
    } * parts;
    size_t count, capacity;
};

struct package_writer *package_writer_new(void)
{
    struct package_writer *writer = xcalloc(1, sizeof *writer);
    writer->arena = arena_new();
    return writer;
}

void package_writer_free(struct package_writer *writer)
{
    if (writer != NULL) {
        arena_free(writer->arena);
        free(writer->parts);
        free(writer);
    }
}

enum err_code package_writer_add(struct package_writer *writer, const char *name,
                                 struct str bytes, struct err *err)
{
    if (writer->count >= PACKAGE_ENTRIES_MAX) {
        return too_large(err, "the package has too many parts");
    }
    writer->parts =
        mem_grow(writer->parts, writer->count, &writer->capacity, sizeof *writer->parts);
    writer->parts[writer->count].name = arena_strdup(writer->arena, name);
    writer->parts[writer->count++].bytes = arena_str(writer->arena, bytes);
    return ERR_OK;
}

static bool add_parts(const struct package_writer *writer, zip_t *zip)
{
    for (size_t i = 0; i < writer->count; i++) {
        struct str bytes = writer->parts[i].bytes;
        zip_source_t *source = zip_source_buffer(zip, bytes.p, bytes.n, 0);
        zip_int64_t at = zip_file_add(zip, writer->parts[i].name, source, ZIP_FL_ENC_UTF_8);
        if (at < 0) {
            zip_source_free(source);
            return false;
        }
        /* 1 January 1980, the first day a zip file knows */
        if (zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x21, 0) != 0) {
            return false;
        }
    }
    return true;
}

static bool read_back(zip_source_t *source, struct strbuf *out)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) {
        return false;
    }
    char *room = strbuf_reserve(out, stat.size);
    bool good =
        room != NULL && zip_source_read(source, room, stat.size) == (zip_int64_t)stat.size;
    out->n += good ? stat.size : 0;
    zip_source_close(source);
    return good;
}

enum err_code package_writer_finish(struct package_writer *writer, struct strbuf *out,
                                    struct err *err)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    bool good = zip != NULL;
    if (good) {
        zip_source_keep(source);
        good = add_parts(writer, zip) && zip_close(zip) == 0;
        if (!good) {
            zip_discard(zip);
        }
    }
    good = good && read_back(source, out);
    zip_source_free(source);
    return good ? ERR_OK : err_set(err, ERR_EXTERNAL, "the new package cannot be written");
}
