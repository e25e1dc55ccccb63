/* See scope.h. */
#include "registry/scope.h"

#include "base/jsonw.h"
#include "registry/entries.h"
#include "registry/reference_file.h"

#include <stdlib.h>

enum { QUESTIONS_MAX = 200 };

static size_t find_question(const struct scope *scope, struct str id)
{
    for (size_t i = 0; i < scope->question_count; i++) {
        if (str_eq(scope->questions[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static enum err_code read_questions(struct arena *arena, const struct js *json,
                                    struct scope *scope, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(json, "questions", JS_ARRAY, &list, err));
    if (list->array.count > QUESTIONS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d questions", QUESTIONS_MAX);
    }
    struct scope_question *made = arena_zalloc(arena, (list->array.count + 1) * sizeof *made);
    scope->questions = made;
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        TRY(js_need_str(item, "id", &made[i].id, err));
        TRY(js_need_str(item, "asks", &made[i].asks, err));
        TRY(js_may_str(item, "help", &made[i].help, err));
        if (find_question(scope, made[i].id) != SIZE_MAX) {
            return err_set(err, ERR_FORMAT, "question \"%.*s\" stands twice",
                           STR_ARG(str_sub(made[i].id, 0, 40)));
        }
        scope->question_count = i + 1;
    }
    return ERR_OK;
}

static enum err_code read_ids(struct arena *arena, const struct scope *scope,
                              const struct js *json, const char *key, const size_t **ids,
                              size_t *count, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(json, key, JS_ARRAY, &list, err));
    size_t *made = arena_alloc(arena, (list->array.count + 1) * sizeof *made);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        made[i] = item->type == JS_STRING ? find_question(scope, item->string) : SIZE_MAX;
        if (made[i] == SIZE_MAX) {
            return err_set(err, ERR_FORMAT, "\"%s\", entry %zu is no question", key, i + 1);
        }
    }
    *ids = made;
    *count = list->array.count;
    return ERR_OK;
}

static enum err_code read_definitions(struct arena *arena, const struct js *json,
                                      struct scope *scope, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(json, "definitions", JS_ARRAY, &list, err));
    struct scope_definition *made = arena_zalloc(arena, (list->array.count + 1) * sizeof *made);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        TRY(js_need_str(item, "id", &made[i].id, err));
        TRY(js_need_str(item, "whose", &made[i].whose, err));
        TRY(js_need_str(item, "quote", &made[i].quote, err));
        TRY(read_ids(arena, scope, item, "any", &made[i].any, &made[i].any_count, err));
        TRY(read_ids(arena, scope, item, "all", &made[i].all, &made[i].all_count, err));
    }
    scope->definitions = made;
    scope->definition_count = list->array.count;
    return ERR_OK;
}

static enum err_code take_scope(struct arena *arena, const struct js *json, void *made,
                                struct err *err)
{
    struct scope *scope = made;
    TRY(js_need_str(json, "id", &scope->version, err));
    TRY(js_need_str(json, "title", &scope->title, err));
    TRY(js_need_str(json, "source", &scope->source, err));
    TRY(read_questions(arena, json, scope, err));
    return read_definitions(arena, json, scope, err);
}

enum err_code scope_read(struct arena *arena, const char *reference, struct scope *scope,
                         struct err *err)
{
    const char *path = arena_printf(arena, "%s/registry/scope.json", reference);
    *scope = (struct scope){.question_count = 0};
    return reference_read(arena, path, take_scope, scope, err);
}

/* ---- answers ---- */

bool scope_answer_parse(struct str text, enum scope_answer *answer)
{
    static const struct {
        const char *word;
        enum scope_answer answer;
    } words[] = {{"yes", SCOPE_YES}, {"no", SCOPE_NO}, {"unknown", SCOPE_UNKNOWN}};
    struct str trimmed = str_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = str_of(words[i].word);
        if (trimmed.n < word.n) {
            continue;
        }
        bool same = true;
        for (size_t k = 0; k < word.n; k++) {
            same = same && (trimmed.p[k] | 0x20) == word.p[k];
        }
        if (same &&
            (trimmed.n == word.n || trimmed.p[word.n] == ':' || trimmed.p[word.n] == ',')) {
            *answer = words[i].answer;
            return true;
        }
    }
    return false;
}

enum err_code scope_answers_read(const struct scope *scope, const struct js *json,
                                 struct str *texts, enum scope_answer *answers, struct err *err)
{
    const struct js *held = js_member(json, "answers");
    const struct js *object = held != NULL && held->type == JS_OBJECT ? held : json;
    if (object->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "answers must be an object of QUESTION: TEXT");
    }
    for (size_t i = 0; i < object->object.count; i++) {
        if (find_question(scope, object->object.members[i].name) == SIZE_MAX) {
            return err_set(err, ERR_INVALID, "\"%.*s\" is no question of %.*s",
                           STR_ARG(str_sub(object->object.members[i].name, 0, 40)),
                           STR_ARG(scope->version));
        }
    }
    for (size_t i = 0; i < scope->question_count; i++) {
        struct str text = STR("");
        for (size_t k = 0; k < object->object.count; k++) {
            const struct js_member *member = &object->object.members[k];
            if (str_eq(member->name, scope->questions[i].id) &&
                member->value.type == JS_STRING) {
                text = member->value.string;
            }
        }
        if (!scope_answer_parse(text, &answers[i])) {
            err_set(err, ERR_INVALID, "question \"%.*s\" has no answer",
                    STR_ARG(scope->questions[i].id));
            err_hint(err, "answer yes, no or unknown; after a colon, what there is to say");
            return ERR_INVALID;
        }
        texts[i] = str_trim(text);
    }
    return ERR_OK;
}

/* ---- the outcome ---- */

enum meets { MEETS, MEETS_NOT, MEETS_OPEN };

static enum meets meets(const struct scope_definition *definition,
                        const enum scope_answer *answers)
{
    bool open = false;
    bool any_yes = definition->any_count == 0;
    bool any_open = false;
    for (size_t i = 0; i < definition->all_count; i++) {
        if (answers[definition->all[i]] == SCOPE_NO) {
            return MEETS_NOT;
        }
        open = open || answers[definition->all[i]] == SCOPE_UNKNOWN;
    }
    for (size_t i = 0; i < definition->any_count; i++) {
        any_yes = any_yes || answers[definition->any[i]] == SCOPE_YES;
        any_open = any_open || answers[definition->any[i]] == SCOPE_UNKNOWN;
    }
    if (!any_yes && !any_open) {
        return MEETS_NOT;
    }
    return open || !any_yes ? MEETS_OPEN : MEETS;
}

/* Ids of the definition's questions with this answer: "infers, outputs". */
static const char *ids_of(struct arena *arena, const struct scope *scope,
                          const struct scope_definition *definition,
                          const enum scope_answer *answers, enum scope_answer answer)
{
    const char *ids = "";
    for (size_t i = 0; i < definition->any_count + definition->all_count; i++) {
        size_t question = i < definition->any_count
                              ? definition->any[i]
                              : definition->all[i - definition->any_count];
        if (answers[question] == answer) {
            ids = arena_printf(arena, "%s%s%.*s", ids, ids[0] != '\0' ? ", " : "",
                               STR_ARG(scope->questions[question].id));
        }
    }
    return ids;
}

struct scope_finding scope_judge(struct arena *arena, const struct scope *scope,
                                 const enum scope_answer *answers)
{
    static const char *const words[] = {"met", "not met", "cannot be told yet"};
    static const enum scope_answer deciding[] = {SCOPE_YES, SCOPE_NO, SCOPE_UNKNOWN};
    static const char *const said[] = {"yes", "no", "unknown"};
    struct scope_finding finding = {false, STR("")};
    const char *reason = "";
    for (size_t i = 0; i < scope->definition_count; i++) {
        const struct scope_definition *definition = &scope->definitions[i];
        enum meets one = meets(definition, answers);
        finding.ai = finding.ai || one != MEETS_NOT;
        reason =
            arena_printf(arena, "%s%sThe definition of %.*s: %s (%s: %s).", reason,
                         i > 0 ? " " : "", STR_ARG(definition->whose), words[one], said[one],
                         ids_of(arena, scope, definition, answers, deciding[one]));
    }
    finding.reason = str_of(reason);
    return finding;
}

/* ---- the record ---- */

struct sorted_answer {
    struct str id;
    struct str text;
};

static int by_id(const void *a, const void *b)
{
    const struct sorted_answer *one = a;
    const struct sorted_answer *other = b;
    return str_cmp(one->id, other->id);
}

void scope_write(struct arena *arena, const struct scope *scope,
                 const struct scope_record *record, struct strbuf *out)
{
    struct jsonw w;
    struct sorted_answer *sorted =
        arena_alloc(arena, (scope->question_count + 1) * sizeof *sorted);
    for (size_t i = 0; i < scope->question_count; i++) {
        sorted[i] = (struct sorted_answer){scope->questions[i].id, record->texts[i]};
    }
    qsort(sorted, scope->question_count, sizeof *sorted, by_id);
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "answers");
    jsonw_object(&w);
    for (size_t i = 0; i < scope->question_count; i++) {
        jsonw_key_str(&w, sorted[i].id);
        jsonw_str(&w, sorted[i].text);
    }
    jsonw_end(&w);
    jsonw_member_str(&w, "date", record->date);
    jsonw_member_str(&w, "organisation", record->organisation);
    jsonw_member(&w, "outcome", record->finding.ai ? "ai" : "not ai");
    jsonw_member_str(&w, "product", record->product);
    jsonw_member_str(&w, "questions", scope->version);
    jsonw_member_str(&w, "reason", record->finding.reason);
    if (record->supplier.n > 0) {
        jsonw_member_str(&w, "supplier", record->supplier);
    }
    jsonw_end(&w);
}

enum err_code scope_count(struct db *db, struct str organisation, struct scope_counts *counts,
                          struct err *err)
{
    struct registry_entries entries;
    struct arena *arena = arena_new();
    *counts = (struct scope_counts){0, 0};
    enum err_code code = registry_of_type(db, arena, "scope.answered/1", &entries, err);
    for (size_t i = 0; code == ERR_OK && i < entries.count; i++) {
        if (organisation.n == 0 || str_eq(entries.list[i].organisation, organisation)) {
            bool ai = js_is(js_member(entries.list[i].body, "outcome"), "ai");
            counts->ai += ai;
            counts->not_ai += !ai;
        }
    }
    arena_free(arena);
    return code;
}
