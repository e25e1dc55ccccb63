/* Reading comparisons; see comparison_table.h. */
#include "score/biometrics/comparison_table.h"

#include "base/mem.h"
#include "metrics/ranking/order_keys.h"
#include "score/score_rows.h"

#include <stdlib.h>

struct reading {
    struct score_report *report;
    struct score_table *file;
    struct comparison_table *table;
    size_t score, label, failure; /* columns */
};

static void release(void *data)
{
    struct comparison_table *table = data;
    free(table->key);
    free(table->mated);
}

enum err_code comparison_bit(struct str field, const char *what, bool *bit, struct err *err)
{
    struct str text = str_trim(field);
    if (!str_is(text, "0") && !str_is(text, "1")) {
        int shown = text.n < 40 ? (int)text.n : 40;
        return err_set(err, ERR_FORMAT, "%s \"%.*s\" is neither 0 nor 1", what, shown, text.p);
    }
    *bit = text.p[0] == '1';
    return ERR_OK;
}

static enum err_code find_columns(struct reading *r, const struct comparison_columns *columns,
                                  struct err *err)
{
    struct arena *arena = score_report_arena(r->report);
    TRY(score_table_column(r->file, columns->score, &r->score, err));
    TRY(score_table_column(r->file, columns->label, &r->label, err));
    r->table->has_failures = columns->failure != NULL;
    if (columns->failure != NULL) {
        TRY(score_table_column(r->file, columns->failure, &r->failure, err));
    }
    TRY(group_columns_new(arena, r->file, columns->group, &r->table->groups, err));
    r->table->cluster = arena_zalloc(arena, sizeof *r->table->cluster);
    return cluster_column_open(arena, r->file, columns->cluster, r->table->cluster, err);
}

static enum err_code add_row(void *data, const struct str *fields, struct err *err)
{
    struct reading *r = data;
    struct comparison_table *t = r->table;
    bool mated;
    bool failed = false;
    double score;
    TRY(comparison_bit(fields[r->label], "label", &mated, err));
    if (t->has_failures) {
        TRY(comparison_bit(fields[r->failure], "failure", &failed, err));
    }
    if (failed) {
        t->failures++;
        return ERR_OK;
    }
    TRY(score_number(fields[r->score], "score", &score, err));
    TRY(cluster_column_check(t->cluster, fields, err));
    TRY(group_columns_add(t->groups, fields, err));
    cluster_column_add(t->cluster, fields);
    t->key = mem_grow(t->key, t->count, &t->room_key, sizeof *t->key);
    t->mated = mem_grow(t->mated, t->count, &t->room_mated, sizeof *t->mated);
    t->key[t->count] = order_key(score);
    t->mated[t->count] = mated;
    t->count++;
    return ERR_OK;
}

enum err_code comparison_table_read(struct score_report *report, const char *path,
                                    const struct comparison_columns *columns,
                                    struct comparison_table **table, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct reading r = {.report = report, .table = arena_zalloc(arena, sizeof **table)};
    enum err_code code;
    arena_on_free(arena, release, r.table);
    TRY(score_table_open(path, &r.file, err));
    TRY_OUT(find_columns(&r, columns, err));
    TRY_OUT(score_rows_read(report, r.file, COMPARISONS_MAX, add_row, &r, err));
    *table = r.table;
out:
    score_table_close(r.file);
    return code;
}
