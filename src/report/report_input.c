/* See report_input.h. */
#include "report/report_input.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/dsse.h"

#include <string.h>

#define ENDING ".dsse.json"

/* Every level must hold: a level that was not looked at would be a gap nobody sees. */
static enum err_code check_levels(const struct verify_plan *plan,
                                  const struct verify_report *report, struct err *err)
{
    struct strbuf words;
    bool missing = false;
    strbuf_init(&words, 2000);
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        const struct verify_level *level = &report->levels[i];
        if (level->state != VERIFY_HOLDS) {
            strbuf_printf(&words, "%s%s %s: %s", words.n > 0 ? "; " : "", level->name,
                          verify_state_word(level->state), level->words);
            missing = missing || level->state == VERIFY_MISSING;
        }
    }
    enum err_code code = ERR_OK;
    if (words.n > 0) {
        code = err_set(err, ERR_INVALID, "%s does not verify: %s", plan->file, words.p);
        if (missing) {
            err_hint(err,
                     "bring what is missing: --data FOLDER of its log (or --key, --log-key "
                     "and --signer), --benchmarks FOLDER, and the files beside it");
        }
    }
    strbuf_release(&words);
    return code;
}

static enum err_code same_file(const char *path, struct str sha256, bool *same, struct err *err)
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

static enum err_code open_bench(struct arena *arena, const struct verify_plan *plan,
                                struct report_input *input, struct err *err)
{
    if (str_is(input->predicate.exposure, "sealed") && plan->open_sealed != NULL) {
        return plan->open_sealed(plan->open_data, &input->bench, err);
    }
    for (const char *const *at = plan->benchmarks; *at != NULL; at++) {
        const char **names;
        size_t count;
        if (file_list(arena, *at, &names, &count, NULL) != ERR_OK) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            bool same;
            const char *folder = arena_printf(arena, "%s/%s", *at, names[i]);
            TRY(same_file(arena_printf(arena, "%s/benchmark.json", folder),
                          input->predicate.benchmark_digest, &same, err));
            if (same) {
                return bench_open(&input->bench, folder, err);
            }
        }
    }
    return err_set(err, ERR_NOT_FOUND, "the benchmark of %s was here a moment ago",
                   input->path);
}

static enum err_code parse_texts(struct arena *arena, struct report_input *input,
                                 struct err *err)
{
    struct js *figures;
    struct js *isolation;
    struct js *parameters;
    TRY(js_parse(arena, input->predicate.figures, &figures, err));
    TRY(js_parse(arena, input->predicate.isolation, &isolation, err));
    TRY(js_parse(arena, input->predicate.parameters, &parameters, err));
    input->figures = figures;
    input->isolation = isolation;
    input->parameters = parameters;
    return ERR_OK;
}

static enum err_code read_stats(struct arena *arena, const struct verify_plan *plan,
                                struct report_input *input, struct err *err)
{
    struct str stats;
    const char *path = evidence_file_path(arena, plan, input->stem, "stats.jsonl");
    input->results = evidence_file_path(arena, plan, input->stem, "results.jsonl");
    input->timing = evidence_file_path(arena, plan, input->stem, "timing.jsonl");
    TRY(file_read(arena, path, REPORT_STATS_MAX, &stats, err));
    TRY(run_scope_read(input->bench, input->results, &input->scope, err));
    return stats_rows_read(arena, input->bench, stats, &input->rows, err);
}

static enum err_code open_all(struct arena *arena, const struct verify_plan *plan,
                              struct report_input *input, struct err *err)
{
    struct str bytes;
    struct dsse envelope;
    TRY(evidence_verify(arena, plan, &input->verification, err));
    TRY(check_levels(plan, &input->verification, err));
    input->stem = arena_strndup(arena, plan->file, strlen(plan->file) - strlen(ENDING));
    TRY(file_read(arena, plan->file, LIMIT_ENVELOPE, &bytes, err));
    TRY(dsse_parse(arena, bytes, &envelope, err));
    TRY(predicate_parse(envelope.value, &input->predicate, err));
    input->signer = envelope.keyid;
    TRY(parse_texts(arena, input, err));
    TRY(open_bench(arena, plan, input, err));
    return read_stats(arena, plan, input, err);
}

enum err_code report_input_open(struct arena *arena, const struct verify_plan *plan,
                                struct report_input *input, struct err *err)
{
    *input = (struct report_input){.path = plan->file};
    enum err_code code = open_all(arena, plan, input, err);
    if (code != ERR_OK) {
        report_input_close(input);
    }
    return code;
}

void report_input_close(struct report_input *input)
{
    bench_free(input->bench);
    input->bench = NULL;
}

struct str report_input_name(struct arena *arena, const struct report_input *input)
{
    struct str title = input->predicate.title;
    const char *text = arena_printf(arena, "%.*s", STR_ARG(title));
    for (size_t i = 0; i < input->parameters->object.count; i++) {
        const struct js_member *member = &input->parameters->object.members[i];
        struct str value =
            member->value.type == JS_STRING ? member->value.string : member->value.raw;
        text = arena_printf(arena, "%s%s%.*s %.*s", text, i == 0 ? " (" : ", ",
                            STR_ARG(member->name), STR_ARG(value));
    }
    return str_of(input->parameters->object.count > 0 ? arena_printf(arena, "%s)", text)
                                                      : text);
}
