/* See find_pages.h. */
#include "casefile/find_pages.h"

#include "casefile_sql.h"
#include "store/db_ask.h"

enum { QUERY_MAX = 65536 };

enum err_code find_prepare(struct db *db, struct err *err)
{
    return db_exec(db, sql_casefile_find_indexes, err);
}

/* The words as FTS5 takes them, in the arena; "" for none. */
static enum err_code as_query(struct arena *arena, struct str words, struct str *query,
                              struct err *err)
{
    struct strbuf out;
    *query = STR("");
    if (str_trim(words).n == 0) {
        return ERR_OK;
    }
    strbuf_init(&out, QUERY_MAX);
    enum err_code code = search_query(words, &out, err);
    if (code == ERR_OK) {
        *query = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

static enum err_code run(struct db *db, const char *sql, struct str query,
                         const struct find_bounds *bounds, struct find_hits *hits,
                         struct err *err)
{
    struct db_query *rows;
    bool row = false;
    hits->count = 0;
    hits->more = false;
    TRY(db_ask(db, sql, &rows, err, "ttttttttti", query, bounds->kind, bounds->fate,
               bounds->source, bounds->sent_from, bounds->sent_to, bounds->from, bounds->to,
               bounds->folder, (int64_t)FIND_MAX + 1));
    TRY(db_step(rows, &row, err));
    while (row && hits->count < FIND_MAX) {
        hits->items[hits->count++] =
            (struct find_hit){db_int(rows, 0), db_int(rows, 1), db_int(rows, 2)};
        TRY(db_step(rows, &row, err));
    }
    hits->more = row;
    db_reset(rows);
    return ERR_OK;
}

/* The rank of each page is worked out for all of them, so only where they are few. */
enum err_code find_pages(struct db *db, struct arena *arena, struct str words,
                         const struct find_bounds *bounds, struct find_hits *hits,
                         struct err *err)
{
    struct str query;
    *hits = (struct find_hits){.items = arena_alloc(arena, FIND_MAX * sizeof *hits->items)};
    TRY(as_query(arena, words, &query, err));
    if (query.n == 0) {
        return run(db, sql_casefile_find_documents, query, bounds, hits, err);
    }
    TRY(run(db, sql_casefile_find, query, bounds, hits, err));
    return hits->more ? ERR_OK : run(db, sql_casefile_find_ranked, query, bounds, hits, err);
}

enum err_code find_show(struct db *db, struct str words, const struct find_hit *hit,
                        shown_hit_fn *each, void *data, struct err *err)
{
    struct db_query *rows;
    struct str query;
    bool row = false;
    struct arena *arena = arena_new();
    enum err_code code = as_query(arena, words, &query, err);
    if (code == ERR_OK) {
        code =
            db_ask(db, query.n > 0 ? sql_casefile_find_show : sql_casefile_find_show_document,
                   &rows, err, "ti", query, hit->id);
    }
    if (code == ERR_OK) {
        code = db_step(rows, &row, err);
    }
    if (code == ERR_OK && row) {
        struct shown_hit shown = {.document = db_int(rows, 0),
                                  .page = db_int(rows, 1),
                                  .label = db_text(rows, 2),
                                  .source = db_text(rows, 3),
                                  .path = db_text(rows, 4),
                                  .state = db_text(rows, 5),
                                  .snippet = db_text(rows, 7)};
        shown_places(db_text(rows, 6), &shown);
        shown_said(db_text(rows, 8), &shown);
        each(data, &shown);
        db_reset(rows);
    }
    arena_free(arena);
    return code;
}

/* Stretches between the marks, in code points of the text without them. */
static void take_spans(struct str marked, struct find_span *spans, size_t *count)
{
    int64_t point = 0;
    for (size_t i = 0; i < marked.n; i++) {
        unsigned char c = (unsigned char)marked.p[i];
        if (c == 2) {
            spans[*count].start = point;
        } else if (c == 3) {
            spans[(*count)++].end = point;
        } else {
            point += (c & 0xC0) != 0x80;
        }
    }
}

static enum err_code page_id(struct db *db, int64_t document, int64_t page, int64_t *id,
                             struct err *err)
{
    return db_number(db, sql_casefile_page_id, id, err, "ii", document, page);
}

enum err_code find_on_page(struct db *db, struct arena *arena, struct str words,
                           int64_t document, int64_t page, struct find_span **spans,
                           size_t *count, struct err *err)
{
    struct db_query *rows;
    struct str query;
    int64_t id;
    bool row = false;
    *count = 0;
    *spans = NULL;
    TRY(as_query(arena, words, &query, err));
    if (query.n == 0) {
        return ERR_OK;
    }
    TRY(page_id(db, document, page, &id, err));
    TRY(db_ask(db, sql_casefile_find_on_page, &rows, err, "ti", query, id));
    TRY(db_step(rows, &row, err));
    if (row) {
        struct str marked = db_text(rows, 0);
        *spans = arena_alloc(arena, (marked.n / 2 + 1) * sizeof **spans);
        take_spans(marked, *spans, count);
        db_reset(rows);
    }
    return ERR_OK;
}

enum err_code find_around(struct db *db, struct str words, int64_t document, int64_t page,
                          int64_t *previous, int64_t *next, struct err *err)
{
    struct str query;
    int64_t first;
    int64_t last;
    struct arena *arena = arena_new();
    *previous = *next = 0;
    enum err_code code = as_query(arena, words, &query, err);
    if (code == ERR_OK && query.n > 0) {
        TRY_OUT(db_number(db, sql_casefile_find_page_first, &first, err, "i", document));
        TRY_OUT(db_number(db, sql_casefile_find_page_last, &last, err, "i", document));
        TRY_OUT(db_number(db, sql_casefile_find_next, next, err, "tiiii", query, first, last,
                          document, page));
        code = db_number(db, sql_casefile_find_previous, previous, err, "tiiii", query, first,
                         last, document, page);
    }
out:
    arena_free(arena);
    return code;
}

enum err_code find_alike(struct db *db, struct arena *arena, int64_t document, int64_t percent,
                         int64_t **documents, size_t *count, struct err *err)
{
    enum { ALIKE_MAX = 1000 };
    struct db_query *rows;
    bool row = false;
    int64_t found[ALIKE_MAX];
    *count = 0;
    TRY(db_ask(db, sql_casefile_alike_near, &rows, err, "ii", document, percent));
    TRY(db_step(rows, &row, err));
    while (row && *count < ALIKE_MAX) {
        found[(*count)++] = db_int(rows, 0);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    *documents = arena_alloc(arena, (*count + 1) * sizeof **documents);
    for (size_t i = 0; i < *count; i++) {
        (*documents)[i] = found[i];
    }
    return ERR_OK;
}

enum err_code find_files(struct db *db, const struct find_file *after, struct str fate,
                         int64_t max, shown_file_fn *each, void *data, struct err *err)
{
    static const struct find_file first = {{"", 0}, 0, 0};
    struct db_query *rows;
    bool row = false;
    after = after != NULL ? after : &first;
    TRY(db_ask(db, sql_casefile_files_page, &rows, err, "tiiti", after->path, after->version,
               after->id, fate, max));
    TRY(db_step(rows, &row, err));
    while (row) {
        const struct shown_file file = shown_file_of(rows);
        each(data, &file);
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_whys(struct db *db, int64_t max,
                        void (*each)(void *data, struct str fate, struct str why,
                                     int64_t files),
                        void *data, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(db, sql_casefile_whys, &rows, err, "i", max));
    TRY(db_step(rows, &row, err));
    while (row) {
        each(data, db_text(rows, 0), db_text(rows, 1), db_int(rows, 2));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_kinds(struct db *db,
                         void (*each)(void *data, struct str kind, int64_t documents),
                         void *data, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(db, sql_casefile_kinds, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    while (row) {
        each(data, db_text(rows, 0), db_int(rows, 1));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

enum err_code find_place(struct db *db, struct arena *arena, int64_t document,
                         struct find_place *place, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    *place = (struct find_place){.path = STR("")};
    TRY(db_ask(db, sql_casefile_place, &rows, err, "i", document));
    TRY(db_step(rows, &row, err));
    if (row) {
        place->path = arena_str(arena, db_text(rows, 1));
        place->bytes = db_int(rows, 2);
        place->modified = db_int(rows, 3);
        db_reset(rows);
    }
    return ERR_OK;
}
