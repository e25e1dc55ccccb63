/* See find_bounds.h. */
#include "casefile/find_bounds.h"

#include "alike/shingles.h"
#include "base/strbuf.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <string.h>

enum { WORD_BITS = 64, FEW = 16 };

bool find_bounded(const struct find_bounds *bounds)
{
    return bounds->kind.n > 0 || bounds->fate.n > 0 || bounds->source.n > 0 ||
           bounds->sent_from.n > 0 || bounds->sent_to.n > 0 || bounds->from.n > 0 ||
           bounds->to.n > 0 || bounds->folder.n > 0;
}

/* ---- bits ---- */

static size_t words_of(int64_t size)
{
    return (size_t)(size / WORD_BITS + 1);
}

static struct find_bits bits_make(struct arena *arena, int64_t last)
{
    int64_t size = last + 1;
    return (struct find_bits){arena_zalloc(arena, words_of(size) * sizeof(uint64_t)), size};
}

bool find_bits_has(const struct find_bits *bits, int64_t id)
{
    return bits->words == NULL || (id >= 0 && id < bits->size &&
                                   (bits->words[id / WORD_BITS] >> (id % WORD_BITS) & 1) != 0);
}

static void bits_add(struct find_bits *bits, int64_t id)
{
    if (id >= 0 && id < bits->size) {
        bits->words[id / WORD_BITS] |= UINT64_C(1) << (id % WORD_BITS);
    }
}

/* Those in both. */
static void bits_keep(struct find_bits *bits, const struct find_bits *other)
{
    if (bits->words == NULL) {
        *bits = *other;
        return;
    }
    for (size_t i = 0; i < words_of(bits->size); i++) {
        bits->words[i] &= other->words[i];
    }
}

static int64_t bits_count(const struct find_bits *bits)
{
    int64_t count = 0;
    for (size_t i = 0; i < words_of(bits->size); i++) {
        count += __builtin_popcountll(bits->words[i]);
    }
    return count;
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

/* What the bounds leave of the documents, one bound after another. */
struct leaving {
    struct db *db;
    struct arena *arena;
    int64_t last; /* document */
    struct find_bits kept;
};

static enum err_code take_ids(struct leaving *leaving, struct db_query *rows, struct err *err)
{
    bool row = false;
    struct find_bits found = bits_make(leaving->arena, leaving->last);
    TRY(db_step(rows, &row, err));
    while (row) {
        bits_add(&found, db_int(rows, 0));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    bits_keep(&leaving->kept, &found);
    return ERR_OK;
}

static enum err_code leave_equal(struct leaving *leaving, const char *sql, struct str value,
                                 struct err *err)
{
    struct db_query *rows;
    if (value.n == 0) {
        return ERR_OK;
    }
    TRY(db_ask(leaving->db, sql, &rows, err, "t", value));
    return take_ids(leaving, rows, err);
}

static enum err_code leave_days(struct leaving *leaving, const struct find_bounds *bounds,
                                struct err *err)
{
    struct db_query *rows;
    if (bounds->sent_from.n == 0 && bounds->sent_to.n == 0) {
        return ERR_OK;
    }
    TRY(db_ask(leaving->db, sql_casefile_bound_sent, &rows, err, "tt", bounds->sent_from,
               bounds->sent_to));
    return take_ids(leaving, rows, err);
}

/* Of documents of which a value holds the part; equal values follow one another, so that each
 * is looked through once. */
static enum err_code leave_holding(struct leaving *leaving, const char *sql, struct str part,
                                   struct err *err)
{
    struct db_query *rows;
    struct strbuf before;
    bool row = false;
    bool held = false;
    bool first = true;
    enum err_code code = ERR_OK;
    if (part.n == 0) {
        return ERR_OK;
    }
    struct find_bits found = bits_make(leaving->arena, leaving->last);
    strbuf_init(&before, SIZE_MAX / 2);
    TRY_OUT(db_ask(leaving->db, sql, &rows, err, ""));
    TRY_OUT(db_step(rows, &row, err));
    while (row) {
        struct str value = db_text(rows, 1);
        if (first || !str_eq(value, strbuf_view(&before))) {
            held = holds(value, part);
            strbuf_clear(&before);
            strbuf_str(&before, value);
            first = false;
        }
        if (held) {
            bits_add(&found, db_int(rows, 0));
        }
        TRY_OUT(db_step(rows, &row, err));
    }
    db_reset(rows);
    bits_keep(&leaving->kept, &found);
out:
    strbuf_release(&before);
    return code;
}

/* ---- pages ---- */

/* Few documents are asked for one by one; of many, all places of pages are gone through. */
static enum err_code pages_of_few(struct leaving *leaving, struct find_bits *pages,
                                  struct err *err)
{
    for (int64_t document = 0; document < leaving->kept.size; document++) {
        struct db_query *rows;
        bool row = false;
        if (!find_bits_has(&leaving->kept, document)) {
            continue;
        }
        TRY(db_ask(leaving->db, sql_casefile_bound_pages_of, &rows, err, "i", document));
        TRY(db_step(rows, &row, err));
        while (row) {
            bits_add(pages, db_int(rows, 0));
            TRY(db_step(rows, &row, err));
        }
        db_reset(rows);
    }
    return ERR_OK;
}

static enum err_code pages_of_many(struct leaving *leaving, struct find_bits *pages,
                                   struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(leaving->db, sql_casefile_bound_pages, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    while (row) {
        if (find_bits_has(&leaving->kept, db_int(rows, 1))) {
            bits_add(pages, db_int(rows, 0));
        }
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    return ERR_OK;
}

/* Leaves those whose words came by one way: text, OCR (wholly or beside a layer), speech. */
static enum err_code leave_source(struct leaving *leaving, struct str source,
                                  struct find_bits *pages, struct err *err)
{
    bool text = str_is(source, "text");
    bool ocr = str_is(source, "ocr"); /* or "both" */
    struct db_query *rows;
    bool row = false;
    struct find_bits others = bits_make(leaving->arena, pages->size - 1);
    TRY(db_ask(leaving->db, sql_casefile_bound_source, &rows, err, "tt",
               text ? STR("") : (ocr ? STR("both") : source), text ? STR("\x7f") : source));
    TRY(db_step(rows, &row, err));
    while (row) {
        bits_add(&others, db_int(rows, 0));
        TRY(db_step(rows, &row, err));
    }
    db_reset(rows);
    for (size_t i = 0; i < words_of(pages->size); i++) {
        pages->words[i] &= text ? ~others.words[i] : others.words[i];
    }
    return ERR_OK;
}

enum err_code find_bounds_pages(struct db *db, struct arena *arena,
                                const struct find_bounds *bounds, struct find_bits *pages,
                                struct err *err)
{
    struct leaving leaving = {.db = db, .arena = arena};
    int64_t last_page = 0;
    *pages = (struct find_bits){0};
    if (!find_bounded(bounds)) {
        return ERR_OK;
    }
    TRY(db_number(db, sql_casefile_document_last, &leaving.last, err, ""));
    TRY(db_number(db, sql_casefile_page_last, &last_page, err, ""));
    TRY(leave_equal(&leaving, sql_casefile_bound_kind, bounds->kind, err));
    TRY(leave_equal(&leaving, sql_casefile_bound_fate, bounds->fate, err));
    TRY(leave_equal(&leaving, sql_casefile_bound_folder, bounds->folder, err));
    TRY(leave_days(&leaving, bounds, err));
    TRY(leave_holding(&leaving, sql_casefile_bound_from, bounds->from, err));
    TRY(leave_holding(&leaving, sql_casefile_bound_to, bounds->to, err));
    *pages = bits_make(arena, last_page);
    if (leaving.kept.words == NULL) { /* only how the pages were read is asked */
        memset(pages->words, 0xFF, words_of(pages->size) * sizeof *pages->words);
    } else if (bits_count(&leaving.kept) < leaving.last / FEW) {
        TRY(pages_of_few(&leaving, pages, err));
    } else {
        TRY(pages_of_many(&leaving, pages, err));
    }
    return bounds->source.n == 0 ? ERR_OK : leave_source(&leaving, bounds->source, pages, err);
}
