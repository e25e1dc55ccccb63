/* Reading searches; see search_table.h. */
#include "score/biometrics/search_table.h"

#include "base/mem.h"
#include "metrics/ranking/order_keys.h"
#include "score/biometrics/comparison_table.h"
#include "base/name_table.h"
#include "score/score_rows.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMN_NONE = -1, NAME_BYTES = 1 << 20 };

struct reading {
    struct score_report *report;
    struct score_table *file;
    struct search_table *table;
    struct name_table *searches; /* probe, 0x1f, gallery */
    struct name_table *names;    /* candidates */
    struct strbuf text;
    size_t probe, candidate, rank, score, mated;
    int64_t gallery, correct, identity; /* or COLUMN_NONE */
};

static void release(void *data)
{
    struct search_table *table = data;
    free(table->candidates);
    free(table->searches);
}

static int64_t optional(const struct score_table *file, const char *name)
{
    size_t index;
    return score_table_column(file, name, &index, NULL) == ERR_OK ? (int64_t)index
                                                                  : COLUMN_NONE;
}

static enum err_code find_columns(struct reading *r, const char *group, const char *cluster,
                                  struct err *err)
{
    struct arena *arena = score_report_arena(r->report);
    struct search_table *t = r->table;
    TRY(score_table_column(r->file, "probe", &r->probe, err));
    TRY(score_table_column(r->file, "candidate", &r->candidate, err));
    TRY(score_table_column(r->file, "rank", &r->rank, err));
    TRY(score_table_column(r->file, "score", &r->score, err));
    TRY(score_table_column(r->file, "mated", &r->mated, err));
    r->gallery = optional(r->file, "gallery");
    r->correct = optional(r->file, "correct");
    r->identity = optional(r->file, "identity");
    t->rule = r->correct != COLUMN_NONE    ? "correct"
              : r->identity != COLUMN_NONE ? "identity"
                                           : "probe";
    if (group == NULL) {
        group = r->gallery != COLUMN_NONE ? "gallery" : NULL;
    } else if (r->gallery != COLUMN_NONE && strcmp(group, "gallery") != 0) {
        group = arena_printf(arena, "gallery,%s", group);
    }
    TRY(group_columns_new(arena, r->file, group, &t->groups, err));
    t->cluster = arena_zalloc(arena, sizeof *t->cluster);
    return cluster_column_open(arena, r->file, cluster, t->cluster, err);
}

/* The search of a row, begun where it is new. */
static enum err_code search_of(struct reading *r, const struct str *fields, uint32_t *number,
                               struct err *err)
{
    struct search_table *t = r->table;
    bool mated;
    TRY(comparison_bit(fields[r->mated], "mated", &mated, err));
    if (fields[r->probe].n == 0) {
        return err_set(err, ERR_FORMAT, "the probe is empty");
    }
    strbuf_clear(&r->text);
    strbuf_str(&r->text, fields[r->probe]);
    strbuf_putc(&r->text, 0x1f);
    if (r->gallery != COLUMN_NONE) {
        strbuf_str(&r->text, fields[r->gallery]);
    }
    TRY(strbuf_check(&r->text, "probe and gallery", err));
    if (name_table_find(r->searches, strbuf_view(&r->text), number)) {
        if (t->searches[*number].mated != mated) {
            return err_set(
                err, ERR_FORMAT, "the probe \"%.*s\" is mated in one row and not in another",
                (int)(fields[r->probe].n < 80 ? fields[r->probe].n : 80), fields[r->probe].p);
        }
        return ERR_OK;
    }
    TRY(cluster_column_check(t->cluster, fields, err));
    TRY(group_columns_add(t->groups, fields, err));
    cluster_column_add(t->cluster, fields);
    *number = name_table_add(r->searches, strbuf_view(&r->text));
    t->searches = mem_grow(t->searches, t->count, &t->room, sizeof *t->searches);
    t->searches[t->count++] = (struct search){.mated = mated};
    return ERR_OK;
}

static enum err_code is_right(const struct reading *r, const struct str *fields, bool *right,
                              struct err *err)
{
    if (r->correct != COLUMN_NONE) {
        return comparison_bit(fields[r->correct], "correct", right, err);
    }
    size_t identity = r->identity != COLUMN_NONE ? (size_t)r->identity : r->probe;
    *right = str_eq(fields[r->candidate], fields[identity]);
    return ERR_OK;
}

static enum err_code read_candidate(struct reading *r, const struct str *fields,
                                    struct candidate *candidate, struct err *err)
{
    int64_t rank;
    if (fields[r->candidate].n == 0) {
        return err_set(err, ERR_FORMAT, "the candidate is empty but its rank or score is not");
    }
    TRY(score_whole(fields[r->rank], "rank", 1, RANK_MAX, &rank, err));
    TRY(score_number(fields[r->score], "score", &candidate->score, err));
    TRY(is_right(r, fields, &candidate->right, err));
    bool mated;
    TRY(comparison_bit(fields[r->mated], "mated", &mated, err));
    if (candidate->right && !mated) {
        err_set(err, ERR_FORMAT, "the right candidate of a probe that is not enrolled");
        err_hint(err, "mated must be 1, or the column %s say otherwise", r->table->rule);
        return ERR_FORMAT;
    }
    candidate->rank = (uint32_t)rank;
    candidate->line = (uint32_t)score_table_line(r->file);
    return ERR_OK;
}

static enum err_code add_row(void *data, const struct str *fields, struct err *err)
{
    struct reading *r = data;
    struct search_table *t = r->table;
    struct candidate candidate = {0};
    bool nothing =
        fields[r->candidate].n == 0 && fields[r->rank].n == 0 && fields[r->score].n == 0;
    if (!nothing) {
        TRY(read_candidate(r, fields, &candidate, err));
    }
    TRY(search_of(r, fields, &candidate.search, err));
    if (nothing) {
        return ERR_OK;
    }
    candidate.name = name_table_add(r->names, fields[r->candidate]);
    t->candidates =
        mem_grow(t->candidates, t->candidate_count, &t->candidate_room, sizeof *t->candidates);
    t->candidates[t->candidate_count++] = candidate;
    return ERR_OK;
}

/* The candidates in order of (search, number), which is their rank or their name. */
static void sort_by(struct search_table *t, bool by_rank)
{
    size_t n = t->candidate_count;
    uint64_t *keys = xmalloc((n + 1) * sizeof *keys);
    uint32_t *rows = xmalloc((n + 1) * sizeof *rows);
    struct candidate *sorted = xmalloc((n + 1) * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        const struct candidate *c = &t->candidates[i];
        keys[i] = (uint64_t)c->search << 32 | (by_rank ? c->rank : c->name);
        rows[i] = (uint32_t)i;
    }
    order_sort_rows(keys, rows, n);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = t->candidates[rows[i]];
    }
    free(keys);
    free(rows);
    free(t->candidates);
    t->candidates = sorted;
    t->candidate_room = n + 1;
}

/* Strict: the error with its line. Lenient: the candidate is left out. */
static enum err_code refuse(struct reading *r, struct candidate *candidate, struct err *err)
{
    TRY(score_report_skip(r->report, score_table_path(r->file), candidate->line, ERR_FORMAT,
                          err));
    candidate->dropped = true;
    return ERR_OK;
}

static enum err_code check_names(struct reading *r, struct err *err)
{
    struct search_table *t = r->table;
    for (size_t i = 1; i < t->candidate_count; i++) {
        const struct candidate *before = &t->candidates[i - 1];
        struct candidate *c = &t->candidates[i];
        if (before->search == c->search && before->name == c->name) {
            err_set(err, ERR_FORMAT,
                    "the candidate \"%.80s\" is in its search twice, first in line %u",
                    name_table_text(r->names, c->name), before->line);
            TRY(refuse(r, c, err));
        }
    }
    return ERR_OK;
}

static enum err_code check_ranks(struct reading *r, struct err *err)
{
    struct search_table *t = r->table;
    const struct candidate *before = NULL;
    for (size_t i = 0; i < t->candidate_count; i++) {
        struct candidate *c = &t->candidates[i];
        if (c->dropped) {
            continue;
        }
        bool same = before != NULL && before->search == c->search;
        if (same && before->rank == c->rank) {
            err_set(err, ERR_FORMAT, "rank %u is in its search twice, first in line %u",
                    c->rank, before->line);
            TRY(refuse(r, c, err));
        } else if (same && c->score > before->score) {
            err_set(err, ERR_FORMAT, "rank %u has a score of %g, above %g of rank %u", c->rank,
                    c->score, before->score, before->rank);
            TRY(refuse(r, c, err));
        } else {
            before = c;
        }
    }
    return ERR_OK;
}

/* Takes out what was dropped and tells each search where its candidates are. */
static void settle(struct search_table *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->candidate_count; i++) {
        struct candidate c = t->candidates[i];
        if (c.dropped) {
            continue;
        }
        struct search *search = &t->searches[c.search];
        if (search->count == 0) {
            search->first = (uint32_t)kept;
        }
        search->count++;
        t->rank_most = c.rank > t->rank_most ? c.rank : t->rank_most;
        t->candidates[kept++] = c;
    }
    t->candidate_count = kept;
}

enum err_code search_table_read(struct score_report *report, const char *path,
                                const char *group, const char *cluster,
                                struct search_table **table, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct reading r = {.report = report, .table = arena_zalloc(arena, sizeof **table)};
    enum err_code code;
    r.searches = name_table_new(arena);
    r.names = name_table_new(arena);
    strbuf_init(&r.text, NAME_BYTES);
    arena_on_free(arena, release, r.table);
    TRY_OUT(score_table_open(path, &r.file, err));
    TRY_OUT(find_columns(&r, group, cluster, err));
    TRY_OUT(score_rows_read(report, r.file, CANDIDATES_MAX, add_row, &r, err));
    sort_by(r.table, false);
    TRY_OUT(check_names(&r, err));
    sort_by(r.table, true);
    TRY_OUT(check_ranks(&r, err));
    settle(r.table);
    *table = r.table;
out:
    strbuf_release(&r.text);
    score_table_close(r.file);
    return code;
}
