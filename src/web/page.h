/* A page: one file pages/page_NAME.c that ends with `const struct page page_NAME`.
 *
 * Its model is written as JSON and is the answer at the page's address with ".json"; the HTML
 * is the template rendered from that JSON, parsed again. So a page shows nothing that is not in
 * its data. */
#ifndef POLICEAI_WEB_PAGE_H
#define POLICEAI_WEB_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/pieces.h"
#include "base/strbuf.h"
#include "store/db.h"
#include "web/template.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAGE_PARTS = 2 };

struct registry_data;

struct page_context {
    struct arena *arena;
    struct db *db;
    const struct js *organisations;       /* reference/organisations.json */
    const struct registry_data *registry; /* web/registry_data.h */
    int64_t now;
    struct str parts[PAGE_PARTS]; /* what stood for the pattern's :names, in order */
    struct str query;             /* raw */
    struct jsonw *w;              /* within the model's object */
    int64_t valid_until;          /* see page_changes_at */
    int status;                   /* 200, or 410 for what was here and is withdrawn */
    const char *type;             /* of a page with `open`: as which it is served */
};

struct page {
    const char *pattern; /* "/tools/:id"; NULL: no address of its own */
    const char *section; /* which entry of the navigation it belongs to, or "" */
    const struct template *template;
    /* Writes members. ERR_NOT_FOUND: there is no such page. */
    enum err_code (*model)(struct page_context *page, struct err *err);
    /* NULL: HTML within the layout. Else the template stands alone and is served as this. */
    const char *type;
    /* NULL: rendered from the model. Else there is no model: what is served as `type` is made
     * piece by piece. The page's arena and connection live until the pieces are closed, and are
     * no other request's. */
    enum err_code (*open)(struct page_context *page, struct pieces *pieces, struct err *err);
};

/* Sorted by file name, so that a fixed part comes in a file before ":part". */
extern const struct page *const page_table[];
extern const size_t page_table_count;

/* The page shows something that time alone changes at `moment`. */
void page_changes_at(struct page_context *page, int64_t moment);
/* Prepares and binds `texts` (n == 0 is bound as ""). */
enum err_code page_query(struct page_context *page, const char *sql, const struct str *texts,
                         size_t count, struct db_query **query, struct err *err) MUST_USE;
/* The row's columns as members, by name in order: "#name" an integer (NULL is left out),
 * "=name" JSON as stored, "" leaves the column out, else a text ("" is left out). */
void page_members(struct jsonw *w, struct db_query *query, const char *const *names);
/* An array member of objects, one a row of `sql` with `texts` bound. */
enum err_code page_rows(struct page_context *page, const char *key, const char *sql,
                        const struct str *texts, size_t text_count, const char *const *names,
                        struct err *err) MUST_USE;
/* One row's members in the object now open; ERR_NOT_FOUND without a row. */
enum err_code page_row(struct page_context *page, const char *sql, const struct str *texts,
                       size_t text_count, const char *const *names, struct err *err) MUST_USE;
/* First column of the first row, 0 without one. */
enum err_code page_count(struct page_context *page, const char *sql, const struct str *texts,
                         size_t text_count, int64_t *count, struct err *err) MUST_USE;
/* A parameter of the query string, decoded; absent: "". ERR_INVALID past `max` bytes. */
enum err_code page_parameter(struct page_context *page, const char *name, size_t max,
                             struct str *value, struct err *err) MUST_USE;

/* Appends a text as it stands in a query string. */
void page_put_coded(struct strbuf *out, struct str text);
/* Does the query string give the parameter this value, beside whatever others? */
bool page_parameter_is(struct page_context *page, const char *name, const char *value);

#endif
