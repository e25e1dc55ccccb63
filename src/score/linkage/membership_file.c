/* Reading which record is in which cluster; see membership_file.h. */
#include "score/linkage/membership_file.h"

#include "base/mem.h"
#include "score/score_sample.h"
#include "score/score_rows.h"

#include <stdlib.h>

/* Columns by their place, and where rows go. */
struct places {
    struct membership *membership;
    size_t record, cluster, group;
    bool has_group;
};

/* The column named, else the one called `usual`, else in a table of two the one at `place`. */
static enum err_code find_column(const struct score_table *table, const char *named,
                                 const char *usual, size_t place, size_t *index,
                                 struct err *err)
{
    struct err none;
    if (named == NULL && score_table_columns(table) == 2 &&
        score_table_column(table, usual, index, &none) != ERR_OK) {
        *index = place;
        return ERR_OK;
    }
    return score_table_column(table, named != NULL ? named : usual, index, err);
}

static enum err_code find_places(const struct score_table *table,
                                 const struct membership_columns *columns,
                                 struct places *places, struct err *err)
{
    TRY(find_column(table, columns->record, "record", 0, &places->record, err));
    TRY(find_column(table, columns->cluster, "cluster", 1, &places->cluster, err));
    places->has_group = columns->group != NULL;
    return places->has_group ? score_table_column(table, columns->group, &places->group, err)
                             : ERR_OK;
}

static enum err_code add_row(void *data, const struct str *fields, struct err *err)
{
    const struct places *places = data;
    struct membership *m = places->membership;
    struct str record = fields[places->record];
    struct str cluster = fields[places->cluster];
    if (record.n == 0 || cluster.n == 0) {
        err_set(err, ERR_FORMAT, "no %s", record.n == 0 ? "record" : "cluster");
        err_hint(err, "a record that is linked to no other has a cluster of its own");
        return ERR_FORMAT;
    }
    if (name_table_add(m->records, record) < m->count) {
        err_set(err, ERR_FORMAT, "record \"%.*s\" stands twice",
                (int)(record.n < 100 ? record.n : 100), record.p);
        err_hint(err, "a record is in one cluster");
        return ERR_FORMAT;
    }
    m->cluster = mem_grow(m->cluster, m->count, &m->cluster_room, sizeof *m->cluster);
    m->group = mem_grow(m->group, m->count, &m->group_room, sizeof *m->group);
    m->cluster[m->count] = name_table_add(m->clusters, cluster);
    m->group[m->count] = SCORE_NOT_RECORDED;
    if (places->has_group && fields[places->group].n > 0) {
        m->group[m->count] = name_table_add(m->groups, fields[places->group]);
    }
    m->count++;
    return ERR_OK;
}

static enum err_code read_rows(struct score_report *report, struct score_table *table,
                               const struct membership_columns *columns, struct membership *m,
                               struct err *err)
{
    struct places places = {.membership = m};
    TRY(find_places(table, columns, &places, err));
    return score_rows_read(report, table, MEMBERSHIP_RECORDS_MAX, add_row, &places, err);
}

enum err_code membership_read(struct score_report *report, const char *path,
                              const struct membership_columns *columns,
                              struct membership *membership, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct score_table *table;
    *membership = (struct membership){.records = name_table_new(arena),
                                      .clusters = name_table_new(arena),
                                      .groups = name_table_new(arena)};
    TRY(score_table_open(path, &table, err));
    enum err_code code = read_rows(report, table, columns, membership, err);
    score_table_close(table);
    if (code == ERR_OK && membership->count == 0) {
        code = err_set(err, ERR_FORMAT, "%s: no records", path);
    }
    if (code != ERR_OK) {
        membership_release(membership);
    }
    return code;
}

void membership_release(struct membership *membership)
{
    free(membership->cluster);
    free(membership->group);
    membership->cluster = NULL;
    membership->group = NULL;
}
