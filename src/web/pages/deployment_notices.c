/* See deployment_model.h: notices on its tools and on what they take from, and what else
 * depends on them. */
#include "deployment_model.h"

#include "ledger/identity.h"
#include "notice_model.h"

/* A tool through which notices reach this deployment. */
struct way {
    struct notice_target target;
    const char *how; /* "tool", "upstream" */
};

enum { WAYS_MAX = 512 };

struct ways {
    struct deployment_view *view;
    struct way list[WAYS_MAX];
    size_t count;
};

static enum err_code add_way(struct ways *ways, const struct js *identity, const char *how,
                             struct err *err)
{
    if (ways->count == WAYS_MAX) {
        return ERR_OK;
    }
    struct way *way = &ways->list[ways->count++];
    way->how = how;
    return notice_target_of(ways->view->entries.page->db, ways->view->entries.page->arena,
                            identity, &way->target, err);
}

static enum err_code add_listed(struct ways *ways, const struct js *list, const char *how,
                                struct err *err)
{
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *held = js_member(&list->array.items[i], "tool");
        TRY(add_way(ways, held != NULL ? held : &list->array.items[i], how, err));
    }
    return ERR_OK;
}

/* Another deployment that says: our tool takes what its tools give. */
static enum err_code add_from_others(struct ways *ways, struct err *err)
{
    struct deployment_view *view = ways->view;
    size_t own = ways->count;
    for (size_t i = 0; i < own; i++) {
        struct registry_entries others;
        if (str_is(str_of(ways->list[i].how), "tool")) {
            TRY(registry_with_tool(view->page->db, view->arena, ways->list[i].target.digest,
                                   "downstream", &others, err));
            for (size_t j = 0; j < others.count; j++) {
                TRY(add_listed(ways, js_member(others.list[j].body, "tools"), "upstream", err));
            }
        }
    }
    return ERR_OK;
}

/* NULL when it does not reach. */
static const char *how_reached(const struct ways *ways, const struct registry_entry *notice)
{
    for (size_t i = 0; i < ways->count; i++) {
        if (notice_reaches(notice, &ways->list[i].target)) {
            return ways->list[i].how;
        }
    }
    return NULL;
}

static void gather_forces(struct deployment_view *view, struct str **forces, size_t *count)
{
    const struct js *list = js_member(view->entry->body, "forces");
    *count = list != NULL ? list->array.count : 0;
    *forces = arena_alloc(view->arena, (*count + 1) * sizeof **forces);
    for (size_t i = 0; i < *count; i++) {
        (*forces)[i] = list->array.items[i].string;
    }
}

static enum err_code write_notices(struct ways *ways, struct err *err)
{
    struct deployment_view *view = ways->view;
    struct jsonw *w = view->page->w;
    struct registry_entries all;
    struct str *forces;
    size_t count;
    gather_forces(view, &forces, &count);
    TRY(registry_of_type(view->page->db, view->arena, "safety.noticed/1", &all, err));
    jsonw_key(w, "notices");
    jsonw_array(w);
    for (size_t i = all.count; i-- > 0;) {
        const char *how = how_reached(ways, &all.list[i]);
        if (how == NULL) {
            continue;
        }
        jsonw_object(w);
        notice_model(&view->entries, &all.list[i]);
        jsonw_member(w, "how", how);
        TRY(notice_answers_model(&view->entries, &all.list[i], forces, count, err));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

/* ---- what depends on what ---- */

/* Subjects that are written already. */
struct written {
    struct str list[WAYS_MAX];
    size_t count;
};

/* Notes it too. True also when no more can be noted. */
static bool is_written(struct written *written, struct str subject)
{
    for (size_t i = 0; i < written->count; i++) {
        if (str_eq(written->list[i], subject)) {
            return true;
        }
    }
    if (written->count == WAYS_MAX) {
        return true;
    }
    written->list[written->count++] = subject;
    return false;
}

static enum err_code write_users(struct deployment_view *view, const struct js *list,
                                 const char *role, struct written *written, struct err *err)
{
    struct jsonw *w = view->page->w;
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *held = js_member(&list->array.items[i], "tool");
        struct notice_target target;
        struct registry_entries others;
        TRY(notice_target_of(view->entries.page->db, view->entries.page->arena,
                             held != NULL ? held : &list->array.items[i], &target, err));
        TRY(registry_with_tool(view->page->db, view->arena, target.digest, role, &others, err));
        for (size_t j = 0; j < others.count; j++) {
            if (str_is(others.list[j].type, "deployment.described/1") &&
                !str_eq(others.list[j].subject, view->entry->subject) &&
                !is_written(written, others.list[j].subject)) {
                jsonw_object(w);
                entry_model(&view->entries, &others.list[j]);
                jsonw_end(w);
            }
        }
    }
    return ERR_OK;
}

/* "fed_by": deployments whose output reaches this one; "feeds": those it reaches. */
static enum err_code write_cascade(struct deployment_view *view, struct err *err)
{
    struct jsonw *w = view->page->w;
    const struct js *body = view->entry->body;
    struct written *written = arena_zalloc(view->arena, sizeof *written);
    jsonw_key(w, "fed_by");
    jsonw_array(w);
    TRY(write_users(view, js_member(body, "upstream"), "used", written, err));
    TRY(write_users(view, js_member(body, "tools"), "downstream", written, err));
    jsonw_end(w);
    written->count = 0;
    jsonw_key(w, "feeds");
    jsonw_array(w);
    TRY(write_users(view, js_member(body, "downstream"), "used", written, err));
    TRY(write_users(view, js_member(body, "tools"), "upstream", written, err));
    jsonw_end(w);
    return ERR_OK;
}

enum err_code deployment_notices_model(struct deployment_view *view, struct err *err)
{
    struct ways *ways = arena_zalloc(view->arena, sizeof *ways);
    const struct js *body = view->entry->body;
    ways->view = view;
    TRY(add_listed(ways, js_member(body, "tools"), "tool", err));
    TRY(add_listed(ways, js_member(body, "upstream"), "upstream", err));
    TRY(add_from_others(ways, err));
    TRY(write_notices(ways, err));
    return write_cascade(view, err);
}
