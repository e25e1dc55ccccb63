/* Reading labels; see label_table.h. */
#include "score/classes/label_table.h"

#include "base/mem.h"
#include "score/score_rows.h"
#include "base/name_table.h"

#include <stdlib.h>
#include <string.h>

struct reading {
    struct score_report *report;
    struct score_table *file;
    struct label_table *table;
    struct name_table *names;
    size_t truth, predicted, score; /* columns */
    bool scored;
};

static void release(void *data)
{
    struct label_table *table = data;
    free(table->truth);
    free(table->predicted);
    free(table->score);
}

static enum err_code find_columns(struct reading *r, const struct label_columns *columns,
                                  struct err *err)
{
    struct arena *arena = score_report_arena(r->report);
    TRY(score_table_column(r->file, columns->truth, &r->truth, err));
    TRY(score_table_column(r->file, columns->predicted, &r->predicted, err));
    r->scored = columns->score != NULL;
    if (r->scored) {
        TRY(score_table_column(r->file, columns->score, &r->score, err));
    }
    TRY(group_columns_new(arena, r->file, columns->group, &r->table->groups, err));
    r->table->cluster = arena_zalloc(arena, sizeof *r->table->cluster);
    return cluster_column_open(arena, r->file, columns->cluster, r->table->cluster, err);
}

static enum err_code label_of(struct reading *r, struct str field, const char *what,
                              uint32_t *number, struct err *err)
{
    if (field.n == 0) {
        return err_set(err, ERR_FORMAT, "the %s label is empty", what);
    }
    *number = name_table_add(r->names, field);
    if (*number >= LABELS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d different labels", LABELS_MAX);
    }
    return ERR_OK;
}

static enum err_code add_row(void *data, const struct str *fields, struct err *err)
{
    struct reading *r = data;
    struct label_table *t = r->table;
    uint32_t truth;
    uint32_t predicted;
    double score = 0;
    TRY(label_of(r, fields[r->truth], "true", &truth, err));
    TRY(label_of(r, fields[r->predicted], "predicted", &predicted, err));
    if (r->scored) {
        TRY(score_number(fields[r->score], "score", &score, err));
    }
    TRY(cluster_column_check(t->cluster, fields, err));
    TRY(group_columns_add(t->groups, fields, err));
    cluster_column_add(t->cluster, fields);
    t->truth = mem_grow(t->truth, t->count, &t->room_truth, sizeof *t->truth);
    t->predicted = mem_grow(t->predicted, t->count, &t->room_predicted, sizeof *t->predicted);
    t->truth[t->count] = truth;
    t->predicted[t->count] = predicted;
    if (r->scored) {
        t->score = mem_grow(t->score, t->count, &t->room_score, sizeof *t->score);
        t->score[t->count] = score;
    }
    t->count++;
    return ERR_OK;
}

struct label_name {
    const char *text;
    int64_t number; /* where all are whole numbers */
    uint32_t met;   /* number as first met */
};

static int compare_numbers(const void *a, const void *b)
{
    const struct label_name *x = a;
    const struct label_name *y = b;
    int order = (x->number > y->number) - (x->number < y->number);
    return order != 0 ? order : strcmp(x->text, y->text);
}

static int compare_texts(const void *a, const void *b)
{
    const struct label_name *x = a;
    const struct label_name *y = b;
    return strcmp(x->text, y->text);
}

/* Numbers labels anew in their order. */
static void order_labels(struct reading *r)
{
    struct arena *arena = score_report_arena(r->report);
    struct label_table *t = r->table;
    size_t count = name_table_count(r->names);
    struct label_name *sorted = arena_alloc(arena, (count + 1) * sizeof *sorted);
    uint32_t *place = arena_alloc(arena, (count + 1) * sizeof *place);
    bool whole = true;
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = (struct label_name){.text = name_table_text(r->names, i), .met = i};
        whole = whole && str_to_i64(str_of(sorted[i].text), &sorted[i].number);
    }
    if (count > 0) {
        qsort(sorted, count, sizeof *sorted, whole ? compare_numbers : compare_texts);
    }
    t->labels = arena_alloc(arena, (count + 1) * sizeof *t->labels);
    t->label_count = count;
    for (uint32_t i = 0; i < count; i++) {
        t->labels[i] = sorted[i].text;
        place[sorted[i].met] = i;
    }
    for (size_t i = 0; i < t->count; i++) {
        t->truth[i] = place[t->truth[i]];
        t->predicted[i] = place[t->predicted[i]];
    }
}

static uint32_t find_label(const struct label_table *table, const char *label)
{
    for (uint32_t i = 0; i < table->label_count; i++) {
        if (strcmp(table->labels[i], label) == 0) {
            return i;
        }
    }
    return LABEL_NONE;
}

/* 0 and 1, or -1 and 1, or one of them alone. */
static bool is_yes_and_no(const struct label_table *table)
{
    for (size_t i = 0; i < table->label_count; i++) {
        const char *label = table->labels[i];
        if (strcmp(label, "0") != 0 && strcmp(label, "1") != 0 && strcmp(label, "-1") != 0) {
            return false;
        }
    }
    return table->label_count > 0 && table->label_count <= 2 &&
           !(find_label(table, "0") != LABEL_NONE && find_label(table, "-1") != LABEL_NONE);
}

static enum err_code choose_positive(struct label_table *table,
                                     const struct label_columns *columns, struct err *err)
{
    const char *name = columns->positive;
    if (name == NULL && is_yes_and_no(table)) {
        name = "1";
    } else if (name == NULL && table->label_count > 0 && table->label_count <= 2) {
        name = table->labels[table->label_count - 1];
    }
    table->positive_name = name;
    table->positive = name != NULL ? find_label(table, name) : LABEL_NONE;
    if (columns->positive != NULL && table->positive == LABEL_NONE) {
        err_set(err, ERR_INVALID, "no row has the label \"%s\" of --positive", name);
        err_hint(err, "labels are compared as they are written; the first is \"%s\"",
                 table->label_count > 0 ? table->labels[0] : "");
        return ERR_INVALID;
    }
    if (columns->score != NULL && name == NULL && table->label_count > 0) {
        err_set(err, ERR_USAGE, "%zu labels and a score: of which label is it",
                table->label_count);
        err_hint(err, "give --positive LABEL; the others are then negative for the score");
        return ERR_USAGE;
    }
    return ERR_OK;
}

enum err_code label_table_read(struct score_report *report, const char *path,
                               const struct label_columns *columns, struct label_table **table,
                               struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct reading r = {.report = report, .table = arena_zalloc(arena, sizeof **table)};
    enum err_code code;
    r.names = name_table_new(arena);
    arena_on_free(arena, release, r.table);
    TRY(score_table_open(path, &r.file, err));
    TRY_OUT(find_columns(&r, columns, err));
    TRY_OUT(score_rows_read(report, r.file, LABEL_ROWS_MAX, add_row, &r, err));
    order_labels(&r);
    TRY_OUT(choose_positive(r.table, columns, err));
    *table = r.table;
out:
    score_table_close(r.file);
    return code;
}
