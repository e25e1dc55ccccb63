/* Reading presentations; see attack_table.h. */
#include "score/biometrics/attack_table.h"

#include "base/mem.h"
#include "score/score_rows.h"

#include <stdlib.h>

struct reading {
    struct score_report *report;
    struct score_table *file;
    const struct attack_columns *columns;
    struct attack_table *table;
    size_t score, label, species; /* columns */
};

static void release(void *data)
{
    struct attack_table *table = data;
    free(table->score);
    free(table->species);
}

static enum err_code find_columns(struct reading *r, struct err *err)
{
    struct arena *arena = score_report_arena(r->report);
    const struct attack_columns *columns = r->columns;
    TRY(score_table_column(r->file, columns->score, &r->score, err));
    TRY(score_table_column(r->file, columns->label, &r->label, err));
    r->species = r->label;
    if (columns->species != NULL) {
        TRY(score_table_column(r->file, columns->species, &r->species, err));
    }
    TRY(group_columns_new(arena, r->file, columns->group, &r->table->groups, err));
    r->table->cluster = arena_zalloc(arena, sizeof *r->table->cluster);
    return cluster_column_open(arena, r->file, columns->cluster, r->table->cluster, err);
}

static enum err_code species_of(struct reading *r, const struct str *fields, uint32_t *species,
                                struct err *err)
{
    *species = 0;
    if (fields[r->label].n == 0) {
        return err_set(err, ERR_FORMAT, "the label is empty");
    }
    if (str_is(fields[r->label], r->columns->bona_fide)) {
        return ERR_OK;
    }
    if (fields[r->species].n == 0) {
        return err_set(err, ERR_FORMAT, "an attack without a species");
    }
    *species = name_table_add(r->table->names, fields[r->species]) + 1;
    return *species <= SPECIES_MAX
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "more than %d species of attack", SPECIES_MAX);
}

static enum err_code add_row(void *data, const struct str *fields, struct err *err)
{
    struct reading *r = data;
    struct attack_table *t = r->table;
    uint32_t species;
    double score;
    TRY(score_number(fields[r->score], "score", &score, err));
    TRY(species_of(r, fields, &species, err));
    TRY(cluster_column_check(t->cluster, fields, err));
    TRY(group_columns_add(t->groups, fields, err));
    cluster_column_add(t->cluster, fields);
    t->score = mem_grow(t->score, t->count, &t->room_score, sizeof *t->score);
    t->species = mem_grow(t->species, t->count, &t->room_species, sizeof *t->species);
    t->score[t->count] = r->columns->attack_high ? -score : score;
    t->species[t->count++] = species;
    return ERR_OK;
}

enum err_code attack_table_read(struct score_report *report, const char *path,
                                const struct attack_columns *columns,
                                struct attack_table **table, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct reading r = {
        .report = report, .columns = columns, .table = arena_zalloc(arena, sizeof **table)};
    enum err_code code;
    r.table->names = name_table_new(arena);
    arena_on_free(arena, release, r.table);
    TRY(score_table_open(path, &r.file, err));
    TRY_OUT(find_columns(&r, err));
    TRY_OUT(score_rows_read(report, r.file, PRESENTATIONS_MAX, add_row, &r, err));
    *table = r.table;
out:
    score_table_close(r.file);
    return code;
}
