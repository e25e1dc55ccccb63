/* See organisation_register.h. */
#include "organisation_register.h"

#include "base/mem.h"
#include "force_model.h"
#include "web_sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct organisation *place_of(struct organisation_register *reg, struct str id)
{
    for (size_t i = 0; i < reg->count; i++) {
        if (str_eq(reg->list[i].id, id)) {
            return &reg->list[i];
        }
    }
    return NULL;
}

static struct organisation *need(struct organisation_register *reg, struct str id)
{
    struct organisation *found = place_of(reg, id);
    if (found != NULL) {
        return found;
    }
    if (reg->count == reg->capacity) {
        reg->capacity = reg->capacity * 2 + 64;
        struct organisation *wider =
            arena_zalloc(reg->page->arena, reg->capacity * sizeof *wider);
        if (reg->count > 0) {
            memcpy(wider, reg->list, reg->count * sizeof *wider);
        }
        reg->list = wider;
    }
    found = &reg->list[reg->count++];
    *found = (struct organisation){.id = arena_str(reg->page->arena, id)};
    found->name = found->id;
    found->kind = found->region = found->area_code = found->ends = found->ends_by = STR("");
    return found;
}

static void take_text(struct str *to, const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    if (value != NULL && value->type == JS_STRING) {
        *to = value->string;
    }
}

static void read_list(struct organisation_register *reg)
{
    const struct js *list = force_list(reg->page);
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        struct str id = STR("");
        take_text(&id, item, "id");
        struct organisation *one = need(reg, id);
        take_text(&one->name, item, "name");
        take_text(&one->kind, item, "kind");
        take_text(&one->region, item, "region");
        take_text(&one->area_code, item, "area_code");
        one->begun = true;
    }
}

static bool by_the_date(const struct organisation_register *reg, struct str date)
{
    return str_cmp(date, str_of(reg->date)) <= 0;
}

static void changes_at(struct organisation_register *reg, struct str date)
{
    int64_t moment;
    if (date_parse(date, &moment)) {
        page_changes_at(reg->page, moment);
    }
}

/* Rows come by date, the one that counts last. */
static enum err_code read_names(struct organisation_register *reg, struct err *err)
{
    struct arena *arena = reg->page->arena;
    struct db_query *query;
    bool row;
    TRY(page_query(reg->page, sql_web_organisation_names, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct organisation *one = need(reg, db_text(query, 0));
        bool now = by_the_date(reg, db_text(query, 1));
        if (now || one->kind.n == 0) { /* of what is not yet, its first name */
            one->name = arena_str(arena, db_text(query, 2));
            one->kind = arena_str(arena, db_text(query, 3));
            struct str region = arena_str(arena, db_text(query, 4));
            struct str area_code = arena_str(arena, db_text(query, 5));
            one->region = region.n > 0 ? region : one->region;
            one->area_code = area_code.n > 0 ? area_code : one->area_code;
        }
        one->begun = one->begun || now;
        changes_at(reg, db_text(query, 1));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static void add_successor(struct organisation_register *reg, struct str id, struct str by,
                          struct str date, struct str successor)
{
    struct arena *arena = reg->page->arena;
    struct organisation *one = need(reg, id);
    if (one->ends_by.n > 0 && !str_eq(one->ends_by, by)) {
        return; /* another statement: the first one counts */
    }
    struct str *list = arena_alloc(arena, (one->successor_count + 1) * sizeof *list);
    one->ends_by = arena_str(arena, by);
    one->ends = arena_str(arena, date);
    if (successor.n > 0) {
        if (one->successor_count > 0) {
            memcpy(list, one->successors, one->successor_count * sizeof *list);
        }
        list[one->successor_count++] = arena_str(arena, successor);
        one->successors = list;
        (void)need(reg, successor); /* may move the list: `one` is not used after it */
    }
}

static enum err_code read_successions(struct organisation_register *reg, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(page_query(reg->page, sql_web_organisation_successions, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        add_successor(reg, db_text(query, 0), db_text(query, 1), db_text(query, 2),
                      db_text(query, 3));
        changes_at(reg, db_text(query, 2));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

/* Those whom a key is stated to belong to. */
static enum err_code read_owners(struct organisation_register *reg, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(page_query(reg->page, sql_web_organisations_of_keys, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        need(reg, db_text(query, 0))->begun = true;
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static int compare_ids(const void *a, const void *b)
{
    return str_cmp(((const struct organisation *)a)->id, ((const struct organisation *)b)->id);
}

enum err_code register_read(struct organisation_register *reg, struct page_context *page,
                            const char *date, struct err *err)
{
    *reg = (struct organisation_register){.page = page};
    date_format(reg->date, page->now);
    if (date != NULL) {
        snprintf(reg->date, sizeof reg->date, "%s", date);
    }
    read_list(reg);
    TRY(read_names(reg, err));
    TRY(read_successions(reg, err));
    TRY(read_owners(reg, err));
    if (reg->count > 0) {
        qsort(reg->list, reg->count, sizeof *reg->list, compare_ids);
    }
    return ERR_OK;
}

enum err_code register_count(struct organisation_register *reg, struct err *err)
{
    struct db_query *query;
    bool row;
    struct str end = str_of(reg->date);
    TRY(page_query(reg->page, sql_web_organisation_counts, &end, 1, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct organisation *one = place_of(reg, db_text(query, 0));
        const struct organisation *now = one != NULL ? register_now(reg, one) : NULL;
        if (one != NULL) {
            one->statements = db_int(query, 1);
            reg->list[now - reg->list].inherited += one->statements;
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

const struct organisation *register_find(const struct organisation_register *reg, struct str id)
{
    struct organisation wanted = {.id = id};
    return reg->count > 0
               ? bsearch(&wanted, reg->list, reg->count, sizeof *reg->list, compare_ids)
               : NULL;
}

bool organisation_ended(const struct organisation_register *reg,
                        const struct organisation *organisation)
{
    return organisation->ends.n > 0 && by_the_date(reg, organisation->ends);
}

/* Statements may go in a circle: no more steps than there are organisations. */
const struct organisation *register_now(const struct organisation_register *reg,
                                        const struct organisation *organisation)
{
    for (size_t i = 0; i < reg->count; i++) {
        if (!organisation_ended(reg, organisation) || organisation->successor_count != 1) {
            return organisation;
        }
        organisation = register_find(reg, organisation->successors[0]);
    }
    return organisation;
}

static void write_text(struct jsonw *w, const char *name, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, name, text);
    }
}

void organisation_write(struct jsonw *w, const struct organisation *organisation)
{
    jsonw_member_str(w, "id", organisation->id);
    jsonw_member_str(w, "name", organisation->name);
    write_text(w, "kind", organisation->kind);
    write_text(w, "region", organisation->region);
    write_text(w, "area_code", organisation->area_code);
}

void organisation_write_change(const struct organisation_register *reg,
                               const struct organisation *organisation)
{
    static const char *const words[2][3] = {{"ends", "becomes", "divides"},
                                            {"ended", "became", "divided"}};
    struct jsonw *w = reg->page->w;
    size_t count = organisation->successor_count;
    if (organisation->ends.n == 0) {
        return;
    }
    jsonw_member(w, "change",
                 words[organisation_ended(reg, organisation)][count > 2 ? 2 : count]);
    jsonw_member_str(w, "ends", organisation->ends);
    jsonw_member_str(w, "ends_by", organisation->ends_by);
    jsonw_key(w, "successors");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        const struct organisation *one = register_find(reg, organisation->successors[i]);
        jsonw_object(w);
        jsonw_member_str(w, "id", one->id);
        jsonw_member_str(w, "name", one->name);
        jsonw_end(w);
    }
    jsonw_end(w);
    if (count == 1) {
        jsonw_member_str(w, "successor_name",
                         register_find(reg, organisation->successors[0])->name);
    }
}
