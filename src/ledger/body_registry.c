/* See body_registry.h. */
#include "ledger/body_registry.h"

#include "base/clock.h"
#include "base/encode.h"
#include "ledger/body_need.h"
#include "ledger/gap.h"
#include "ledger/identity.h"

enum { LIST_MAX = 1000, FIELD_NAME_MAX = 64, SUBJECT_DIGITS = 32 };

typedef enum err_code (*item_check)(const struct js *item, struct err *err);

/* A list of 1 (or 0) to 1,000 items, each of which passes. */
static enum err_code need_list(const struct js *body, const char *key, size_t min,
                               item_check check, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(body, key, JS_ARRAY, &list, err));
    if (list->array.count < min || list->array.count > LIST_MAX) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have %zu to %d entries", key, min,
                       LIST_MAX);
    }
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = check(&list->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "\"%s\", entry %zu", key, i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code may_list(const struct js *body, const char *key, item_check check,
                              struct err *err)
{
    return js_member(body, key) != NULL ? need_list(body, key, 1, check, err) : ERR_OK;
}

/* A text that may be withheld. */
static enum err_code open_text(const struct js *body, const char *key, struct err *err)
{
    const struct js *value = js_member(body, key);
    return value != NULL && gap_is(value) ? ERR_OK : body_need_text(body, key, err);
}

static enum err_code may_open_text(const struct js *body, const char *key, struct err *err)
{
    return js_member(body, key) != NULL ? open_text(body, key, err) : ERR_OK;
}

static enum err_code may_date(const struct js *body, const char *key, struct err *err)
{
    return js_member(body, key) != NULL ? body_need_date(body, key, err) : ERR_OK;
}

static enum err_code need_speaker(const struct js *body, struct err *err)
{
    struct str id;
    return body_need_organisation(body, &id, err);
}

static enum err_code need_subject(const struct js *body, const char *key, struct err *err)
{
    struct str text;
    TRY(js_need_str(body, key, &text, err));
    return hex_is(text, SUBJECT_DIGITS)
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"%s\" must be the 32 hexadecimal digits of a subject", key);
}

static bool name_valid(struct str name)
{
    if (name.n == 0 || name.n > FIELD_NAME_MAX || name.p[0] < 'a' || name.p[0] > 'z') {
        return false;
    }
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
            return false;
        }
    }
    return true;
}

static enum err_code need_fields(const struct js *body, struct err *err)
{
    const struct js *fields = NULL;
    TRY(js_need(body, "fields", JS_OBJECT, &fields, err));
    for (size_t i = 0; i < fields->object.count; i++) {
        if (!name_valid(fields->object.members[i].name)) {
            return err_set(err, ERR_FORMAT, "\"%.*s\" is no id of a field (a-z, 0-9, _)",
                           STR_ARG(str_sub(fields->object.members[i].name, 0, 60)));
        }
    }
    return body_need_text(body, "vocabulary", err);
}

static enum err_code is_text(const struct js *item, struct err *err)
{
    return gap_is(item) || (item->type == JS_STRING && item->string.n > 0)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "must be a text that is not empty");
}

static enum err_code is_word(const struct js *item, struct err *err)
{
    return item->type == JS_STRING && item->string.n > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "must be a text that is not empty");
}

static enum err_code is_organisation(const struct js *item, struct err *err)
{
    return item->type == JS_STRING && organisation_id_valid(item->string)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "must be the id of an organisation");
}

/* Ids of organisations in order, each once. */
static enum err_code need_forces(const struct js *body, struct err *err)
{
    const struct js *list;
    TRY(need_list(body, "forces", 1, is_organisation, err));
    list = js_member(body, "forces");
    for (size_t i = 1; i < list->array.count; i++) {
        if (str_cmp(list->array.items[i - 1].string, list->array.items[i].string) >= 0) {
            return err_set(err, ERR_FORMAT, "\"forces\" must be sorted, each once");
        }
    }
    return ERR_OK;
}

static enum err_code need_identity(const struct js *body, const char *key, struct err *err)
{
    const struct js *value = NULL;
    struct tool_identity identity;
    TRY(js_need(body, key, JS_OBJECT, &value, err));
    return identity_parse(value, &identity, err);
}

static enum err_code is_used_tool(const struct js *item, struct err *err)
{
    static const char *const keys[] = {"parameters", "tool", NULL};
    const struct js *parameters = NULL;
    TRY(js_only(item, keys, err));
    TRY(need_identity(item, "tool", err));
    TRY(js_may(item, "parameters", JS_OBJECT, &parameters, err));
    return parameters != NULL ? body_parameters(parameters, err) : ERR_OK;
}

static enum err_code is_identity(const struct js *item, struct err *err)
{
    struct tool_identity identity;
    return item->type == JS_OBJECT ? identity_parse(item, &identity, err)
                                   : err_set(err, ERR_FORMAT, "must be an identity");
}

enum err_code body_scope_answered(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"answers", "date",     "organisation",
                                       "outcome", "product",  "questions",
                                       "reason",  "supplier", NULL};
    static const char *const outcomes[] = {"ai", "not ai", NULL};
    const struct js *answers = NULL;
    TRY(js_only(body, keys, err));
    TRY(js_need(body, "answers", JS_OBJECT, &answers, err));
    for (size_t i = 0; i < answers->object.count; i++) {
        TRY(is_text(&answers->object.members[i].value, err));
    }
    TRY(body_need_date(body, "date", err));
    TRY(need_speaker(body, err));
    TRY(body_need_word(body, "outcome", outcomes, err));
    TRY(open_text(body, "product", err));
    TRY(body_need_text(body, "questions", err));
    TRY(open_text(body, "reason", err));
    return may_open_text(body, "supplier", err);
}

enum err_code body_tool_described(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"fields", "organisation", "reason",
                                       "tool",   "vocabulary",   NULL};
    TRY(js_only(body, keys, err));
    TRY(need_fields(body, err));
    TRY(need_speaker(body, err));
    TRY(body_may_text(body, "reason", err));
    return need_identity(body, "tool", err);
}

enum err_code body_deployment_described(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"downstream", "fields", "forces", "organisation",
                                       "reason",     "stage",  "tools",  "upstream",
                                       "vocabulary", NULL};
    static const char *const stages[] = {"considering", "ended", "operational",
                                         "paused",      "pilot", NULL};
    TRY(js_only(body, keys, err));
    TRY(need_fields(body, err));
    TRY(need_forces(body, err));
    TRY(need_speaker(body, err));
    TRY(body_may_text(body, "reason", err));
    TRY(body_need_word(body, "stage", stages, err));
    TRY(may_list(body, "upstream", is_identity, err));
    TRY(may_list(body, "downstream", is_identity, err));
    return need_list(body, "tools", 1, is_used_tool, err);
}

static enum err_code may_hex(const struct js *body, const char *key, struct err *err)
{
    const struct js *value = js_member(body, key);
    return value != NULL && !gap_is(value) ? body_need_hex(body, key, err) : ERR_OK;
}

enum err_code body_requirement_answered(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"deployment",   "document", "expires",     "gate",
                                       "organisation", "reason",   "requirement", NULL};
    static const char *const document_keys[] = {"date",   "link",  "role",
                                                "sha256", "title", NULL};
    const struct js *document = NULL;
    TRY(js_only(body, keys, err));
    TRY(need_subject(body, "deployment", err));
    TRY(may_date(body, "expires", err));
    TRY(body_need_text(body, "gate", err));
    TRY(need_speaker(body, err));
    TRY(body_may_text(body, "reason", err));
    TRY(body_need_text(body, "requirement", err));
    TRY(js_need(body, "document", JS_OBJECT, &document, err));
    TRY(js_only(document, document_keys, err));
    TRY(body_need_date(document, "date", err));
    TRY(may_open_text(document, "link", err));
    TRY(may_open_text(document, "role", err));
    TRY(may_hex(document, "sha256", err));
    return open_text(document, "title", err);
}

/* What stands with what: a flag with its reason, a link and a digest with a document. */
static enum err_code together(const struct js *body, struct err *err)
{
    bool document = js_member(body, "document") != NULL;
    if ((js_member(body, "flag") == NULL) != (js_member(body, "flag_reason") == NULL)) {
        return err_set(err, ERR_FORMAT, "\"flag\" and \"flag_reason\" stand together");
    }
    if (!document && js_member(body, "answer") == NULL) {
        return err_set(err, ERR_FORMAT, "neither \"answer\" nor \"document\" is there");
    }
    return document || (js_member(body, "link") == NULL && js_member(body, "sha256") == NULL)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"link\" and \"sha256\" are of a document");
}

enum err_code body_requirement_answered_2(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"answer",  "date",         "deployment",  "document",
                                       "expires", "flag",         "flag_reason", "gate",
                                       "link",    "organisation", "reason",      "requirement",
                                       "role",    "sha256",       NULL};
    static const char *const open[] = {"answer", "document", "flag_reason", "link", "role"};
    static const char *const flags[] = {"green", "orange", "red", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(need_subject(body, "deployment", err));
    TRY(may_date(body, "expires", err));
    TRY(body_need_text(body, "gate", err));
    TRY(need_speaker(body, err));
    TRY(body_may_text(body, "reason", err));
    TRY(body_need_text(body, "requirement", err));
    TRY(may_hex(body, "sha256", err));
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
        TRY(may_open_text(body, open[i], err));
    }
    if (js_member(body, "flag") != NULL) {
        TRY(body_need_word(body, "flag", flags, err));
    }
    return together(body, err);
}

static enum err_code is_advice(const struct js *item, struct err *err)
{
    static const char *const keys[] = {"by", "date", "says", NULL};
    TRY(js_only(item, keys, err));
    TRY(body_need_text(item, "by", err));
    TRY(may_date(item, "date", err));
    return open_text(item, "says", err);
}

/* What the gate said when the decision was made: requirements not met, by id. */
static enum err_code need_gate(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"lapsed", "missing", "version", NULL};
    const struct js *gate = NULL;
    TRY(js_need(body, "gate", JS_OBJECT, &gate, err));
    TRY(js_only(gate, keys, err));
    TRY(need_list(gate, "lapsed", 0, is_word, err));
    TRY(need_list(gate, "missing", 0, is_word, err));
    return body_need_text(gate, "version", err);
}

enum err_code body_decision_made(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"advice",     "conditions", "date",  "decision",
                                       "deployment", "expires",    "gate",  "organisation",
                                       "reason",     "role",       "stage", NULL};
    static const char *const decisions[] = {"not now", "proceed", "proceed with conditions",
                                            "stop", NULL};
    static const char *const stages[] = {"operational", "pilot", NULL};
    TRY(js_only(body, keys, err));
    TRY(may_list(body, "advice", is_advice, err));
    TRY(may_list(body, "conditions", is_text, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_word(body, "decision", decisions, err));
    TRY(need_subject(body, "deployment", err));
    TRY(may_date(body, "expires", err));
    TRY(need_gate(body, err));
    TRY(need_speaker(body, err));
    TRY(may_open_text(body, "reason", err));
    TRY(body_need_text(body, "role", err));
    TRY(body_need_word(body, "stage", stages, err));
    bool conditional = js_is(js_member(body, "decision"), "proceed with conditions");
    return conditional == (js_member(body, "conditions") != NULL)
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"conditions\" stands with \"proceed with conditions\" alone");
}

/* NAME to a count that is not negative. */
static enum err_code need_counts(const struct js *body, struct err *err)
{
    const struct js *counts = NULL;
    TRY(js_need(body, "counts", JS_OBJECT, &counts, err));
    for (size_t i = 0; i < counts->object.count; i++) {
        const struct js_member *one = &counts->object.members[i];
        bool good =
            gap_is(&one->value) || (one->value.type == JS_INT && one->value.integer >= 0);
        if (!name_valid(one->name) || !good) {
            return err_set(err, ERR_FORMAT, "count \"%.*s\" must be an integer, 0 or more",
                           STR_ARG(str_sub(one->name, 0, 60)));
        }
    }
    return counts->object.count > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "\"counts\" is empty");
}

static enum err_code is_group(const struct js *item, struct err *err)
{
    static const char *const keys[] = {"characteristic", "counts", "value", NULL};
    TRY(js_only(item, keys, err));
    TRY(body_need_text(item, "characteristic", err));
    TRY(need_counts(item, err));
    return body_need_text(item, "value", err);
}

enum err_code body_use_reported(const struct js *body, struct err *err)
{
    static const char *const keys[] = {
        "counts",       "deployment", "from", "groups",     "note", "operation",
        "organisation", "settings",   "to",   "vocabulary", NULL};
    static const char *const operation_keys[] = {"place", "policy", "title", NULL};
    const struct js *operation = NULL;
    const struct js *settings = NULL;
    TRY(js_only(body, keys, err));
    TRY(need_counts(body, err));
    TRY(need_subject(body, "deployment", err));
    TRY(body_need_date(body, "from", err));
    TRY(body_need_date(body, "to", err));
    TRY(may_list(body, "groups", is_group, err));
    TRY(may_open_text(body, "note", err));
    TRY(need_speaker(body, err));
    TRY(js_may(body, "settings", JS_OBJECT, &settings, err));
    for (size_t i = 0; settings != NULL && i < settings->object.count; i++) {
        TRY(is_text(&settings->object.members[i].value, err));
    }
    TRY(body_need_text(body, "vocabulary", err));
    TRY(js_may(body, "operation", JS_OBJECT, &operation, err));
    if (operation != NULL) {
        TRY(js_only(operation, operation_keys, err));
        TRY(may_open_text(operation, "place", err));
        TRY(may_open_text(operation, "policy", err));
        TRY(open_text(operation, "title", err));
    }
    return str_cmp(js_member(body, "from")->string, js_member(body, "to")->string) <= 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"to\" is before \"from\"");
}

/* By identity, or a supplier's product in a range of versions (both ends included). */
static enum err_code is_noticed_tool(const struct js *item, struct err *err)
{
    static const char *const product_keys[] = {"from", "product", "supplier", "to", NULL};
    static const char *const tool_keys[] = {"tool", NULL};
    if (js_member(item, "tool") != NULL) {
        TRY(js_only(item, tool_keys, err));
        return need_identity(item, "tool", err);
    }
    TRY(js_only(item, product_keys, err));
    TRY(body_need_text(item, "product", err));
    TRY(body_need_text(item, "supplier", err));
    TRY(body_may_text(item, "from", err));
    return body_may_text(item, "to", err);
}

enum err_code body_safety_noticed(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"about",        "action", "date",  "due", "lifted",
                                       "organisation", "says",   "title", NULL};
    TRY(js_only(body, keys, err));
    TRY(need_list(body, "about", 1, is_noticed_tool, err));
    TRY(body_need_text(body, "action", err));
    TRY(body_need_date(body, "date", err));
    TRY(may_date(body, "due", err));
    TRY(may_date(body, "lifted", err));
    TRY(need_speaker(body, err));
    TRY(open_text(body, "says", err));
    return body_need_text(body, "title", err);
}

enum err_code body_safety_acknowledged(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date", "did", "notice", "organisation", "role", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(open_text(body, "did", err));
    TRY(need_subject(body, "notice", err));
    TRY(need_speaker(body, err));
    return body_need_text(body, "role", err);
}

enum err_code body_return_requested(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date",  "due",   "forces", "organisation",
                                       "scope", "title", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_date(body, "due", err));
    TRY(need_forces(body, err));
    TRY(need_speaker(body, err));
    TRY(body_need_text(body, "scope", err));
    return body_need_text(body, "title", err);
}

enum err_code body_return_nil(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date", "note", "organisation", "request", "role", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_may_text(body, "note", err));
    TRY(need_speaker(body, err));
    TRY(need_subject(body, "request", err));
    return body_need_text(body, "role", err);
}

enum err_code body_disclosure_adopted(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date", "ncnd", "organisation", "policy", "role", NULL};
    const struct js *list;
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(need_list(body, "ncnd", 0, is_word, err));
    list = js_member(body, "ncnd");
    for (size_t i = 1; i < list->array.count; i++) {
        if (str_cmp(list->array.items[i - 1].string, list->array.items[i].string) >= 0) {
            return err_set(err, ERR_FORMAT, "\"ncnd\" must be sorted, each once");
        }
    }
    TRY(need_speaker(body, err));
    TRY(body_need_text(body, "policy", err));
    return body_need_text(body, "role", err);
}

enum err_code body_records_withheld(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"count",  "date",         "decided_by",
                                       "harm",   "organisation", "public_interest",
                                       "review", "section",      NULL};
    int64_t count;
    TRY(js_only(body, keys, err));
    TRY(js_need_int(body, "count", 0, LIST_MAX, &count, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_text(body, "decided_by", err));
    TRY(body_need_text(body, "harm", err));
    TRY(need_speaker(body, err));
    TRY(body_may_text(body, "public_interest", err));
    TRY(body_need_date(body, "review", err));
    return body_need_text(body, "section", err);
}
