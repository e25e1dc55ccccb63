#include "casefile/shown.h"

#include "base/utf8.h"
#include "casefile/word_places.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

struct shown_file shown_file_of(struct db_query *query)
{
    return (struct shown_file){.id = db_int(query, 0),
                               .path = db_text(query, 1),
                               .version = db_int(query, 2),
                               .state = db_text(query, 3),
                               .bytes = db_int(query, 4),
                               .document = db_int(query, 5),
                               .fate = db_text(query, 6),
                               .why = db_text(query, 7),
                               .kind = db_text(query, 8),
                               .pages = db_int(query, 9),
                               .same_as = db_text(query, 10),
                               .depth = db_int(query, 11)};
}

enum err_code shown_files(struct db *db, shown_file_fn *each, void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_files, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct shown_file file = shown_file_of(query);
        each(data, &file);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static int64_t *total_of(struct shown_totals *totals, struct str fate, int within)
{
    if (str_is(fate, "read")) {
        return &totals->read[within];
    }
    if (str_is(fate, "partly")) {
        return &totals->partly[within];
    }
    if (str_is(fate, "not")) {
        return &totals->not_read[within];
    }
    if (str_is(fate, "replaced")) {
        return &totals->replaced;
    }
    return str_is(fate, "gone") ? &totals->gone : &totals->waiting[within];
}

enum err_code shown_totals(struct db *db, struct shown_totals *totals, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *totals = (struct shown_totals){0};
    TRY(db_number(db, sql_casefile_page_total, &totals->pages, err, ""));
    TRY(db_number(db, sql_casefile_unlooked_total, &totals->unlooked, err, ""));
    TRY(db_ask(db, sql_casefile_totals, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        *total_of(totals, db_text(query, 0), db_int(query, 1) != 0 ? 0 : 1) += db_int(query, 2);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* ---- search ---- */

static bool is_operator(struct str word)
{
    return str_is(word, "AND") || str_is(word, "OR") || str_is(word, "NOT");
}

static bool has_letter(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        if ((c >= '0' && c <= '9') || (c | 0x20) >= 'a') {
            return true;
        }
    }
    return false;
}

/* A phrase of FTS5; '"' within cannot be: it ended the word. */
static void put_phrase(struct strbuf *query, struct str words, bool prefix)
{
    strbuf_puts(query, "\"");
    strbuf_str(query, words);
    strbuf_puts(query, prefix ? "\" *" : "\"");
}

/* The next word or phrase of the rest. */
static enum err_code next_word(struct str *rest, struct str *word, bool *phrase,
                               struct err *err)
{
    *rest = str_trim(*rest);
    *phrase = str_starts(*rest, STR("\""));
    size_t n = *phrase ? 1 : 0;
    while (n < rest->n && rest->p[n] != '"' &&
           (*phrase || (rest->p[n] != ' ' && rest->p[n] != '\t' && rest->p[n] != '\n'))) {
        n++;
    }
    if (*phrase && n == rest->n) {
        return err_set(err, ERR_INVALID, "a \" is opened and never closed");
    }
    *word = *phrase ? str_sub(*rest, 1, n - 1) : str_sub(*rest, 0, n);
    *rest = str_from(*rest, *phrase ? n + 1 : n);
    return ERR_OK;
}

/* A word or phrase that may end in '*', with what stands before it. */
static void put_word(struct strbuf *query, const char *before, struct str word, bool phrase)
{
    bool prefix = !phrase && str_ends(word, STR("*"));
    strbuf_puts(query, before);
    put_phrase(query, prefix ? str_sub(word, 0, word.n - 1) : word, prefix);
}

enum err_code search_query(struct str words, struct strbuf *query, struct strbuf *held,
                           struct err *err)
{
    struct str rest = str_trim(words);
    bool before = false;  /* a word stands before, so that AND, OR, NOT may follow */
    bool waiting = false; /* for the word after one of these */
    bool denied = false;  /* after NOT */
    bool either = false;  /* an OR stands somewhere */
    if (!utf8_valid(words) || str_has_byte(words, '\0')) {
        return err_set(err, ERR_INVALID, "the words to look for are not UTF-8");
    }
    while (rest.n > 0) {
        struct str word;
        bool phrase;
        TRY(next_word(&rest, &word, &phrase, err));
        if (!phrase && is_operator(word)) {
            if (!before || waiting) {
                return err_set(err, ERR_INVALID, "%.*s must stand between two words",
                               STR_ARG(word));
            }
            strbuf_printf(query, " %.*s ", STR_ARG(word));
            waiting = true;
            denied = str_is(word, "NOT");
            either |= str_is(word, "OR");
        } else if (has_letter(word)) {
            put_word(query, before && !waiting ? " AND " : "", word, phrase);
            if (!denied) {
                put_word(held, before ? " AND " : "", word, phrase);
            }
            before = true;
            waiting = denied = false;
        }
        rest = str_trim(rest);
    }
    if (waiting) {
        return err_set(err, ERR_INVALID, "AND, OR or NOT stands at the end, without a word");
    }
    if (either) {
        strbuf_clear(held);
        strbuf_str(held, strbuf_view(query));
    }
    return before ? strbuf_check(query, "what is looked for", err)
                  : err_set(err, ERR_INVALID,
                            "nothing to look for: no word with a letter or digit");
}

void shown_places(struct str marked, struct shown_hit *hit)
{
    int64_t point = 0;
    hit->start = hit->end = 0;
    hit->places = 0;
    for (size_t i = 0; i < marked.n; i++) {
        unsigned char c = (unsigned char)marked.p[i];
        if (c == 2) {
            hit->start = hit->places++ == 0 ? point : hit->start;
        } else if (c == 3) {
            hit->end = hit->places == 1 ? point : hit->end;
        } else {
            point += (c & 0xC0) != 0x80;
        }
    }
}

void shown_said(struct str words, struct shown_hit *hit)
{
    struct word_place place = {0};
    size_t at = 0;
    hit->said = hit->confidence = -1;
    if (!str_is(hit->source, "speech")) {
        return;
    }
    while (word_place_next(words, &at, &place) && place.start <= hit->start) {
        hit->said = place.x0;
        hit->confidence = place.confidence;
    }
}
