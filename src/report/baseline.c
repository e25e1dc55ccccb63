/* See baseline.h. */
#include "report/baseline.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "evidence/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct answer {
    const struct bench_item *item;
    struct str output; /* raw JSON */
    size_t line;
};

struct answers {
    struct answer *list;
    size_t count;
    size_t capacity;
};

/* ---- outcomes ---- */

static enum err_code read_answer(struct arena *arena, const struct bench *bench,
                                 struct str split, struct str line, struct answer *answer,
                                 struct err *err)
{
    static const char *const keys[] = {"id", "output", NULL};
    struct js *row;
    struct str id;
    TRY(js_parse(arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &id, err));
    const struct js *output = js_member(row, "output");
    answer->item = bench_item_lookup(bench, id);
    if (answer->item == NULL || !str_eq(answer->item->split, split)) {
        return err_set(err, ERR_INVALID, "\"%.*s\" is no item of split %.*s of %.*s",
                       STR_ARG(str_sub(id, 0, 100)), STR_ARG(split), STR_ARG(bench->id));
    }
    if (output == NULL) {
        return err_set(err, ERR_FORMAT, "\"output\" is missing");
    }
    answer->output = output->raw;
    return bench->task->check_output(answer->item->input, output, err);
}

static enum err_code read_answers(struct arena *arena, const struct bench *bench,
                                  struct str split, struct file_lines *lines,
                                  struct answers *answers, struct err *err)
{
    struct str line;
    bool found;
    TRY(file_lines_next(lines, &line, &found, err));
    while (found) {
        answers->list =
            mem_grow(answers->list, answers->count, &answers->capacity, sizeof *answers->list);
        struct answer *answer = &answers->list[answers->count];
        *answer = (struct answer){.line = lines->number};
        TRY(read_answer(arena, bench, split, arena_str(arena, line), answer, err));
        answers->count++;
        TRY(file_lines_next(lines, &line, &found, err));
    }
    return ERR_OK;
}

static int by_item(const void *a, const void *b)
{
    const struct answer *left = a;
    const struct answer *right = b;
    int order = str_cmp(left->item->id, right->item->id);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static enum err_code check_once(const char *path, const struct answers *answers,
                                struct err *err)
{
    for (size_t i = 1; i < answers->count; i++) {
        if (answers->list[i].item == answers->list[i - 1].item) {
            return err_set(err, ERR_INVALID, "%s line %zu: item \"%.*s\" stands on line %zu",
                           path, answers->list[i].line, STR_ARG(answers->list[i].item->id),
                           answers->list[i - 1].line);
        }
    }
    return answers->count > 0 ? ERR_OK : err_set(err, ERR_INVALID, "%s holds no answer", path);
}

/* As results.jsonl has them. */
static void write_results(const struct answers *answers, struct strbuf *out)
{
    for (size_t i = 0; i < answers->count; i++) {
        const struct answer *answer = &answers->list[i];
        struct sha256 digest = sha256_of(answer->output);
        char hex[SHA256_HEX_SIZE];
        struct jsonw w;
        sha256_hex(hex, &digest);
        jsonw_init(&w, out);
        jsonw_object(&w);
        jsonw_member_str(&w, "id", answer->item->id);
        jsonw_member(&w, "outcome", "answered");
        jsonw_member_str(&w, "output", answer->output);
        jsonw_member(&w, "output_sha256", hex);
        jsonw_end(&w);
        strbuf_putc(out, '\n');
    }
}

/* Scored by what scores a tool, which reads a file. */
static enum err_code score(struct arena *arena, const struct bench *bench, struct str results,
                           struct stats_rows *rows, struct err *err)
{
    char path[] = "/tmp/policeai-baseline-XXXXXX";
    struct strbuf stats;
    int fd = mkstemp(path);
    if (fd < 0) {
        return err_errno(err, "cannot make a file in /tmp");
    }
    strbuf_init(&stats, BASELINE_MAX);
    enum err_code code = file_write_fd(fd, path, results, err);
    (void)close(fd);
    if (code == ERR_OK) {
        code = stats_make(bench, path, &stats, err);
    }
    (void)unlink(path);
    if (code == ERR_OK) {
        code = stats_rows_read(arena, bench, strbuf_view(&stats), rows, err);
    }
    strbuf_release(&stats);
    return code;
}

static enum err_code read_outcomes(struct arena *arena, const char *path,
                                   const struct bench *bench, struct str split,
                                   struct baseline *baseline, struct err *err)
{
    struct file_lines lines;
    struct answers answers = {0};
    struct strbuf results;
    size_t items;
    size_t clusters;
    struct stats_rows *rows = arena_zalloc(arena, sizeof *rows);
    TRY(file_lines_open(&lines, path, LIMIT_RESULT_LINE, err));
    strbuf_init(&results, BASELINE_MAX);
    enum err_code code = read_answers(arena, bench, split, &lines, &answers, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s line %zu", path, lines.number);
        goto out;
    }
    if (answers.count > 0) {
        qsort(answers.list, answers.count, sizeof *answers.list, by_item);
    }
    TRY_OUT(check_once(path, &answers, err));
    write_results(&answers, &results);
    TRY_OUT(strbuf_check(&results, path, err));
    TRY_OUT(score(arena, bench, strbuf_view(&results), rows, err));
    bench_counts(bench, split, &items, &clusters);
    baseline->contender = (struct contender){.name = baseline->title,
                                             .baseline = true,
                                             .partial = answers.count < items,
                                             .items = answers.count,
                                             .rows = rows};
out:
    free(answers.list);
    strbuf_release(&results);
    file_lines_close(&lines);
    return code;
}

/* ---- figures ---- */

static enum err_code read_figure(struct arena *arena, const struct bench *bench,
                                 const struct js *row, struct baseline_figure *figure,
                                 struct err *err)
{
    static const char *const keys[] = {"metric", "numerator", "denominator", NULL};
    struct str metric;
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "metric", &metric, err));
    TRY(js_need_int(row, "denominator", 1, INT64_MAX, &figure->denominator, err));
    TRY(js_need_int(row, "numerator", 0, figure->denominator, &figure->numerator, err));
    for (size_t i = 0; bench->task->metrics[i] != NULL; i++) {
        if (str_is(metric, bench->task->metrics[i])) {
            figure->metric = metric_lookup(bench->task->metrics[i]);
            return ERR_OK;
        }
    }
    return err_set(err, ERR_INVALID, "%s has no metric \"%s\"", bench->task->name,
                   arena_strndup(arena, metric.p, metric.n));
}

static enum err_code read_figures(struct arena *arena, struct str text,
                                  const struct bench *bench, struct baseline *baseline,
                                  struct err *err)
{
    static const char *const keys[] = {"title", "source", "figures", NULL};
    struct js *json;
    const struct js *list = NULL;
    TRY(js_parse(arena, text, &json, err));
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "title", &baseline->title, err));
    TRY(js_need_str(json, "source", &baseline->source, err));
    TRY(js_need(json, "figures", JS_ARRAY, &list, err));
    if (list->array.count == 0 || list->array.count > BASELINE_FIGURES_MAX) {
        return err_set(err, ERR_FORMAT, "\"figures\" has %zu, not 1 to %d", list->array.count,
                       BASELINE_FIGURES_MAX);
    }
    baseline->figures = arena_zalloc(arena, list->array.count * sizeof *baseline->figures);
    for (size_t i = 0; i < list->array.count; i++) {
        if (read_figure(arena, bench, &list->array.items[i], &baseline->figures[i], err) !=
            ERR_OK) {
            err_prefix(err, "figure %zu", i + 1);
            return err->code;
        }
        baseline->count++;
    }
    return ERR_OK;
}

enum err_code baseline_read(struct arena *arena, const char *path, const char *name,
                            const struct bench *bench, struct str split,
                            struct baseline *baseline, struct err *err)
{
    struct sha256 digest;
    struct str text;
    *baseline = (struct baseline){.outcomes = str_ends(str_of(path), STR(".jsonl")),
                                  .title = str_of(name)};
    TRY(sha256_of_file(path, &digest, NULL, err));
    sha256_hex(baseline->sha256, &digest);
    if (baseline->outcomes) {
        return read_outcomes(arena, path, bench, split, baseline, err);
    }
    TRY(file_read(arena, path, BASELINE_MAX, &text, err));
    enum err_code code = read_figures(arena, text, bench, baseline, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}
