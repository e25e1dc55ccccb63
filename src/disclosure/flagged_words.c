#include "disclosure/flagged_words.h"

#include "base/ascii_case.h"
#include "base/utf8.h"
#include "disclosure/schedule_items.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <string.h>

enum { ROW = 3, NAME_MIN = 3, DIGITS_MIN = 3, FOUND_MAX = 2000 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next run of letters and digits; false at the end. */
static bool next_word(struct str text, size_t *at, struct str *word)
{
    while (*at < text.n && !is_letter(text.p[*at]) && !is_digit(text.p[*at])) {
        ++*at;
    }
    size_t from = *at;
    while (*at < text.n && (is_letter(text.p[*at]) || is_digit(text.p[*at]))) {
        ++*at;
    }
    *word = str_sub(text, from, *at - from);
    return *at > from;
}

static bool is_common(struct str word)
{
    static const char *const common[] = {
        "the",     "this",      "that",      "there",   "they",     "she",      "his",
        "her",     "and",       "but",       "for",     "from",     "with",     "when",
        "who",     "january",   "february",  "march",   "april",    "may",      "june",
        "july",    "august",    "september", "october", "november", "december", "monday",
        "tuesday", "wednesday", "thursday",  "friday",  "saturday", "sunday",   "police"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (str_is_but_case(word, common[i])) {
            return true;
        }
    }
    return false;
}

static bool is_year(struct str word)
{
    return word.n == 4 && (str_starts(word, STR("19")) || str_starts(word, STR("20")));
}

/* A name or a number, by itself enough to know somebody or something again. */
static bool tells_alone(struct str word)
{
    size_t digits = 0;
    for (size_t i = 0; i < word.n; i++) {
        digits += is_digit(word.p[i]);
    }
    if (digits == word.n) {
        return digits >= DIGITS_MIN && !is_year(word);
    }
    bool capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
    return (capital && word.n >= NAME_MIN && !is_common(word)) || digits >= DIGITS_MIN;
}

/* Do `count` words stand in `text` one after the other? */
static bool stands_in(struct str text, const struct str *words, size_t count)
{
    struct str word;
    for (size_t at = 0; next_word(text, &at, &word);) {
        size_t then = at;
        size_t k = 0;
        while (k < count && str_eq_but_case(word, words[k])) {
            k++;
            if (k < count && !next_word(text, &then, &word)) {
                break;
            }
        }
        if (k == count) {
            return true;
        }
    }
    return false;
}

static void put_found(struct strbuf *found, struct str words)
{
    if (found->n + words.n + 2 < FOUND_MAX && str_find(strbuf_view(found), words) == SIZE_MAX) {
        strbuf_puts(found, found->n > 0 ? ", " : "");
        utf8_visible(found, words, false);
    }
}

void flagged_words_of(struct str passage, struct str description, struct strbuf *found)
{
    struct str row[ROW];
    size_t have = 0;
    for (size_t at = 0; next_word(passage, &at, &row[ROW - 1]);) {
        have++;
        if (tells_alone(row[ROW - 1]) && stands_in(description, &row[ROW - 1], 1)) {
            put_found(found, row[ROW - 1]);
        }
        if (have >= ROW && stands_in(description, row, ROW)) {
            put_found(found,
                      str_n(row[0].p, (size_t)(row[ROW - 1].p - row[0].p) + row[ROW - 1].n));
        }
        memmove(row, row + 1, (ROW - 1) * sizeof row[0]);
    }
}

struct looking {
    struct db *db;
    struct str description;
    struct strbuf found;
    int64_t document;
    enum err_code code;
    struct err err;
};

static enum err_code look(struct looking *looking, const struct schedule_passage *passage,
                          struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(looking->db, sql_disclosure_page, &query, err, "ii", looking->document,
               passage->page));
    TRY(db_step(query, &row, err));
    if (row) {
        struct str text = db_text(query, 0);
        size_t from = utf8_offset(text, (size_t)passage->start);
        size_t to = utf8_offset(text, (size_t)passage->end);
        flagged_words_of(str_sub(text, from, to > from ? to - from : 0), looking->description,
                         &looking->found);
    }
    db_reset(query);
    return ERR_OK;
}

static void each_passage(void *data, const struct schedule_passage *passage)
{
    struct looking *looking = data;
    if (looking->code == ERR_OK) {
        looking->code = look(looking, passage, &looking->err);
    }
}

enum err_code flagged_words(struct db *db, struct arena *arena, int64_t document,
                            struct str description, struct str *words, struct err *err)
{
    struct looking looking = {
        .db = db, .description = description, .document = document, .code = ERR_OK};
    strbuf_init(&looking.found, 4 * FOUND_MAX);
    enum err_code code = schedule_passages(db, document, each_passage, &looking, err);
    if (code == ERR_OK && looking.code != ERR_OK) {
        code = looking.code;
        if (err != NULL) {
            *err = looking.err;
        }
    }
    *words = arena_str(arena, strbuf_view(&looking.found));
    strbuf_release(&looking.found);
    return code;
}
