/* See run_scope.h. */
#include "evidence/run_scope.h"

#include "base/file.h"
#include "base/limits.h"

static enum err_code add_row(const struct bench *bench, struct arena *arena, struct str line,
                             struct run_scope *scope, struct err *err)
{
    struct js *row;
    struct str id;
    arena_reset(arena);
    TRY(js_parse(arena, line, &row, err));
    TRY(js_need_str(row, "id", &id, err));
    const struct bench_item *item = bench_item_lookup(bench, id);
    if (item == NULL) {
        return err_set(err, ERR_INVALID, "item \"%.*s\" is not in the benchmark",
                       STR_ARG(str_sub(id, 0, 100)));
    }
    if (scope->items > 0 && !str_eq(scope->split, item->split)) {
        return err_set(err, ERR_INVALID, "results are of more than one split");
    }
    scope->split = item->split;
    scope->items++;
    return ERR_OK;
}

enum err_code run_scope_read(const struct bench *bench, const char *results_path,
                             struct run_scope *scope, struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found = true;
    size_t items;
    size_t clusters;
    *scope = (struct run_scope){0};
    TRY(file_lines_open(&lines, results_path, LIMIT_RESULT_LINE, err));
    struct arena *arena = arena_new();
    enum err_code code = file_lines_next(&lines, &line, &found, err);
    while (code == ERR_OK && found) {
        code = add_row(bench, arena, line, scope, err);
        if (code == ERR_OK) {
            code = file_lines_next(&lines, &line, &found, err);
        }
    }
    arena_free(arena);
    file_lines_close(&lines);
    TRY(code);
    if (scope->items == 0) {
        return err_set(err, ERR_INVALID, "%s holds no result", results_path);
    }
    bench_counts(bench, scope->split, &items, &clusters);
    scope->partial = scope->items < items;
    return ERR_OK;
}

uint64_t bootstrap_seed_of(struct str run_id)
{
    struct sha256_stream stream;
    uint64_t seed = 0;
    sha256_begin(&stream);
    sha256_add(&stream, "policeai-bootstrap/v1", sizeof "policeai-bootstrap/v1");
    sha256_add(&stream, run_id.p, run_id.n);
    struct sha256 digest = sha256_end(&stream);
    for (int i = 0; i < 8; i++) {
        seed = seed << 8 | digest.bytes[i];
    }
    return seed;
}
