#include "disclosure/review_marks.h"

#include "base/strbuf.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <string.h>

enum { TABLES = 6, FIRST_ROOM = 256, WHY_MAX = 1 << 16 };

enum err_code review_marks_there(struct db *db, bool *there, struct err *err)
{
    int64_t tables = 0;
    TRY(db_number(db, sql_disclosure_reviewed_at_all, &tables, err, ""));
    *there = tables == TABLES;
    return ERR_OK;
}

enum err_code review_marks_read(struct db *db, struct arena *arena, struct review_marks *marks,
                                struct err *err)
{
    struct db_query *query;
    bool there = false;
    bool row = false;
    size_t room = 0;
    *marks = (struct review_marks){.count = 0};
    TRY(review_marks_there(db, &there, err));
    if (!there) {
        return ERR_OK;
    }
    TRY(db_ask(db, sql_disclosure_reviewed, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        if (marks->count == room) {
            room = room == 0 ? FIRST_ROOM : 2 * room;
            struct review_mark *items = arena_alloc(arena, room * sizeof *items);
            if (marks->count > 0) {
                memcpy(items, marks->items, marks->count * sizeof *items);
            }
            marks->items = items;
        }
        marks->items[marks->count++] = (struct review_mark){
            db_int(query, 0), db_int(query, 1) != 0, db_int(query, 2) != 0};
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

const struct review_mark *review_marks_find(const struct review_marks *marks, int64_t document)
{
    size_t low = 0;
    size_t high = marks->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->items[middle].document < document) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < marks->count && marks->items[low].document == document ? &marks->items[low]
                                                                        : NULL;
}

enum err_code review_marks_why(struct db *db, struct arena *arena, int64_t document,
                               struct str *why, struct err *err)
{
    struct strbuf out;
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_disclosure_reviewed_why, &query, err, "i", document));
    strbuf_init(&out, WHY_MAX);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct str reason = db_text(query, 1);
        strbuf_printf(&out, "%srelevant to “%.*s”%s%.*s", out.n > 0 ? "; " : "",
                      STR_ARG(db_text(query, 0)), reason.n > 0 ? ": " : "", STR_ARG(reason));
        code = db_step(query, &row, err);
    }
    db_reset(query);
    *why = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}
