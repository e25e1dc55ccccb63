/* See brief.h. */
#include "registry/brief.h"

#include "base/clock.h"
#include "base/mem.h"
#include "ledger/gap.h"
#include "registry/completeness.h"
#include "registry/gate_words.h"
#include "registry/gate_decision.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

enum { CUT = 500, FIGURES_MAX = 24, ROWS_MAX = 12 };

struct making {
    struct db *db;
    struct arena *arena;
    const struct brief_plan *plan;
    struct gate_rows rows;
    struct gate_judgement judgement;
    struct brief_block *list;
    size_t count;
    size_t capacity;
};

static void add(struct making *making, enum brief_kind kind, struct str label, struct str text)
{
    making->list =
        mem_grow(making->list, making->count, &making->capacity, sizeof *making->list);
    making->list[making->count++] = (struct brief_block){kind, label, text};
}

static void heading(struct making *making, const char *text)
{
    add(making, BRIEF_HEADING, STR(""), str_of(text));
}

static void item(struct making *making, const char *text)
{
    add(making, BRIEF_ITEM, STR(""), str_of(text));
}

static struct str day(struct making *making, int64_t moment)
{
    char text[DATE_SIZE];
    date_format(text, moment);
    return str_of(arena_strdup(making->arena, text));
}

/* The first bytes of a text, whole characters, with a word that there is more. */
static struct str cut(struct making *making, struct str text)
{
    size_t n = CUT;
    if (text.n <= CUT) {
        return text;
    }
    while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return str_of(
        arena_printf(making->arena, "%.*s … (goes on in the record)", (int)n, text.p));
}

/* ---- values ---- */

static struct str gap_text(struct making *making, const struct js *value)
{
    const struct js *gap = js_member(value, "withheld");
    const struct js *section = js_member(gap, "section");
    if (section != NULL && section->type == JS_STRING) {
        return str_of(
            arena_printf(making->arena, "withheld under %.*s", STR_ARG(section->string)));
    }
    return STR("neither confirmed nor denied");
}

/* One value on one line; a row of a table as its members with ", " between. */
static struct str value_text(struct making *making, const struct js *value)
{
    const char *text = "";
    if (gap_is(value)) {
        return gap_text(making, value);
    }
    switch (value->type) {
    case JS_STRING:
        return cut(making, value->string);
    case JS_ARRAY:
        for (size_t i = 0; i < value->array.count && i < ROWS_MAX; i++) {
            text = arena_printf(making->arena, "%s%s%.*s", text, i > 0 ? "; " : "",
                                STR_ARG(value_text(making, &value->array.items[i])));
        }
        return str_of(text);
    case JS_OBJECT:
        for (size_t i = 0; i < value->object.count; i++) {
            text = arena_printf(making->arena, "%s%s%.*s: %.*s", text, i > 0 ? ", " : "",
                                STR_ARG(value->object.members[i].name),
                                STR_ARG(value_text(making, &value->object.members[i].value)));
        }
        return str_of(text);
    default:
        return value->raw;
    }
}

static struct str choice_text(const struct vocabulary_field *field, struct str text)
{
    return field->kind == FIELD_CHOICE ? field_option_title(field, text) : text;
}

/* A row of a table in the order of its columns. */
static struct str row_text(struct making *making, const struct vocabulary_field *known,
                           const struct js *row)
{
    const char *text = "";
    for (size_t i = 0; known != NULL && i < known->column_count; i++) {
        const struct field_column *column = &known->columns[i];
        const struct js *value = js_member_str(row, column->id);
        if (value != NULL) {
            text =
                arena_printf(making->arena, "%s%s%.*s: %.*s", text, text[0] != '\0' ? "; " : "",
                             STR_ARG(column->title), STR_ARG(value_text(making, value)));
        }
    }
    return text[0] != '\0' ? str_of(text) : value_text(making, row);
}

/* What a field states, with its title; says so where it is not stated. */
static void field(struct making *making, const char *id)
{
    const struct vocabulary_field *known =
        vocabulary_find(making->plan->vocabulary, str_of(id));
    const struct js *value = registry_field(making->rows.deployment, str_of(id));
    struct str title = known != NULL ? known->title : str_of(id);
    if (field_stated(value) == STATED_NOT) {
        add(making, BRIEF_PAIR, title, STR("not stated"));
        return;
    }
    bool table = value->type == JS_ARRAY && value->array.count > 0 &&
                 value->array.items[0].type == JS_OBJECT && !gap_is(value);
    if (!table) {
        struct str text = value_text(making, value);
        add(making, BRIEF_PAIR, title, known != NULL ? choice_text(known, text) : text);
        return;
    }
    add(making, BRIEF_PAIR, title, STR(""));
    for (size_t i = 0; i < value->array.count && i < ROWS_MAX; i++) {
        add(making, BRIEF_ITEM, STR(""), row_text(making, known, &value->array.items[i]));
    }
    if (value->array.count > ROWS_MAX) {
        item(making, arena_printf(making->arena, "and %zu more in the record",
                                  value->array.count - ROWS_MAX));
    }
}

/* ---- evidence ---- */

static struct str metric_title(struct making *making, struct str id)
{
    const char *copy = arena_strndup(making->arena, id.p, id.n);
    const char *title =
        making->plan->metric_title != NULL ? making->plan->metric_title(copy) : NULL;
    return str_of(title != NULL ? title : copy);
}

static void figure(struct making *making, struct db_query *query)
{
    struct str value = db_text(query, 3);
    struct str group = db_text(query, 1);
    struct str label = str_of(arena_printf(making->arena, "%.*s, %.*s",
                                           STR_ARG(metric_title(making, db_text(query, 0))),
                                           STR_ARG(str_is(group, "all") ? STR("all") : group)));
    if (value.n == 0) {
        add(making, BRIEF_ITEM, label,
            str_of(arena_printf(making->arena, "no rate: %.*s (n = %lld)",
                                STR_ARG(db_text(query, 8)), (long long)db_int(query, 2))));
        return;
    }
    const char *text = arena_printf(making->arena, "%.*s", STR_ARG(value));
    if (db_text(query, 5).n > 0) {
        text = arena_printf(making->arena, "%s (%.*s of %.*s)", text,
                            STR_ARG(db_text(query, 4)), STR_ARG(db_text(query, 5)));
    }
    if (db_text(query, 6).n > 0) {
        text = arena_printf(making->arena, "%s, interval %.*s to %.*s", text,
                            STR_ARG(db_text(query, 6)), STR_ARG(db_text(query, 7)));
    } else {
        text = arena_printf(making->arena, "%s, no interval", text);
    }
    add(making, BRIEF_ITEM, label,
        str_of(
            arena_printf(making->arena, "%s (n = %lld)", text, (long long)db_int(query, 2))));
}

static enum err_code figures(struct making *making, struct str envelope, struct err *err)
{
    struct db_query *query;
    bool row = false;
    size_t count = 0;
    enum err_code code;
    TRY(db_prepare(making->db, sql_registry_figures, &query, err));
    db_bind_text(query, 1, envelope);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        if (count++ < FIGURES_MAX) {
            figure(making, query);
        }
    }
    db_reset(query);
    if (count > FIGURES_MAX) {
        item(making, arena_printf(making->arena, "and %zu more figures in the evidence",
                                  count - FIGURES_MAX));
    }
    return code;
}

static struct str tool_name(struct making *making, const struct used_tool *tool)
{
    return tool->product.n > 0
               ? str_of(arena_printf(making->arena, "%.*s (%.*s)", STR_ARG(tool->product),
                                     STR_ARG(tool->supplier)))
               : str_of(arena_printf(making->arena, "package %.*s",
                                     STR_ARG(str_sub(tool->digest, 0, 12))));
}

static enum err_code evidence(struct making *making, struct err *err)
{
    const struct used_version *version = making->rows.now_used;
    heading(making, "Evidence");
    for (size_t i = 0; i < version->tool_count; i++) {
        const struct used_tool *tool = &version->tools[i];
        struct evidence_finding found =
            evidence_of_tool(tool, making->plan->force, version->withheld, making->plan->now);
        const char *text = evidence_state_word(found.state);
        if (found.state == EVIDENCE_IN_DATE || found.state == EVIDENCE_NOT_OWN_DATA) {
            text = arena_printf(making->arena, "%s, until %.*s", text,
                                STR_ARG(day(making, found.until)));
        } else if (found.state == EVIDENCE_LAPSED) {
            text = arena_printf(making->arena, "%s since %.*s", text,
                                STR_ARG(day(making, found.until)));
        }
        if (found.row != NULL) {
            text = arena_printf(making->arena, "%s; benchmark %.*s, evidence %.*s", text,
                                STR_ARG(found.row->benchmark),
                                STR_ARG(str_sub(found.row->envelope, 0, 12)));
        }
        add(making, BRIEF_PAIR, tool_name(making, tool), str_of(text));
        if (found.row != NULL && found.state <= EVIDENCE_LAPSED) {
            TRY(figures(making, found.row->envelope, err));
        }
    }
    if (making->judgement.history.before_evidence) {
        add(making, BRIEF_TEXT, STR(""),
            str_of(arena_printf(making->arena,
                                "It was used from %.*s on, before there was evidence for this "
                                "tool with these settings.",
                                STR_ARG(day(making, making->judgement.history.before_since)))));
    }
    return ERR_OK;
}

/* ---- gate ---- */

static void requirement(struct making *making, const struct gate_finding *finding)
{
    const char *text = gate_state_word(finding->state);
    if (finding->by.n > 0) {
        text =
            arena_printf(making->arena, "%s: %.*s", text,
                         STR_ARG(cut(making, gate_words(making->arena, making->plan->vocabulary,
                                                        finding->by, false))));
    } else if (finding->withheld) {
        text = arena_printf(making->arena, "%s: withheld", text);
    }
    if (finding->date.n > 0) {
        text = arena_printf(making->arena, "%s, %.*s", text, STR_ARG(finding->date));
    }
    if (finding->why.n > 0) {
        text = arena_printf(
            making->arena, "%s (%.*s)", text,
            STR_ARG(gate_words(making->arena, making->plan->vocabulary, finding->why, false)));
    }
    if (finding->state == GATE_MET && finding->until > 0) {
        text = arena_printf(making->arena, "%s, until %.*s", text,
                            STR_ARG(day(making, finding->until)));
    }
    if (finding->late) {
        text = arena_printf(making->arena, "%s; later than what it was to come before", text);
    }
    if (finding->flag.n > 0) {
        text =
            arena_printf(making->arena, "%s; %.*s flag: %.*s", text, STR_ARG(finding->flag),
                         STR_ARG(finding->flag_reason.n > 0 ? cut(making, finding->flag_reason)
                                                            : STR("the reason is withheld")));
    }
    add(making, BRIEF_ITEM, finding->requirement->title, str_of(text));
}

static void gate(struct making *making)
{
    const struct gate_judgement *judgement = &making->judgement;
    static const enum gate_state order[] = {GATE_MISSING, GATE_LAPSED, GATE_NOT_TOLD, GATE_MET};
    heading(making, "What is to be in place");
    add(making, BRIEF_TEXT, STR(""),
        str_of(arena_printf(
            making->arena,
            "%.*s for the stage \"%.*s\": %zu met, %zu missing, %zu lapsed, %zu do not apply. "
            "%s",
            STR_ARG(making->plan->gate->version), STR_ARG(judgement->stage), judgement->met,
            judgement->missing, judgement->lapsed, judgement->not_applicable,
            making->plan->gate->adopted_by.n == 0 ? "Nobody has adopted this list." : "")));
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        for (size_t i = 0; i < judgement->count; i++) {
            if (judgement->list[i].state == order[k]) {
                requirement(making, &judgement->list[i]);
            }
        }
    }
    for (size_t i = 0; i < making->plan->gate->slot_count; i++) {
        const struct gate_slot *slot = &making->plan->gate->slots[i];
        if (slot->count == 0) {
            item(making, arena_printf(making->arena, "%.*s (%.*s): %.*s", STR_ARG(slot->title),
                                      STR_ARG(slot->owner), STR_ARG(slot->status)));
        }
    }
}

/* ---- the rest ---- */

static void reports(struct making *making)
{
    const struct registry_entries *list = &making->rows.reports;
    const struct registry_entry *last = NULL;
    for (size_t i = 0; i < list->count; i++) {
        bool theirs = str_eq(list->list[i].organisation, making->plan->force);
        if (theirs && (last == NULL || str_cmp(js_text(list->list[i].body, "to"),
                                               js_text(last->body, "to")) >= 0)) {
            last = &list->list[i];
        }
    }
    heading(making, "Use so far");
    if (last == NULL) {
        add(making, BRIEF_TEXT, STR(""), STR("No report on its use by this force."));
        return;
    }
    struct str period =
        str_of(arena_printf(making->arena, "%.*s to %.*s", STR_ARG(js_text(last->body, "from")),
                            STR_ARG(js_text(last->body, "to"))));
    const struct js *counts = js_member(last->body, "counts");
    add(making, BRIEF_PAIR, STR("The newest report"), period);
    for (size_t i = 0; i < making->plan->counts->count; i++) {
        const struct use_count *count = &making->plan->counts->counts[i];
        const struct js *value = js_member_str(counts, count->id);
        if (value != NULL) {
            add(making, BRIEF_ITEM, count->title, value_text(making, value));
        }
    }
    for (size_t i = 0; counts != NULL && i < counts->object.count; i++) {
        const struct js_member *one = &counts->object.members[i];
        if (use_count_find(making->plan->counts, one->name) == SIZE_MAX) {
            add(making, BRIEF_ITEM, one->name, value_text(making, &one->value));
        }
    }
}

static void earlier_decision(struct making *making)
{
    struct decision_finding found =
        decision_of(&making->rows.decisions, making->plan->force, STR(""), making->plan->now);
    if (found.entry == NULL) {
        add(making, BRIEF_PAIR, STR("Decided so far"), STR("nothing by this force"));
        return;
    }
    const char *text = arena_printf(making->arena, "%.*s, %.*s, by %.*s%s", STR_ARG(found.word),
                                    STR_ARG(js_text(found.entry->body, "date")),
                                    STR_ARG(js_text(found.entry->body, "role")),
                                    found.state == DECISION_LAPSED ? "; lapsed" : "");
    add(making, BRIEF_PAIR, STR("Decided so far"), str_of(text));
    const struct js *advice = js_member(found.entry->body, "advice");
    for (size_t i = 0; advice != NULL && advice->type == JS_ARRAY && i < advice->array.count;
         i++) {
        const struct js *one = &advice->array.items[i];
        const struct js *says = js_member(one, "says");
        add(making, BRIEF_ITEM, js_text(one, "by"),
            says != NULL ? value_text(making, says) : STR(""));
    }
}

static void missing(struct making *making)
{
    struct completeness made =
        completeness_of(making->arena, making->plan->vocabulary, making->rows.deployment);
    heading(making, "What the record does not say");
    add(making, BRIEF_TEXT, STR(""),
        str_of(arena_printf(
            making->arena,
            "Of %zu fields that its stage requires %zu are stated, %zu withheld, "
            "%zu neither confirmed nor denied, %zu missing.",
            made.required, made.stated, made.withheld, made.not_told, made.missing_count)));
    const char *names = "";
    for (size_t i = 0; i < made.missing_count; i++) {
        names = arena_printf(making->arena, "%s%s%.*s", names, i > 0 ? "; " : "",
                             STR_ARG(made.missing[i]->title));
    }
    if (made.missing_count > 0) {
        add(making, BRIEF_PAIR, STR("Missing"), str_of(names));
    }
}

static void decision(struct making *making)
{
    static const char *const lines[] = {"Conditions", "Reason", "It expires on", "Role",
                                        "Date"};
    heading(making, "Decision");
    item(making, "[ ] proceed");
    item(making, "[ ] proceed with conditions");
    item(making, "[ ] not now");
    item(making, "[ ] stop");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        add(making, BRIEF_BLANK, str_of(lines[i]), STR(""));
    }
}

static void fields(struct making *making, const char *title, const char *const *ids)
{
    heading(making, title);
    for (size_t i = 0; ids[i] != NULL; i++) {
        field(making, ids[i]);
    }
}

static void opening(struct making *making)
{
    static const char *const ids[] = {"summary",    "purpose",    "problem", "baseline",
                                      "human_role", "automation", NULL};
    const struct registry_entry *deployment = making->rows.deployment;
    add(making, BRIEF_TITLE, STR(""),
        str_of(arena_printf(making->arena, "%.*s: for the chief officer of %.*s",
                            STR_ARG(deployment->title), STR_ARG(making->plan->force_name))));
    add(making, BRIEF_TEXT, STR(""),
        str_of(arena_printf(
            making->arena,
            "Made on %.*s from public records%s. It says what is there and what is not; it "
            "approves and recommends nothing.",
            STR_ARG(day(making, making->plan->now)),
            deployment->confirmed ? "" : ", entered by the centre and not yet confirmed")));
    fields(making, "What it is for", ids);
    add(making, BRIEF_PAIR, STR("Stage"), deployment->stage);
    earlier_decision(making);
}

static bool names_force(const struct registry_entry *deployment, struct str force)
{
    const struct js *forces = js_member(deployment->body, "forces");
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        if (str_eq(forces->array.items[i].string, force)) {
            return true;
        }
    }
    return false;
}

static enum err_code make(struct making *making, struct err *err)
{
    static const char *const risks[] = {"risk_level", "risks", NULL};
    static const char *const cost[] = {"cost", "procurement", "contract_end", "exit_plan",
                                       NULL};
    static const char *const benefit[] = {"benefit_claimed", "benefit_measured", NULL};
    static const char *const dissent[] = {"counter_evidence", "dissent", NULL};
    const struct brief_plan *plan = making->plan;
    TRY(gate_rows_read(making->db, making->arena, plan->subject, &making->rows, err));
    if (!names_force(making->rows.deployment, plan->force)) {
        return err_set(err, ERR_INVALID, "the deployment does not name the force \"%.*s\"",
                       STR_ARG(str_sub(plan->force, 0, 40)));
    }
    gate_judge(making->arena, plan->gate, &making->rows, plan->force, plan->stage, plan->now,
               &making->judgement);
    opening(making);
    TRY(evidence(making, err));
    gate(making);
    fields(making, "Risks", risks);
    fields(making, "Cost", cost);
    fields(making, "Benefit", benefit);
    reports(making);
    fields(making, "Against it", dissent);
    missing(making);
    decision(making);
    return ERR_OK;
}

enum err_code brief_make(struct db *db, struct arena *arena, const struct brief_plan *plan,
                         struct brief *brief, struct err *err)
{
    struct making making = {.db = db, .arena = arena, .plan = plan};
    enum err_code code = make(&making, err);
    brief->list = arena_alloc(arena, (making.count + 1) * sizeof *brief->list);
    if (making.count > 0) {
        memcpy(brief->list, making.list, making.count * sizeof *brief->list);
    }
    brief->count = making.count;
    free(making.list);
    return code;
}
