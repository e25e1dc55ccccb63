/* /deployments/:subject/on[?date=YYYY-MM-DD]: what the record said of a deployment by the end
 * of a day (UTC): the version in force, its tools, settings and fields, the evidence there was,
 * the decisions that stood, and the reports, whenever they were published, that cover that day.
 */
#include "deployment_model.h"
#include "field_model.h"
#include "templates.h"
#include "use_model.h"
#include "web/registry_data.h"

#include <string.h>

enum { DAY = 86400, DATE_MAX = 40 };

struct asked_day {
    char date[DATE_SIZE];
    int64_t moment; /* its last second, or now when it is today */
};

/* Today when no date is asked for; "bad_date" or "to_come" and today when it is none, or later.
 */
static void read_day(struct page_context *page, struct asked_day *day)
{
    struct str text;
    struct err why;
    int64_t midnight = page->now - page->now % DAY;
    int64_t asked = midnight;
    bool told = page_parameter(page, "date", DATE_MAX, &text, &why) == ERR_OK;
    text = str_trim(text);
    if (!told || (text.n > 0 && !date_parse(text, &asked))) {
        jsonw_member(page->w, "bad_date", "yes");
        asked = midnight;
    } else if (asked > midnight) {
        jsonw_member(page->w, "to_come", "yes");
        asked = midnight;
    }
    date_format(day->date, asked);
    day->moment = asked < midnight ? asked + DAY - 1 : page->now;
    if (asked == midnight) {
        page_changes_at(page, midnight + DAY);
    }
}

/* Those that were there at the moment, in their order. */
static struct registry_entries until(struct arena *arena, const struct registry_entries *all,
                                     int64_t moment)
{
    struct registry_entries some = {
        .list = arena_alloc(arena, (all->count + 1) * sizeof *some.list)};
    for (size_t i = 0; i < all->count; i++) {
        if (entry_moment(&all->list[i]) <= moment) {
            some.list[some.count++] = all->list[i];
        }
    }
    return some;
}

/* The version in force: of those that were there the last in the log. SIZE_MAX: none was. */
static size_t version_at(const struct registry_entries *versions, int64_t moment)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < versions->count; i++) {
        found = entry_moment(&versions->list[i]) <= moment ? i : found;
    }
    return found;
}

static void write_dated(struct jsonw *w, const char *key, const struct registry_entry *entry)
{
    char text[TIME_SIZE];
    time_format(text, entry_moment(entry));
    jsonw_member(w, key, text);
}

static void write_version(const struct deployment_view *view, size_t at)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.versions;
    jsonw_key(w, "version");
    jsonw_object(w);
    entry_model(&view->entries, &all->list[at]);
    jsonw_member_int(w, "number", (int64_t)at + 1);
    jsonw_member_int(w, "count", (int64_t)all->count);
    write_dated(w, "since", &all->list[at]);
    entry_text_model(view->page, all->list[at].body, "reason");
    if (at + 1 < all->count) {
        write_dated(w, "replaced", &all->list[at + 1]);
        jsonw_key(w, "pair");
        jsonw_printf(w, "%lld-%lld", (long long)all->list[at].log_index,
                     (long long)all->list[at + 1].log_index);
    }
    jsonw_end(w);
}

static void write_forces(struct deployment_view *view)
{
    struct jsonw *w = view->page->w;
    const struct js *forces = js_member(view->entry->body, "forces");
    jsonw_key(w, "by_force");
    jsonw_array(w);
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        struct str force = forces->array.items[i].string;
        jsonw_object(w);
        entry_organisation_model(&view->entries, "force", force);
        deployment_state_model(view->page, &view->rows, force);
        deployment_decisions_model(view, force);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static bool covers(const struct registry_entry *report, const char *date)
{
    return str_cmp(js_text(report->body, "from"), str_of(date)) <= 0 &&
           str_cmp(js_text(report->body, "to"), str_of(date)) >= 0;
}

static void write_reports(struct deployment_view *view, const char *date)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.reports;
    jsonw_key(w, "reports");
    jsonw_array(w);
    for (size_t i = 0; i < all->count; i++) {
        if (covers(&all->list[i], date)) {
            jsonw_object(w);
            entry_model(&view->entries, &all->list[i]);
            use_report_model(&view->entries, &all->list[i]);
            jsonw_end(w);
        }
    }
    jsonw_end(w);
}

/* Written as if it were that moment. */
static enum err_code write_then(struct deployment_view *view, size_t at, struct err *err)
{
    struct page_context *page = view->page;
    struct field_counts counts;
    view->entry = &view->rows.versions.list[at];
    view->rows.now_used = &view->rows.used[at];
    view->rows.decisions = until(view->arena, &view->rows.decisions, page->now);
    write_version(view, at);
    TRY(deployment_head_model(view, err));
    field_groups_model(page, &page->registry->deployments, view->entry, view->entry->stage,
                       &counts);
    write_forces(view);
    return ERR_OK;
}

static enum err_code write_day(struct deployment_view *view, const struct asked_day *day,
                               struct err *err)
{
    struct page_context *page = view->page;
    int64_t now = page->now;
    int64_t valid_until = page->valid_until;
    size_t at = version_at(&view->rows.versions, day->moment);
    if (at == SIZE_MAX) {
        jsonw_key(page->w, "deployment");
        jsonw_object(page->w);
        entry_model(&view->entries, view->entry);
        jsonw_end(page->w);
        write_dated(page->w, "first", &view->rows.versions.list[0]);
        return ERR_OK;
    }
    page->now = day->moment;
    enum err_code code = write_then(view, at, err);
    page->now = now;
    if (day->moment < now) { /* what was, time does not change */
        page->valid_until = valid_until;
    }
    return code;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct deployment_view view;
    struct asked_day day;
    read_day(page, &day);
    jsonw_member(page->w, "date", day.date);
    TRY(deployment_view_open(&view, page, err));
    TRY(registry_about_ever(page->db, page->arena, page->parts[0], "decision.made/1",
                            &view.rows.decisions, err));
    TRY(write_day(&view, &day, err));
    write_reports(&view, day.date);
    return ERR_OK;
}

const struct page page_deployment_day = {.pattern = "/deployments/:id/on",
                                         .section = "deployments",
                                         .template = &template_deployment_day,
                                         .model = model};
