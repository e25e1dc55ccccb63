/* See search_text.h. */
#include "registry/search_text.h"

#include "base/strbuf.h"
#include "registry_sql.h"

#include <ctype.h>

enum { RESULTS_MAX = 100, PATTERN_MAX = 4096 };

static bool has_letters(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (isalnum((unsigned char)word.p[i]) || (word.p[i] & 0x80) != 0) {
            return true;
        }
    }
    return false;
}

/* Each word as a quoted string with a star: nothing in it is an operator of the index. */
static void make_pattern(struct strbuf *out, const struct str *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!has_letters(words[i])) {
            continue;
        }
        strbuf_putc(out, '"');
        for (size_t c = 0; c < words[i].n; c++) {
            if (words[i].p[c] == '"') {
                strbuf_putc(out, '"');
            }
            strbuf_putc(out, words[i].p[c]);
        }
        strbuf_puts(out, "\"* ");
    }
}

static enum err_code read_results(struct db *db, struct arena *arena, struct str pattern,
                                  struct search_results *results, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_search_find, &query, err));
    db_bind_text(query, 1, pattern);
    results->list = arena_alloc(arena, RESULTS_MAX * sizeof *results->list);
    TRY(db_step(query, &row, err));
    while (row && results->count < RESULTS_MAX) {
        results->list[results->count++] = (struct search_result){
            arena_str(arena, db_text(query, 0)), arena_str(arena, db_text(query, 1)),
            arena_str(arena, db_text(query, 2))};
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code search_text_find(struct db *db, struct arena *arena, const struct str *words,
                               size_t count, struct search_results *results, struct err *err)
{
    struct strbuf pattern;
    enum err_code code = ERR_OK;
    *results = (struct search_results){NULL, 0};
    strbuf_init(&pattern, PATTERN_MAX);
    make_pattern(&pattern, words, count);
    if (pattern.n > 0) {
        code = read_results(db, arena, strbuf_view(&pattern), results, err);
    }
    strbuf_release(&pattern);
    return code;
}

static enum err_code offer_part(struct db *db, struct search_near *near, uint64_t part,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_search_part_find, &query, err));
    db_bind_int(query, 1, (int64_t)part);
    TRY(db_step(query, &row, err));
    while (row) {
        search_near_offer(near, db_text(query, 0), db_int(query, 1));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

enum err_code search_text_offer(struct db *db, struct search_near *near, struct err *err)
{
    uint64_t parts[SEARCH_PARTS_MAX];
    size_t count = search_parts(near->wanted, search_near_most(near->wanted), parts);
    for (size_t i = 0; i < count; i++) {
        TRY(offer_part(db, near, parts[i], err));
    }
    return ERR_OK;
}
