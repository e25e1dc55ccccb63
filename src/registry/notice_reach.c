/* See notice_reach.h. */
#include "registry/notice_reach.h"

#include "base/ascii_case.h"
#include "base/mem.h"
#include "crypto/digest.h"
#include "ledger/identity.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

/* ---- versions ---- */

static struct str take_part(struct str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '.' && rest->p[n] != '-' && rest->p[n] != '+' &&
           rest->p[n] != '_') {
        n++;
    }
    struct str part = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n < rest->n ? n + 1 : n);
    return part;
}

static bool is_number(struct str part)
{
    for (size_t i = 0; i < part.n; i++) {
        if (part.p[i] < '0' || part.p[i] > '9') {
            return false;
        }
    }
    return part.n > 0;
}

static struct str without_zeros(struct str digits)
{
    while (digits.n > 1 && digits.p[0] == '0') {
        digits = str_from(digits, 1);
    }
    return digits;
}

static int compare_part(struct str a, struct str b)
{
    bool numbers = is_number(a) && is_number(b);
    if (is_number(a) != is_number(b)) {
        return is_number(a) ? -1 : 1;
    }
    a = numbers ? without_zeros(a) : a;
    b = numbers ? without_zeros(b) : b;
    if (numbers && a.n != b.n) {
        return a.n < b.n ? -1 : 1;
    }
    return str_cmp(a, b);
}

int version_compare(struct str a, struct str b)
{
    while (a.n > 0 && b.n > 0) {
        int order = compare_part(take_part(&a), take_part(&b));
        if (order != 0) {
            return order;
        }
    }
    return a.n > 0 ? 1 : b.n > 0 ? -1 : 0;
}

/* ---- notices ---- */

static bool same_name(struct str a, struct str b)
{
    return a.n > 0 && str_eq_but_case(a, b);
}

static bool reaches_identity(const struct js *identity, const struct notice_target *target)
{
    struct tool_identity tool;
    struct err ignored;
    char hex[SHA256_HEX_SIZE];
    if (identity_parse(identity, &tool, &ignored) != ERR_OK) {
        return false;
    }
    if (tool.kind == IDENTITY_DIGEST && target->folder.n > 0) {
        sha256_hex(hex, &tool.folder);
        return str_is(target->folder, hex);
    }
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    return str_is(target->digest, hex);
}

static bool reaches_product(const struct js *about, const struct notice_target *target)
{
    struct str product = js_text(about, "product");
    struct str from = js_text(about, "from");
    struct str to = js_text(about, "to");
    struct str version = target->version;
    if (!same_name(js_text(about, "supplier"), target->supplier) ||
        (!same_name(product, target->product) && !same_name(product, target->other_name))) {
        return false;
    }
    return version.n == 0 || ((from.n == 0 || version_compare(from, version) <= 0) &&
                              (to.n == 0 || version_compare(version, to) <= 0));
}

bool notice_reaches(const struct registry_entry *notice, const struct notice_target *target)
{
    const struct js *about = js_member(notice->body, "about");
    for (size_t i = 0; about != NULL && i < about->array.count; i++) {
        const struct js *identity = js_member(&about->array.items[i], "tool");
        if (identity != NULL ? reaches_identity(identity, target)
                             : reaches_product(&about->array.items[i], target)) {
            return true;
        }
    }
    return false;
}

enum err_code notices_reaching(struct db *db, struct arena *arena,
                               const struct notice_target *target,
                               struct registry_entries *notices, struct err *err)
{
    struct registry_entries all;
    TRY(registry_of_type(db, arena, "safety.noticed/1", &all, err));
    notices->list = all.list;
    notices->count = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (notice_reaches(&all.list[i], target)) {
            notices->list[notices->count++] = all.list[i];
        }
    }
    return ERR_OK;
}

/* ---- whom it reaches ---- */

struct str notice_maker(struct arena *arena, struct str supplier, struct str product)
{
    if (supplier.n == 0 || product.n == 0) {
        return STR("");
    }
    char *text = arena_printf(arena, "%.*s\t%.*s", STR_ARG(supplier), STR_ARG(product));
    for (char *c = text; *c != '\0'; c++) {
        *c = ascii_lower(*c);
    }
    return str_of(text);
}

struct reaching {
    struct db *db;
    struct arena *arena;
    const struct registry_entry *notice;
    struct registry_entry *list; /* unsorted, perhaps twice */
    size_t count, capacity;
};

static struct str keep(struct reaching *reaching, struct db_query *query, int column)
{
    return arena_str(reaching->arena, db_text(query, column));
}

static void add_use(struct reaching *reaching, struct db_query *query)
{
    reaching->list =
        mem_grow(reaching->list, reaching->count, &reaching->capacity, sizeof *reaching->list);
    reaching->list[reaching->count++] =
        (struct registry_entry){.id = keep(reaching, query, 5),
                                .log_index = db_int(query, 6),
                                .at = keep(reaching, query, 7),
                                .logged_at = keep(reaching, query, 8),
                                .type = keep(reaching, query, 9),
                                .subject = keep(reaching, query, 10),
                                .organisation = keep(reaching, query, 11),
                                .confirmed = str_is(db_text(query, 12), "own"),
                                .stage = keep(reaching, query, 13),
                                .title = keep(reaching, query, 14),
                                .current = true};
}

/* Its first columns; good until the next step. */
static struct notice_target target_of_row(struct db_query *query)
{
    return (struct notice_target){.digest = db_text(query, 0),
                                  .supplier = db_text(query, 1),
                                  .product = db_text(query, 2),
                                  .other_name = db_text(query, 3),
                                  .version = db_text(query, 4),
                                  .folder = STR("")};
}

static enum err_code add_uses(struct reaching *reaching, struct str digest, struct str maker,
                              struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(reaching->db, sql_search_reached, &query, err));
    db_bind_text(query, 1, digest);
    db_bind_text(query, 2, maker);
    TRY(db_step(query, &row, err));
    while (row) {
        struct notice_target target = target_of_row(query);
        if (notice_reaches(reaching->notice, &target)) {
            add_use(reaching, query);
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

/* Held packages whose manifest the notice names. */
static enum err_code add_listed(struct reaching *reaching, struct err *err)
{
    struct db_query *query;
    struct str *digests = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool row = false;
    TRY(db_prepare(reaching->db, sql_search_listed, &query, err));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct notice_target target = target_of_row(query);
        if (notice_reaches(reaching->notice, &target)) {
            digests = mem_grow(digests, count, &capacity, sizeof *digests);
            digests[count++] = arena_str(reaching->arena, db_text(query, 0));
        }
        code = db_step(query, &row, err);
    }
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = add_uses(reaching, digests[i], STR(""), err);
    }
    free(digests);
    return code;
}

static enum err_code gather(struct reaching *reaching, struct err *err)
{
    const struct js *about = js_member(reaching->notice->body, "about");
    for (size_t i = 0; about != NULL && i < about->array.count; i++) {
        const struct js *one = &about->array.items[i];
        const struct js *identity = js_member(one, "tool");
        char hex[SHA256_HEX_SIZE] = "";
        if (identity != NULL) {
            struct tool_identity tool;
            TRY(identity_parse(identity, &tool, err));
            struct sha256 digest = identity_digest(&tool);
            sha256_hex(hex, &digest);
        }
        TRY(add_uses(
            reaching, str_of(hex),
            notice_maker(reaching->arena, js_text(one, "supplier"), js_text(one, "product")),
            err));
    }
    return add_listed(reaching, err);
}

static int compare_ids(const void *a, const void *b)
{
    return str_cmp(((const struct registry_entry *)a)->id,
                   ((const struct registry_entry *)b)->id);
}

enum err_code notice_uses(struct db *db, struct arena *arena,
                          const struct registry_entry *notice, struct registry_entries *uses,
                          struct err *err)
{
    struct reaching reaching = {.db = db, .arena = arena, .notice = notice};
    *uses = (struct registry_entries){NULL, 0};
    enum err_code code = gather(&reaching, err);
    if (code == ERR_OK && reaching.count > 0) {
        qsort(reaching.list, reaching.count, sizeof *reaching.list, compare_ids);
        uses->list = arena_alloc(arena, reaching.count * sizeof *uses->list);
    }
    for (size_t i = 0; code == ERR_OK && i < reaching.count; i++) {
        if (i == 0 || !str_eq(reaching.list[i].id, reaching.list[i - 1].id)) {
            uses->list[uses->count++] = reaching.list[i];
        }
    }
    free(reaching.list);
    return code;
}
