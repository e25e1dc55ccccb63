/* See notice_model.h. */
#include "notice_model.h"

#include "base/mem.h"
#include "ledger/identity.h"
#include "web_sql.h"

#include <stdlib.h>

/* Has this day come? The page changes when it does. */
static bool has_come(struct page_context *page, struct str date)
{
    int64_t seconds;
    if (!date_parse(date, &seconds)) {
        return false;
    }
    page_changes_at(page, seconds);
    return page->now >= seconds;
}

bool notice_is_lifted(struct page_context *page, const struct registry_entry *notice)
{
    return has_come(page, js_text(notice->body, "lifted"));
}

void notice_model(const struct entry_view *view, const struct registry_entry *notice)
{
    struct page_context *page = view->page;
    entry_model(view, notice);
    entry_text_model(page, notice->body, "date");
    entry_text_model(page, notice->body, "due");
    entry_text_model(page, notice->body, "says");
    entry_text_model(page, notice->body, "action");
    if (notice_is_lifted(page, notice)) {
        entry_text_model(page, notice->body, "lifted");
    }
}

/* ---- who answered ---- */

static bool has_answered(const struct registry_entries *answers, struct str force)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_eq(answers->list[i].organisation, force)) {
            return true;
        }
    }
    return false;
}

static void write_answer(const struct entry_view *view, const struct registry_entry *answer)
{
    jsonw_object(view->page->w);
    entry_organisation_model(view, "organisation", answer->organisation);
    jsonw_member_str(view->page->w, "statement", answer->id);
    if (!answer->confirmed) {
        jsonw_member(view->page->w, "by_centre", "yes");
    }
    entry_text_model(view->page, answer->body, "date");
    entry_text_model(view->page, answer->body, "did");
    entry_text_model(view->page, answer->body, "role");
    jsonw_end(view->page->w);
}

enum err_code notice_answers_model(const struct entry_view *view,
                                   const struct registry_entry *notice,
                                   const struct str *forces, size_t count, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries answers;
    bool due = has_come(page, js_text(notice->body, "due"));
    TRY(registry_about(page->db, page->arena, notice->subject, "safety.acknowledged/1",
                       &answers, err));
    jsonw_key(page->w, "acknowledged");
    jsonw_array(page->w);
    for (size_t i = 0; i < answers.count; i++) {
        write_answer(view, &answers.list[i]);
    }
    jsonw_end(page->w);
    jsonw_key(page->w, "unanswered");
    jsonw_array(page->w);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!has_answered(&answers, forces[i])) {
            any = true;
            jsonw_object(page->w);
            entry_organisation_model(view, "organisation", forces[i]);
            jsonw_end(page->w);
        }
    }
    jsonw_end(page->w);
    if (any && due && !notice_is_lifted(page, notice)) {
        jsonw_member(page->w, "overdue", "yes");
    }
    return ERR_OK;
}

enum err_code notice_target_of(const struct entry_view *view, const struct js *identity,
                               struct notice_target *target, struct err *err)
{
    struct arena *arena = view->page->arena;
    struct tool_identity tool;
    struct db_query *query;
    char hex[SHA256_HEX_SIZE];
    bool row = false;
    *target = (struct notice_target){.digest = STR("")};
    TRY(identity_parse(identity, &tool, err));
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    target->digest = str_of(arena_strdup(arena, hex));
    target->supplier = tool.supplier;
    target->product = tool.kind == IDENTITY_SERVICE ? tool.model : tool.product;
    target->version = tool.version;
    TRY(page_query(view->page, sql_web_tool, &target->digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row && tool.kind == IDENTITY_DIGEST) {
        target->product = arena_str(arena, db_text(query, 0));
        target->version = arena_str(arena, db_text(query, 1));
        target->other_name = arena_str(arena, db_text(query, 2));
        target->supplier = arena_str(arena, db_text(query, 4));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code notice_list_model(const struct entry_view *view, const char *key,
                                const struct notice_target *target, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries notices;
    TRY(notices_reaching(page->db, page->arena, target, &notices, err));
    jsonw_key(page->w, key);
    jsonw_array(page->w);
    for (size_t i = notices.count; i-- > 0;) {
        jsonw_object(page->w);
        notice_model(view, &notices.list[i]);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

/* ---- whom it reaches ---- */

struct reach {
    const struct entry_view *view;
    struct registry_entries uses;
    struct str *forces; /* each once, in the order in which the uses name them */
    size_t force_count;
    size_t force_capacity;
};

static void add_force(struct reach *reach, struct str force)
{
    for (size_t i = 0; i < reach->force_count; i++) {
        if (str_eq(reach->forces[i], force)) {
            return;
        }
    }
    reach->forces = mem_grow(reach->forces, reach->force_count, &reach->force_capacity,
                             sizeof *reach->forces);
    reach->forces[reach->force_count++] = force;
}

static void write_use(const struct reach *reach, const struct registry_entry *use,
                      const struct str *forces, size_t count)
{
    struct jsonw *w = reach->view->page->w;
    jsonw_object(w);
    entry_model(reach->view, use);
    jsonw_key(w, "forces");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        entry_force_model(reach->view, forces[i]);
    }
    jsonw_end(w);
    jsonw_end(w);
}

/* Gathers their forces, and writes the uses when they are to be listed. */
static enum err_code take_uses(struct reach *reach, bool list, struct err *err)
{
    struct page_context *page = reach->view->page;
    for (size_t i = 0; i < reach->uses.count; i++) {
        const struct registry_entry *use = &reach->uses.list[i];
        struct str *forces;
        size_t count;
        TRY(registry_forces_of(page->db, page->arena, use->id, &forces, &count, err));
        for (size_t f = 0; f < count; f++) {
            add_force(reach, forces[f]);
        }
        if (list) {
            write_use(reach, use, forces, count);
        }
    }
    return ERR_OK;
}

enum err_code notice_reached_model(const struct entry_view *view,
                                   const struct registry_entry *notice, bool list,
                                   struct err *err)
{
    struct page_context *page = view->page;
    struct reach reach = {.view = view};
    TRY(notice_uses(page->db, page->arena, notice, &reach.uses, err));
    jsonw_member_int(page->w, "reached", (int64_t)reach.uses.count);
    if (list) {
        jsonw_key(page->w, "deployments");
        jsonw_array(page->w);
    }
    enum err_code code = take_uses(&reach, list, err);
    if (list) {
        jsonw_end(page->w);
    }
    if (code == ERR_OK) {
        code = notice_answers_model(view, notice, reach.forces, reach.force_count, err);
    }
    free(reach.forces);
    return code;
}
