#include "casefile/related.h"

#include "alike/shingles.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/strbuf.h"
#include "casefile/threads.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

/* The text of a document, at most ALIKE_TEXT_MAX bytes of it: whole pages. */
static enum err_code text_of(struct db *db, int64_t document, struct strbuf *text,
                             struct err *err)
{
    struct db_query *query;
    bool row = false;
    strbuf_clear(text);
    TRY(db_ask(db, sql_casefile_page_texts, &query, err, "i", document));
    TRY(db_step(query, &row, err));
    while (row) {
        strbuf_str(text, db_text(query, 0));
        strbuf_putc(text, '\n');
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

struct comparing {
    struct db *db;
    struct arena *arena;
    struct strbuf text;
    int64_t *candidates;
    size_t count;
};

static enum err_code find_candidates(struct comparing *c, int64_t document,
                                     const struct text_sketch *sketch, struct err *err)
{
    c->count = 0;
    c->candidates =
        arena_alloc(c->arena, (size_t)TEXT_KEYS * ALIKE_CANDIDATES_MAX * sizeof *c->candidates);
    for (int64_t place = 0; place < TEXT_KEYS; place++) {
        struct db_query *query;
        bool row = false;
        TRY(db_ask(c->db, sql_casefile_alike_candidates, &query, err, "iiii", place,
                   sketch->keys[place], document, (int64_t)ALIKE_CANDIDATES_MAX));
        TRY(db_step(query, &row, err));
        while (row) {
            bool known = false;
            for (size_t i = 0; i < c->count; i++) {
                known = known || c->candidates[i] == db_int(query, 0);
            }
            if (!known) {
                c->candidates[c->count++] = db_int(query, 0);
            }
            TRY(db_step(query, &row, err));
        }
        db_reset(query);
        TRY(db_do(c->db, sql_casefile_alike_key_add, err, "iii", place, sketch->keys[place],
                  document));
    }
    return ERR_OK;
}

static enum err_code compare_all(struct comparing *c, int64_t document,
                                 const struct shingles *own, struct err *err)
{
    for (size_t i = 0; i < c->count; i++) {
        struct shingles other;
        size_t either;
        TRY(text_of(c->db, c->candidates[i], &c->text, err));
        shingles_make(&other, strbuf_view(&c->text));
        size_t both = shingles_shared(own, &other, &either);
        shingles_free(&other);
        int64_t a = document < c->candidates[i] ? document : c->candidates[i];
        int64_t b = document < c->candidates[i] ? c->candidates[i] : document;
        if (either > 0 && 100 * both >= ALIKE_PERCENT_MIN * either) {
            TRY(db_do(c->db, sql_casefile_alike_add, err, "iiii", a, b, (int64_t)both,
                      (int64_t)either));
        }
    }
    return ERR_OK;
}

static enum err_code compare(struct comparing *c, int64_t document, struct err *err)
{
    struct text_sketch sketch;
    struct shingles own;
    TRY(text_of(c->db, document, &c->text, err));
    if (text_sketch_make(&sketch, strbuf_view(&c->text))) {
        shingles_make(&own, strbuf_view(&c->text));
        enum err_code code = find_candidates(c, document, &sketch, err);
        if (code == ERR_OK) {
            code = compare_all(c, document, &own, err);
        }
        shingles_free(&own);
        TRY(code);
    }
    return db_do(c->db, sql_casefile_compared, err, "i", document);
}

/* So many as go into one transaction; *document 0 when none is left. */
static enum err_code compare_some(struct comparing *c, int64_t *document, struct err *err)
{
    enum { AT_ONCE = 64, ENOUGH_MS = 200 };
    int64_t began = clock_monotonic_ms();
    for (int i = 0; i < AT_ONCE && clock_monotonic_ms() - began < ENOUGH_MS; i++) {
        TRY(db_number(c->db, sql_casefile_to_compare, document, err, ""));
        if (*document == 0) {
            break;
        }
        TRY(compare(c, *document, err));
        arena_reset(c->arena);
    }
    return ERR_OK;
}

enum err_code related_alike(struct db *db, bool (*stopped)(void), struct err *err)
{
    struct comparing c = {.db = db, .arena = arena_new()};
    enum err_code code = ERR_OK;
    int64_t document = 1;
    strbuf_init(&c.text, ALIKE_TEXT_MAX);
    while (code == ERR_OK && document != 0 && !(stopped != NULL && stopped())) {
        code = db_begin(db, err);
        if (code == ERR_OK) {
            code = compare_some(&c, &document, err);
        }
        if (code == ERR_OK) {
            code = db_commit(db, err);
        }
        if (code != ERR_OK) {
            db_rollback(db);
        }
    }
    strbuf_release(&c.text);
    arena_free(c.arena);
    return code;
}

static enum err_code read_messages(struct db *db, struct arena *arena,
                                   struct messages *messages, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_messages, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct message_fields fields = {.document = db_int(query, 0),
                                              .id = arena_str(arena, db_text(query, 1)),
                                              .references = arena_str(arena, db_text(query, 2)),
                                              .in_reply_to =
                                                  arena_str(arena, db_text(query, 3)),
                                              .subject = arena_str(arena, db_text(query, 4))};
        messages_add(messages, &fields);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code write_threads(struct db *db, const struct thread_row *rows, size_t count,
                                   struct err *err)
{
    TRY(db_do(db, sql_casefile_threads_clear, err, ""));
    for (size_t i = 0; i < count; i++) {
        struct db_query *query;
        TRY(db_ask(db, sql_casefile_thread_add, &query, err, "iinii", rows[i].document,
                   rows[i].thread, rows[i].place, rows[i].depth));
        if (rows[i].above != 0) {
            db_bind_int(query, 3, rows[i].above);
        }
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

enum err_code related_threads(struct db *db, struct err *err)
{
    struct arena *arena = arena_new();
    struct messages messages = {.arena = arena};
    const struct thread_row *rows = NULL;
    size_t count = 0;
    enum err_code code = db_begin(db, err);
    if (code == ERR_OK) {
        code = read_messages(db, arena, &messages, err);
    }
    if (code == ERR_OK) {
        rows = threads_make(&messages, &count);
        code = write_threads(db, rows, count, err);
    }
    if (code == ERR_OK) {
        code = db_commit(db, err);
    }
    if (code != ERR_OK) {
        db_rollback(db);
    }
    messages_free(&messages);
    arena_free(arena);
    return code;
}
