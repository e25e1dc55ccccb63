/* See answerability.h. */
#include "registry/answerability.h"

#include "base/mem.h"
#include "registry/reference_file.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

const char *answer_state_word(enum answer_state state)
{
    static const char *const words[] = {"answered", "answered in part", "withheld", "silent",
                                        "does not arise"};
    return words[state];
}

/* ---- the questions ---- */

static enum err_code read_part(const struct js *json, struct question_part *part,
                               struct err *err)
{
    static const struct {
        const char *key;
        enum question_source source;
    } sources[] = {{"field", ANSWER_FIELD},
                   {"tool_field", ANSWER_TOOL_FIELD},
                   {"requirement", ANSWER_REQUIREMENT},
                   {"count", ANSWER_COUNT},
                   {"record", ANSWER_RECORD}};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (js_member(json, sources[i].key) != NULL) {
            part->source = sources[i].source;
            return js_need_str(json, sources[i].key, &part->id, err);
        }
    }
    return err_set(err, ERR_FORMAT,
                   "a part names no field, tool_field, requirement, count or record");
}

static enum err_code read_question(struct arena *arena, const struct js *json,
                                   struct question *made, struct err *err)
{
    const struct js *parts = NULL;
    const struct js *when = NULL;
    TRY(js_need_str(json, "id", &made->id, err));
    TRY(js_need_str(json, "asks", &made->asks, err));
    TRY(js_may(json, "when", JS_OBJECT, &when, err));
    if (when != NULL) {
        TRY(js_need_str(when, "field", &made->when_field, err));
        TRY(js_need_str(when, "is", &made->when_is, err));
    }
    TRY(js_need(json, "parts", JS_ARRAY, &parts, err));
    struct question_part *list = arena_alloc(arena, (parts->array.count + 1) * sizeof *list);
    for (size_t i = 0; i < parts->array.count; i++) {
        TRY(read_part(&parts->array.items[i], &list[i], err));
    }
    made->parts = list;
    made->part_count = parts->array.count;
    return parts->array.count > 0 ? ERR_OK
                                  : err_set(err, ERR_FORMAT, "nothing would answer it");
}

static enum err_code take_questions(struct arena *arena, const struct js *json, void *into,
                                    struct err *err)
{
    struct questions *questions = into;
    const struct js *list = NULL;
    TRY(js_need_str(json, "id", &questions->version, err));
    TRY(js_need_str(json, "title", &questions->title, err));
    TRY(js_need_str(json, "source", &questions->source, err));
    TRY(js_need(json, "questions", JS_ARRAY, &list, err));
    struct question *made = arena_zalloc(arena, (list->array.count + 1) * sizeof *made);
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = read_question(arena, &list->array.items[i], &made[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "question %zu", i + 1);
            return code;
        }
    }
    questions->list = made;
    questions->count = list->array.count;
    return ERR_OK;
}

enum err_code questions_read(struct arena *arena, const char *reference,
                             struct questions *questions, struct err *err)
{
    const char *path = arena_printf(arena, "%s/registry/foi-questions.json", reference);
    *questions = (struct questions){.count = 0};
    return reference_read(arena, path, take_questions, questions, err);
}

/* ---- rows ---- */

static enum err_code add_descriptions(struct db *db, struct arena *arena, struct str digest,
                                      struct registry_entry **list, size_t *count,
                                      size_t *capacity, struct err *err)
{
    struct registry_entries some;
    TRY(registry_with_tool(db, arena, digest, "described", &some, err));
    for (size_t i = 0; i < some.count; i++) {
        *list = mem_grow(*list, *count, capacity, sizeof **list);
        (*list)[(*count)++] = some.list[i];
    }
    return ERR_OK;
}

static enum err_code read_descriptions(struct db *db, struct arena *arena,
                                       struct answer_rows *rows, struct err *err)
{
    const struct used_version *version = rows->gate_rows->now_used;
    struct registry_entry *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < version->tool_count && code == ERR_OK; i++) {
        code = add_descriptions(db, arena, version->tools[i].digest, &list, &count, &capacity,
                                err);
    }
    if (code == ERR_OK && count > 0) {
        rows->tools.list = arena_alloc(arena, count * sizeof *list);
        memcpy(rows->tools.list, list, count * sizeof *list);
        rows->tools.count = count;
    }
    free(list);
    return code;
}

enum err_code answer_rows_read(struct db *db, struct arena *arena,
                               const struct gate_rows *gate_rows,
                               const struct gate_judgement *judgement, struct answer_rows *rows,
                               struct err *err)
{
    *rows = (struct answer_rows){.gate_rows = gate_rows, .judgement = judgement};
    const struct evidence_row *evidence = judgement->evidence.row;
    if (evidence != NULL && judgement->evidence.state <= EVIDENCE_NOT_OWN_DATA) {
        struct db_query *query;
        bool row;
        TRY(db_prepare(db, sql_registry_group_figures, &query, err));
        db_bind_text(query, 1, evidence->envelope);
        TRY(db_step(query, &row, err));
        rows->evidence_groups = row && db_int(query, 0) > 0;
        db_reset(query);
    }
    return read_descriptions(db, arena, rows, err);
}

/* ---- what answers ---- */

struct answering {
    struct arena *arena;
    const struct answer_rows *rows;
    struct str force;
    struct question_finding *finding;
};

static void add_text(struct arena *arena, struct str *list, struct str text)
{
    if (str_find(*list, text) == SIZE_MAX || list->n == 0) {
        *list = list->n == 0
                    ? text
                    : str_of(arena_printf(arena, "%.*s, %.*s", STR_ARG(*list), STR_ARG(text)));
    }
}

/* A value that is a gap leaves its section behind. */
static enum stated take_value(struct answering *answering, const struct js *value)
{
    enum stated how = field_stated(value);
    if (how == STATED_WITHHELD) {
        const struct js *section = js_member(js_member(value, "withheld"), "section");
        if (section != NULL && section->type == JS_STRING) {
            add_text(answering->arena, &answering->finding->sections, section->string);
        }
    } else if (how == STATED_NCND) {
        add_text(answering->arena, &answering->finding->sections,
                 STR("neither confirmed nor denied"));
    }
    return how;
}

static enum stated by_tool_field(struct answering *answering, struct str id)
{
    const struct registry_entries *tools = &answering->rows->tools;
    enum stated best = STATED_NOT;
    for (size_t i = 0; i < tools->count && best != STATED; i++) {
        enum stated one = take_value(answering, registry_field(&tools->list[i], id));
        best = one != STATED_NOT ? one : best;
    }
    return best;
}

static enum stated by_requirement(struct answering *answering, struct str id)
{
    const struct gate_judgement *judgement = answering->rows->judgement;
    for (size_t i = 0; i < judgement->count; i++) {
        const struct gate_finding *finding = &judgement->list[i];
        if (!str_eq(finding->requirement->id, id)) {
            continue;
        }
        bool there = finding->state == GATE_MET || finding->state == GATE_LAPSED;
        return finding->withheld                 ? STATED_WITHHELD
               : there                           ? STATED
               : finding->state == GATE_NOT_TOLD ? STATED_NCND
                                                 : STATED_NOT;
    }
    return STATED_NOT;
}

static enum stated by_count(struct answering *answering, struct str id)
{
    const struct registry_entries *reports = &answering->rows->gate_rows->reports;
    enum stated best = STATED_NOT;
    for (size_t i = 0; i < reports->count && best != STATED; i++) {
        const struct js *counts = js_member(reports->list[i].body, "counts");
        enum stated one = str_eq(reports->list[i].organisation, answering->force)
                              ? take_value(answering, js_member_str(counts, id))
                              : STATED_NOT;
        best = one != STATED_NOT ? one : best;
    }
    return best;
}

static bool has_groups(const struct registry_entries *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (js_member(reports->list[i].body, "groups") != NULL) {
            return true;
        }
    }
    return false;
}

static bool has_decision(const struct answering *answering)
{
    const struct registry_entries *decisions = &answering->rows->gate_rows->decisions;
    for (size_t i = 0; i < decisions->count; i++) {
        if (str_eq(decisions->list[i].organisation, answering->force)) {
            return true;
        }
    }
    return false;
}

static enum stated by_record(const struct answering *answering, struct str id)
{
    const struct answer_rows *rows = answering->rows;
    enum evidence_state evidence = rows->judgement->evidence.state;
    if (str_is(id, "evidence")) {
        return evidence == EVIDENCE_WITHHELD       ? STATED_WITHHELD
               : evidence <= EVIDENCE_NOT_OWN_DATA ? STATED
                                                   : STATED_NOT;
    }
    bool there = (str_is(id, "evidence_groups") && rows->evidence_groups) ||
                 (str_is(id, "decision") && has_decision(answering)) ||
                 (str_is(id, "reports") && rows->gate_rows->reports.count > 0) ||
                 (str_is(id, "report_groups") && has_groups(&rows->gate_rows->reports)) ||
                 (str_is(id, "tools") && rows->gate_rows->now_used->tool_count > 0);
    return there ? STATED : STATED_NOT;
}

static enum stated by_part(struct answering *answering, const struct question_part *part)
{
    switch (part->source) {
    case ANSWER_FIELD:
        return take_value(answering,
                          registry_field(answering->rows->gate_rows->deployment, part->id));
    case ANSWER_TOOL_FIELD:
        return by_tool_field(answering, part->id);
    case ANSWER_REQUIREMENT:
        return by_requirement(answering, part->id);
    case ANSWER_COUNT:
        return by_count(answering, part->id);
    case ANSWER_RECORD:
        return by_record(answering, part->id);
    }
    return STATED_NOT;
}

static enum answer_state answer(struct answering *answering)
{
    const struct question *question = answering->finding->question;
    const struct registry_entry *deployment = answering->rows->gate_rows->deployment;
    size_t stated = 0;
    size_t withheld = 0;
    struct str when = registry_field_text(deployment, question->when_field);
    if (when.n > 0 && !str_eq(when, question->when_is)) {
        return NOT_ASKED_HERE;
    }
    enum stated *parts =
        arena_alloc(answering->arena, (question->part_count + 1) * sizeof *parts);
    answering->finding->parts = parts;
    for (size_t i = 0; i < question->part_count; i++) {
        enum stated one = by_part(answering, &question->parts[i]);
        parts[i] = one;
        stated += one == STATED;
        withheld += one == STATED_WITHHELD || one == STATED_NCND;
        if (one == STATED_NOT) {
            add_text(answering->arena, &answering->finding->silent, question->parts[i].id);
        }
    }
    return stated == question->part_count              ? ANSWERED
           : stated + withheld == 0                    ? ANSWER_SILENT
           : stated + withheld == question->part_count ? ANSWER_WITHHELD
                                                       : ANSWERED_PARTLY;
}

void answerability_of(struct arena *arena, const struct questions *questions,
                      const struct answer_rows *rows, struct str force,
                      struct answerability *made)
{
    struct question_finding *list = arena_zalloc(arena, (questions->count + 1) * sizeof *list);
    *made = (struct answerability){.list = list, .count = questions->count};
    for (size_t i = 0; i < questions->count; i++) {
        struct answering answering = {arena, rows, force, &list[i]};
        list[i].question = &questions->list[i];
        list[i].state = answer(&answering);
        made->answered += list[i].state == ANSWERED;
        made->partly += list[i].state == ANSWERED_PARTLY;
        made->withheld += list[i].state == ANSWER_WITHHELD;
        made->silent += list[i].state == ANSWER_SILENT;
    }
}
