/* See disclosure.h. */
#include "registry/disclosure.h"

#include "base/ascii_case.h"
#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/reference_file.h"
#include "registry/role_name.h"

#include <stdio.h>

enum { PLACE_MAX = 1024, NEEDLE_MIN = 3 };

static enum err_code read_exemptions(struct arena *arena, const struct js *list,
                                     struct disclosure_policy *policy, struct err *err)
{
    struct str kind;
    policy->exemptions =
        arena_zalloc(arena, (list->array.count + 1) * sizeof(struct exemption));
    for (size_t i = 0; i < list->array.count; i++) {
        struct exemption *one = &policy->exemptions[policy->count++];
        const struct js *value = &list->array.items[i];
        TRY(js_need_str(value, "section", &one->section, err));
        TRY(js_need_str(value, "subject", &one->subject, err));
        TRY(js_need_str(value, "test", &one->test, err));
        TRY(js_need_str(value, "kind", &kind, err));
        one->absolute = str_is(kind, "absolute");
    }
    return ERR_OK;
}

static enum err_code read_classes(struct arena *arena, const struct js *list,
                                  struct disclosure_policy *policy, struct err *err)
{
    struct str withheld;
    struct str id;
    policy->open = arena_zalloc(arena, (list->array.count + 1) * sizeof(struct str));
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(js_need_str(&list->array.items[i], "id", &id, err));
        TRY(js_need_str(&list->array.items[i], "withheld", &withheld, err));
        if (str_is(withheld, "no")) {
            policy->open[policy->open_count++] = id;
        }
    }
    return ERR_OK;
}

static enum err_code take_policy(struct arena *arena, const struct js *value, void *made,
                                 struct err *err)
{
    struct disclosure_policy *policy = made;
    const struct js *list = NULL;
    *policy = (struct disclosure_policy){0};
    TRY(js_need_str(value, "id", &policy->id, err));
    TRY(js_need_str(value, "source", &policy->source, err));
    TRY(js_need_str(value, "ncnd", &policy->ncnd, err));
    TRY(js_need_int(value, "review_months_max", 1, 1200, &policy->review_months, err));
    TRY(js_need(value, "sections", JS_ARRAY, &list, err));
    TRY(read_exemptions(arena, list, policy, err));
    TRY(js_need(value, "classes", JS_ARRAY, &list, err));
    return read_classes(arena, list, policy, err);
}

enum err_code disclosure_load(struct arena *arena, const char *reference,
                              struct disclosure_policy *policy, struct err *err)
{
    const char *path = arena_printf(arena, "%s/registry/disclosure.json", reference);
    return reference_read(arena, path, take_policy, policy, err);
}

const struct exemption *disclosure_exemption(const struct disclosure_policy *policy,
                                             struct str section)
{
    size_t digits = 0;
    while (digits < section.n && section.p[digits] >= '0' && section.p[digits] <= '9') {
        digits++;
    }
    for (size_t i = 0; i < policy->count; i++) {
        if (str_eq(policy->exemptions[i].section, str_sub(section, 0, digits))) {
            return &policy->exemptions[i];
        }
    }
    return NULL;
}

/* Where a check is: names and numbers joined by '/'. */
struct place {
    char text[PLACE_MAX];
    size_t n;
};

static void enter(struct place *place, struct str name)
{
    int n =
        snprintf(place->text + place->n, sizeof place->text - place->n, "/%.*s", STR_ARG(name));
    place->n += n > 0 && (size_t)n < sizeof place->text - place->n ? (size_t)n : 0;
}

static void leave(struct place *place, size_t before)
{
    place->n = before;
    place->text[before] = '\0';
}

static enum err_code check_review(const struct disclosure_policy *policy,
                                  const struct js *pending, struct str today,
                                  const struct place *place, struct err *err)
{
    struct str review;
    int64_t moment;
    int64_t now;
    char latest[DATE_SIZE];
    TRY(js_need_str(pending, "review", &review, err));
    if (!date_parse(review, &moment) || !date_parse(today, &now)) {
        return err_set(err, ERR_INVALID, "%s: \"review\" is not a date (YYYY-MM-DD)",
                       place->text);
    }
    date_format(latest, date_months_later(now, policy->review_months));
    if (moment <= now || str_cmp(review, str_of(latest)) > 0) {
        err_set(err, ERR_INVALID, "%s: the review of %.*s is not after today and by %s",
                place->text, STR_ARG(review), latest);
        err_hint(err, "withholding is looked at again within %d months",
                 (int)policy->review_months);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code check_role(const struct js *pending, const struct place *place,
                                struct err *err)
{
    struct str role = js_text(pending, "decided_by");
    if (!role_names_person(role)) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "%s: \"decided_by\" names a person: %.*s", place->text,
            STR_ARG(str_sub(role, 0, 80)));
    err_hint(err, "say the role: below chief officer nobody is named");
    return ERR_INVALID;
}

static enum err_code check_reasons(const struct disclosure_policy *policy,
                                   const struct js *pending, struct str today,
                                   const struct place *place, struct err *err)
{
    struct str section;
    TRY(js_need_str(pending, "section", &section, err));
    const struct exemption *exemption = disclosure_exemption(policy, section);
    if (exemption == NULL) {
        return err_set(err, ERR_INVALID, "%s: %.*s has no section \"%.*s\"", place->text,
                       STR_ARG(policy->id), STR_ARG(section));
    }
    bool tested = js_member(pending, "public_interest") != NULL;
    if (tested == exemption->absolute) {
        return err_set(err, ERR_INVALID,
                       tested ? "%s: section %.*s is absolute, it takes no public-interest test"
                              : "%s: section %.*s is qualified: state \"public_interest\"",
                       place->text, STR_ARG(section));
    }
    TRY(check_role(pending, place, err));
    return check_review(policy, pending, today, place, err);
}

enum err_code disclosure_check_records(const struct disclosure_policy *policy,
                                       const struct js *body, struct str today, struct err *err)
{
    static const struct place place = {.text = "records withheld"};
    TRY(check_reasons(policy, body, today, &place, err));
    struct str date = js_text(body, "date");
    struct str review = js_text(body, "review");
    if (str_cmp(date, today) > 0) {
        return err_set(err, ERR_INVALID, "the date %.*s is still to come", STR_ARG(date));
    }
    return str_cmp(review, date) > 0
               ? ERR_OK
               : err_set(err, ERR_INVALID,
                         "the review of %.*s is not after the decision of %.*s",
                         STR_ARG(review), STR_ARG(date));
}

struct checking {
    const struct disclosure_policy *policy;
    struct str today;
    struct place place;
};

static enum err_code check_below(struct checking *checking, const struct js *value,
                                 struct err *err)
{
    const struct js *pending = js_member(value, "withhold");
    size_t before = checking->place.n;
    if (pending != NULL) {
        return js_member(pending, "ncnd") != NULL
                   ? ERR_OK
                   : check_reasons(checking->policy, pending, checking->today, &checking->place,
                                   err);
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        enter(&checking->place, value->object.members[i].name);
        TRY(check_below(checking, &value->object.members[i].value, err));
        leave(&checking->place, before);
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(check_below(checking, &value->array.items[i], err));
    }
    return ERR_OK;
}

static bool holds_pending(const struct js *value)
{
    bool found = js_member(value, "withhold") != NULL;
    for (size_t i = 0; !found && value->type == JS_OBJECT && i < value->object.count; i++) {
        found = holds_pending(&value->object.members[i].value);
    }
    for (size_t i = 0; !found && value->type == JS_ARRAY && i < value->array.count; i++) {
        found = holds_pending(&value->array.items[i]);
    }
    return found;
}

/* A field of an open class is published or not stated. */
static enum err_code check_open(const struct disclosure_policy *policy,
                                const struct vocabulary *vocabulary, const struct js *fields,
                                struct err *err)
{
    for (size_t i = 0; fields != NULL && i < fields->object.count; i++) {
        const struct js_member *member = &fields->object.members[i];
        const struct vocabulary_field *field = vocabulary_find(vocabulary, member->name);
        if (field == NULL || !holds_pending(&member->value)) {
            continue;
        }
        for (size_t c = 0; c < policy->open_count; c++) {
            if (str_eq(policy->open[c], field->disclosure)) {
                return err_set(err, ERR_INVALID,
                               "/fields/%.*s: fields of class \"%.*s\" are never withheld",
                               STR_ARG(member->name), STR_ARG(field->disclosure));
            }
        }
    }
    return ERR_OK;
}

enum err_code disclosure_check(const struct disclosure_policy *policy,
                               const struct vocabulary *vocabulary, const struct js *body,
                               struct str today, struct err *err)
{
    struct checking checking = {.policy = policy, .today = today};
    const struct js *fields = js_member(body, "fields");
    if (fields != NULL && fields->type == JS_OBJECT) {
        TRY(check_open(policy, vocabulary, fields, err));
    }
    return check_below(&checking, body, err);
}

/* A value that everybody could read: nothing of it withheld. */
static bool shows(const struct js *value)
{
    return value != NULL && js_member(value, "withheld") == NULL;
}

enum err_code disclosure_not_public(const struct registry_entries *versions,
                                    const struct js *body, struct err *err)
{
    const struct js *fields = js_member(body, "fields");
    for (size_t i = 0; fields != NULL && fields->type == JS_OBJECT && i < fields->object.count;
         i++) {
        const struct js_member *member = &fields->object.members[i];
        if (js_member(&member->value, "withhold") == NULL) {
            continue;
        }
        for (size_t v = 0; v < versions->count; v++) {
            if (shows(registry_field(&versions->list[v], member->name))) {
                err_set(err, ERR_DENIED, "/fields/%.*s was public in statement %.12s…",
                        STR_ARG(member->name), versions->list[v].id.p);
                err_hint(err, "what was published cannot be withheld; take the body away with "
                              "policeai remove, if there is a ground");
                return ERR_DENIED;
            }
        }
    }
    return ERR_OK;
}

/* A withheld scalar, looked for in everything that is not withheld. */
struct looking {
    struct arena *arena;
    const struct js *body;
    struct str needle; /* lower case */
    struct place found;
};

static struct str scalar_text(const struct js *value)
{
    return value->type == JS_STRING ? value->string
           : value->type == JS_INT  ? value->raw
                                    : STR("");
}

static bool holds_needle(struct looking *looking, const struct js *value)
{
    return str_find(ascii_lower_copy(looking->arena, scalar_text(value)), looking->needle) !=
           SIZE_MAX;
}

/* What the public reads in the place of a value: does it tell the value? */
static bool stands_in_reasons(struct looking *looking, const struct js *pending)
{
    static const char *const open[] = {"decided_by", "harm", "public_interest"};
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
        const struct js *text = js_member(pending, open[i]);
        if (text != NULL && holds_needle(looking, text)) {
            enter(&looking->found, str_of(open[i]));
            return true;
        }
    }
    return false;
}

/* Does the needle stand in the open part of this value? `found` is then its place. */
static bool stands_below(struct looking *looking, const struct js *value)
{
    size_t before = looking->found.n;
    if (js_member(value, "withhold") != NULL) {
        return stands_in_reasons(looking, js_member(value, "withhold"));
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        enter(&looking->found, value->object.members[i].name);
        if (stands_below(looking, &value->object.members[i].value)) {
            return true;
        }
        leave(&looking->found, before);
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        if (stands_below(looking, &value->array.items[i])) {
            return true;
        }
    }
    return holds_needle(looking, value);
}

/* Every scalar of a withheld value. */
static enum err_code check_hidden(struct looking *looking, const struct js *value,
                                  const struct place *place, struct err *err)
{
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        TRY(check_hidden(looking, &value->object.members[i].value, place, err));
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(check_hidden(looking, &value->array.items[i], place, err));
    }
    looking->needle = ascii_lower_copy(looking->arena, scalar_text(value));
    looking->found = (struct place){.n = 0};
    if (looking->needle.n < NEEDLE_MIN || !stands_below(looking, looking->body)) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "what is withheld at %s stands openly at %s", place->text,
            looking->found.text);
    err_hint(err,
             "say it without it there, withhold it there too, or publish it in both places");
    return ERR_INVALID;
}

/* The value, and the harm in its private words. */
static enum err_code check_mark(struct looking *looking, const struct js *pending,
                                struct place *place, struct err *err)
{
    const struct js *value = js_member(pending, "value");
    const struct js *harm = js_member(pending, "private_harm");
    size_t before = place->n;
    if (value != NULL) {
        TRY(check_hidden(looking, value, place, err));
    }
    if (harm != NULL) {
        enter(place, STR("private_harm"));
        TRY(check_hidden(looking, harm, place, err));
        leave(place, before);
    }
    return ERR_OK;
}

static enum err_code look_below(struct looking *looking, const struct js *value,
                                struct place *place, struct err *err)
{
    const struct js *pending = js_member(value, "withhold");
    size_t before = place->n;
    if (pending != NULL) {
        return check_mark(looking, pending, place, err);
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        enter(place, value->object.members[i].name);
        TRY(look_below(looking, &value->object.members[i].value, place, err));
        leave(place, before);
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(look_below(looking, &value->array.items[i], place, err));
    }
    return ERR_OK;
}

enum err_code disclosure_not_elsewhere(struct arena *arena, const struct js *body,
                                       struct err *err)
{
    struct looking looking = {.arena = arena, .body = body};
    struct place place = {.n = 0};
    return look_below(&looking, body, &place, err);
}

static bool in_classes(const struct js *classes, struct str class)
{
    for (size_t i = 0; classes->type == JS_ARRAY && i < classes->array.count; i++) {
        if (classes->array.items[i].type == JS_STRING &&
            str_eq(classes->array.items[i].string, class)) {
            return true;
        }
    }
    return false;
}

/* What is held: the value, also when it is marked to be withheld for another reason. */
static const struct js *held_value(const struct js *value)
{
    const struct js *pending = value != NULL ? js_member(value, "withhold") : NULL;
    return pending != NULL ? js_member(pending, "value") : value;
}

static void write_ncnd(struct jsonw *w, struct str class, const struct js *stated)
{
    const struct js *value = held_value(stated);
    const struct js *pending = stated != NULL ? js_member(stated, "withhold") : NULL;
    const struct js *harm = pending != NULL ? js_member(pending, "private_harm") : NULL;
    jsonw_object(w);
    jsonw_key(w, "withhold");
    jsonw_object(w);
    jsonw_member_str(w, "ncnd", class);
    if (harm != NULL) {
        jsonw_key(w, "private_harm");
        jsonw_raw(w, harm->raw);
    }
    if (value != NULL) {
        jsonw_key(w, "value");
        jsonw_raw(w, value->raw);
    }
    jsonw_end(w);
    jsonw_end(w);
}

static void write_fields(struct jsonw *w, const struct vocabulary *vocabulary,
                         const struct js *classes, const struct js *fields)
{
    jsonw_object(w);
    for (size_t i = 0; i < fields->object.count; i++) {
        const struct js_member *member = &fields->object.members[i];
        const struct vocabulary_field *field = vocabulary_find(vocabulary, member->name);
        if (field == NULL || !in_classes(classes, field->disclosure)) {
            jsonw_key_str(w, member->name);
            jsonw_raw(w, member->value.raw);
        }
    }
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct vocabulary_field *field = &vocabulary->fields[i];
        if (!in_classes(classes, field->disclosure)) {
            continue;
        }
        jsonw_key_str(w, field->id);
        write_ncnd(w, field->disclosure, js_member_str(fields, field->id));
    }
    jsonw_end(w);
}

enum err_code disclosure_ncnd(struct arena *arena, const struct vocabulary *vocabulary,
                              const struct js *classes, const struct js *body, struct str *out,
                              struct err *err)
{
    const struct js *fields = NULL;
    struct strbuf text;
    struct jsonw w;
    TRY(js_need(body, "fields", JS_OBJECT, &fields, err));
    strbuf_init(&text, 2 * (size_t)LIMIT_BODY);
    jsonw_init(&w, &text);
    jsonw_object(&w);
    for (size_t i = 0; i < body->object.count; i++) {
        const struct js_member *member = &body->object.members[i];
        jsonw_key_str(&w, member->name);
        if (&member->value == fields) {
            write_fields(&w, vocabulary, classes, fields);
        } else {
            jsonw_raw(&w, member->value.raw);
        }
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&text, "a body", err);
    if (code == ERR_OK) {
        *out = arena_str(arena, strbuf_view(&text));
    }
    strbuf_release(&text);
    return code;
}

/* A gap and what is to become one: the same reasons. A value with reasons may be another one
 * than before, so it is published anew; one that is neither confirmed nor denied never is. */
static bool same_gap(const struct js *gap, const struct js *pending)
{
    return js_member(gap, "ncnd") != NULL && js_member(pending, "ncnd") != NULL &&
           str_eq(js_member(gap, "ncnd")->raw, js_member(pending, "ncnd")->raw);
}

bool disclosure_same(const struct js *published, const struct js *pending)
{
    const struct js *gap = js_member(published, "withheld");
    const struct js *mark = js_member(pending, "withhold");
    if (gap != NULL || mark != NULL) {
        return gap != NULL && mark != NULL && same_gap(gap, mark);
    }
    if (published->type != pending->type) {
        return false;
    }
    if (published->type == JS_OBJECT) {
        bool same = published->object.count == pending->object.count;
        for (size_t i = 0; same && i < published->object.count; i++) {
            const struct js_member *member = &published->object.members[i];
            const struct js *other = js_member_str(pending, member->name);
            same = other != NULL && disclosure_same(&member->value, other);
        }
        return same;
    }
    if (published->type == JS_ARRAY) {
        bool same = published->array.count == pending->array.count;
        for (size_t i = 0; same && i < published->array.count; i++) {
            same = disclosure_same(&published->array.items[i], &pending->array.items[i]);
        }
        return same;
    }
    return published->type == JS_STRING ? str_eq(published->string, pending->string)
                                        : str_eq(published->raw, pending->raw);
}
