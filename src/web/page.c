/* See page.h. */
#include "web/page.h"

#include "base/encode.h"
#include "base/utf8.h"

#include <string.h>

void page_changes_at(struct page_context *page, int64_t moment)
{
    if (moment > page->now && (page->valid_until == 0 || moment < page->valid_until)) {
        page->valid_until = moment;
    }
}

enum err_code page_query(struct page_context *page, const char *sql, const struct str *texts,
                         size_t count, struct db_query **query, struct err *err)
{
    TRY(db_prepare(page->db, sql, query, err));
    for (size_t i = 0; i < count; i++) {
        db_bind_text(*query, (int)i + 1, texts[i]);
    }
    return ERR_OK;
}

static void write_member(struct jsonw *w, struct db_query *query, int column, const char *name)
{
    if (name[0] == '#') {
        if (!db_is_null(query, column)) {
            jsonw_member_int(w, name + 1, db_int(query, column));
        }
        return;
    }
    struct str text = db_text(query, column);
    if (text.n == 0) {
        return;
    }
    if (name[0] == '=') {
        jsonw_key(w, name + 1);
        jsonw_raw(w, text);
    } else {
        jsonw_member_str(w, name, text);
    }
}

void page_members(struct jsonw *w, struct db_query *query, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (names[i][0] != '\0') {
            write_member(w, query, i, names[i]);
        }
    }
}

enum err_code page_rows(struct page_context *page, const char *key, const char *sql,
                        const struct str *texts, size_t text_count, const char *const *names,
                        struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql, texts, text_count, &query, err));
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        jsonw_object(page->w);
        page_members(page->w, query, names);
        jsonw_end(page->w);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return ERR_OK;
}

enum err_code page_row(struct page_context *page, const char *sql, const struct str *texts,
                       size_t text_count, const char *const *names, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql, texts, text_count, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such row");
    }
    page_members(page->w, query, names);
    db_reset(query);
    return ERR_OK;
}

enum err_code page_count(struct page_context *page, const char *sql, const struct str *texts,
                         size_t text_count, int64_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql, texts, text_count, &query, err));
    TRY(db_step(query, &row, err));
    *count = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

enum err_code page_parameter(struct page_context *page, const char *name, size_t max,
                             struct str *value, struct err *err)
{
    struct str rest = page->query;
    struct str pair;
    *value = STR("");
    while (str_split(&rest, '&', &pair)) {
        struct str key;
        (void)str_split(&pair, '=', &key);
        if (str_is(key, name) && pair.p != NULL) {
            *value = form_decode(page->arena, pair);
        }
    }
    if (value->n > max || !utf8_valid(*value) || memchr(value->p, '\0', value->n) != NULL) {
        *value = STR("");
        return err_set(err, ERR_INVALID, "parameter %s is not a text of at most %zu bytes",
                       name, max);
    }
    return ERR_OK;
}

bool page_parameter_is(struct page_context *page, const char *name, const char *value)
{
    struct str rest = page->query;
    struct str pair;
    while (str_split(&rest, '&', &pair)) {
        struct str key;
        (void)str_split(&pair, '=', &key);
        if (str_is(key, name) && pair.p != NULL &&
            str_is(form_decode(page->arena, pair), value)) {
            return true;
        }
    }
    return false;
}

void page_put_coded(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || strchr("-._~", c) != NULL;
        if (plain && c != '\0') {
            strbuf_putc(out, (char)c);
        } else {
            strbuf_printf(out, "%%%02X", c);
        }
    }
}
