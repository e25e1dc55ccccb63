/* See deployments_model.h. What lists are filtered by, the state of evidence at the moment
 * among them, are columns (registry/sql/state.sql). */
#include "deployments_model.h"

#include "registry/state_at.h"
#include "web/registry_data.h"
#include "web_sql.h"

#include <string.h>

enum { PAGE_ROWS = 25, NUMBER_MAX = 12, FORCE_MAX = 100, STAGES = 5 };

static const char *const stages[STAGES] = {"considering", "pilot", "operational", "paused",
                                           "ended"};
static const enum evidence_state states[] = {
    EVIDENCE_IN_DATE,       EVIDENCE_NOT_OWN_DATA, EVIDENCE_LAPSED, EVIDENCE_OTHER_PARAMETERS,
    EVIDENCE_OTHER_VERSION, EVIDENCE_WITHHELD,     EVIDENCE_NONE};

struct listing {
    struct page_context *page;
    struct entry_view view;
    struct str force; /* "" when not asked for, as the next three */
    struct str use;
    struct str risk;
    struct str state;
    bool stage[STAGES];
    bool filtered;
    int64_t number; /* of the page, from 1 */
    int64_t count;
};

/* ---- filters ---- */

static bool is_option(const struct vocabulary *vocabulary, const char *field, struct str id)
{
    const struct vocabulary_field *one = vocabulary_find(vocabulary, str_of(field));
    for (size_t i = 0; one != NULL && i < one->option_count; i++) {
        if (str_eq(one->options[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool is_state(struct str word)
{
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (str_is(word, evidence_state_word(states[i]))) {
            return true;
        }
    }
    return false;
}

struct str state_as_said(struct str state, struct str force)
{
    bool of_nobody = force.n == 0 && str_is(state, evidence_state_word(EVIDENCE_IN_DATE));
    return of_nobody ? STR("in date by whoever") : state;
}

/* What is asked for; a value that no filter knows asks for nothing. */
static struct str asked(struct page_context *page, const char *name)
{
    struct str value;
    struct err ignored;
    return page_parameter(page, name, FORCE_MAX, &value, &ignored) == ERR_OK ? value : STR("");
}

static void read_filters(struct listing *listing)
{
    struct page_context *page = listing->page;
    const struct vocabulary *words = &page->registry->deployments;
    struct str force = asked(page, "force");
    struct str use = asked(page, "use");
    struct str risk = asked(page, "risk");
    struct str state = asked(page, "state");
    listing->force =
        register_find(&listing->view.organisations, force) != NULL ? force : STR("");
    listing->use = is_option(words, "use_area", use) ? use : STR("");
    listing->risk = is_option(words, "risk_level", risk) ? risk : STR("");
    listing->state = is_state(state) ? state : STR("");
    listing->filtered =
        listing->force.n + listing->use.n + listing->risk.n + listing->state.n > 0;
    for (int i = 0; i < STAGES; i++) {
        listing->stage[i] = page_parameter_is(page, "stage", stages[i]);
        listing->filtered = listing->filtered || listing->stage[i];
    }
}

static enum err_code read_number(struct listing *listing, struct str number, struct err *err)
{
    uint64_t value = 1;
    struct str text = number.n > 0 ? number : asked(listing->page, "page");
    if (text.n > 0 && (!str_to_u64(text, 1000000, &value) || value == 0)) {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    listing->number = (int64_t)value;
    return ERR_OK;
}

static void write_option(struct jsonw *w, struct str value, struct str title, bool chosen)
{
    jsonw_object(w);
    jsonw_member_str(w, "value", value);
    jsonw_member_str(w, "title", title);
    if (chosen) {
        jsonw_member(w, "chosen", "yes");
    }
    jsonw_end(w);
}

static void write_choices(struct listing *listing, const char *key, const char *field,
                          struct str chosen)
{
    struct jsonw *w = listing->page->w;
    const struct vocabulary_field *one =
        vocabulary_find(&listing->page->registry->deployments, str_of(field));
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; one != NULL && i < one->option_count; i++) {
        write_option(w, one->options[i].id, one->options[i].title,
                     str_eq(one->options[i].id, chosen));
    }
    jsonw_end(w);
}

/* Forces that stand, and whoever else has a deployment is found by the search. */
static void write_forces(struct listing *listing)
{
    struct jsonw *w = listing->page->w;
    const struct organisation_register *reg = &listing->view.organisations;
    jsonw_key(w, "force");
    jsonw_array(w);
    for (size_t i = 0; i < reg->count; i++) {
        bool force = str_is(reg->list[i].kind, "territorial force") ||
                     str_is(reg->list[i].kind, "special force");
        if (force || str_eq(reg->list[i].id, listing->force)) {
            write_option(w, reg->list[i].id, reg->list[i].name,
                         str_eq(reg->list[i].id, listing->force));
        }
    }
    jsonw_end(w);
}

static void write_filters(struct listing *listing)
{
    struct jsonw *w = listing->page->w;
    jsonw_key(w, "filters");
    jsonw_object(w);
    write_forces(listing);
    write_choices(listing, "use", "use_area", listing->use);
    write_choices(listing, "risk", "risk_level", listing->risk);
    jsonw_key(w, "stage");
    jsonw_array(w);
    for (int i = 0; i < STAGES; i++) {
        write_option(w, str_of(stages[i]), str_of(stages[i]), listing->stage[i]);
    }
    jsonw_end(w);
    jsonw_key(w, "state");
    jsonw_array(w);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        struct str word = str_of(evidence_state_word(states[i]));
        if (listing->force.n > 0 || states[i] != EVIDENCE_NOT_OWN_DATA) {
            write_option(w, word, state_as_said(word, listing->force),
                         str_eq(word, listing->state));
        }
    }
    jsonw_end(w);
    if (listing->filtered) {
        jsonw_member(w, "any", "yes");
    }
    jsonw_end(w);
}

/* ---- rows ---- */

enum err_code deployment_row_model(const struct entry_view *view,
                                   const struct registry_entry *entry, struct str force,
                                   struct err *err)
{
    struct page_context *page = view->page;
    struct state_at found;
    entry_model(view, entry);
    entry_forces_model(view, js_member(entry->body, "forces"));
    TRY(entry_tools_model(view, "tools", js_member(entry->body, "tools"), err));
    if (registry_field_text(entry, STR("summary")).n > 0) {
        jsonw_member_str(view->page->w, "summary", registry_field_text(entry, STR("summary")));
    }
    TRY(state_at(page->db, page->arena, entry->id, force, page->now, &found, err));
    if (found.until != INT64_MAX) {
        page_changes_at(page, found.until);
    }
    jsonw_member_str(page->w, "state", found.state);
    jsonw_member_str(page->w, "state_said", state_as_said(found.state, force));
    if (found.ends.n > 0) {
        jsonw_member_str(page->w, "state_until", found.ends);
    }
    if (found.envelope.n > 0) {
        jsonw_member_str(page->w, "state_envelope", found.envelope);
    }
    return ERR_OK;
}

/* Binds what both the list and its count ask for; without a stage all of them. */
static void bind_filters(const struct listing *listing, struct db_query *query)
{
    bool any = false;
    char moment[TIME_SIZE];
    state_moment(moment, listing->page->now);
    db_bind_text(query, 1, listing->use);
    db_bind_text(query, 2, listing->risk);
    for (int i = 0; i < STAGES; i++) {
        any = any || listing->stage[i];
    }
    for (int i = 0; i < STAGES; i++) {
        db_bind_text(query, 3 + i, str_of(listing->stage[i] || !any ? stages[i] : ""));
    }
    db_bind_text(query, 8, listing->force);
    db_bind_text(query, 9, str_of(moment));
    if (listing->state.n > 0) {
        db_bind_text(query, 12, listing->state);
    }
}

/* Ids of the statements on this page. */
static enum err_code read_ids(struct listing *listing, struct str *ids, size_t *count,
                              struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(listing->page->db,
                   listing->state.n > 0 ? sql_web_deployments_in_state
                   : listing->filtered  ? sql_web_deployments
                                        : sql_web_deployments_all,
                   &query, err));
    if (listing->filtered) {
        bind_filters(listing, query);
    }
    db_bind_int(query, 10, PAGE_ROWS);
    db_bind_int(query, 11, (listing->number - 1) * PAGE_ROWS);
    *count = 0;
    TRY(db_step(query, &row, err));
    while (row) {
        ids[(*count)++] = arena_str(listing->page->arena, db_text(query, 0));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code count_all(struct listing *listing, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(listing->page->db,
                   listing->state.n > 0 ? sql_web_deployments_in_state_count
                                        : sql_web_deployments_count,
                   &query, err));
    bind_filters(listing, query);
    TRY(db_step(query, &row, err));
    listing->count = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

/* Filtered by state, the list also changes with what is not on the page. */
static enum err_code note_next(struct listing *listing, struct err *err)
{
    struct page_context *page = listing->page;
    int64_t next;
    TRY(state_next(page->db, listing->force, page->now, &next, err));
    if (next != INT64_MAX) {
        page_changes_at(page, next);
    }
    return ERR_OK;
}

/* ---- the way on ---- */

static void write_address(struct listing *listing, const char *key, int64_t number)
{
    struct strbuf out;
    char between = '?';
    const struct {
        const char *name;
        struct str value;
    } texts[] = {{"force", listing->force},
                 {"use", listing->use},
                 {"risk", listing->risk},
                 {"state", listing->state}};
    strbuf_init(&out, 4096);
    if (!listing->filtered) {
        strbuf_printf(&out, number > 1 ? "/deployments/page/%lld" : "/deployments",
                      (long long)number);
    } else {
        strbuf_puts(&out, "/deployments");
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            if (texts[i].value.n > 0) {
                strbuf_printf(&out, "%c%s=", between, texts[i].name);
                page_put_coded(&out, texts[i].value);
                between = '&';
            }
        }
        for (int i = 0; i < STAGES; i++) {
            if (listing->stage[i]) {
                strbuf_printf(&out, "%cstage=%s", between, stages[i]);
                between = '&';
            }
        }
        strbuf_printf(&out, "%cpage=%lld", between, (long long)number);
    }
    jsonw_member_str(listing->page->w, key, strbuf_view(&out));
    strbuf_release(&out);
}

static void write_ways(struct listing *listing, size_t shown)
{
    struct jsonw *w = listing->page->w;
    int64_t from = (listing->number - 1) * PAGE_ROWS;
    jsonw_member_int(w, "count", listing->count);
    if (shown > 0) {
        jsonw_member_int(w, "from", from + 1);
        jsonw_member_int(w, "to", from + (int64_t)shown);
    }
    if (listing->number > 1) {
        write_address(listing, "previous", listing->number - 1);
    }
    if (from + (int64_t)shown < listing->count) {
        write_address(listing, "next", listing->number + 1);
    }
}

enum err_code deployments_model(struct page_context *page, struct str number, struct err *err)
{
    struct listing listing = {.page = page};
    struct str ids[PAGE_ROWS];
    size_t count = 0;
    TRY(entry_view_open(&listing.view, page, err));
    read_filters(&listing);
    TRY(read_number(&listing, number, err));
    TRY(count_all(&listing, err));
    TRY(read_ids(&listing, ids, &count, err));
    if (listing.state.n > 0) {
        TRY(note_next(&listing, err));
    }
    if (count == 0 && listing.number > 1) {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    write_filters(&listing);
    jsonw_key(page->w, "deployments");
    jsonw_array(page->w);
    for (size_t i = 0; i < count; i++) {
        struct registry_entry entry;
        TRY(registry_one(page->db, page->arena, ids[i], &entry, err));
        jsonw_object(page->w);
        TRY(deployment_row_model(&listing.view, &entry, listing.force, err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    write_ways(&listing, count);
    if (page->registry->gate.notice.days > 0) {
        jsonw_member(page->w, "announced", "yes");
    }
    return ERR_OK;
}
