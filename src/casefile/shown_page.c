/* See shown_page.h. */
#include "casefile/shown_page.h"

#include "casefile_sql.h"
#include "store/db_ask.h"

enum { UNREAD_MAX = 500 };

static enum err_code take_unread(struct db *db, struct arena *arena, int64_t document,
                                 struct shown_one_page *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    struct shown_unread *all = arena_alloc(arena, UNREAD_MAX * sizeof *all);
    TRY(db_ask(db, sql_casefile_document_unread, &query, err, "ii", document, page->number));
    TRY(db_step(query, &row, err));
    while (row && page->unread_count < UNREAD_MAX) {
        struct shown_unread *unread = &all[page->unread_count++];
        *unread = (struct shown_unread){.page = db_int(query, 0),
                                        .boxed = !db_is_null(query, 1),
                                        .why = arena_str(arena, db_text(query, 5))};
        for (int i = 0; i < 4; i++) {
            unread->box[i] = (int32_t)db_int(query, 1 + i);
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    page->unread = all;
    return ERR_OK;
}

enum err_code shown_one_page(struct db *db, struct arena *arena, int64_t document,
                             int64_t number, struct shown_one_page *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (number >= 1) { /* 0 would be all of them */
        TRY(db_ask(db, sql_casefile_document_pages, &query, err, "ii", document, number));
        TRY(db_step(query, &row, err));
    }
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "document %lld has no page %lld",
                       (long long)document, (long long)number);
    }
    *page = (struct shown_one_page){.number = db_int(query, 0),
                                    .label = arena_str(arena, db_text(query, 1)),
                                    .source = arena_str(arena, db_text(query, 2)),
                                    .width = db_int(query, 3),
                                    .height = db_int(query, 4),
                                    .text = arena_str(arena, db_text(query, 5)),
                                    .words = arena_str(arena, db_text(query, 6))};
    db_reset(query);
    TRY(db_number(db, sql_casefile_page_newest, &page->pages, err, "i", document));
    return take_unread(db, arena, document, page, err);
}
