/* stats.jsonl from results.jsonl: every metric of the task on every item; see figures.h. */
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "evidence/figures.h"
#include "evidence/stats_state.h"
#include "metrics/metric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The digest must be that of the output's bytes, and stand there only with an output. */
static enum err_code check_output(const struct js *row, struct result *result, struct err *err)
{
    const struct js *output = js_member(row, "output");
    const struct js *digest = js_member(row, "output_sha256");
    if (!result->answered) {
        return output == NULL && digest == NULL
                   ? ERR_OK
                   : err_set(err, ERR_INVALID, "an output without outcome \"answered\"");
    }
    TRY(js_need_str(row, "output", &result->output, err));
    struct sha256 found = sha256_of(result->output);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &found);
    if (!js_is(digest, hex)) {
        return err_set(err, ERR_INVALID, "\"output_sha256\" is not the output's digest");
    }
    return ERR_OK;
}

static enum err_code read_result(struct arena *arena, const struct bench *bench,
                                 struct str line, struct result *result, struct err *err)
{
    static const char *const keys[] = {"id", "outcome", "output", "output_sha256", NULL};
    static const char *const outcomes[] = {"answered", "error", "died", "timeout",
                                           "not-attempted"};
    struct js *row;
    struct str id;
    struct str outcome;
    bool known = false;
    TRY(canon_parse(arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &id, err));
    TRY(js_need_str(row, "outcome", &outcome, err));
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        known = known || str_is(outcome, outcomes[i]);
    }
    result->item = bench_item_lookup(bench, id);
    if (result->item == NULL || !known) {
        return err_set(err, ERR_INVALID, "unknown item or outcome");
    }
    result->answered = str_is(outcome, "answered");
    return check_output(row, result, err);
}

void stats_write_row(struct strbuf *stats, const struct bench_item *item,
                     const struct metric *metric, const double *vector)
{
    struct jsonw w;
    jsonw_init(&w, stats);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_member(&w, "metric", metric->id);
    jsonw_key(&w, "v");
    jsonw_array(&w);
    for (size_t i = 0; i < metric->length; i++) {
        if (vector[i] == floor(vector[i]) && fabs(vector[i]) < 9007199254740992.0) {
            jsonw_int(&w, (int64_t)vector[i]);
        } else {
            jsonw_dec(&w, vector[i]);
        }
    }
    jsonw_end(&w);
    jsonw_end(&w);
    strbuf_putc(stats, '\n');
}

static int compare_ids(const void *a, const void *b)
{
    const struct metric *const *left = a;
    const struct metric *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

const struct metric **stats_metrics(struct arena *arena, const struct task *task, size_t *count)
{
    *count = 0;
    while (task->metrics[*count] != NULL) {
        (*count)++;
    }
    const struct metric **metrics = arena_alloc(arena, *count * sizeof *metrics);
    for (size_t i = 0; i < *count; i++) {
        metrics[i] = metric_lookup(task->metrics[i]);
    }
    qsort(metrics, *count, sizeof *metrics, compare_ids);
    return metrics;
}

static enum err_code score(struct arena *arena, const struct bench *bench,
                           const struct result *result, struct strbuf *stats, struct err *err)
{
    struct js *output = NULL;
    size_t count;
    if (result->answered) {
        TRY(js_parse(arena, result->output, &output, err));
    }
    const struct metric **metrics = stats_metrics(arena, bench->task, &count);
    for (size_t i = 0; i < count; i++) {
        double vector[METRIC_VECTOR_MAX] = {0};
        bool has = false;
        TRY(metrics[i]->item(result->item->input, result->item->expected, output, vector, &has,
                             err));
        if (has) {
            stats_write_row(stats, result->item, metrics[i], vector);
        }
    }
    return ERR_OK;
}

enum err_code stats_make(const struct bench *bench, const char *results_path,
                         struct strbuf *stats, struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found;
    const struct bench_item *before = NULL;
    struct arena *arena = arena_new();
    struct stats_together together = {.bench = bench, .needed = stats_need_together(bench)};
    enum err_code code = file_lines_open(&lines, results_path, LIMIT_RESULT_LINE, err);
    if (code != ERR_OK) {
        goto out;
    }
    for (;;) {
        struct result result = {0};
        TRY_OUT(file_lines_next(&lines, &line, &found, err));
        if (!found) {
            break;
        }
        if (!together.needed) {
            arena_reset(arena);
        }
        code = read_result(arena, bench, line, &result, err);
        if (code == ERR_OK && !lines.had_newline) {
            code = err_set(err, ERR_INVALID, "the last line has no newline");
        }
        if (code == ERR_OK && before != NULL && str_cmp(result.item->id, before->id) <= 0) {
            code = err_set(err, ERR_INVALID, "not in order of ids, or twice");
        }
        if (code == ERR_OK) {
            before = result.item;
            code = together.needed ? stats_together_add(&together, arena, &result, err)
                                   : score(arena, bench, &result, stats, err);
        }
        if (code != ERR_OK) {
            err_prefix(err, "%s line %zu", results_path, lines.number);
            goto out;
        }
    }
    if (together.needed) {
        TRY_OUT(stats_together_write(&together, arena, stats, err));
    }
    code = strbuf_check(stats, "stats.jsonl", err);
out:
    stats_together_release(&together);
    file_lines_close(&lines);
    arena_free(arena);
    return code;
}
