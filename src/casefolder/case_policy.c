/* See case_policy.h. */
#include "casefolder/case_policy.h"

#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>

#define FOLDER "redaction"
#define BEFORE "policy-"
#define AFTER ".json"

static enum err_code read_json(struct arena *arena, const char *path, struct js **json,
                               struct err *err)
{
    struct str text;
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(arena, text, json, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

struct str case_policy_words(const struct case_policy *policy, struct str code)
{
    for (size_t i = 0; i < policy->reasons->array.count; i++) {
        const struct js *reason = &policy->reasons->array.items[i];
        if (str_eq(js_text(reason, "code"), code)) {
            return js_text(reason, "words");
        }
    }
    return STR("");
}

static enum err_code check_rule(const struct case_policy *policy, const struct js *rule,
                                struct err *err)
{
    const struct js *list;
    struct str act;
    struct str reason;
    TRY(js_need(rule, "roles", JS_ARRAY, &list, err));
    TRY(js_need(rule, "labels", JS_ARRAY, &list, err));
    TRY(js_need_str(rule, "act", &act, err));
    TRY(js_need_str(rule, "reason", &reason, err));
    if (!str_is(act, "keep") && !str_is(act, "redact")) {
        return err_set(err, ERR_FORMAT, "\"act\" is \"%.*s\", must be keep or redact",
                       STR_ARG(act));
    }
    return case_policy_words(policy, reason).n > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "reason \"%.*s\" is not among the reasons",
                         STR_ARG(reason));
}

static enum err_code read_policy(const struct js *json, struct case_policy *policy,
                                 struct err *err)
{
    *policy = (struct case_policy){0};
    TRY(js_need_str(json, "recipient", &policy->recipient, err));
    TRY(js_need_str(json, "title", &policy->title, err));
    TRY(js_need_str(json, "about", &policy->about, err));
    TRY(js_need(json, "reasons", JS_ARRAY, &policy->reasons, err));
    TRY(js_need(json, "rules", JS_ARRAY, &policy->rules, err));
    TRY(js_need_str(json, "otherwise", &policy->otherwise, err));
    if (case_policy_words(policy, policy->otherwise).n == 0) {
        return err_set(err, ERR_FORMAT, "\"otherwise\" is not among the reasons");
    }
    for (size_t i = 0; i < policy->rules->array.count; i++) {
        enum err_code code = check_rule(policy, &policy->rules->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "rule %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

enum err_code case_policy_list(struct arena *arena, const char *reference,
                               struct case_policy **policies, size_t *count, struct err *err)
{
    const char *folder = arena_printf(arena, "%s/" FOLDER, reference);
    const char **names;
    size_t all;
    *count = 0;
    TRY(file_list(arena, folder, &names, &all, err));
    *policies = arena_alloc(arena, (all + 1) * sizeof **policies);
    for (size_t i = 0; i < all; i++) {
        struct str name = str_of(names[i]);
        struct js *json;
        if (!str_starts(name, STR(BEFORE)) || !str_ends(name, STR(AFTER))) {
            continue;
        }
        const char *path = arena_printf(arena, "%s/%s", folder, names[i]);
        TRY(read_json(arena, path, &json, err));
        enum err_code code = read_policy(json, &(*policies)[(*count)++], err);
        if (code != ERR_OK) {
            err_prefix(err, "%s", path);
            return code;
        }
    }
    return ERR_OK;
}

enum err_code case_policy_read(struct arena *arena, const char *reference, struct str recipient,
                               struct case_policy *policy, struct err *err)
{
    struct case_policy *policies;
    struct strbuf known;
    size_t count;
    TRY(case_policy_list(arena, reference, &policies, &count, err));
    strbuf_init(&known, 4096);
    for (size_t i = 0; i < count; i++) {
        if (str_eq(policies[i].recipient, recipient)) {
            *policy = policies[i];
            strbuf_release(&known);
            return ERR_OK;
        }
        strbuf_printf(&known, "%s%.*s", i > 0 ? ", " : "", STR_ARG(policies[i].recipient));
    }
    err_set(err, ERR_NOT_FOUND, "there is no policy for \"%.*s\"",
            STR_ARG(str_sub(recipient, 0, 60)));
    err_hint(err, "there is one for: %s", known.p);
    strbuf_release(&known);
    return ERR_NOT_FOUND;
}

static bool names(const struct js *list, struct str word)
{
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type == JS_STRING &&
            (str_is(item->string, "*") || str_eq(item->string, word))) {
            return true;
        }
    }
    return false;
}

struct case_act case_policy_act(const struct case_policy *policy, struct str role,
                                struct str label)
{
    for (size_t i = 0; i < policy->rules->array.count; i++) {
        const struct js *rule = &policy->rules->array.items[i];
        if (names(js_member(rule, "roles"), role) && names(js_member(rule, "labels"), label)) {
            return (struct case_act){str_is(js_text(rule, "act"), "keep"),
                                     js_text(rule, "reason")};
        }
    }
    return (struct case_act){false, policy->otherwise};
}

static enum err_code read_words(struct arena *arena, const struct js *json, const char *name,
                                struct str **words, size_t *count, struct err *err)
{
    const struct js *list;
    TRY(js_need(json, name, JS_ARRAY, &list, err));
    *count = list->array.count;
    *words = arena_alloc(arena, (*count + 1) * sizeof **words);
    for (size_t i = 0; i < *count; i++) {
        if (list->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"%s\" must be a list of texts", name);
        }
        (*words)[i] = list->array.items[i].string;
    }
    return ERR_OK;
}

enum err_code case_review_rule_read(struct arena *arena, const char *reference,
                                    struct case_review_rule *rule, struct err *err)
{
    struct js *json;
    struct str *look_at;
    const char *path = arena_printf(arena, "%s/" FOLDER "/review.json", reference);
    TRY(read_json(arena, path, &json, err));
    TRY(js_need_int(json, "look_below_per_mille", 0, 1000, &rule->doubt.below, err));
    TRY(js_need_int(json, "look_at_below_per_mille", 0, 1000, &rule->doubt.look_at_below, err));
    TRY(read_words(arena, json, "look_at", &look_at, &rule->doubt.count, err));
    rule->doubt.look_at = look_at;
    return read_words(arena, json, "roles", &rule->roles, &rule->role_count, err);
}
