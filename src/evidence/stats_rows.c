/* Reading stats.jsonl; see stats_rows.h. */
#include "evidence/stats_rows.h"

#include "base/jsonw.h"
#include "base/mem.h"
#include "crypto/canon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool task_has(const struct task *task, const struct metric *metric)
{
    for (size_t i = 0; metric != NULL && task->metrics[i] != NULL; i++) {
        if (metric_lookup(task->metrics[i]) == metric) {
            return true;
        }
    }
    return false;
}

/* Within 2^53, so that a million of them still sum to a number. */
static bool read_number(const struct js *value, double *number)
{
    if (value->type == JS_INT) {
        *number = (double)value->integer;
    } else if (value->type != JS_STRING || !dec_parse(value->string, number)) {
        return false;
    }
    return fabs(*number) <= 9007199254740992.0;
}

static enum err_code read_row(struct arena *arena, const struct bench *bench, struct str line,
                              struct stats_row *row, struct err *err)
{
    static const char *const keys[] = {"id", "metric", "v", NULL};
    struct js *json;
    struct str id;
    struct str metric;
    const struct js *vector = NULL;
    TRY(canon_parse(arena, line, &json, err));
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "id", &id, err));
    TRY(js_need_str(json, "metric", &metric, err));
    TRY(js_need(json, "v", JS_ARRAY, &vector, err));
    row->item = bench_item_lookup(bench, id);
    row->metric = metric_lookup(arena_strndup(arena, metric.p, metric.n));
    if (row->item == NULL || !task_has(bench->task, row->metric)) {
        return err_set(err, ERR_INVALID, "unknown item or metric");
    }
    if (vector->array.count != row->metric->length) {
        return err_set(err, ERR_INVALID, "a vector of %zu, %s has %zu", vector->array.count,
                       row->metric->id, row->metric->length);
    }
    for (size_t i = 0; i < row->metric->length; i++) {
        if (!read_number(&vector->array.items[i], &row->vector[i])) {
            return err_set(err, ERR_INVALID, "component %zu is not a number within 2^53",
                           i + 1);
        }
    }
    return ERR_OK;
}

static bool comes_after(const struct stats_row *row, const struct stats_row *before)
{
    int order = str_cmp(row->item->id, before->item->id);
    return order > 0 || (order == 0 && strcmp(row->metric->id, before->metric->id) > 0);
}

enum err_code stats_rows_read(struct arena *arena, const struct bench *bench, struct str stats,
                              struct stats_rows *result, struct err *err)
{
    struct stats_row *rows = NULL;
    size_t count = 0;
    size_t capacity = 0;
    struct str line;
    enum err_code code = ERR_OK;
    for (size_t number = 1; str_split(&stats, '\n', &line); number++) {
        if (line.n == 0 && stats.p == NULL) {
            break;
        }
        rows = mem_grow(rows, count, &capacity, sizeof *rows);
        memset(&rows[count], 0, sizeof rows[count]);
        code = read_row(arena, bench, line, &rows[count], err);
        if (code == ERR_OK && count > 0 && !comes_after(&rows[count], &rows[count - 1])) {
            code = err_set(err, ERR_INVALID, "not in order, or twice");
        }
        if (code == ERR_OK && stats.p == NULL) {
            code = err_set(err, ERR_INVALID, "the last line has no newline");
        }
        if (code != ERR_OK) {
            err_prefix(err, "stats line %zu", number);
            goto out;
        }
        count++;
    }
    result->rows = arena_alloc(arena, count * sizeof *rows);
    result->count = count;
    if (count > 0) {
        memcpy(result->rows, rows, count * sizeof *rows);
    }
out:
    free(rows);
    return code;
}
