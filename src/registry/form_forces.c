/* See form_forces.h. */
#include "registry/form_forces.h"

#include "base/ascii_case.h"
#include "base/json.h"
#include "registry/reference_file.h"
#include "registry_sql.h"

#include <stdlib.h>

enum { FORCES_MAX = 4096 };

static int by_id(const void *a, const void *b)
{
    return str_cmp(((const struct form_force *)a)->id, ((const struct form_force *)b)->id);
}

/* A later word on one that is known takes its place. */
static enum err_code put(struct form_forces *forces, struct form_force force, struct err *err)
{
    for (size_t i = 0; i < forces->count; i++) {
        if (str_eq(forces->list[i].id, force.id)) {
            forces->list[i] = force;
            return ERR_OK;
        }
    }
    if (forces->count == FORCES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d organisations", FORCES_MAX);
    }
    forces->list[forces->count++] = force;
    return ERR_OK;
}

static enum err_code take_forces(struct arena *arena, const struct js *value, void *made,
                                 struct err *err)
{
    struct form_forces *forces = made;
    const struct js *list = NULL;
    (void)arena;
    TRY(js_need(value, "organisations", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *one = &list->array.items[i];
        struct form_force force;
        TRY(js_need_str(one, "id", &force.id, err));
        TRY(js_need_str(one, "name", &force.name, err));
        TRY(js_need_str(one, "kind", &force.kind, err));
        TRY(put(forces, force, err));
    }
    return ERR_OK;
}

static enum err_code from_log(struct arena *arena, struct db *db, struct form_forces *forces,
                              struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, sql_form_forces, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct form_force force = {arena_str(arena, db_text(query, 0)),
                                   arena_str(arena, db_text(query, 1)),
                                   arena_str(arena, db_text(query, 2))};
        TRY(put(forces, force, err));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code form_forces_load(struct arena *arena, const char *reference, struct db *db,
                               struct form_forces *forces, struct err *err)
{
    const char *path = arena_printf(arena, "%s/organisations.json", reference);
    forces->list = arena_alloc(arena, FORCES_MAX * sizeof *forces->list);
    forces->count = 0;
    TRY(reference_read(arena, path, take_forces, forces, err));
    if (db != NULL) {
        TRY(from_log(arena, db, forces, err));
    }
    qsort(forces->list, forces->count, sizeof *forces->list, by_id);
    return ERR_OK;
}

const struct form_force *form_forces_find(const struct form_forces *forces, struct str id)
{
    struct form_force key = {.id = id};
    return forces->count == 0
               ? NULL
               : bsearch(&key, forces->list, forces->count, sizeof *forces->list, by_id);
}

const struct form_force *form_forces_named(const struct form_forces *forces, struct str text)
{
    for (size_t i = 0; i < forces->count; i++) {
        if (str_eq_but_case(forces->list[i].id, text) ||
            str_eq_but_case(forces->list[i].name, text)) {
            return &forces->list[i];
        }
    }
    return NULL;
}

bool form_force_polices(const struct form_force *force)
{
    return str_is(force->kind, "territorial force") || str_is(force->kind, "special force");
}
