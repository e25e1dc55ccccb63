/* See described_rows.h. */
#include "disclosure/described_rows.h"

#include "base/clock.h"
#include "base/mem.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>
#include <string.h>

struct row {
    int64_t document;
    struct str why;
    struct described_answer answer;
};

struct described_rows {
    struct db *db;
    const struct disclosure_act *act;
    struct str tool;
    struct describe_counts *counts;
    struct arena *arena; /* of the rows that wait */
    struct row items[DESCRIBED_ROWS_MAX];
    size_t count;
    int64_t first_ms;
};

struct described_rows *described_rows_new(struct db *db, const struct disclosure_act *act,
                                          struct str tool, struct describe_counts *counts)
{
    struct described_rows *rows = xcalloc(1, sizeof *rows);
    rows->db = db;
    rows->act = act;
    rows->tool = tool;
    rows->counts = counts;
    rows->arena = arena_new();
    return rows;
}

void described_rows_free(struct described_rows *rows)
{
    if (rows != NULL) {
        arena_free(rows->arena);
        free(rows);
    }
}

void described_rows_add(struct described_rows *rows, int64_t document, struct str why,
                        const struct described_answer *answer)
{
    if (rows->count == DESCRIBED_ROWS_MAX) {
        BUG("more than %d answers wait", DESCRIBED_ROWS_MAX);
    }
    if (rows->count == 0) {
        rows->first_ms = clock_monotonic_ms();
    }
    struct row *row = &rows->items[rows->count++];
    *row = (struct row){document, arena_str(rows->arena, why), *answer};
    row->answer.category = arena_str(rows->arena, answer->category);
    row->answer.description = arena_str(rows->arena, answer->description);
    row->answer.passages =
        arena_alloc(rows->arena, (answer->count + 1) * sizeof *row->answer.passages);
    for (size_t i = 0; i < answer->count; i++) {
        row->answer.passages[i] = answer->passages[i];
        row->answer.passages[i].reason = arena_str(rows->arena, answer->passages[i].reason);
    }
}

bool described_rows_due(const struct described_rows *rows)
{
    return rows->count == DESCRIBED_ROWS_MAX ||
           (rows->count > 0 && clock_monotonic_ms() - rows->first_ms >= DESCRIBED_ROWS_MS);
}

static enum err_code write_row(struct described_rows *rows, const struct row *row,
                               struct str at, struct err *err)
{
    const struct described_answer *answer = &row->answer;
    TRY(db_do(rows->db, sql_disclosure_proposal_set, err, "ittttit", row->document, rows->tool,
              at, row->why, answer->category, (int64_t)(answer->count > 0),
              answer->description));
    TRY(db_do(rows->db, sql_disclosure_passages_drop, err, "i", row->document));
    for (size_t i = 0; i < answer->count; i++) {
        const struct described_passage *passage = &answer->passages[i];
        TRY(db_do(rows->db, sql_disclosure_passage_add, err, "iiiiit", row->document,
                  (int64_t)i, passage->page, passage->start, passage->end, passage->reason));
    }
    return ERR_OK;
}

static enum err_code write_all(struct described_rows *rows, struct err *err)
{
    char at[TIME_SIZE];
    time_format(at, rows->act->now);
    for (size_t i = 0; i < rows->count; i++) {
        TRY(write_row(rows, &rows->items[i], str_of(at), err));
    }
    return db_commit(rows->db, err);
}

static void count(struct describe_counts *counts, const struct row *row)
{
    bool answered = row->why.n == 0;
    counts->described += answered;
    counts->failed += !answered;
    counts->categories += answered && !str_is(row->answer.category, "none");
    counts->sensitive += row->answer.count > 0;
}

enum err_code described_rows_write(struct described_rows *rows, struct err *err)
{
    if (rows->count == 0) {
        return ERR_OK;
    }
    TRY(db_begin(rows->db, err));
    enum err_code code = write_all(rows, err);
    db_rollback(rows->db);
    TRY(code);
    for (size_t i = 0; i < rows->count; i++) {
        count(rows->counts, &rows->items[i]);
    }
    rows->count = 0;
    arena_reset(rows->arena);
    return ERR_OK;
}
