/* See deployment_model.h: every version that was published, and what happened when. */
#include "deployment_model.h"

#include "registry/requirement_answer.h"
#include "registry/use_notice.h"
#include "web/registry_data.h"

#include <stdlib.h>

static struct str reason_of(const struct registry_entry *entry)
{
    const struct js *reason = js_member(entry->body, "reason");
    return reason != NULL && reason->type == JS_STRING ? reason->string : STR("");
}

/* Newest first; each but the first is compared with the one before it. */
static void write_versions(struct deployment_view *view)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.versions;
    jsonw_key(w, "versions");
    jsonw_array(w);
    for (size_t i = all->count; i-- > 0;) {
        jsonw_object(w);
        entry_model(&view->entries, &all->list[i]);
        jsonw_member_int(w, "number", (int64_t)i + 1);
        if (reason_of(&all->list[i]).n > 0) {
            jsonw_member_str(w, "reason", reason_of(&all->list[i]));
        }
        if (i > 0) {
            jsonw_key(w, "pair");
            jsonw_printf(w, "%lld-%lld", (long long)all->list[i - 1].log_index,
                         (long long)all->list[i].log_index);
        }
        if (all->list[i].current) {
            jsonw_member(w, "current", "yes");
        }
        /* what a form that compares two begins with */
        if (i + 2 == all->count) {
            jsonw_member(w, "from_chosen", "yes");
        }
        if (i + 1 == all->count) {
            jsonw_member(w, "to_chosen", "yes");
        }
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_member_int(w, "version_count", (int64_t)all->count);
}

/* ---- timeline ---- */

struct event {
    struct str date;  /* or time: bytes sort as time does */
    const char *lane; /* a word of timeline.LANE */
    struct str what;  /* a word of the lane, or a text */
    struct str organisation;
    struct str statement;
    size_t order;
};

enum { EVENTS_MAX = 400 };

struct events {
    struct event list[EVENTS_MAX];
    size_t count;
    size_t all;
};

static void add_event(struct events *events, struct event event)
{
    events->all++;
    if (events->count < EVENTS_MAX) {
        event.order = events->count;
        events->list[events->count++] = event;
    }
}

/* Its first version, and each that names another stage than the one before. */
static void add_stages(struct events *events, const struct registry_entries *versions)
{
    for (size_t i = 0; i < versions->count; i++) {
        const struct registry_entry *one = &versions->list[i];
        if (i == 0 || !str_eq(one->stage, versions->list[i - 1].stage)) {
            add_event(events, (struct event){one->logged_at, "stage", one->stage,
                                             one->organisation, one->id, 0});
        }
    }
}

static struct str text_of(const struct js *value)
{
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}

/* `date` is a pointer (RFC 6901) into the body. */
static void add_entries(struct events *events, const struct registry_entries *entries,
                        const char *lane, const char *date, const char *what)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct registry_entry *one = &entries->list[i];
        add_event(events, (struct event){text_of(js_at(one->body, str_of(date))), lane,
                                         text_of(js_member(one->body, what)), one->organisation,
                                         one->id, 0});
    }
}

static void add_answers(struct events *events, const struct registry_entries *answers)
{
    for (size_t i = 0; i < answers->count; i++) {
        struct requirement_answer one = requirement_answer_of(&answers->list[i]);
        add_event(events,
                  (struct event){one.date, "document", one.requirement,
                                 answers->list[i].organisation, answers->list[i].id, 0});
    }
}

static void add_evidence(struct deployment_view *view, struct events *events)
{
    const struct used_version *used = view->rows.now_used;
    for (size_t i = 0; used != NULL && i < used->tool_count; i++) {
        for (size_t j = 0; j < used->tools[i].evidence_count; j++) {
            const struct evidence_row *row = &used->tools[i].evidence[j];
            char at[TIME_SIZE];
            time_format(at, row->moment);
            if (str_eq(row->tool_digest, used->tools[i].digest)) {
                add_event(events,
                          (struct event){str_of(arena_strdup(view->arena, at)), "evidence",
                                         row->benchmark, row->measured_by, row->envelope, 0});
            }
        }
    }
}

static struct str day_of(const struct deployment_view *view, int64_t moment)
{
    char day[DATE_SIZE];
    date_format(day, moment);
    return str_of(arena_strdup(view->arena, day));
}

/* When the notice before use is over, and a use that began before that. */
static void add_notice(const struct deployment_view *view, struct events *events)
{
    struct use_notice notice =
        use_notice_of(&view->page->registry->gate.notice, &view->rows, view->page->now);
    if (notice.state == USE_NOTICE_NONE) {
        return;
    }
    add_event(events, (struct event){day_of(view, notice.opens), "notice", STR("opens"),
                                     view->entry->organisation, notice.published_by, 0});
    if (notice.state == USE_NOTICE_CUT) {
        add_event(events, (struct event){day_of(view, notice.began), "notice", STR("cut"),
                                         view->entry->organisation, notice.published_by, 0});
    }
}

static int compare_events(const void *a, const void *b)
{
    const struct event *left = a;
    const struct event *right = b;
    int order = str_cmp(left->date, right->date);
    return order != 0 ? order : left->order < right->order ? -1 : left->order > right->order;
}

static void write_events(struct deployment_view *view, const struct events *events)
{
    struct jsonw *w = view->page->w;
    jsonw_key(w, "events");
    jsonw_array(w);
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->list[i];
        jsonw_object(w);
        jsonw_member_str(w, "date", str_sub(event->date, 0, 10));
        jsonw_member(w, "lane", event->lane);
        if (event->what.n > 0) {
            jsonw_member_str(w, "what", event->what);
        }
        if (event->organisation.n > 0) {
            entry_organisation_model(&view->entries, "organisation", event->organisation);
        }
        jsonw_member_str(w, str_is(str_of(event->lane), "evidence") ? "envelope" : "statement",
                         event->statement);
        jsonw_end(w);
    }
    jsonw_end(w);
}

void deployment_history_model(struct deployment_view *view)
{
    struct jsonw *w = view->page->w;
    struct events *events = arena_zalloc(view->arena, sizeof *events);
    add_stages(events, &view->rows.versions);
    add_entries(events, &view->rows.decisions, "decision", "/date", "decision");
    add_answers(events, &view->rows.answers);
    add_entries(events, &view->rows.reports, "report", "/to", "title");
    add_evidence(view, events);
    add_notice(view, events);
    if (events->count > 0) {
        qsort(events->list, events->count, sizeof *events->list, compare_events);
    }
    write_versions(view);
    jsonw_key(w, "timeline");
    jsonw_object(w);
    write_events(view, events);
    if (events->all > events->count) {
        jsonw_member_int(w, "left_out", (int64_t)(events->all - events->count));
    }
    jsonw_end(w);
}
