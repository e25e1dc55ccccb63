/* See text_alike.h. */
#include "registry/text_alike.h"

#include "registry/long_texts.h"
#include "alike/shingles.h"
#include "registry_sql.h"

enum { BODIES = 2 * ALIKE_COMPARED };

/* A statement that was read to compare its texts. */
struct other_body {
    struct str id;
    struct long_text *texts;
    size_t count;
};

struct reading {
    struct db *db;
    struct arena *arena;
    const struct registry_entry *entry;
    struct long_text *texts;
    size_t text_count;
    struct other_body bodies[BODIES]; /* texts of one record often meet those of one other */
    size_t body_count;
};

/* Words that are nearly the same as those of a text. */
struct near_words {
    struct str digest;
    size_t both;
    size_t either;
};

static enum err_code body_of(struct reading *reading, struct str id,
                             const struct other_body **found, struct err *err)
{
    struct registry_entry entry;
    for (size_t i = 0; i < reading->body_count; i++) {
        if (str_eq(reading->bodies[i].id, id)) {
            *found = &reading->bodies[i];
            return ERR_OK;
        }
    }
    TRY(registry_one(reading->db, reading->arena, id, &entry, err));
    struct other_body *body = &reading->bodies[reading->body_count % BODIES];
    reading->body_count += reading->body_count < BODIES - 1;
    body->id = entry.id;
    long_texts_of(reading->arena, &entry, &body->texts, &body->count);
    *found = body;
    return ERR_OK;
}

/* The text that has these words, wherever it stands first. */
static enum err_code text_of(struct reading *reading, struct str digest, struct str *text,
                             struct err *err)
{
    struct db_query *query;
    const struct other_body *body;
    bool row = false;
    *text = STR("");
    TRY(db_prepare(reading->db, sql_texts_one, &query, err));
    db_bind_text(query, 1, digest);
    TRY(db_step(query, &row, err));
    if (!row) {
        return ERR_OK;
    }
    struct str id = arena_str(reading->arena, db_text(query, 0));
    int64_t position = db_int(query, 1);
    db_reset(query);
    TRY(body_of(reading, id, &body, err));
    if (position >= 0 && (size_t)position < body->count) {
        *text = body->texts[position].text;
    }
    return ERR_OK;
}

/* Those that share a key, at most ALIKE_COMPARED; *cut: there are more. */
static enum err_code candidates(struct reading *reading, struct str digest,
                                struct near_words *list, size_t *count, bool *cut,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    *count = 0;
    *cut = false;
    TRY(db_prepare(reading->db, sql_texts_near, &query, err));
    db_bind_text(query, 1, digest);
    db_bind_int(query, 2, ALIKE_COMPARED + 1);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        if (*count < ALIKE_COMPARED) {
            list[(*count)++].digest = arena_str(reading->arena, db_text(query, 0));
        } else {
            *cut = true;
        }
    }
    db_reset(query);
    return code;
}

/* Keeps those that are as alike as they must be. */
static enum err_code compare(struct reading *reading, const struct shingles *own,
                             struct near_words *list, size_t *count, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct shingles other;
        struct str text;
        TRY(text_of(reading, list[i].digest, &text, err));
        shingles_make(&other, text);
        struct near_words one = {list[i].digest, 0, 0};
        one.both = shingles_shared(own, &other, &one.either);
        shingles_free(&other);
        if (one.both * ALIKE_DENOMINATOR >= ALIKE_NUMERATOR * one.either) {
            list[kept++] = one;
        }
    }
    *count = kept;
    return ERR_OK;
}

static enum err_code near_of(struct reading *reading, struct str text, struct str digest,
                             struct near_words *list, size_t *count, bool *cut, struct err *err)
{
    struct shingles own;
    TRY(candidates(reading, digest, list, count, cut, err));
    shingles_make(&own, text);
    enum err_code code = compare(reading, &own, list, count, err);
    shingles_free(&own);
    return code;
}

/* ---- records ---- */

static bool is_shown(const struct alike_text *made, struct str subject)
{
    for (size_t i = 0; i < made->first_count; i++) {
        if (str_eq(made->first[i].subject, subject)) {
            return true;
        }
    }
    return false;
}

static enum err_code show_records(struct reading *reading, const struct near_words *words,
                                  bool same, struct alike_text *made, struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(reading->db, sql_texts_standing, &query, err));
    db_bind_text(query, 1, words->digest);
    db_bind_text(query, 2, reading->entry->subject);
    db_bind_int(query, 3, 2 * ALIKE_SHOWN);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        if (made->first_count < ALIKE_SHOWN && !is_shown(made, db_text(query, 0))) {
            made->first[made->first_count++] = (struct alike_record){
                .subject = arena_str(reading->arena, db_text(query, 0)),
                .field = arena_str(reading->arena, db_text(query, 1)),
                .title = arena_str(reading->arena, db_text(query, 2)),
                .organisation = arena_str(reading->arena, db_text(query, 3)),
                .same = same,
                .both = words->both,
                .either = words->either};
        }
    }
    db_reset(query);
    return code;
}

static enum err_code count_records(struct reading *reading, struct str digest,
                                   const struct near_words *list, size_t count,
                                   int64_t *records, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(reading->db, sql_texts_records, &query, err));
    db_bind_text(query, 1, digest);
    for (size_t i = 0; i < ALIKE_COMPARED; i++) {
        db_bind_text(query, (int)i + 2, i < count ? list[i].digest : STR(""));
    }
    db_bind_text(query, ALIKE_COMPARED + 2, reading->entry->subject);
    TRY(db_step(query, &row, err));
    *records = db_int(query, 0);
    db_reset(query);
    return ERR_OK;
}

static enum err_code make_text(struct reading *reading, size_t position, struct str digest,
                               struct alike_text *made, struct err *err)
{
    struct near_words list[ALIKE_COMPARED];
    size_t count;
    struct near_words own = {digest, 0, 0};
    struct str text = reading->texts[position].text;
    made->field = reading->texts[position].field;
    TRY(near_of(reading, text, digest, list, &count, &made->at_least, err));
    made->records = made->same;
    if (count > 0) {
        TRY(count_records(reading, digest, list, count, &made->records, err));
    }
    if (made->same > 0) {
        TRY(show_records(reading, &own, true, made, err));
    }
    for (size_t i = 0; i < count && made->first_count < ALIKE_SHOWN; i++) {
        TRY(show_records(reading, &list[i], false, made, err));
    }
    return ERR_OK;
}

/* One row a long text, before it is compared with others. */
struct text_row {
    size_t position;
    struct str digest;
    int64_t words;
    int64_t records; /* this one among them */
};

static enum err_code read_rows(struct reading *reading, struct text_row *rows, size_t *count,
                               struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    *count = 0;
    TRY(db_prepare(reading->db, sql_texts_of, &query, err));
    db_bind_text(query, 1, reading->entry->id);
    while ((code = db_step(query, &row, err)) == ERR_OK && row &&
           *count < reading->text_count) {
        rows[(*count)++] = (struct text_row){(size_t)db_int(query, 0),
                                             arena_str(reading->arena, db_text(query, 1)),
                                             db_int(query, 2), db_int(query, 3)};
    }
    db_reset(query);
    return code;
}

enum err_code text_alike_read(struct db *db, struct arena *arena,
                              const struct registry_entry *entry, struct alike_text **list,
                              size_t *count, size_t *long_texts, struct err *err)
{
    struct reading *reading = arena_zalloc(arena, sizeof *reading);
    reading->db = db;
    reading->arena = arena;
    reading->entry = entry;
    long_texts_of(arena, entry, &reading->texts, &reading->text_count);
    struct text_row *rows = arena_alloc(arena, (reading->text_count + 1) * sizeof *rows);
    *count = 0;
    TRY(read_rows(reading, rows, long_texts, err));
    *list = arena_alloc(arena, (*long_texts + 1) * sizeof **list);
    for (size_t i = 0; i < *long_texts; i++) {
        struct alike_text made = {.words = rows[i].words, .same = rows[i].records - 1};
        if (rows[i].position < reading->text_count) {
            TRY(make_text(reading, rows[i].position, rows[i].digest, &made, err));
        }
        if (made.records > 0) {
            (*list)[(*count)++] = made;
        }
    }
    return ERR_OK;
}
