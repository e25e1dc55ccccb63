/* See bench_write.h. */
#include "bench/bench_write.h"

#include "base/file.h"
#include "crypto/canon.h"

#include <stdio.h>
#include <stdlib.h>

enum err_code bench_write_copy(struct arena *arena, const char *from, const char *work,
                               struct str path, struct err *err)
{
    const char *source = arena_printf(arena, "%s/%.*s", from, STR_ARG(path));
    const char *to = arena_printf(arena, "%s/%.*s", work, STR_ARG(path));
    TRY(file_make_folders(file_folder_of(arena, to), 0755, err));
    return file_copy(source, to, 0644, err);
}

static enum err_code write_file(struct arena *arena, const char *work, struct str path,
                                struct jsonw *w, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    uint64_t size;
    TRY(sha256_of_file(arena_printf(arena, "%s/%.*s", work, STR_ARG(path)), &digest, &size,
                       err));
    sha256_hex(hex, &digest);
    jsonw_object(w);
    jsonw_member_int(w, "bytes", (int64_t)size);
    jsonw_member_str(w, "path", path);
    jsonw_member(w, "sha256", hex);
    jsonw_end(w);
    return ERR_OK;
}

static int compare_paths(const void *a, const void *b)
{
    const struct str *left = a;
    const struct str *right = b;
    return str_cmp(*left, *right);
}

enum err_code bench_write_files(struct arena *arena, const char *work, struct str *paths,
                                size_t count, struct jsonw *w, struct err *err)
{
    qsort(paths, count, sizeof *paths, compare_paths);
    jsonw_key(w, "files");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_eq(paths[i - 1], paths[i])) {
            TRY(write_file(arena, work, paths[i], w, err));
        }
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code bench_write_description(struct arena *arena, const char *work,
                                      const struct strbuf *description, struct err *err)
{
    struct str canonical;
    TRY(strbuf_check(description, "benchmark.json", err));
    TRY(canon_of(arena, arena_str(arena, strbuf_view(description)), &canonical, err));
    return file_write(arena_printf(arena, "%s/benchmark.json", work),
                      str_of(arena_printf(arena, "%.*s\n", STR_ARG(canonical))), 0644, err);
}

enum err_code bench_write_read_back(const char *work, struct bench **made,
                                    char hex[SHA256_HEX_SIZE], struct err *err)
{
    struct bench *bench;
    TRY(bench_open_sealed(&bench, work, err)); /* it was made here, this moment */
    enum err_code code = ERR_OK;
    sha256_hex(hex, &bench->digest);
    if (bench->bad_count > 0) {
        code = err_set(err, ERR_INVALID, "items.jsonl, line %zu: %s", bench->bad[0].line,
                       bench->bad[0].message);
    }
    if (code == ERR_OK && made != NULL) {
        *made = bench;
    } else {
        bench_free(bench);
    }
    return code;
}

enum err_code bench_write_name(struct arena *arena, const char *work, const char *to,
                               struct err *err)
{
    if (rename(work, to) != 0) {
        return err_errno(err, "cannot name %s", to);
    }
    return file_sync_folder(file_folder_of(arena, to), err);
}
