/* /compare?tool=ID&tool=ID…: up to four listed tools beside each other, by what was measured.
 * It ranks nothing: the order is that of the request. */
#include "figures_model.h"
#include "templates.h"
#include "tool_sets.h"
#include "web_sql.h"

enum { TOOLS_MAX = 4 };

struct compared {
    struct str id;
    struct str digest;
};

static enum err_code write_choice(struct page_context *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tools, NULL, 0, &query, err));
    jsonw_key(page->w, "choices");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        const char *id = arena_strndup(page->arena, db_text(query, 0).p, db_text(query, 0).n);
        jsonw_object(page->w);
        jsonw_member(page->w, "id", id);
        jsonw_member_str(page->w, "name", db_text(query, 2));
        if (page_parameter_is(page, "tool", id)) {
            jsonw_member(page->w, "chosen", "yes");
        }
        jsonw_end(page->w);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return ERR_OK;
}

/* The newest version of each tool asked for, in the list's order; `more` when over four. */
static enum err_code read_chosen(struct page_context *page, struct compared *list,
                                 size_t *count, bool *more, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *count = 0;
    *more = false;
    TRY(page_query(page, sql_web_tools, NULL, 0, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        const char *id = arena_strndup(page->arena, db_text(query, 0).p, db_text(query, 0).n);
        bool asked = page_parameter_is(page, "tool", id);
        *more = *more || (asked && *count == TOOLS_MAX);
        if (asked && *count < TOOLS_MAX) {
            list[(*count)++] =
                (struct compared){str_of(id), arena_str(page->arena, db_text(query, 7))};
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

struct found_evidence {
    struct str envelope;
    struct str benchmark;
    struct str digest; /* of the benchmark */
    struct str title;
    struct str logged_at;
    struct str parameters;
};

enum { EVIDENCE_MAX = 100 };

static enum err_code read_evidence(struct page_context *page, struct str tool,
                                   struct found_evidence *list, size_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *count = 0;
    TRY(page_query(page, sql_web_evidence_of_tool, &tool, 1, &query, err));
    TRY(db_step(query, &row, err));
    while (row && *count < EVIDENCE_MAX) {
        if (db_int(query, 9) == 0) { /* not replaced by a newer one */
            list[(*count)++] =
                (struct found_evidence){arena_str(page->arena, db_text(query, 0)),
                                        arena_str(page->arena, db_text(query, 1)),
                                        arena_str(page->arena, db_text(query, 2)),
                                        arena_str(page->arena, db_text(query, 8)),
                                        arena_str(page->arena, db_text(query, 5)),
                                        arena_str(page->arena, db_text(query, 7))};
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code write_tool(struct page_context *page, const struct compared *one,
                                struct err *err)
{
    static const char *const names[] = {"id",       "version", "name", "task",
                                        "supplier", "licence", "kind", NULL};
    struct found_evidence *list = arena_alloc(page->arena, EVIDENCE_MAX * sizeof *list);
    struct db_query *query;
    struct manifest manifest;
    size_t count;
    bool row = false;
    jsonw_object(page->w);
    TRY(tool_sets_read(page, one->digest, &manifest, err));
    TRY(page_query(page, sql_web_tool, &one->digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    page_members(page->w, query, names);
    const struct task *task = task_model(page, db_text(query, 3));
    db_reset(query);
    TRY(read_evidence(page, one->digest, list, &count, err));
    jsonw_key(page->w, "evidence");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        const struct js *definition;
        jsonw_object(page->w);
        jsonw_member_str(page->w, "envelope", list[i].envelope);
        jsonw_member_str(page->w, "benchmark_id", list[i].benchmark);
        jsonw_member_str(page->w, "benchmark_title",
                         list[i].title.n > 0 ? list[i].title : list[i].benchmark);
        validity_model(page, list[i].logged_at);
        TRY(settings_model(page, manifest_set_of(&manifest, list[i].parameters),
                           list[i].parameters, err));
        TRY(definition_of(page, list[i].digest, &definition, err));
        TRY(figures_model(page, list[i].envelope, task, definition, err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct compared list[TOOLS_MAX];
    size_t count;
    bool more;
    TRY(write_choice(page, err));
    TRY(read_chosen(page, list, &count, &more, err));
    jsonw_key(page->w, "tools");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        TRY(write_tool(page, &list[i], err));
    }
    jsonw_end(page->w);
    if (more) {
        jsonw_member(page->w, "too_many", "yes");
    }
    return ERR_OK;
}

const struct page page_compare = {
    .pattern = "/compare", .section = "tools", .template = &template_compare, .model = model};
