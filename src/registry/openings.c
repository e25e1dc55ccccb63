/* See openings.h. */
#include "registry/openings.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

static enum err_code read_rows(struct db_query *query, struct arena *arena,
                               struct opened_value **rows, size_t *count, struct err *err)
{
    size_t capacity = 0;
    bool row;
    struct js *value;
    TRY(db_step(query, &row, err));
    while (row) {
        *rows = mem_grow(*rows, *count, &capacity, sizeof **rows);
        TRY(js_parse(arena, arena_str(arena, db_text(query, 1)), &value, err));
        (*rows)[(*count)++] = (struct opened_value){arena_str(arena, db_text(query, 0)), value,
                                                    arena_str(arena, db_text(query, 2)),
                                                    arena_str(arena, db_text(query, 3))};
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

enum err_code openings_of(struct db *db, struct arena *arena, struct str statement,
                          struct opened_value **list, size_t *count, struct err *err)
{
    struct db_query *query;
    struct opened_value *rows = NULL;
    *count = 0;
    *list = NULL;
    TRY(db_prepare(db, sql_openings_of, &query, err));
    db_bind_text(query, 1, statement);
    enum err_code code = read_rows(query, arena, &rows, count, err);
    db_reset(query);
    if (code == ERR_OK && *count > 0) {
        *list = arena_alloc(arena, *count * sizeof **list);
        memcpy(*list, rows, *count * sizeof **list);
    }
    free(rows);
    return code;
}

static const struct js *last_at(const struct js *gaps, struct str pointer)
{
    const struct js *found = NULL;
    for (size_t i = 0; i < gaps->array.count; i++) {
        if (str_eq(js_text(&gaps->array.items[i], "pointer"), pointer)) {
            found = &gaps->array.items[i];
        }
    }
    return found;
}

/* What is published of a gap: not the harm in its private words. */
static void write_opening(struct jsonw *w, const struct js *gap)
{
    jsonw_object(w);
    jsonw_member_str(w, "pointer", js_text(gap, "pointer"));
    jsonw_member_str(w, "salt", js_text(gap, "salt"));
    jsonw_member_str(w, "statement", js_text(gap, "statement"));
    jsonw_key(w, "value");
    jsonw_raw(w, js_member(gap, "value")->raw);
    jsonw_end(w);
}

static size_t write_openings(struct jsonw *w, const struct js *gaps, struct str pointer,
                             struct str value)
{
    size_t count = 0;
    jsonw_object(w);
    jsonw_key(w, "openings");
    jsonw_array(w);
    for (size_t i = 0; i < gaps->array.count; i++) {
        const struct js *gap = &gaps->array.items[i];
        if (str_eq(js_text(gap, "pointer"), pointer) &&
            str_eq(js_member(gap, "value")->raw, value)) {
            write_opening(w, gap);
            count++;
        }
    }
    jsonw_end(w);
    jsonw_end(w);
    return count;
}

enum err_code openings_compose(struct arena *arena, struct str gaps, struct str pointer,
                               struct str *body, size_t *versions, struct err *err)
{
    struct js *list;
    struct strbuf out;
    struct jsonw w;
    TRY(js_parse(arena, gaps, &list, err));
    const struct js *last = list->type == JS_ARRAY ? last_at(list, pointer) : NULL;
    const struct js *value = last != NULL ? js_member(last, "value") : NULL;
    if (value == NULL) {
        return err_set(err, ERR_NOT_FOUND, "nothing is withheld at %.*s", STR_ARG(pointer));
    }
    if (value->type == JS_NULL) {
        return err_set(err, ERR_DENIED, "nothing is held at %.*s: there is nothing to disclose",
                       STR_ARG(pointer));
    }
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    *versions = write_openings(&w, list, pointer, value->raw);
    enum err_code code = strbuf_check(&out, "the openings", err);
    if (code == ERR_OK) {
        *body = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code openings_private_harm(struct arena *arena, struct str gaps, struct str pointer,
                                    struct str *harm, struct err *err)
{
    struct js *list;
    TRY(js_parse(arena, gaps, &list, err));
    const struct js *last = list->type == JS_ARRAY ? last_at(list, pointer) : NULL;
    *harm = last != NULL ? js_text(last, "private_harm") : STR("");
    return ERR_OK;
}
