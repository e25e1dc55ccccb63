/* See gate.h. */
#include "registry/gate.h"

#include "base/clock.h"
#include "registry/completeness.h"
#include "registry/requirement_answer.h"

#include <stdio.h>
#include <stdlib.h>

enum { DAY = 86400 };

struct judging {
    struct arena *arena;
    const struct gate_rows *rows;
    struct str force;
    struct str stage;
    int64_t now;
    struct use_history own; /* with evidence on the force's own data alone */
    struct gate_judgement *made;
};

const char *gate_state_word(enum gate_state state)
{
    static const char *const words[] = {"met", "missing", "lapsed", "not applicable",
                                        "neither confirmed nor denied"};
    return words[state];
}

static void set(struct judging *judging, struct gate_finding *finding, enum gate_state state,
                const char *why, struct str detail)
{
    finding->state = state;
    finding->why = str_of(
        detail.n > 0 ? arena_printf(judging->arena, "%s%.*s", why, STR_ARG(detail)) : why);
}

static struct str date_text(struct judging *judging, int64_t moment)
{
    char text[DATE_SIZE];
    date_format(text, moment);
    return str_of(arena_strdup(judging->arena, text));
}

/* ---- what a field says ---- */

static bool holds(const struct js *value, const struct js *wanted)
{
    for (size_t i = 0; i < wanted->array.count; i++) {
        const struct js *one = &wanted->array.items[i];
        bool same = one->type == JS_STRING && value->type == JS_STRING &&
                    str_eq(one->string, value->string);
        for (size_t k = 0; !same && value->type == JS_ARRAY && k < value->array.count; k++) {
            const struct js *item = &value->array.items[k];
            same = one->type == JS_STRING && item->type == JS_STRING &&
                   str_eq(one->string, item->string);
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/* Does it apply? Where that cannot be told it counts as missing: silence takes nothing away. */
static bool applies(struct judging *judging, struct gate_finding *finding)
{
    const struct gate_requirement *requirement = finding->requirement;
    const struct gate_condition *unknown = NULL;
    enum stated how = STATED_NOT;
    for (size_t i = 0; i < requirement->condition_count; i++) {
        const struct gate_condition *condition = &requirement->conditions[i];
        const struct js *value = registry_field(judging->rows->deployment, condition->field);
        enum stated one = field_stated(value);
        if (one == STATED && holds(value, condition->values)) {
            return true;
        }
        if (one != STATED && unknown == NULL) {
            unknown = condition;
            how = one;
        }
    }
    if (requirement->condition_count == 0) {
        return true;
    }
    if (unknown == NULL) {
        set(judging, finding, GATE_NOT_APPLICABLE,
            "does not apply by what is stated: ", requirement->conditions[0].field);
    } else if (how == STATED_NCND) {
        set(judging, finding, GATE_NOT_TOLD, "neither confirmed nor denied: ", unknown->field);
    } else {
        set(judging, finding, GATE_MISSING,
            how == STATED_WITHHELD
                ? "whether it applies cannot be told, because this is withheld: "
                : "whether it applies cannot be told, because this is not stated: ",
            unknown->field);
    }
    return false;
}

/* ---- documents ---- */

static const struct registry_entry *answer_of(const struct judging *judging, struct str id)
{
    const struct registry_entries *answers = &judging->rows->answers;
    const struct registry_entry *last = NULL;
    for (size_t i = 0; i < answers->count; i++) {
        const struct registry_entry *entry = &answers->list[i];
        bool theirs = str_eq(entry->organisation, judging->force) &&
                      str_eq(js_text(entry->body, "requirement"), id) &&
                      entry_moment(entry) <= judging->now;
        if (theirs && (last == NULL || entry->log_index > last->log_index)) {
            last = entry;
        }
    }
    return last;
}

/* The day of the force's first decision to proceed, else that of the first use; INT64_MAX. */
static int64_t moment_to_precede(const struct judging *judging, enum before before)
{
    int64_t use = judging->made->history.first_use;
    int64_t first = INT64_MAX;
    for (size_t i = 0; before == BEFORE_DECISION && i < judging->rows->decisions.count; i++) {
        const struct registry_entry *entry = &judging->rows->decisions.list[i];
        int64_t day;
        if (str_eq(entry->organisation, judging->force) &&
            str_starts(js_text(entry->body, "decision"), STR("proceed")) &&
            entry_moment(entry) <= judging->now &&
            date_parse(js_text(entry->body, "date"), &day) && day < first) {
            first = day;
        }
    }
    return first != INT64_MAX || use == INT64_MIN ? first : use;
}

/* What an assessment said of it, whether or not that is what meets it. */
static void take_flag(struct judging *judging, struct gate_finding *finding)
{
    const struct registry_entry *answer = answer_of(judging, finding->requirement->id);
    if (answer == NULL) {
        return;
    }
    struct requirement_answer said = requirement_answer_of(answer);
    finding->flag = said.flag;
    finding->flag_reason = said.flag_reason;
    finding->answer = said.answer;
    judging->made->green += str_is(said.flag, "green");
    judging->made->orange += str_is(said.flag, "orange");
    judging->made->red += str_is(said.flag, "red");
}

static void by_document(struct judging *judging, struct gate_finding *finding)
{
    const struct registry_entry *answer = answer_of(judging, finding->requirement->id);
    int64_t day;
    if (answer == NULL) {
        set(judging, finding, GATE_MISSING, "no document is named", STR(""));
        return;
    }
    struct requirement_answer said = requirement_answer_of(answer);
    finding->by = said.document.n > 0 ? said.document : said.answer;
    finding->withheld = said.withheld;
    finding->link = said.link;
    finding->date = said.date;
    finding->statement = answer->id;
    finding->unconfirmed = !answer->confirmed;
    set(judging, finding, GATE_MET, "", STR(""));
    if (date_parse(said.expires, &day)) {
        finding->until = day;
    }
    if (finding->until != 0 && finding->until <= judging->now) {
        set(judging, finding, GATE_LAPSED, "lapsed on ", date_text(judging, finding->until));
    }
    enum before before = finding->requirement->before;
    finding->late = before != BEFORE_NOTHING && date_parse(finding->date, &day) &&
                    day > moment_to_precede(judging, before);
}

/* ---- fields ---- */

static void add_name(struct judging *judging, struct str *names, struct str name)
{
    *names = names->n == 0 ? name
                           : str_of(arena_printf(judging->arena, "%.*s, %.*s", STR_ARG(*names),
                                                 STR_ARG(name)));
}

static void end_of_field(struct judging *judging, struct gate_finding *finding)
{
    const struct gate_requirement *requirement = finding->requirement;
    int64_t day;
    if (requirement->until.n > 0 &&
        date_parse(registry_field_text(judging->rows->deployment, requirement->until), &day)) {
        finding->until = day;
        if (day <= judging->now) {
            set(judging, finding, GATE_LAPSED, "lapsed on ", date_text(judging, day));
        }
    }
}

static void by_field(struct judging *judging, struct gate_finding *finding)
{
    const struct gate_requirement *requirement = finding->requirement;
    const struct registry_entry *deployment = judging->rows->deployment;
    struct str missing = STR("");
    struct str not_told = STR("");
    for (size_t i = 0; i < requirement->field_count; i++) {
        struct str field = requirement->fields[i];
        enum stated one = field_stated(registry_field(deployment, field));
        finding->withheld = finding->withheld || one == STATED_WITHHELD;
        if (one == STATED_NOT) {
            add_name(judging, &missing, field);
        } else if (one == STATED_NCND) {
            add_name(judging, &not_told, field);
        } else {
            add_name(judging, &finding->by, field);
        }
    }
    if (missing.n > 0 && answer_of(judging, requirement->id) != NULL) {
        by_document(judging, finding);
        return;
    }
    if (missing.n > 0) {
        set(judging, finding, GATE_MISSING, "not stated: ", missing);
        return;
    }
    if (not_told.n > 0) {
        set(judging, finding, GATE_NOT_TOLD, "neither confirmed nor denied: ", not_told);
        return;
    }
    finding->statement = deployment->id;
    finding->date = str_sub(deployment->logged_at, 0, DATE_SIZE - 1);
    finding->unconfirmed = !deployment->confirmed;
    set(judging, finding, GATE_MET, "", STR(""));
    end_of_field(judging, finding);
}

/* ---- evidence ---- */

static void by_evidence(struct judging *judging, struct gate_finding *finding)
{
    const struct evidence_finding *evidence = &judging->made->evidence;
    if (evidence->row != NULL) {
        finding->by = evidence->row->envelope;
        finding->date = date_text(judging, evidence->row->moment);
    }
    if (evidence->state == EVIDENCE_IN_DATE) {
        set(judging, finding, GATE_MET, "", STR(""));
        finding->until = evidence->until;
        finding->late =
            finding->requirement->before != BEFORE_NOTHING && judging->own.before_evidence;
    } else if (evidence->state == EVIDENCE_LAPSED) {
        finding->until = evidence->until;
        set(judging, finding, GATE_LAPSED, "the evidence lapsed on ",
            date_text(judging, evidence->until));
    } else {
        finding->withheld = evidence->state == EVIDENCE_WITHHELD;
        set(judging, finding, GATE_MISSING,
            "evidence: ", str_of(evidence_state_word(evidence->state)));
    }
}

/* ---- reports ---- */

static int64_t months_between_reports(struct judging *judging,
                                      const struct gate_finding *finding)
{
    struct str field = finding->requirement->period_months;
    const struct js *value =
        field.n > 0 ? registry_field(judging->rows->deployment, field) : NULL;
    bool good =
        value != NULL && value->type == JS_INT && value->integer > 0 && value->integer <= 120;
    int64_t usual = finding->requirement->months > 0 ? finding->requirement->months : 12;
    return good ? value->integer : usual;
}

/* The report whose period ended last. */
static const struct registry_entry *last_report(const struct judging *judging)
{
    const struct registry_entries *reports = &judging->rows->reports;
    const struct registry_entry *last = NULL;
    for (size_t i = 0; i < reports->count; i++) {
        const struct registry_entry *entry = &reports->list[i];
        if (!str_eq(entry->organisation, judging->force) ||
            entry_moment(entry) > judging->now) {
            continue;
        }
        int order =
            last == NULL ? 1 : str_cmp(js_text(entry->body, "to"), js_text(last->body, "to"));
        if (order > 0 || (order == 0 && entry->log_index > last->log_index)) {
            last = entry;
        }
    }
    return last;
}

static void by_report(struct judging *judging, struct gate_finding *finding)
{
    const struct registry_entry *report = last_report(judging);
    int64_t months = months_between_reports(judging, finding);
    int64_t grace = finding->requirement->grace_days * DAY;
    int64_t from = judging->made->history.first_use;
    int64_t to;
    if (report != NULL && date_parse(js_text(report->body, "to"), &to)) {
        finding->by = str_of(arena_printf(judging->arena, "%.*s to %.*s",
                                          STR_ARG(js_text(report->body, "from")),
                                          STR_ARG(js_text(report->body, "to"))));
        finding->statement = report->id;
        finding->date = str_sub(report->logged_at, 0, DATE_SIZE - 1);
        finding->unconfirmed = !report->confirmed;
        from = to + DAY;
        set(judging, finding, GATE_MET, "", STR(""));
    } else if (from == INT64_MIN) {
        set(judging, finding, GATE_NOT_APPLICABLE, "it has not been used yet", STR(""));
        return;
    } else {
        set(judging, finding, GATE_NOT_APPLICABLE, "the first report is not due yet", STR(""));
    }
    finding->until = date_months_later(from, months) + grace;
    if (finding->until <= judging->now) {
        set(judging, finding, report != NULL ? GATE_LAPSED : GATE_MISSING,
            "a report was due by ", date_text(judging, finding->until));
    }
}

/* ---- the whole ---- */

static void judge_one(struct judging *judging, struct gate_finding *finding)
{
    static void (*const ways[])(struct judging *, struct gate_finding *) = {
        by_document, by_field, by_field, by_evidence, by_report};
    const struct gate_requirement *requirement = finding->requirement;
    bool asked = (str_is(judging->stage, "pilot") && requirement->pilot) ||
                 (str_is(judging->stage, "operational") && requirement->operational);
    if (judging->stage.n == 0) {
        set(judging, finding, GATE_NOT_APPLICABLE, "the use has ended", STR(""));
    } else if (!asked) {
        set(judging, finding, GATE_NOT_APPLICABLE,
            "not asked for at this stage: ", judging->stage);
    } else if (requirement->in_force_from > judging->now) {
        finding->until = requirement->in_force_from;
        set(judging, finding, GATE_NOT_APPLICABLE, "in force from ",
            date_text(judging, requirement->in_force_from));
    } else if (applies(judging, finding)) {
        ways[requirement->met_by](judging, finding);
    }
}

static void count(struct gate_judgement *made, const struct gate_finding *finding, int64_t now)
{
    size_t *const counts[] = {&made->met, &made->missing, &made->lapsed, &made->not_applicable,
                              &made->not_told};
    ++*counts[finding->state];
    if (finding->until > now && finding->until < made->next_change) {
        made->next_change = finding->until;
    }
}

static struct str stage_asked(const struct gate_rows *rows, struct str stage)
{
    struct str own = rows->deployment->stage;
    if (stage.n > 0) {
        return stage;
    }
    return str_is(own, "considering") || str_is(own, "pilot") ? STR("pilot")
           : str_is(own, "ended")                             ? STR("")
                                                              : STR("operational");
}

void gate_judge(struct arena *arena, const struct gate *gate, const struct gate_rows *rows,
                struct str force, struct str stage, int64_t now,
                struct gate_judgement *judgement)
{
    struct gate_finding *list = arena_zalloc(arena, (gate->count + 1) * sizeof *list);
    *judgement = (struct gate_judgement){.list = list, .count = gate->count};
    judgement->stage = stage_asked(rows, stage);
    judgement->evidence = evidence_of_version(rows->now_used, force, now, NULL);
    judgement->history = use_history(rows->used, rows->used_count, STR(""), now);
    judgement->next_change = evidence_next_change(rows->now_used, force, now);
    struct judging judging = {arena,    rows,
                              force,    judgement->stage,
                              now,      use_history(rows->used, rows->used_count, force, now),
                              judgement};
    for (size_t i = 0; i < gate->count; i++) {
        list[i].requirement = &gate->list[i];
        judge_one(&judging, &list[i]);
        take_flag(&judging, &list[i]);
        count(judgement, &list[i], now);
    }
}

static int by_bytes(const void *a, const void *b)
{
    const struct str *one = a;
    const struct str *other = b;
    return str_cmp(*one, *other);
}

void gate_ids(struct arena *arena, const struct gate_judgement *judgement,
              enum gate_state state, struct str **ids, size_t *id_count)
{
    struct str *made = arena_alloc(arena, (judgement->count + 1) * sizeof *made);
    size_t n = 0;
    for (size_t i = 0; i < judgement->count; i++) {
        if (judgement->list[i].state == state) {
            made[n++] = judgement->list[i].requirement->id;
        }
    }
    qsort(made, n, sizeof *made, by_bytes);
    *ids = made;
    *id_count = n;
}
