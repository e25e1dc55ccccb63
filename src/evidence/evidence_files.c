/* See evidence_files.h. */
#include "evidence/evidence_files.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/dsse.h"

#include <string.h>

#define ENDING ".dsse.json"

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

static enum err_code open_results(struct arena *arena, struct evidence_files *files,
                                  struct err *err)
{
    bool same;
    files->results = arena_printf(arena, "%s.results.jsonl", files->stem);
    TRY(is_file(files->results, files->predicate.results_sha256, &same, err));
    return same ? ERR_OK
                : err_set(err, ERR_NOT_FOUND, "%s is not there, or not what the evidence names",
                          files->results);
}

static enum err_code open_bench(struct arena *arena, const char *benchmarks,
                                struct evidence_files *files, struct err *err)
{
    const struct predicate *predicate = &files->predicate;
    const char **names;
    size_t count;
    TRY(file_list(arena, benchmarks, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        bool same;
        const char *folder = arena_printf(arena, "%s/%s", benchmarks, names[i]);
        TRY(is_file(arena_printf(arena, "%s/benchmark.json", folder),
                    predicate->benchmark_digest, &same, err));
        if (same) {
            return bench_open(&files->bench, folder, err);
        }
    }
    err_set(err, ERR_NOT_FOUND, "benchmark %.*s %.*s, as the evidence names it, is not in %s",
            STR_ARG(predicate->benchmark_id), STR_ARG(predicate->benchmark_version),
            benchmarks);
    err_hint(err, "name the folder that holds it with --benchmarks");
    return ERR_NOT_FOUND;
}

static enum err_code open_all(struct arena *arena, const char *evidence, const char *benchmarks,
                              struct evidence_files *files, struct err *err)
{
    struct str bytes;
    struct dsse envelope;
    size_t n = strlen(evidence);
    if (n <= strlen(ENDING) || !str_ends(str_of(evidence), STR(ENDING))) {
        return err_set(err, ERR_USAGE, "%s: the name of evidence ends in " ENDING, evidence);
    }
    files->stem = arena_strndup(arena, evidence, n - strlen(ENDING));
    TRY(file_read(arena, evidence, LIMIT_ENVELOPE, &bytes, err));
    files->digest = sha256_of(bytes);
    TRY(dsse_parse(arena, bytes, &envelope, err));
    TRY(predicate_parse(envelope.value, &files->predicate, err));
    if (str_is(files->predicate.exposure, "sealed")) {
        return err_set(err, ERR_DENIED,
                       "%s is of a sealed benchmark: its items are shown to nobody", evidence);
    }
    TRY(open_results(arena, files, err));
    TRY(open_bench(arena, benchmarks, files, err));
    return run_scope_read(files->bench, files->results, &files->scope, err);
}

enum err_code evidence_files_open(struct arena *arena, const char *evidence,
                                  const char *benchmarks, struct evidence_files *files,
                                  struct err *err)
{
    *files = (struct evidence_files){0};
    enum err_code code = open_all(arena, evidence, benchmarks, files, err);
    if (code != ERR_OK) {
        evidence_files_free(files);
    }
    return code;
}

void evidence_files_free(struct evidence_files *files)
{
    bench_free(files->bench);
    files->bench = NULL;
}

static enum err_code read_answer(const struct evidence_files *files, struct arena *arena,
                                 struct str line, struct evidence_answer *answer,
                                 struct err *err)
{
    struct js *row;
    struct js *output = NULL;
    struct str id;
    struct str text = {NULL, 0};
    TRY(js_parse(arena, arena_str(arena, line), &row, err));
    TRY(js_need_str(row, "id", &id, err));
    TRY(js_may_str(row, "output", &text, err));
    answer->item = bench_item_lookup(files->bench, id);
    if (answer->item == NULL) {
        return err_set(err, ERR_INVALID, "item \"%.*s\" is not in the benchmark",
                       STR_ARG(str_sub(id, 0, 100)));
    }
    if (text.p != NULL) {
        TRY(js_parse(arena, text, &output, err));
        TRY(files->bench->task->check_output(answer->item->input, output, err));
    }
    answer->output = output;
    return ERR_OK;
}

enum err_code evidence_answers(const struct evidence_files *files, struct arena *arena,
                               evidence_take_fn *take, void *data, struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found = true;
    struct evidence_answer answer;
    TRY(file_lines_open(&lines, files->results, LIMIT_RESULT_LINE, err));
    struct arena *own = arena == NULL ? arena_new() : NULL;
    enum err_code code = file_lines_next(&lines, &line, &found, err);
    while (code == ERR_OK && found) {
        if (own != NULL) {
            arena_reset(own);
        }
        code = read_answer(files, own != NULL ? own : arena, line, &answer, err);
        if (code == ERR_OK) {
            code = take(data, &answer, err);
        }
        if (code == ERR_OK) {
            code = file_lines_next(&lines, &line, &found, err);
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", files->results, lines.number);
    }
    arena_free(own);
    file_lines_close(&lines);
    return code;
}
