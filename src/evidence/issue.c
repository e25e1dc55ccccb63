/* See issue.h. */
#include "evidence/issue.h"

#include "base/file.h"
#include "base/limits.h"
#include "evidence/figures.h"
#include "evidence/run_scope.h"

#include <string.h>

struct issuing {
    struct arena *arena;
    struct keeper_client *keeper;
    const struct issue_plan *plan;
    struct predicate predicate;
    const char *stem;
    const char *private_stem; /* of all but envelope and proof */
    mode_t mode;              /* of those */
};

static const char *path_of(const struct issuing *issuing, const char *ending)
{
    return arena_printf(issuing->arena, "%s.%s", issuing->stem, ending);
}

static const char *private_path_of(const struct issuing *issuing, const char *ending)
{
    return arena_printf(issuing->arena, "%s.%s", issuing->private_stem, ending);
}

static enum err_code digest_of_file(struct issuing *issuing, const char *path, struct str *hex,
                                    struct err *err)
{
    struct sha256 digest;
    char *text = arena_alloc(issuing->arena, SHA256_HEX_SIZE);
    TRY(sha256_of_file(path, &digest, NULL, err));
    sha256_hex(text, &digest);
    *hex = str_of(text);
    return ERR_OK;
}

static enum err_code copy_input(struct issuing *issuing, const char *from, const char *ending,
                                struct str *hex, struct err *err)
{
    const char *to = private_path_of(issuing, ending);
    TRY(file_copy(from, to, issuing->mode, err));
    return digest_of_file(issuing, to, hex, err);
}

static enum err_code write_output(struct issuing *issuing, struct strbuf *bytes,
                                  const char *ending, struct str *hex, struct err *err)
{
    const char *to = private_path_of(issuing, ending);
    TRY(strbuf_check(bytes, ending, err));
    TRY(file_write(to, strbuf_view(bytes), issuing->mode, err));
    return digest_of_file(issuing, to, hex, err);
}

static enum err_code compute(struct issuing *issuing, struct strbuf *stats,
                             struct strbuf *figures, struct err *err)
{
    const struct bench *bench = issuing->plan->bench;
    struct run_scope scope;
    struct predicate *predicate = &issuing->predicate;
    TRY(run_scope_read(bench, issuing->plan->results, &scope, err));
    TRY(stats_make(bench, issuing->plan->results, stats, err));
    TRY(write_output(issuing, stats, "stats.jsonl", &predicate->stats_sha256, err));
    TRY(figures_make(bench, scope.split, strbuf_view(stats), bootstrap_seed_of(predicate->run),
                     scope.partial, figures, err));
    TRY(write_output(issuing, figures, "figures.json", &predicate->figures_sha256, err));
    predicate->figures = arena_str(issuing->arena, str_trim(strbuf_view(figures)));
    return ERR_OK;
}

static enum err_code make_files(struct issuing *issuing, struct err *err)
{
    const struct issue_plan *plan = issuing->plan;
    struct predicate *predicate = &issuing->predicate;
    struct strbuf stats;
    struct strbuf figures;
    TRY(copy_input(issuing, plan->results, "results.jsonl", &predicate->results_sha256, err));
    if (plan->timing != NULL) {
        TRY(copy_input(issuing, plan->timing, "timing.jsonl", &predicate->timing_sha256, err));
    }
    strbuf_init(&stats, LIMIT_STATS);
    strbuf_init(&figures, LIMIT_ENVELOPE);
    enum err_code code = compute(issuing, &stats, &figures, err);
    strbuf_release(&stats);
    strbuf_release(&figures);
    return code;
}

static void fill_benchmark(struct issuing *issuing)
{
    const struct bench *bench = issuing->plan->bench;
    char *hex = arena_alloc(issuing->arena, SHA256_HEX_SIZE);
    sha256_hex(hex, &bench->digest);
    issuing->predicate.benchmark_digest = str_of(hex);
    issuing->predicate.benchmark_id = bench->id;
    issuing->predicate.benchmark_version = bench->version;
    issuing->predicate.exposure = bench->exposure;
    issuing->predicate.engine = STR("policeai " PAI_VERSION);
}

static enum err_code sign(struct issuing *issuing, struct str *envelope, struct err *err)
{
    struct strbuf payload;
    strbuf_init(&payload, LIMIT_ENVELOPE);
    predicate_compose(&payload, &issuing->predicate);
    enum err_code code = strbuf_check(&payload, "the evidence", err);
    if (code == ERR_OK) {
        code = keeper_sign_evidence(issuing->keeper, issuing->arena, strbuf_view(&payload),
                                    envelope, err);
    }
    strbuf_release(&payload);
    return code;
}

struct publishing {
    struct arena *arena;
    struct keeper_client *keeper;
    const struct publish_plan *plan;
};

static const char *file_of(const struct publishing *publishing, const char *ending)
{
    return arena_printf(publishing->arena, "%s/%s.%s", publishing->plan->folder,
                        publishing->plan->name, ending);
}

static enum err_code publish_file(const struct publishing *publishing, const char *ending,
                                  struct err *err)
{
    struct str bytes;
    char hex[SHA256_HEX_SIZE];
    struct arena *arena = arena_new();
    enum err_code code =
        file_read(arena, file_of(publishing, ending), LIMIT_ENVELOPE, &bytes, err);
    if (code == ERR_OK) {
        code = keeper_publish_blob(publishing->keeper, bytes, hex, err);
    } else if (code == ERR_LIMIT) {
        code = ERR_OK; /* too large for one message: it stays beside the envelope */
    }
    arena_free(arena);
    return code;
}

/* What stands behind the figures of a public benchmark, for anyone to fetch and recompute. */
static enum err_code publish_files(const struct publishing *publishing, struct err *err)
{
    static const char *const endings[] = {"results.jsonl", "stats.jsonl", "figures.json"};
    if (!publishing->plan->open) {
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        TRY(publish_file(publishing, endings[i], err));
    }
    return publishing->plan->timed ? publish_file(publishing, "timing.jsonl", err) : ERR_OK;
}

enum err_code evidence_publish(struct arena *arena, struct keeper_client *keeper,
                               const struct publish_plan *plan, struct issued *issued,
                               struct err *err)
{
    const struct publishing publishing = {arena, keeper, plan};
    struct keeper_receipt receipt;
    struct str envelope;
    struct str proof;
    char *hex = arena_alloc(arena, SHA256_HEX_SIZE);
    issued->path = file_of(&publishing, "dsse.json");
    issued->sha256 = hex;
    TRY(file_read(arena, issued->path, LIMIT_ENVELOPE, &envelope, err));
    TRY(publish_files(&publishing, err));
    TRY(keeper_publish_blob(keeper, envelope, hex, err));
    char *body =
        arena_printf(arena, "{\"envelope\":\"%s\",\"run\":\"%.*s\"}", hex, STR_ARG(plan->run));
    TRY(keeper_append(keeper, arena, "evidence.issued/1", NULL, str_of(body), &receipt, err));
    TRY(keeper_proof(keeper, arena, receipt.id, &proof, err));
    return file_write(file_of(&publishing, "tlog-proof"), proof, 0644, err);
}

enum err_code evidence_prepare(struct arena *arena, struct keeper_client *keeper,
                               const struct issue_plan *plan, struct issued *issued,
                               struct err *err)
{
    struct issuing issuing = {arena, keeper, plan, plan->predicate, NULL, NULL, 0644};
    struct str envelope;
    char *hex = arena_alloc(arena, SHA256_HEX_SIZE);
    issuing.stem = arena_printf(arena, "%s/%s", plan->folder, plan->name);
    issuing.private_stem = issuing.stem;
    if (plan->private_folder != NULL) {
        issuing.private_stem = arena_printf(arena, "%s/%s", plan->private_folder, plan->name);
        issuing.mode = 0600;
        TRY(file_make_folders(plan->private_folder, 0700, err));
    }
    TRY(file_make_folders(plan->folder, 0755, err));
    fill_benchmark(&issuing);
    TRY(make_files(&issuing, err));
    TRY(sign(&issuing, &envelope, err));
    struct sha256 digest = sha256_of(envelope);
    sha256_hex(hex, &digest);
    *issued = (struct issued){path_of(&issuing, "dsse.json"), hex};
    return file_write(issued->path, envelope, 0644, err);
}

enum err_code evidence_issue(struct arena *arena, struct keeper_client *keeper,
                             const struct issue_plan *plan, struct issued *issued,
                             struct err *err)
{
    const struct publish_plan publish = {.folder = plan->folder,
                                         .name = plan->name,
                                         .run = plan->predicate.run,
                                         .open = bench_is_public(plan->bench),
                                         .timed = plan->timing != NULL};
    TRY(evidence_prepare(arena, keeper, plan, issued, err));
    return evidence_publish(arena, keeper, &publish, issued, err);
}
