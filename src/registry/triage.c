/* See triage.h. */
#include "registry/triage.h"

#include "base/ascii_case.h"
#include "base/mem.h"
#include "registry/entries.h"
#include "registry_sql.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *triage_match_word(enum triage_match match)
{
    static const char *const words[] = {"", "product, supplier differs",
                                        "product and supplier"};
    return words[match];
}

/* ---- what is known ---- */

struct known_list {
    struct triage_known *list;
    size_t count;
    size_t capacity;
};

static void add_known(struct known_list *known, struct triage_known one)
{
    known->list = mem_grow(known->list, known->count, &known->capacity, sizeof *known->list);
    known->list[known->count++] = one;
}

static enum err_code read_used(struct db *db, struct arena *arena, struct known_list *known,
                               struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(db, sql_registry_products_used, &query, err));
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        add_known(known, (struct triage_known){.product = arena_str(arena, db_text(query, 0)),
                                               .supplier = arena_str(arena, db_text(query, 1)),
                                               .who = arena_str(arena, db_text(query, 2)),
                                               .used = true});
    }
    db_reset(query);
    return code;
}

static enum err_code read_asked(struct db *db, struct arena *arena, struct known_list *known,
                                struct err *err)
{
    struct registry_entries entries;
    TRY(registry_of_type(db, arena, "scope.answered/1", &entries, err));
    for (size_t i = 0; i < entries.count; i++) {
        const struct js *body = entries.list[i].body;
        add_known(known, (struct triage_known){.product = js_text(body, "product"),
                                               .supplier = js_text(body, "supplier"),
                                               .who = entries.list[i].organisation,
                                               .ai = str_is(js_text(body, "outcome"), "ai")});
    }
    return ERR_OK;
}

enum err_code triage_known_read(struct db *db, struct arena *arena, struct triage_known **known,
                                size_t *count, struct err *err)
{
    struct known_list made = {NULL, 0, 0};
    enum err_code code = read_used(db, arena, &made, err);
    if (code == ERR_OK) {
        code = read_asked(db, arena, &made, err);
    }
    *known = arena_alloc(arena, (made.count + 1) * sizeof **known);
    if (made.count > 0) {
        memcpy(*known, made.list, made.count * sizeof **known);
    }
    *count = made.count;
    free(made.list);
    return code;
}

/* ---- names ---- */

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static bool is_ending(struct str word)
{
    static const char *const endings[] = {"ltd", "limited", "plc", "inc", "llp", "uk", NULL};
    for (size_t i = 0; endings[i] != NULL; i++) {
        if (str_is(word, endings[i])) {
            return true;
        }
    }
    return false;
}

/* "Sample-Redact (UK) Ltd." -> "sample redact". */
static struct str plain(struct arena *arena, struct str name)
{
    char *out = arena_alloc(arena, name.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < name.n;) {
        size_t start = n;
        while (i < name.n) {
            char c = ascii_lower(name.p[i]);
            if (!is_letter((unsigned char)c)) {
                break;
            }
            out[n++] = c;
            i++;
        }
        bool keep = n > start && (start == 0 || !is_ending(str_n(out + start, n - start)));
        n = keep ? n : start;
        if (keep) {
            out[n++] = ' ';
        }
        i++;
    }
    return str_n(out, n > 0 ? n - 1 : 0);
}

struct plain_known {
    struct str product;
    struct str supplier;
    const struct triage_known *known;
};

static int by_product(const void *a, const void *b)
{
    const struct plain_known *one = a;
    const struct plain_known *other = b;
    int order = str_cmp(one->product, other->product);
    if (order == 0) {
        order = str_cmp(one->known->who, other->known->who);
    }
    return order != 0 ? order : one->known < other->known ? -1 : one->known > other->known;
}

static struct plain_known *sort_known(struct arena *arena, const struct triage_known *known,
                                      size_t count)
{
    struct plain_known *made = arena_alloc(arena, (count + 1) * sizeof *made);
    for (size_t i = 0; i < count; i++) {
        made[i] = (struct plain_known){plain(arena, known[i].product),
                                       plain(arena, known[i].supplier), &known[i]};
    }
    qsort(made, count, sizeof *made, by_product);
    return made;
}

/* ---- rows ---- */

static bool add_once(struct arena *arena, struct str *list, const char *text)
{
    if (str_find(str_of(arena_printf(arena, "; %.*s; ", STR_ARG(*list))),
                 str_of(arena_printf(arena, "; %s; ", text))) != SIZE_MAX) {
        return false;
    }
    *list = str_of(list->n == 0 ? text : arena_printf(arena, "%.*s; %s", STR_ARG(*list), text));
    return true;
}

static void take(struct arena *arena, struct triage_row *row, const struct plain_known *one,
                 struct str supplier)
{
    const struct triage_known *known = one->known;
    bool same = supplier.n == 0 || one->supplier.n == 0 || str_eq(supplier, one->supplier);
    enum triage_match match = same ? TRIAGE_SAME : TRIAGE_PRODUCT;
    row->match = match > row->match ? match : row->match;
    if (known->used) {
        row->forces +=
            add_once(arena, &row->registered, arena_strndup(arena, known->who.p, known->who.n));
        return;
    }
    (void)add_once(
        arena, &row->asked,
        arena_printf(arena, "%s by %.*s", known->ai ? "ai" : "not ai", STR_ARG(known->who)));
    row->asked_ai = row->asked_ai || known->ai;
    row->asked_not_ai = row->asked_not_ai || !known->ai;
}

static void match(struct arena *arena, struct triage_row *row, const struct plain_known *known,
                  size_t count)
{
    struct str product = plain(arena, row->product);
    struct str supplier = plain(arena, row->supplier);
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(known[middle].product, product) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; product.n > 0 && i < count && str_eq(known[i].product, product); i++) {
        take(arena, row, &known[i], supplier);
    }
}

static int rank(const struct triage_row *row)
{
    return row->asked_ai ? 0 : row->asked_not_ai ? 2 : 1;
}

static int by_order(const void *a, const void *b)
{
    const struct triage_row *one = a;
    const struct triage_row *other = b;
    if (one->forces != other->forces) {
        return one->forces > other->forces ? -1 : 1;
    }
    if (rank(one) != rank(other)) {
        return rank(one) < rank(other) ? -1 : 1;
    }
    return one->line < other->line ? -1 : one->line > other->line;
}

void triage_rows(struct arena *arena, const struct csv_table *list, size_t product_column,
                 size_t supplier_column, const struct triage_known *known, size_t known_count,
                 struct triage_row **rows, size_t *count)
{
    const struct plain_known *sorted = sort_known(arena, known, known_count);
    struct triage_row *made = arena_zalloc(arena, (list->rows + 1) * sizeof *made);
    size_t n = 0;
    for (size_t i = 0; i < list->rows; i++) {
        const struct str *cells = &list->cells[i * list->columns];
        struct triage_row *row = &made[n];
        row->product = str_trim(cells[product_column]);
        row->supplier =
            supplier_column < list->columns ? str_trim(cells[supplier_column]) : STR("");
        row->line = list->lines[i];
        if (row->product.n > 0) {
            match(arena, row, sorted, known_count);
            n++;
        }
    }
    qsort(made, n, sizeof *made, by_order);
    *rows = made;
    *count = n;
}

static const char *next_step(const struct triage_row *row)
{
    if (row->forces > 0) {
        return "registered by others: compare with theirs and register it";
    }
    if (row->asked_ai) {
        return "found to be AI before: register it";
    }
    return row->asked_not_ai ? "found not to be AI before: check that the answers hold here"
                             : "ask: registry scope";
}

void triage_write(const struct triage_row *rows, size_t count, struct strbuf *out)
{
    strbuf_puts(out,
                "order,product,supplier,registered_by,forces,asked_before,match,next,line\n");
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, "%zu,", i + 1);
        csv_add(out, rows[i].product, true);
        strbuf_putc(out, ',');
        csv_add(out, rows[i].supplier, true);
        strbuf_putc(out, ',');
        csv_add(out, rows[i].registered, true);
        strbuf_printf(out, ",%zu,", rows[i].forces);
        csv_add(out, rows[i].asked, true);
        strbuf_putc(out, ',');
        csv_add(out, str_of(triage_match_word(rows[i].match)), true);
        strbuf_printf(out, ",%s,%zu\n", next_step(&rows[i]), rows[i].line);
    }
}
