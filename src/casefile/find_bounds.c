/* See find_bounds.h. */
#include "casefile/find_bounds.h"

#include "alike/shingles.h"
#include "base/strbuf.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <string.h>

enum {
    WORD_BITS = 64,
    FEW = 32,    /* a value that one document in so many has, or fewer, is taken as a set */
    SOME = 12,   /* of one document in so many, or fewer, the pages are asked for one by one */
    EQUALS = 16, /* so many of one value are stepped over, then the next value is looked up */
    NEAR = 32    /* so many ids are stepped over, one further away is looked up */
};

bool find_bounded(const struct find_bounds *bounds)
{
    return bounds->kind.n > 0 || bounds->fate.n > 0 || bounds->source.n > 0 ||
           bounds->sent_from.n > 0 || bounds->sent_to.n > 0 || bounds->from.n > 0 ||
           bounds->to.n > 0 || bounds->folder.n > 0;
}

/* ---- bits by id ---- */

struct bits {
    uint64_t *words; /* NULL: everything is in it */
    int64_t size;
};

static size_t words_of(int64_t size)
{
    return (size_t)(size / WORD_BITS + 1);
}

static struct bits bits_make(struct arena *arena, int64_t last)
{
    int64_t size = last + 1;
    return (struct bits){arena_zalloc(arena, words_of(size) * sizeof(uint64_t)), size};
}

static bool bits_has(const struct bits *bits, int64_t id)
{
    return bits->words == NULL || (id >= 0 && id < bits->size &&
                                   (bits->words[id / WORD_BITS] >> (id % WORD_BITS) & 1) != 0);
}

static void bits_add(struct bits *bits, int64_t id)
{
    if (id >= 0 && id < bits->size) {
        bits->words[id / WORD_BITS] |= UINT64_C(1) << (id % WORD_BITS);
    }
}

/* Those in both. */
static void bits_keep(struct bits *bits, const struct bits *other)
{
    if (bits->words == NULL) {
        *bits = *other;
        return;
    }
    for (size_t i = 0; i < words_of(bits->size); i++) {
        bits->words[i] &= other->words[i];
    }
}

static int64_t bits_count(const struct bits *bits)
{
    int64_t count = 0;
    for (size_t i = 0; i < words_of(bits->size); i++) {
        count += __builtin_popcountll(bits->words[i]);
    }
    return count;
}

/* The first from this id on, or the size. */
static int64_t bits_next(const struct bits *bits, int64_t id)
{
    if (id < 0) {
        id = 0;
    }
    while (id < bits->size) {
        uint64_t rest = bits->words[id / WORD_BITS] >> (id % WORD_BITS);
        if (rest != 0) {
            id += __builtin_ctzll(rest);
            return id < bits->size ? id : bits->size;
        }
        id += WORD_BITS - id % WORD_BITS;
    }
    return bits->size;
}

/* ---- rows in the order of an id, read as far as they are asked for ---- */

struct ascending {
    struct db_query *rows; /* NULL: none are left */
    int64_t id;            /* of the row that is at hand */
};

static enum err_code ascending_step(struct ascending *ascending, struct err *err)
{
    bool row = false;
    TRY(db_step(ascending->rows, &row, err));
    ascending->id = row ? db_int(ascending->rows, 0) : INT64_MAX;
    if (!row) {
        ascending->rows = NULL;
    }
    return ERR_OK;
}

static void ascending_end(struct ascending *ascending)
{
    if (ascending->rows != NULL) {
        db_reset(ascending->rows);
        ascending->rows = NULL;
    }
}

/* ---- documents ---- */

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; i + part.n <= text.n; i++) {
        size_t k = 0;
        while (k < part.n && shingle_lower(text.p[i + k]) == shingle_lower(part.p[k])) {
            k++;
        }
        if (k == part.n) {
            return true;
        }
    }
    return false;
}

/* The documents of which something has one value, where they are many: what was read of them.
 * Known are those from `from` to the row at hand. */
struct equal {
    bool asked;
    const char *sql; /* ?1: the value, ?2: from this document on */
    struct str value;
    struct bits found;
    int64_t from;
    struct ascending rows;
};

struct find_within {
    struct db *db;
    struct arena *arena;
    int64_t last_document, last_page;
    struct bits kept;        /* of the documents, by the bounds that are sets */
    struct equal equals[2];  /* and by these */
    struct bits pages;       /* all within the bounds, where few documents are; else NULL */
    bool by_document;        /* a page is judged by its document, else by the set above */
    struct ascending places; /* pages with their documents */
    struct bits ways, other_ways; /* by how they were read: these, not those */
};

static enum err_code take_ids(struct find_within *within, struct db_query *rows,
                              struct err *err)
{
    bool row = false;
    struct bits found = bits_make(within->arena, within->last_document);
    TRY(db_step(rows, &row, err));
    while (row) {
        bits_add(&found, db_int(rows, 0));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    bits_keep(&within->kept, &found);
    return ERR_OK;
}

static enum err_code equal_from(struct find_within *within, struct equal *equal,
                                int64_t document, struct err *err)
{
    ascending_end(&equal->rows);
    equal->from = document;
    TRY(db_ask(within->db, equal->sql, &equal->rows.rows, err, "ti", equal->value, document));
    return ascending_step(&equal->rows, err);
}

static enum err_code equal_has(struct find_within *within, struct equal *equal,
                               int64_t document, bool *has, struct err *err)
{
    if (document < equal->from || document > equal->rows.id + NEAR) {
        TRY(equal_from(within, equal, document, err));
    }
    while (equal->rows.id <= document) {
        bits_add(&equal->found, equal->rows.id);
        TRY(ascending_step(&equal->rows, err));
    }
    *has = bits_has(&equal->found, document);
    return ERR_OK;
}

/* A value that few documents have becomes a set like the others. */
static enum err_code leave_equal(struct find_within *within, struct equal *equal,
                                 const char *sql, struct str value, struct err *err)
{
    if (value.n == 0) {
        return ERR_OK;
    }
    *equal = (struct equal){
        .sql = sql, .value = value, .found = bits_make(within->arena, within->last_document)};
    TRY(equal_from(within, equal, 0, err));
    for (int64_t i = 0; equal->rows.rows != NULL && i < within->last_document / FEW; i++) {
        bits_add(&equal->found, equal->rows.id);
        TRY(ascending_step(&equal->rows, err));
    }
    equal->asked = equal->rows.rows != NULL;
    if (!equal->asked) {
        bits_keep(&within->kept, &equal->found);
    }
    return ERR_OK;
}

static enum err_code leave_days(struct find_within *within, const struct find_bounds *bounds,
                                struct err *err)
{
    struct db_query *rows;
    if (bounds->sent_from.n == 0 && bounds->sent_to.n == 0) {
        return ERR_OK;
    }
    TRY(db_ask(within->db, sql_casefile_bound_sent, &rows, err, "tt", bounds->sent_from,
               bounds->sent_to));
    return take_ids(within, rows, err);
}

static enum err_code leave_folder(struct find_within *within, struct str folder,
                                  struct err *err)
{
    struct db_query *rows;
    if (folder.n == 0) {
        return ERR_OK;
    }
    TRY(db_ask(within->db, sql_casefile_bound_folder, &rows, err, "t", folder));
    return take_ids(within, rows, err);
}

/* One value after another and the documents that have it. */
struct values {
    struct strbuf value;
    bool held;
    int64_t rows; /* of it so far */
};

/* Adds the documents of which a value holds the part. Equal values follow one another, so that
 * each is looked through once; of one that does not hold it and that many have the rest is left
 * out. */
static enum err_code add_holding(struct find_within *within, const char *sql, struct str part,
                                 struct values *values, struct bits *found, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    strbuf_clear(&values->value);
    values->rows = 0;
    TRY(db_ask(within->db, sql, &rows, err, "t", STR("")));
    TRY(db_step(rows, &row, err));
    while (row) {
        struct str value = db_text(rows, 1);
        if (values->rows == 0 || !str_eq(value, strbuf_view(&values->value))) {
            values->held = holds(value, part);
            values->rows = 0;
            strbuf_clear(&values->value);
            strbuf_str(&values->value, value);
        }
        if (values->held) {
            bits_add(found, db_int(rows, 0));
        }
        if (++values->rows == EQUALS && !values->held) {
            TRY(db_ask(within->db, sql, &rows, err, "t", strbuf_view(&values->value)));
            values->rows = 0;
        }
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

static enum err_code leave_holding(struct find_within *within, const char *const *sql,
                                   struct str part, struct err *err)
{
    struct values values = {.rows = 0};
    enum err_code code = ERR_OK;
    if (part.n == 0) {
        return ERR_OK;
    }
    struct bits found = bits_make(within->arena, within->last_document);
    strbuf_init(&values.value, SIZE_MAX / 2);
    for (; *sql != NULL && code == ERR_OK; sql++) {
        code = add_holding(within, *sql, part, &values, &found, err);
    }
    strbuf_release(&values.value);
    bits_keep(&within->kept, &found);
    return code;
}

static enum err_code leave_documents(struct find_within *within,
                                     const struct find_bounds *bounds, struct err *err)
{
    static const char *const from[] = {sql_casefile_bound_from, NULL};
    static const char *const to[] = {sql_casefile_bound_to, sql_casefile_bound_cc,
                                     sql_casefile_bound_bcc, NULL};
    TRY(leave_equal(within, &within->equals[0], sql_casefile_bound_kind, bounds->kind, err));
    TRY(leave_equal(within, &within->equals[1], sql_casefile_bound_fate, bounds->fate, err));
    TRY(leave_folder(within, bounds->folder, err));
    TRY(leave_days(within, bounds, err));
    TRY(leave_holding(within, from, bounds->from, err));
    return leave_holding(within, to, bounds->to, err);
}

static enum err_code has_document(struct find_within *within, int64_t document, bool *has,
                                  struct err *err)
{
    *has = bits_has(&within->kept, document);
    for (size_t i = 0; *has && i < sizeof within->equals / sizeof within->equals[0]; i++) {
        struct equal *equal = &within->equals[i];
        if (equal->asked) {
            TRY(equal_has(within, equal, document, has, err));
        }
    }
    return ERR_OK;
}

/* ---- pages ---- */

/* Thousands of them are written for one search, which printf would take milliseconds for. */
static void put_id(struct strbuf *out, int64_t id)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + id % 10);
        id /= 10;
    } while (id > 0);
    strbuf_add(out, digits + at, sizeof digits - at);
}

/* The pages of all documents that are left, each asked for by itself. */
static enum err_code pages_of_few(struct find_within *within, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    bool has;
    enum err_code code = ERR_OK;
    struct strbuf documents;
    strbuf_init(&documents, SIZE_MAX / 2);
    strbuf_puts(&documents, "[0");
    for (int64_t document = bits_next(&within->kept, 0); document < within->kept.size;
         document = bits_next(&within->kept, document + 1)) {
        TRY_OUT(has_document(within, document, &has, err));
        if (has) {
            strbuf_putc(&documents, ',');
            put_id(&documents, document);
        }
    }
    strbuf_puts(&documents, "]");
    within->pages = bits_make(within->arena, within->last_page);
    TRY_OUT(db_ask(within->db, sql_casefile_bound_pages_of, &rows, err, "t",
                   strbuf_view(&documents)));
    TRY_OUT(db_step(rows, &row, err));
    while (row) {
        bits_add(&within->pages, db_int(rows, 0));
        TRY_OUT(db_step(rows, &row, err));
    }
    db_reset(rows);
out:
    strbuf_release(&documents);
    return code;
}

/* A case file of before has no index that tells the document of a page in their order: all
 * pages are gone through once. */
static enum err_code pages_without_index(struct find_within *within, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    bool has;
    within->pages = bits_make(within->arena, within->last_page);
    TRY(db_ask(within->db, sql_casefile_bound_pages_by_document, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    while (row) {
        TRY(has_document(within, db_int(rows, 1), &has, err));
        if (has) {
            bits_add(&within->pages, db_int(rows, 0));
        }
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

static enum err_code find_places(struct find_within *within, struct err *err)
{
    int64_t indexed = 0;
    if (within->kept.words == NULL && !within->equals[0].asked && !within->equals[1].asked) {
        return ERR_OK; /* only how the pages were read is asked */
    }
    if (within->kept.words != NULL &&
        bits_count(&within->kept) <= within->last_document / SOME) {
        return pages_of_few(within, err);
    }
    TRY(db_number(within->db, sql_casefile_bound_indexed, &indexed, err, ""));
    within->by_document = indexed != 0;
    return within->by_document ? ERR_OK : pages_without_index(within, err);
}

/* The document of a page, or -1. */
static enum err_code document_of(struct find_within *within, int64_t page, int64_t *document,
                                 struct err *err)
{
    struct ascending *places = &within->places;
    if (places->rows == NULL ? places->id == 0 : page > places->id + NEAR) {
        ascending_end(places);
        TRY(db_ask(within->db, sql_casefile_bound_pages, &places->rows, err, "i", page));
        TRY(ascending_step(places, err));
    }
    while (places->id < page) {
        TRY(ascending_step(places, err));
    }
    *document = places->rows != NULL && places->id == page ? db_int(places->rows, 1) : -1;
    return ERR_OK;
}

/* Leaves those whose words came by one way: text, OCR (wholly or beside a layer), speech. */
static enum err_code leave_source(struct find_within *within, struct str source,
                                  struct err *err)
{
    bool text = str_is(source, "text");
    bool ocr = str_is(source, "ocr"); /* or "both" */
    struct db_query *rows;
    bool row = false;
    struct bits others = bits_make(within->arena, within->last_page);
    if (source.n == 0) {
        return ERR_OK;
    }
    TRY(db_ask(within->db, sql_casefile_bound_source, &rows, err, "tt",
               text ? STR("") : (ocr ? STR("both") : source), text ? STR("\x7f") : source));
    TRY(db_step(rows, &row, err));
    while (row) {
        bits_add(&others, db_int(rows, 0));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    *(text ? &within->other_ways : &within->ways) = others;
    return ERR_OK;
}

enum err_code find_within_open(struct db *db, struct arena *arena,
                               const struct find_bounds *bounds, struct find_within **made,
                               struct err *err)
{
    struct find_within *within = arena_zalloc(arena, sizeof *within);
    enum err_code code = ERR_OK;
    within->db = db;
    within->arena = arena;
    *made = within;
    if (find_bounded(bounds)) {
        TRY_OUT(db_number(db, sql_casefile_document_last, &within->last_document, err, ""));
        TRY_OUT(db_number(db, sql_casefile_page_last, &within->last_page, err, ""));
        TRY_OUT(leave_documents(within, bounds, err));
        TRY_OUT(find_places(within, err));
        code = leave_source(within, bounds->source, err);
    }
out:
    if (code != ERR_OK) {
        find_within_close(within);
        *made = NULL;
    }
    return code;
}

static bool has_source(const struct find_within *within, int64_t page)
{
    return bits_has(&within->ways, page) &&
           (within->other_ways.words == NULL || !bits_has(&within->other_ways, page));
}

enum err_code find_within_has_of(struct find_within *within, int64_t document, int64_t page,
                                 bool *has, struct err *err)
{
    *has = bits_has(&within->pages, page) && has_source(within, page);
    return *has && within->by_document ? has_document(within, document, has, err) : ERR_OK;
}

enum err_code find_within_has(struct find_within *within, int64_t page, bool *has,
                              struct err *err)
{
    int64_t document = 0;
    if (within->by_document) {
        TRY(document_of(within, page, &document, err));
    }
    return find_within_has_of(within, document, page, has, err);
}

int64_t find_within_next(const struct find_within *within, int64_t page)
{
    const struct bits *sets[] = {&within->pages, &within->ways};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (sets[i]->words != NULL) {
            page = bits_next(sets[i], page);
        }
    }
    return page;
}

void find_within_close(struct find_within *within)
{
    if (within != NULL) {
        ascending_end(&within->places);
        for (size_t i = 0; i < sizeof within->equals / sizeof within->equals[0]; i++) {
            ascending_end(&within->equals[i].rows);
        }
    }
}
