/* /search?q=: what is few (tools, benchmarks, tasks, forces; statements by the beginning of an
 * id) by a plain scan, what forces publish by the index of the registry (search.sql). Every
 * word of the query must stand in what is found, in the index as the beginning of a word; A-Z
 * count as a-z. When nothing is found, the nearest words that stand somewhere are offered. */
#include "base/ascii_case.h"
#include "base/encode.h"
#include "force_model.h"
#include "registry/search_near.h"
#include "registry/search_text.h"
#include "task/task.h"
#include "templates.h"
#include "web_sql.h"

#include <ctype.h>
#include <string.h>

enum { QUERY_MAX = 200, HEX_MIN = 8, SUGGESTED_MAX = 6 };

struct search {
    struct page_context *page;
    struct str words[64];
    size_t count;
    int64_t found;
};

static void split_words(struct search *search, struct str query)
{
    struct str rest = ascii_lower_copy(search->page->arena, query);
    struct str word;
    while (search->count < 64 && str_split(&rest, ' ', &word)) {
        word = str_trim(word);
        if (word.n > 0) {
            search->words[search->count++] = word;
        }
    }
}

static bool is_found(const struct search *search, struct str text)
{
    struct str low = ascii_lower_copy(search->page->arena, text);
    for (size_t i = 0; i < search->count; i++) {
        if (str_find(low, search->words[i]) == SIZE_MAX) {
            return false;
        }
    }
    return search->count > 0;
}

/* {"kind","id","name"}: the address follows from kind and id. */
static void write_found(struct search *search, const char *kind, struct str id, struct str name)
{
    struct jsonw *w = search->page->w;
    search->found++;
    jsonw_object(w);
    jsonw_member(w, "kind", kind);
    jsonw_member_str(w, "id", id);
    jsonw_member_str(w, "name", name.n > 0 ? name : id);
    jsonw_end(w);
}

/* Rows of which column 0 is the id and column 1 the name; all columns are searched. */
static enum err_code scan_rows(struct search *search, const char *kind, const char *sql,
                               int columns, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(search->page, sql, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct strbuf all;
        strbuf_init(&all, 4u << 20);
        for (int i = 0; i < columns; i++) {
            strbuf_str(&all, db_text(query, i));
            strbuf_putc(&all, ' ');
        }
        if (is_found(search, strbuf_view(&all))) {
            write_found(search, kind, db_text(query, 0), db_text(query, 1));
        }
        strbuf_release(&all);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static void scan_tasks(struct search *search)
{
    for (size_t i = 0; i < task_table_count; i++) {
        const struct task *task = task_table[i];
        struct str all = str_of(arena_printf(search->page->arena, "%s %s %s", task->name,
                                             task->title, task->summary));
        if (is_found(search, all)) {
            write_found(search, "task", str_of(task->name), str_of(task->title));
        }
    }
}

static void scan_forces(struct search *search)
{
    const struct js *list = force_list(search->page);
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *force = &list->array.items[i];
        if (is_found(search, js_text(force, "name")) ||
            is_found(search, js_text(force, "id")) ||
            is_found(search, js_text(force, "area_code"))) {
            write_found(search, "force", js_text(force, "id"), js_text(force, "name"));
        }
    }
}

/* A digest or id by its first digits, at least eight of them. */
static enum err_code scan_hex(struct search *search, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (search->count != 1 || search->words[0].n < HEX_MIN || search->words[0].n > 64 ||
        !hex_is(search->words[0], search->words[0].n)) {
        return ERR_OK;
    }
    struct str prefix = search->words[0];
    struct str bounds[2] = {
        prefix, str_of(arena_printf(search->page->arena, "%.*sg", STR_ARG(prefix)))};
    TRY(page_query(search->page, sql_web_find_hex, bounds, 2, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct str kind = db_text(query, 0);
        write_found(search, arena_strndup(search->page->arena, kind.p, kind.n),
                    db_text(query, 1), db_text(query, 2));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

/* What forces have published, the best first. */
static enum err_code find_published(struct search *search, struct err *err)
{
    struct search_results results;
    TRY(search_text_find(search->page->db, search->page->arena, search->words, search->count,
                         &results, err));
    for (size_t i = 0; i < results.count; i++) {
        write_found(
            search,
            arena_strndup(search->page->arena, results.list[i].kind.p, results.list[i].kind.n),
            results.list[i].id, results.list[i].name);
    }
    return ERR_OK;
}

static enum err_code scan(struct search *search, struct err *err)
{
    TRY(find_published(search, err));
    TRY(scan_rows(search, "tool", sql_web_find_tools, 6, err));
    TRY(scan_rows(search, "benchmark", sql_web_find_benchmarks, 5, err));
    scan_tasks(search);
    scan_forces(search);
    return scan_hex(search, err);
}

/* ---- what was perhaps meant ---- */

/* Each word of a text, A-Z as a-z. */
static void offer_words(struct search *search, struct search_near *near, struct str text)
{
    struct str low = ascii_lower_copy(search->page->arena, text);
    size_t from = 0;
    for (size_t i = 0; i <= low.n; i++) {
        bool letter = i < low.n && (isalnum((unsigned char)low.p[i]) || (low.p[i] & 0x80) != 0);
        if (!letter) {
            if (i > from) {
                search_near_offer(near, str_sub(low, from, i - from), 1);
            }
            from = i + 1;
        }
    }
}

static enum err_code offer_rows(struct search *search, struct search_near *near,
                                const char *sql, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(search->page, sql, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        offer_words(search, near, db_text(query, 0));
        offer_words(search, near, db_text(query, 1));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code near_word(struct search *search, struct str word, struct str *best,
                               struct err *err)
{
    struct search_near near;
    const struct js *forces = force_list(search->page);
    search_near_start(&near, search->page->arena, word);
    TRY(search_text_offer(search->page->db, &near, err));
    TRY(offer_rows(search, &near, sql_web_find_tools, err));
    TRY(offer_rows(search, &near, sql_web_find_benchmarks, err));
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        offer_words(search, &near, js_text(&forces->array.items[i], "name"));
    }
    for (size_t i = 0; i < task_table_count; i++) {
        offer_words(search, &near, str_of(task_table[i]->title));
    }
    *best = near.best;
    return ERR_OK;
}

/* "suggestion" and the address that searches for it, when a word has a neighbour. */
static enum err_code suggest(struct search *search, struct err *err)
{
    struct strbuf out;
    struct strbuf address;
    bool other = false;
    enum err_code code = ERR_OK;
    strbuf_init(&out, 4096);
    strbuf_init(&address, 16384);
    strbuf_puts(&address, "/search?q=");
    for (size_t i = 0; code == ERR_OK && i < search->count; i++) {
        struct str best = STR("");
        code = near_word(search, search->words[i], &best, err);
        best = best.n > 0 ? best : search->words[i];
        other = other || !str_eq(best, search->words[i]);
        strbuf_puts(&out, i > 0 ? " " : "");
        strbuf_str(&out, best);
    }
    if (code == ERR_OK && other) {
        page_put_coded(&address, strbuf_view(&out));
        jsonw_member_str(search->page->w, "suggestion", strbuf_view(&out));
        jsonw_member_str(search->page->w, "suggestion_address", strbuf_view(&address));
    }
    strbuf_release(&address);
    strbuf_release(&out);
    return code;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct search search = {.page = page};
    struct str query;
    struct err why;
    if (page_parameter(page, "q", QUERY_MAX, &query, &why) != ERR_OK) {
        jsonw_key(page->w, "too_long");
        jsonw_bool(page->w, true);
    }
    query = str_trim(query);
    split_words(&search, query);
    jsonw_member_str(page->w, "query", query);
    jsonw_key(page->w, "results");
    jsonw_array(page->w);
    if (search.count > 0) {
        TRY(scan(&search, err));
    }
    jsonw_end(page->w);
    jsonw_member_int(page->w, "found", search.found);
    return search.found == 0 && search.count > 0 && search.count <= SUGGESTED_MAX
               ? suggest(&search, err)
               : ERR_OK;
}

const struct page page_search = {
    .pattern = "/search", .section = "search", .template = &template_search, .model = model};
