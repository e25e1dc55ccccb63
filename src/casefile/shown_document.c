#include "casefile/shown_document.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

struct showing {
    struct db *db;
    int64_t document, page;
    const struct document_sink *sink;
};

enum { NAMED_LISTED = 5, PATH_LISTED = 5000 };

/* Those of the best rank: in the folder by the whole path, by its end, no longer there. */
struct named {
    int64_t document, count, rank;
    struct strbuf list;
};

static void take_named(struct named *named, struct db_query *query)
{
    if (named->count > 0 && db_int(query, 2) != named->rank) {
        return;
    }
    named->rank = db_int(query, 2);
    named->document = db_int(query, 0);
    if (named->count++ < NAMED_LISTED) {
        strbuf_printf(&named->list, "%s%lld (%.*s)", named->count > 1 ? ", " : "",
                      (long long)named->document, STR_ARG(db_text(query, 1)));
    }
}

static enum err_code settle_named(const struct named *named, struct str name, struct err *err)
{
    if (named->count == 0) {
        err_set(err, ERR_NOT_FOUND, "no file of the case is named \"%.*s\"", STR_ARG(name));
        err_hint(err, "a document has a number, and files have paths: `policeai case files` "
                      "lists them");
        return ERR_NOT_FOUND;
    }
    if (named->count > 1) {
        err_set(err, ERR_CONFLICT, "\"%.*s\" names %s documents: %.*s%s", STR_ARG(name),
                named->count > NAMED_LISTED ? "many" : "several",
                STR_ARG(strbuf_view(&named->list)), named->count > NAMED_LISTED ? " …" : "");
        err_hint(err, "name one by its number, or by more of its path");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

enum err_code shown_named(struct db *db, struct str name, int64_t *document, struct err *err)
{
    struct named named = {.count = 0};
    struct db_query *query;
    uint64_t number = 0;
    bool row = false;
    if (str_to_u64(name, INT32_MAX, &number) && number > 0) {
        *document = (int64_t)number;
        return ERR_OK;
    }
    strbuf_init(&named.list, NAMED_LISTED * PATH_LISTED);
    enum err_code code = db_ask(db, sql_casefile_documents_named, &query, err, "ti", name,
                                (int64_t)NAMED_LISTED + 1);
    code = code == ERR_OK ? db_step(query, &row, err) : code;
    while (code == ERR_OK && row) {
        take_named(&named, query);
        code = db_step(query, &row, err);
    }
    code = code == ERR_OK ? settle_named(&named, name, err) : code;
    *document = named.document;
    strbuf_release(&named.list);
    return code;
}

static enum err_code give_head(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    const struct document_sink *sink = s->sink;
    TRY(db_ask(s->db, sql_casefile_document, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no document %lld",
                       (long long)s->document);
    }
    bool waiting = str_is(db_text(query, 3), "waiting");
    sink->fact(sink->data, STR("sha256"), db_text(query, 0));
    sink->fact(sink->data, STR("kind"), db_text(query, 2));
    sink->fact(sink->data, STR("fate"), waiting ? STR("waiting") : db_text(query, 4));
    if (db_text(query, 5).n > 0) {
        sink->fact(sink->data, STR("why"), db_text(query, 5));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code give_places(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(s->db, sql_casefile_document_places, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct shown_place place = {db_text(query, 0), db_text(query, 2),
                                          db_int(query, 1)};
        s->sink->place(s->sink->data, &place);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code give_facts(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(s->db, sql_casefile_document_meta, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    while (row) {
        s->sink->fact(s->sink->data, db_text(query, 0), db_text(query, 1));
        TRY(db_step(query, &row, err));
    }
    TRY(db_ask(s->db, sql_casefile_document_within, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct shown_within within = {db_int(query, 1), db_text(query, 0),
                                            db_text(query, 3)};
        s->sink->within(s->sink->data, &within);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code give_related(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(s->db, sql_casefile_document_thread, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct shown_message message = {db_int(query, 0),  db_int(query, 1),
                                              db_int(query, 2),  db_text(query, 3),
                                              db_text(query, 4), db_text(query, 5)};
        s->sink->message(s->sink->data, &message);
        TRY(db_step(query, &row, err));
    }
    TRY(db_ask(s->db, sql_casefile_alike_of, &query, err, "i", s->document));
    TRY(db_step(query, &row, err));
    while (row) {
        s->sink->alike(s->sink->data, db_int(query, 0), db_int(query, 1), db_int(query, 2));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code give_unread(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(s->db, sql_casefile_document_unread, &query, err, "ii", s->document, s->page));
    TRY(db_step(query, &row, err));
    while (row) {
        struct shown_unread unread = {
            .page = db_int(query, 0), .boxed = !db_is_null(query, 1), .why = db_text(query, 5)};
        for (int i = 0; i < 4; i++) {
            unread.box[i] = (int32_t)db_int(query, 1 + i);
        }
        s->sink->unread(s->sink->data, &unread);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* Places rise, so the text is walked once. */
static void give_words(const struct showing *s, struct str text, struct str packed)
{
    struct word_place place = {0};
    size_t at = 0;
    size_t byte = 0;
    int64_t point = 0;
    while (word_place_next(packed, &at, &place)) {
        uint32_t c;
        while (point < place.start && byte < text.n && utf8_next(text, &byte, &c)) {
            point++;
        }
        size_t from = byte;
        while (point < place.end && byte < text.n && utf8_next(text, &byte, &c)) {
            point++;
        }
        s->sink->word(s->sink->data, str_sub(text, from, byte - from), &place);
    }
}

static enum err_code give_pages(const struct showing *s, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(s->db, sql_casefile_document_pages, &query, err, "ii", s->document, s->page));
    TRY(db_step(query, &row, err));
    if (!row && s->page != 0) {
        return err_set(err, ERR_NOT_FOUND, "document %lld has no page %lld",
                       (long long)s->document, (long long)s->page);
    }
    while (row) {
        const struct shown_page page = {db_int(query, 0),  db_int(query, 3),
                                        db_int(query, 4),  db_text(query, 1),
                                        db_text(query, 2), db_text(query, 5)};
        s->sink->page(s->sink->data, &page);
        if (s->sink->word != NULL) {
            give_words(s, page.text, db_text(query, 6));
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code shown_document(struct db *db, int64_t document, int64_t page,
                             const struct document_sink *sink, struct err *err)
{
    const struct showing s = {db, document, page, sink};
    TRY(give_head(&s, err));
    TRY(give_places(&s, err));
    if (page == 0) {
        TRY(give_facts(&s, err));
        TRY(give_related(&s, err));
    }
    TRY(give_unread(&s, err));
    return give_pages(&s, err);
}

enum err_code shown_about(struct db *db, int64_t document, const struct document_sink *sink,
                          struct err *err)
{
    const struct showing s = {db, document, 0, sink};
    TRY(give_head(&s, err));
    TRY(give_places(&s, err));
    TRY(give_facts(&s, err));
    return give_related(&s, err);
}

enum err_code shown_pairs(struct db *db, int64_t percent, int64_t max,
                          void (*each)(void *data, const struct shown_pair *pair), void *data,
                          struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_alike_pairs, &query, err, "ii", percent, max));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct shown_pair pair = {db_int(query, 0), db_int(query, 1),  db_int(query, 2),
                                        db_int(query, 3), db_text(query, 4), db_text(query, 5)};
        each(data, &pair);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code shown_same(struct db *db,
                         void (*each)(void *data, int64_t document, int64_t bytes,
                                      int64_t places),
                         void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_same_bytes, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        each(data, db_int(query, 0), db_int(query, 1), db_int(query, 2));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}
