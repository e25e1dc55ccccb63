/* The chain of computation: levels "results" and "figures" of verify.h. */
#include "evidence/verify_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "evidence/figures.h"
#include "evidence/run_scope.h"
#include "evidence_sql.h"

#include <stdio.h>
#include <string.h>

const char *evidence_file_path(struct arena *arena, const struct verify_plan *plan,
                               const char *stem, const char *ending)
{
    const char *name = strrchr(stem, '/');
    const char *path = arena_printf(arena, "%s.%s", stem, ending);
    return file_exists(path) || plan->held == NULL
               ? path
               : arena_printf(arena, "%s/%s.%s", plan->held, name != NULL ? name + 1 : stem,
                              ending);
}

static const char *path_of(const struct verification *verification, const char *ending)
{
    return evidence_file_path(verification->arena, verification->plan, verification->stem,
                              ending);
}

/* Who said that he holds the set, as far as the log here tells. */
static struct str holder_of(struct verification *verification)
{
    struct db_query *query;
    struct js *json;
    bool row = false;
    if (verification->db == NULL ||
        db_prepare(verification->db, sql_verify_benchmark, &query, NULL) != ERR_OK) {
        return STR("");
    }
    db_bind_text(query, 1, verification->predicate.benchmark_digest);
    if (db_step(query, &row, NULL) != ERR_OK || !row) {
        return STR("");
    }
    struct str text = arena_str(verification->arena, db_text(query, 0));
    db_reset(query);
    return js_parse(verification->arena, text, &json, NULL) == ERR_OK ? js_text(json, "holder")
                                                                      : STR("");
}

/* What rests on a sealed set is its holder's to recompute. */
static enum err_code check_held(struct verification *verification, struct err *err)
{
    if (!str_is(verification->predicate.exposure, "sealed") ||
        verification->plan->open_sealed != NULL) {
        return ERR_OK;
    }
    struct str holder = holder_of(verification);
    return err_set(
        err, ERR_NOT_FOUND, "sealed: the items are held by %.*s",
        STR_ARG(holder.n > 0 ? str_sub(holder, 0, 200) : STR("whoever issued the evidence")));
}

/* The file beside the envelope, with the digest the envelope gives. */
static enum err_code beside(struct verification *verification, const char *ending,
                            struct str sha256, const char **path, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    *path = path_of(verification, ending);
    if (!file_exists(*path)) {
        return err_set(err, ERR_NOT_FOUND, "bring %s and lay it beside the evidence", *path);
    }
    TRY(sha256_of_file(*path, &digest, NULL, err));
    sha256_hex(hex, &digest);
    return str_is(sha256, hex)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s is not the file the evidence names", *path);
}

static bool has_digest(const char *path, struct str sha256)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    if (!file_exists(path) || sha256_of_file(path, &digest, NULL, NULL) != ERR_OK) {
        return false;
    }
    sha256_hex(hex, &digest);
    return str_is(sha256, hex);
}

static const char *find_in(struct verification *verification, const char *folder)
{
    const char **names;
    size_t count;
    if (file_list(verification->arena, folder, &names, &count, NULL) != ERR_OK) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        char *candidate = arena_printf(verification->arena, "%s/%s", folder, names[i]);
        char *definition = arena_printf(verification->arena, "%s/benchmark.json", candidate);
        if (has_digest(definition, verification->predicate.benchmark_digest)) {
            return candidate;
        }
    }
    return NULL;
}

static enum err_code open_benchmark(struct verification *verification, struct bench **bench,
                                    struct err *err)
{
    const struct predicate *predicate = &verification->predicate;
    const char *folder = NULL;
    if (str_is(predicate->exposure, "sealed")) {
        return verification->plan->open_sealed(verification->plan->open_data, bench, err);
    }
    for (const char *const *at = verification->plan->benchmarks; *at && !folder; at++) {
        folder = find_in(verification, *at);
    }
    if (folder == NULL) {
        return err_set(err, ERR_NOT_FOUND,
                       "bring benchmark %.*s %.*s (benchmark.json with SHA-256 %.*s) and name "
                       "the folder that holds it with --benchmarks",
                       STR_ARG(predicate->benchmark_id), STR_ARG(predicate->benchmark_version),
                       STR_ARG(predicate->benchmark_digest));
    }
    return bench_open(bench, folder, err);
}

static enum err_code same_bytes(struct verification *verification, const char *path,
                                struct str made, struct err *err)
{
    struct str found;
    TRY(file_read(verification->arena, path, LIMIT_STATS, &found, err));
    return str_eq(found, made)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s does not follow from its inputs", path);
}

/* Nothing follows from timing; when it is there it must be the one that was issued. */
static enum err_code check_timing(struct verification *verification, struct err *err)
{
    const char *path = path_of(verification, "timing.jsonl");
    struct str digest = verification->predicate.timing_sha256;
    return digest.n == 0 || !file_exists(path)
               ? ERR_OK
               : beside(verification, "timing.jsonl", digest, &path, err);
}

enum err_code verify_results(struct verification *verification, struct err *err)
{
    const char *results;
    const char *stats;
    struct bench *bench = NULL;
    struct strbuf made;
    TRY(check_held(verification, err));
    TRY(beside(verification, "results.jsonl", verification->predicate.results_sha256, &results,
               err));
    TRY(beside(verification, "stats.jsonl", verification->predicate.stats_sha256, &stats, err));
    TRY(check_timing(verification, err));
    TRY(open_benchmark(verification, &bench, err));
    strbuf_init(&made, LIMIT_STATS);
    enum err_code code = stats_make(bench, results, &made, err);
    if (code == ERR_OK) {
        code = same_bytes(verification, stats, strbuf_view(&made), err);
    }
    strbuf_release(&made);
    bench_free(bench);
    return code;
}

static enum err_code make_figures(struct verification *verification, const char *stats_path,
                                  struct bench *bench, struct strbuf *made, struct err *err)
{
    struct run_scope scope;
    struct str stats;
    const char *results = path_of(verification, "results.jsonl");
    TRY(run_scope_read(bench, results, &scope, err));
    TRY(file_read(verification->arena, stats_path, LIMIT_STATS, &stats, err));
    return figures_make(bench, scope.split, stats,
                        bootstrap_seed_of(verification->predicate.run), scope.partial, made,
                        err);
}

enum err_code verify_figures(struct verification *verification, struct err *err)
{
    const struct predicate *predicate = &verification->predicate;
    const char *stats;
    const char *figures;
    const char *results;
    struct bench *bench = NULL;
    struct strbuf made;
    TRY(check_held(verification, err));
    TRY(beside(verification, "results.jsonl", predicate->results_sha256, &results, err));
    TRY(beside(verification, "stats.jsonl", predicate->stats_sha256, &stats, err));
    TRY(beside(verification, "figures.json", predicate->figures_sha256, &figures, err));
    TRY(open_benchmark(verification, &bench, err));
    strbuf_init(&made, LIMIT_STATS);
    enum err_code code = make_figures(verification, stats, bench, &made, err);
    if (code == ERR_OK) {
        code = same_bytes(verification, figures, strbuf_view(&made), err);
    }
    if (code == ERR_OK &&
        !str_eq(str_trim(strbuf_view(&made)), verification->predicate.figures)) {
        code = err_set(err, ERR_INVALID, "the envelope's figures are not those of %s", figures);
    }
    strbuf_release(&made);
    bench_free(bench);
    return code;
}
