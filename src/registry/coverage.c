/* See coverage.h. */
#include "registry/coverage.h"

#include "base/clock.h"
#include "base/mem.h"
#include "registry/gate.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 86400 };

const char *coverage_state_word(enum coverage_state state)
{
    static const char *const words[] = {"published", "nil return", "awaited", "overdue",
                                        "no return has been asked for"};
    return words[state];
}

static void take_use(struct db_query *query, struct arena *arena, struct coverage_use *use)
{
    *use = (struct coverage_use){.force = arena_str(arena, db_text(query, 0)),
                                 .theirs = db_int(query, 1) != 0,
                                 .own = db_int(query, 2) != 0,
                                 .in_use = db_int(query, 3) != 0,
                                 .count = (size_t)db_int(query, 4)};
}

static enum err_code read_uses(struct db *db, struct arena *arena, struct str force,
                               struct coverage_rows *rows, struct err *err)
{
    struct coverage_use *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    struct db_query *query;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(db, sql_registry_coverage_uses, &query, err));
    db_bind_text(query, 1, force);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        list = mem_grow(list, count, &capacity, sizeof *list);
        take_use(query, arena, &list[count++]);
    }
    db_reset(query);
    struct coverage_use *kept = arena_alloc(arena, (count + 1) * sizeof *kept);
    if (count > 0) {
        memcpy(kept, list, count * sizeof *kept);
    }
    free(list);
    rows->uses = kept;
    rows->use_count = count;
    return code;
}

enum err_code coverage_rows_read(struct db *db, struct arena *arena, struct str force,
                                 struct coverage_rows *rows, struct err *err)
{
    TRY(registry_of_type(db, arena, "return.requested/1", &rows->requests, err));
    TRY(registry_of_type(db, arena, "return.nil/1", &rows->nils, err));
    TRY(registry_of_type(db, arena, "records.withheld/1", &rows->withheld, err));
    return read_uses(db, arena, force, rows, err);
}

static bool names(const struct registry_entry *entry, struct str force)
{
    const struct js *forces = js_member(entry->body, "forces");
    for (size_t i = 0; forces != NULL && forces->type == JS_ARRAY && i < forces->array.count;
         i++) {
        if (forces->array.items[i].type == JS_STRING &&
            str_eq(forces->array.items[i].string, force)) {
            return true;
        }
    }
    return false;
}

/* The day from which a request counts: the one it names, and not before it was logged. */
static int64_t begins(const struct registry_entry *request)
{
    int64_t day = 0;
    int64_t logged = entry_moment(request);
    return date_parse(js_text(request->body, "date"), &day) && day > logged ? day : logged;
}

static bool is_later(const struct registry_entry *a, const struct registry_entry *b)
{
    if (b == NULL || begins(a) != begins(b)) {
        return b == NULL || begins(a) > begins(b);
    }
    return a->log_index > b->log_index;
}

static void find_request(struct coverage *made, const struct coverage_rows *rows, int64_t now)
{
    for (size_t i = 0; i < rows->requests.count; i++) {
        const struct registry_entry *entry = &rows->requests.list[i];
        int64_t from = begins(entry);
        if (!names(entry, made->force)) {
            continue;
        }
        if (from > now) {
            made->next_change = from < made->next_change ? from : made->next_change;
        } else if (is_later(entry, made->request)) {
            made->request = entry;
        }
    }
    if (made->request != NULL && date_parse(js_text(made->request->body, "due"), &made->due)) {
        made->due += DAY;
    }
}

static void find_nil(struct coverage *made, const struct coverage_rows *rows, int64_t now)
{
    bool earlier = false;
    for (size_t i = 0; i < rows->nils.count; i++) {
        const struct registry_entry *entry = &rows->nils.list[i];
        if (!str_eq(entry->organisation, made->force) || entry_moment(entry) > now) {
            continue;
        }
        if (made->request == NULL || !str_eq(entry->about, made->request->subject)) {
            earlier = true;
        } else if (made->nil == NULL || entry->log_index > made->nil->log_index) {
            made->nil = entry;
        }
    }
    made->nil_lapsed = earlier && made->nil == NULL;
}

/* Whether one of them is in use. */
static bool count_deployments(struct coverage *made, const struct coverage_rows *rows)
{
    bool used = false;
    for (size_t i = 0; i < rows->use_count; i++) {
        const struct coverage_use *use = &rows->uses[i];
        if (str_eq(use->force, made->force)) {
            made->own += use->theirs && use->own ? use->count : 0;
            made->by_centre += use->theirs && !use->own ? use->count : 0;
            made->by_others += use->theirs ? 0 : use->count;
            used = used || use->in_use;
        }
    }
    return used;
}

static void count_withheld(struct coverage *made, const struct coverage_rows *rows, int64_t now)
{
    for (size_t i = 0; i < rows->withheld.count; i++) {
        const struct registry_entry *entry = &rows->withheld.list[i];
        const struct js *count = js_member(entry->body, "count");
        if (str_eq(entry->organisation, made->force) && entry_moment(entry) <= now &&
            count != NULL && count->type == JS_INT) {
            made->withheld += count->integer;
        }
    }
}

struct coverage coverage_of(const struct coverage_rows *rows, struct str force, int64_t now)
{
    struct coverage made = {.force = force, .next_change = INT64_MAX};
    find_request(&made, rows, now);
    find_nil(&made, rows, now);
    bool used = count_deployments(&made, rows);
    count_withheld(&made, rows, now);
    made.nil_contradicted = made.nil != NULL && used;
    made.nil_unconfirmed = made.nil != NULL && !made.nil->confirmed;
    if (made.own + made.by_centre > 0) {
        made.state = COVERAGE_PUBLISHED;
    } else if (made.nil != NULL) {
        made.state = COVERAGE_NIL;
    } else if (made.request == NULL) {
        made.state = COVERAGE_NOT_ASKED;
    } else if (now >= made.due) {
        made.state = COVERAGE_OVERDUE;
    } else {
        made.state = COVERAGE_AWAITED;
        made.next_change = made.due < made.next_change ? made.due : made.next_change;
    }
    return made;
}

/* ---- every force that is named ---- */

static int by_bytes(const void *a, const void *b)
{
    const struct str *one = a;
    const struct str *other = b;
    return str_cmp(*one, *other);
}

static size_t take_forces(const struct registry_entries *entries, struct str *into)
{
    size_t count = 0;
    for (size_t i = 0; i < entries->count; i++) {
        const struct js *forces = js_member(entries->list[i].body, "forces");
        for (size_t k = 0;
             forces != NULL && forces->type == JS_ARRAY && k < forces->array.count; k++) {
            if (into != NULL) {
                into[count] = forces->array.items[k].string;
            }
            count++;
        }
    }
    return count;
}

void coverage_forces(struct arena *arena, const struct coverage_rows *rows, struct str **forces,
                     size_t *count)
{
    size_t room = take_forces(&rows->requests, NULL) + rows->use_count + rows->withheld.count;
    struct str *list = arena_alloc(arena, (room + 1) * sizeof *list);
    size_t n = take_forces(&rows->requests, list);
    size_t kept = 0;
    for (size_t i = 0; i < rows->use_count; i++) {
        list[n++] = rows->uses[i].force;
    }
    for (size_t i = 0; i < rows->withheld.count; i++) {
        list[n++] = rows->withheld.list[i].organisation;
    }
    qsort(list, n, sizeof *list, by_bytes);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || !str_eq(list[i], list[kept - 1])) {
            list[kept++] = list[i];
        }
    }
    *forces = list;
    *count = kept;
}
