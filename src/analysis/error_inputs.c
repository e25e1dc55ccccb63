/* See error_inputs.h. */
#include "analysis/error_inputs.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/dsse.h"

#include <string.h>

#define ENDING ".dsse.json"

enum { LOOKS_LINE_MAX = 4 * MIB };

static enum err_code is_file(const char *path, struct str sha256, bool *same, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    *same = false;
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(sha256_of_file(path, &digest, NULL, err));
    sha256_hex(hex, &digest);
    *same = str_is(sha256, hex);
    return ERR_OK;
}

static enum err_code open_results(struct arena *arena, struct error_inputs *inputs,
                                  struct err *err)
{
    bool same;
    inputs->results = arena_printf(arena, "%s.results.jsonl", inputs->stem);
    TRY(is_file(inputs->results, inputs->predicate.results_sha256, &same, err));
    return same ? ERR_OK
                : err_set(err, ERR_NOT_FOUND, "%s is not there, or not what the evidence names",
                          inputs->results);
}

static enum err_code open_bench(struct arena *arena, const char *benchmarks,
                                struct error_inputs *inputs, struct err *err)
{
    const struct predicate *predicate = &inputs->predicate;
    const char **names;
    size_t count;
    TRY(file_list(arena, benchmarks, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        bool same;
        const char *folder = arena_printf(arena, "%s/%s", benchmarks, names[i]);
        TRY(is_file(arena_printf(arena, "%s/benchmark.json", folder),
                    predicate->benchmark_digest, &same, err));
        if (same) {
            return bench_open(&inputs->bench, folder, err);
        }
    }
    err_set(err, ERR_NOT_FOUND, "benchmark %.*s %.*s, as the evidence names it, is not in %s",
            STR_ARG(predicate->benchmark_id), STR_ARG(predicate->benchmark_version),
            benchmarks);
    err_hint(err, "name the folder that holds it with --benchmarks");
    return ERR_NOT_FOUND;
}

static enum err_code read_looks(struct arena *arena, struct error_inputs *inputs,
                                struct file_lines *lines, struct err *err)
{
    struct str line;
    bool found = true;
    TRY(file_lines_next(lines, &line, &found, err));
    while (found) {
        struct js *row;
        const struct js *list = NULL;
        struct str id;
        TRY(js_parse(arena, arena_str(arena, line), &row, err));
        TRY(js_need_str(row, "id", &id, err));
        TRY(js_need(row, "lookalikes", JS_ARRAY, &list, err));
        const struct bench_item *item = bench_item_lookup(inputs->bench, id);
        if (item != NULL) {
            inputs->looks[item - inputs->bench->items] = list;
        }
        TRY(file_lines_next(lines, &line, &found, err));
    }
    return ERR_OK;
}

/* A benchmark may list what only looks as if it had to be hidden. */
static enum err_code open_looks(struct arena *arena, struct error_inputs *inputs,
                                struct err *err)
{
    struct file_lines lines;
    const char *path = arena_printf(arena, "%s/lookalikes.jsonl", inputs->bench->folder);
    inputs->looks = arena_zalloc(arena, (inputs->bench->count + 1) * sizeof *inputs->looks);
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_lines_open(&lines, path, LOOKS_LINE_MAX, err));
    enum err_code code = read_looks(arena, inputs, &lines, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", path, lines.number);
    }
    file_lines_close(&lines);
    return code;
}

static enum err_code open_all(struct arena *arena, const char *evidence, const char *benchmarks,
                              struct error_inputs *inputs, struct err *err)
{
    struct str bytes;
    struct dsse envelope;
    size_t n = strlen(evidence);
    if (n <= strlen(ENDING) || !str_ends(str_of(evidence), STR(ENDING))) {
        return err_set(err, ERR_USAGE, "%s: the name of evidence ends in " ENDING, evidence);
    }
    inputs->stem = arena_strndup(arena, evidence, n - strlen(ENDING));
    TRY(file_read(arena, evidence, LIMIT_ENVELOPE, &bytes, err));
    TRY(dsse_parse(arena, bytes, &envelope, err));
    TRY(predicate_parse(envelope.value, &inputs->predicate, err));
    if (str_is(inputs->predicate.exposure, "sealed")) {
        return err_set(err, ERR_DENIED,
                       "%s is of a sealed benchmark: its items are shown to nobody", evidence);
    }
    TRY(open_results(arena, inputs, err));
    TRY(open_bench(arena, benchmarks, inputs, err));
    TRY(run_scope_read(inputs->bench, inputs->results, &inputs->scope, err));
    return open_looks(arena, inputs, err);
}

enum err_code error_inputs_open(struct arena *arena, const char *evidence,
                                const char *benchmarks, struct error_inputs *inputs,
                                struct err *err)
{
    *inputs = (struct error_inputs){0};
    enum err_code code = open_all(arena, evidence, benchmarks, inputs, err);
    if (code != ERR_OK) {
        error_inputs_free(inputs);
    }
    return code;
}

void error_inputs_free(struct error_inputs *inputs)
{
    bench_free(inputs->bench);
    inputs->bench = NULL;
}
