/* See notice_reach.h. */
#include "registry/notice_reach.h"

#include "crypto/digest.h"
#include "ledger/identity.h"

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

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(struct str a, struct str b)
{
    if (a.n != b.n || a.n == 0) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (small(a.p[i]) != small(b.p[i])) {
            return false;
        }
    }
    return true;
}

static struct str text_at(const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}

static bool reaches_identity(const struct js *identity, const struct notice_target *target)
{
    struct tool_identity tool;
    struct err ignored;
    char hex[SHA256_HEX_SIZE];
    if (identity_parse(identity, &tool, &ignored) != ERR_OK) {
        return false;
    }
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    return str_is(target->digest, hex);
}

static bool reaches_product(const struct js *about, const struct notice_target *target)
{
    struct str product = text_at(about, "product");
    struct str from = text_at(about, "from");
    struct str to = text_at(about, "to");
    struct str version = target->version;
    if (!same_name(text_at(about, "supplier"), target->supplier) ||
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
