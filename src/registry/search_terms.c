/* See search_terms.h. */
#include "registry/search_terms.h"

#include "base/mem.h"
#include "registry/search_near.h"
#include "registry_sql.h"

#include <stdlib.h>

void search_terms_start(struct search_terms *terms, struct db *db, struct arena *arena)
{
    *terms = (struct search_terms){.db = db, .names = name_table_new(arena)};
}

void search_terms_end(struct search_terms *terms)
{
    free(terms->changes);
    terms->changes = NULL;
}

/* A word counts once a row. */
static void count_word(void *context, struct str word)
{
    struct search_terms *terms = context;
    if (word.n > SEARCH_WORD_MAX) {
        return;
    }
    size_t known = name_table_count(terms->names);
    uint32_t number = name_table_add(terms->names, word);
    if (number == known) {
        terms->changes =
            mem_grow(terms->changes, known, &terms->capacity, sizeof *terms->changes);
        terms->changes[number] = (struct term_change){0, 0};
    }
    struct term_change *change = &terms->changes[number];
    if (change->row != terms->row) {
        change->row = terms->row;
        change->docs += terms->sign;
    }
}

enum err_code search_terms_count(struct search_terms *terms, struct str name, struct str words,
                                 int sign, struct err *err)
{
    terms->row++;
    terms->sign = sign;
    TRY(db_words(terms->db, name, count_word, terms, err));
    return db_words(terms->db, words, count_word, terms, err);
}

enum err_code search_terms_of(struct search_terms *terms, struct str subject, int sign,
                              struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(terms->db, sql_search_items, &query, err));
    db_bind_text(query, 1, subject);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        code = search_terms_count(terms, db_text(query, 0), db_text(query, 1), sign, err);
        if (code == ERR_OK) {
            code = db_step(query, &row, err);
        }
    }
    db_reset(query);
    return code;
}

/* ---- writing ---- */

static enum err_code read_docs(struct db *db, struct str term, int64_t *docs, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, sql_search_term_docs, &query, err));
    db_bind_text(query, 1, term);
    TRY(db_step(query, &row, err));
    *docs = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

/* With each part of the word as ?1 and the word as ?2. */
static enum err_code with_parts(struct db *db, const char *sql, struct str term,
                                struct err *err)
{
    uint64_t parts[SEARCH_PARTS_MAX];
    size_t count = search_parts(term, 2, parts);
    for (size_t i = 0; i < count; i++) {
        struct db_query *query;
        TRY(db_prepare(db, sql, &query, err));
        db_bind_int(query, 1, (int64_t)parts[i]);
        db_bind_text(query, 2, term);
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

static enum err_code drop_term(struct db *db, struct str term, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_search_term_drop, &query, err));
    db_bind_text(query, 1, term);
    TRY(db_run(query, err));
    return with_parts(db, sql_search_part_drop, term, err);
}

static enum err_code change_term(struct db *db, struct str term, int64_t more, struct err *err)
{
    struct db_query *query;
    int64_t before;
    TRY(read_docs(db, term, &before, err));
    if (before + more == 0) {
        return drop_term(db, term, err);
    }
    TRY(db_prepare(db, sql_search_term_set, &query, err));
    db_bind_text(query, 1, term);
    db_bind_int(query, 2, before + more);
    TRY(db_run(query, err));
    return before == 0 ? with_parts(db, sql_search_part_insert, term, err) : ERR_OK;
}

enum err_code search_terms_write(struct search_terms *terms, struct err *err)
{
    for (size_t i = 0; i < name_table_count(terms->names); i++) {
        if (terms->changes[i].docs != 0) {
            TRY(change_term(terms->db, str_of(name_table_text(terms->names, (uint32_t)i)),
                            terms->changes[i].docs, err));
        }
    }
    return ERR_OK;
}
