/* See deployment_model.h: what each force decided, what the gate asks and by what it is met. */
#include "deployment_model.h"

#include "ledger/gap.h"
#include "registry/gate_decision.h"
#include "registry/gate_words.h"
#include "web/registry_data.h"

static void write_time(struct jsonw *w, const char *key, int64_t seconds)
{
    char text[TIME_SIZE];
    time_format(text, seconds);
    jsonw_member(w, key, text);
}

static void write_some(struct jsonw *w, const char *key, struct str text)
{
    if (text.n > 0) {
        jsonw_member_str(w, key, text);
    }
}

/* ---- decisions ---- */

/* Texts that may be withheld one by one. */
static void write_texts(struct deployment_view *view, const char *key, const struct js *list)
{
    struct jsonw *w = view->page->w;
    if (list == NULL || list->type != JS_ARRAY) {
        return;
    }
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        jsonw_object(w);
        if (gap_is(&list->array.items[i])) {
            jsonw_member(w, "withheld", "yes");
        } else if (list->array.items[i].type == JS_STRING) {
            jsonw_member_str(w, "text", list->array.items[i].string);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

/* What the gate said then: ids with the titles of today's gate. */
static void write_unmet(struct deployment_view *view, const char *key, const struct js *gate)
{
    struct jsonw *w = view->page->w;
    const struct js *ids = js_member(gate, key);
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; ids != NULL && i < ids->array.count; i++) {
        struct str id = ids->array.items[i].string;
        const struct gate_requirement *one = gate_find(&view->page->registry->gate, id);
        jsonw_object(w);
        jsonw_member_str(w, "id", id);
        jsonw_member_str(w, "title", one != NULL ? one->title : id);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_advice(struct deployment_view *view, const struct js *list)
{
    struct jsonw *w = view->page->w;
    jsonw_key(w, "advice");
    jsonw_array(w);
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *one = &list->array.items[i];
        jsonw_object(w);
        entry_text_model(view->page, one, "by");
        entry_text_model(view->page, one, "date");
        entry_text_model(view->page, one, "says");
        jsonw_end(w);
    }
    jsonw_end(w);
}

static bool is_against_gate(const struct registry_entry *entry)
{
    const struct js *gate = js_member(entry->body, "gate");
    const struct js *missing = js_member(gate, "missing");
    const struct js *lapsed = js_member(gate, "lapsed");
    const struct js *word = js_member(entry->body, "decision");
    bool proceeds = js_is(word, "proceed") || js_is(word, "proceed with conditions");
    return proceeds && ((missing != NULL && missing->array.count > 0) ||
                        (lapsed != NULL && lapsed->array.count > 0));
}

static void write_decision(struct deployment_view *view, const struct registry_entry *entry)
{
    struct jsonw *w = view->page->w;
    int64_t expires;
    const struct js *body = entry->body;
    const struct js *end = js_member(body, "expires");
    static const char *const texts[] = {"decision", "stage",   "date",
                                        "role",     "expires", "reason"};
    jsonw_object(w);
    jsonw_member_str(w, "statement", entry->id);
    jsonw_member_str(w, "logged_at", entry->logged_at);
    if (!entry->confirmed) {
        jsonw_member(w, "by_centre", "yes");
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        entry_text_model(view->page, body, texts[i]);
    }
    if (end != NULL && end->type == JS_STRING && date_parse(end->string, &expires)) {
        page_changes_at(view->page, expires);
        if (view->page->now >= expires) {
            jsonw_member(w, "lapsed_since", "yes");
        }
    }
    write_texts(view, "conditions", js_member(body, "conditions"));
    write_advice(view, js_member(body, "advice"));
    write_unmet(view, "missing", js_member(body, "gate"));
    write_unmet(view, "lapsed", js_member(body, "gate"));
    if (is_against_gate(entry)) {
        jsonw_member(w, "against", "yes");
    }
    jsonw_end(w);
}

void deployment_decisions_model(struct deployment_view *view, struct str force)
{
    struct jsonw *w = view->page->w;
    const struct registry_entries *all = &view->rows.decisions;
    struct decision_finding finding = decision_of(all, force, STR(""), view->page->now);
    jsonw_key(w, "decisions");
    jsonw_array(w);
    if (finding.entry != NULL) {
        write_decision(view, finding.entry);
    }
    jsonw_end(w);
    jsonw_key(w, "earlier");
    jsonw_array(w);
    for (size_t i = all->count; i-- > 0;) {
        const struct registry_entry *one = &all->list[i];
        if (str_eq(one->organisation, force) &&
            (finding.entry == NULL || !str_eq(one->id, finding.entry->id))) {
            write_decision(view, one);
        }
    }
    jsonw_end(w);
}

/* ---- the gate ---- */

static void write_finding(const struct deployment_view *view, struct str force,
                          const struct gate_finding *finding)
{
    struct jsonw *w = view->page->w;
    const struct vocabulary *fields = &view->page->registry->deployments;
    jsonw_object(w);
    jsonw_member_str(w, "force", force);
    jsonw_member_str(w, "id", finding->requirement->id);
    jsonw_member_str(w, "title", finding->requirement->title);
    jsonw_member_str(w, "source", finding->requirement->source);
    write_some(w, "checked", finding->requirement->checked);
    jsonw_member(w, "state", gate_state_word(finding->state));
    write_some(w, "by", gate_words(view->arena, fields, finding->by, false));
    write_some(w, "statement", finding->statement);
    write_some(w, "date", finding->date);
    write_some(w, "why", gate_words(view->arena, fields, finding->why, false));
    write_some(w, "flag", finding->flag);
    write_some(w, "flag_reason", finding->flag_reason);
    if (!str_eq(finding->answer, finding->by)) {
        write_some(w, "answer", finding->answer);
    }
    if (finding->until > 0) {
        write_time(w, finding->state == GATE_LAPSED ? "since" : "until", finding->until);
    }
    if (finding->late) {
        jsonw_member(w, "late", "yes");
    }
    if (finding->withheld) {
        jsonw_member(w, "withheld", "yes");
    }
    if (finding->requirement->met_by == MET_BY_EVIDENCE && finding->by.n == 64) {
        jsonw_member_str(w, "envelope", finding->by);
    }
    jsonw_end(w);
}

/* All of them, or those that are missing or lapsed. */
static void write_findings(const struct deployment_view *view, struct str force,
                           const char *key, const struct gate_judgement *judgement, bool unmet)
{
    struct jsonw *w = view->page->w;
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < judgement->count; i++) {
        enum gate_state state = judgement->list[i].state;
        if (!unmet || state == GATE_MISSING || state == GATE_LAPSED) {
            write_finding(view, force, &judgement->list[i]);
        }
    }
    jsonw_end(w);
}

static void write_history(struct deployment_view *view, const struct use_history *history)
{
    struct jsonw *w = view->page->w;
    if (!history->before_evidence) {
        return;
    }
    jsonw_key(w, "before_evidence");
    jsonw_object(w);
    write_time(w, "since", history->before_since);
    write_some(w, "statement", history->statement);
    if (history->first_evidence != INT64_MAX) {
        write_time(w, "first_evidence", history->first_evidence);
    }
    jsonw_end(w);
}

static void write_gate(struct deployment_view *view, struct str force,
                       const struct gate_judgement *judgement)
{
    struct jsonw *w = view->page->w;
    if (judgement->next_change != INT64_MAX) {
        page_changes_at(view->page, judgement->next_change);
    }
    write_history(view, &judgement->history);
    if (judgement->stage.n == 0) {
        return;
    }
    jsonw_key(w, "gate");
    jsonw_object(w);
    jsonw_member_str(w, "version", view->page->registry->gate.version);
    jsonw_member_str(w, "stage", judgement->stage);
    jsonw_member_int(w, "met", (int64_t)judgement->met);
    jsonw_member_int(w, "missing", (int64_t)judgement->missing);
    jsonw_member_int(w, "lapsed", (int64_t)judgement->lapsed);
    if (judgement->green + judgement->orange + judgement->red > 0) {
        jsonw_key(w, "flags");
        jsonw_object(w);
        jsonw_member_int(w, "green", (int64_t)judgement->green);
        jsonw_member_int(w, "orange", (int64_t)judgement->orange);
        jsonw_member_int(w, "red", (int64_t)judgement->red);
        jsonw_end(w);
    }
    write_findings(view, force, "unmet", judgement, true);
    write_findings(view, force, "findings", judgement, false);
    jsonw_end(w);
}

enum err_code deployment_gate_model(struct deployment_view *view, struct err *err)
{
    struct jsonw *w = view->page->w;
    const struct js *forces = js_member(view->entry->body, "forces");
    jsonw_key(w, "by_force");
    jsonw_array(w);
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        struct str force = forces->array.items[i].string;
        struct gate_judgement judgement;
        jsonw_object(w);
        entry_organisation_model(&view->entries, "force", force);
        deployment_state_model(view->page, &view->rows, force);
        deployment_decisions_model(view, force);
        gate_judge(view->arena, &view->page->registry->gate, &view->rows, force, STR(""),
                   view->page->now, &judgement);
        write_gate(view, force, &judgement);
        TRY(deployment_answers_model(view, force, &judgement, err));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}
