/* /forces/:id: one organisation: what it is called, what became of it, what it has published.
 * An organisation that has ended keeps its address, and so does all that it published. */
#include "coverage_model.h"
#include "deployments_model.h"
#include "field_model.h"
#include "force_model.h"
#include "organisation_register.h"
#include "questions_model.h"
#include "templates.h"
#include "registry/state_at.h"
#include "web_sql.h"

/* Those that have become this one, with what they brought. */
static void write_predecessors(const struct organisation_register *reg,
                               const struct organisation *force)
{
    struct jsonw *w = reg->page->w;
    jsonw_key(w, "predecessors");
    jsonw_array(w);
    for (size_t i = 0; i < reg->count; i++) {
        const struct organisation *one = &reg->list[i];
        for (size_t j = 0; j < one->successor_count; j++) {
            if (!str_eq(one->successors[j], force->id)) {
                continue;
            }
            jsonw_object(w);
            jsonw_member_str(w, "id", one->id);
            jsonw_member_str(w, "name", one->name);
            jsonw_member_str(w, "date", one->ends);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

enum { USES_MAX = 100 };

/* Ids of the statements of `sql`, at most USES_MAX. */
static enum err_code read_uses(struct page_context *page, const char *sql, struct str force,
                               struct str *ids, size_t *count, struct err *err)
{
    struct db_query *query;
    char moment[TIME_SIZE];
    bool row = false;
    state_moment(moment, page->now);
    struct str texts[] = {force, str_of(moment)};
    *count = 0;
    TRY(page_query(page, sql, texts, 2, &query, err));
    db_bind_int(query, 3, USES_MAX);
    db_bind_int(query, 4, 0);
    TRY(db_step(query, &row, err));
    while (row) {
        ids[(*count)++] = arena_str(page->arena, db_text(query, 0));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

/* The uses that name it by their titles, those that have ended last. */
static enum err_code write_uses(struct entry_view *view, struct str force, struct err *err)
{
    static const char *const keys[] = {"deployments", "ended"};
    const char *const lists[] = {sql_web_uses_of_force, sql_web_ended_of_force};
    struct page_context *page = view->page;
    struct str ids[USES_MAX];
    int64_t shown = 0;
    int64_t all;
    TRY(page_count(page, sql_web_uses_of_force_count, &force, 1, &all, err));
    for (int ended = 0; ended < 2; ended++) {
        size_t count;
        TRY(read_uses(page, lists[ended], force, ids, &count, err));
        jsonw_key(page->w, keys[ended]);
        jsonw_array(page->w);
        for (size_t i = 0; i < count && shown < USES_MAX; i++) {
            struct registry_entry entry;
            TRY(registry_one(page->db, page->arena, ids[i], &entry, err));
            jsonw_object(page->w);
            TRY(deployment_row_model(view, &entry, force, err));
            field_route_model(page, &entry);
            jsonw_end(page->w);
            shown++;
        }
        jsonw_end(page->w);
    }
    if (all > shown) {
        jsonw_member_int(page->w, "more_uses", all - shown);
    }
    return ERR_OK;
}

/* Whole records that it withholds: how many, under which section, until which review. */
static enum err_code write_withheld(struct entry_view *view, struct str force, struct err *err)
{
    static const char *const keys[] = {"section", "harm",   "public_interest",
                                       "date",    "review", "decided_by"};
    struct page_context *page = view->page;
    struct registry_entries withheld;
    TRY(registry_by(page->db, page->arena, force, "records.withheld/1", &withheld, err));
    jsonw_key(page->w, "withheld_records");
    jsonw_array(page->w);
    for (size_t i = 0; i < withheld.count; i++) {
        const struct js *count = js_member(withheld.list[i].body, "count");
        int64_t review;
        if (count->integer == 0) {
            continue; /* what it withheld before it withholds no more */
        }
        jsonw_object(page->w);
        jsonw_member_str(page->w, "statement", withheld.list[i].id);
        jsonw_member_int(page->w, "count", count->integer);
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
            entry_text_model(page, withheld.list[i].body, keys[k]);
        }
        if (date_parse(js_text(withheld.list[i].body, "review"), &review)) {
            page_changes_at(page, review);
            if (page->now >= review) {
                jsonw_member(page->w, "overdue", "yes");
            }
        }
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code write_registry(struct page_context *page, struct str force,
                                    struct err *err)
{
    struct entry_view view;
    struct coverage_rows rows;
    TRY(entry_view_open(&view, page, err));
    TRY(coverage_rows_read(page->db, page->arena, force, &rows, err));
    struct coverage coverage = coverage_of(&rows, force, page->now);
    jsonw_key(page->w, "coverage");
    jsonw_object(page->w);
    coverage_model(page, &coverage);
    jsonw_end(page->w);
    TRY(write_uses(&view, force, err));
    TRY(write_withheld(&view, force, err));
    return questions_model(page, force, 1, false, err);
}

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"date", "name", "statement", NULL};
    static const char *const records[] = {"id", "type", "#log_index", "logged_at", NULL};
    struct organisation_register reg;
    TRY(register_read(&reg, page, NULL, err));
    TRY(register_count(&reg, err));
    const struct organisation *force = register_find(&reg, page->parts[0]);
    if (force == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    jsonw_key(page->w, "force");
    jsonw_object(page->w);
    organisation_write(page->w, force);
    organisation_write_change(&reg, force);
    if (!force->begun) {
        jsonw_member(page->w, "not_yet", "yes");
    }
    if (force->statements > 0) {
        jsonw_member_int(page->w, "statements", force->statements);
    }
    jsonw_end(page->w);
    write_predecessors(&reg, force);
    TRY(page_rows(page, "names", sql_web_organisation_names_of, &force->id, 1, names, err));
    TRY(page_rows(page, "records", sql_web_organisation_records, &force->id, 1, records, err));
    TRY(write_registry(page, force->id, err));
    force_source_model(page);
    return ERR_OK;
}

const struct page page_force = {
    .pattern = "/forces/:id", .section = "forces", .template = &template_force, .model = model};
