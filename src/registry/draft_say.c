/* See draft_say.h. */
#include "registry/draft_say.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "ledger/gap.h"
#include "registry/disclosure.h"
#include "registry/field_diff.h"

enum { POINTER_MAX = 4096 };

enum err_code draft_say_prepare(struct arena *arena, struct db *db, const struct form_set *set,
                                struct str organisation, struct draft *draft, struct err *err)
{
    const struct form_shape *shape = form_shape_find(set, draft->type);
    struct registry_entries versions;
    TRY(registry_versions(db, arena, draft->subject, &versions, err));
    if (versions.count > 0 && !str_eq(versions.list[0].organisation, organisation)) {
        err_set(err, ERR_CONFLICT, "this record was begun by %.*s, not by %.*s",
                STR_ARG(versions.list[0].organisation), STR_ARG(organisation));
        err_hint(err, "say it in its name with --organisation, or begin a record of your own");
        return ERR_CONFLICT;
    }
    TRY(draft_put_text(arena, draft, "organisation", organisation, err));
    if (str_is(draft->type, "requirement.answered/2")) {
        TRY(draft_put_text(arena, draft, "gate", set->gate.version, err));
    }
    if (shape != NULL && shape->vocabulary.n > 0) {
        TRY(draft_put_text(arena, draft, "vocabulary", shape->vocabulary, err));
    }
    return ERR_OK;
}

static enum err_code put_back(struct arena *arena, struct keeper_client *client,
                              const struct registry_entry *head, struct draft *draft,
                              struct err *err);

/* A value withheld with its reasons may be another one than before: whether it is, those who
 * hold it know. One that is neither confirmed nor denied never makes a version. */
static bool same_as_head(struct arena *arena, struct keeper_client *client,
                         const struct registry_entry *head, const struct draft *draft)
{
    struct draft held = *draft;
    struct err own;
    return str_eq(head->type, draft->type) &&
           (disclosure_same(head->body, draft->body) ||
            (str_find(head->text, STR("\"withheld\"")) != SIZE_MAX &&
             put_back(arena, client, head, &held, &own) == ERR_OK &&
             field_same(held.body, draft->body)));
}

/* A record sent again under a new subject is no second record. */
static enum err_code published_so(struct arena *arena, struct db *db,
                                  struct keeper_client *client, const struct draft *draft,
                                  struct str *subject, struct err *err)
{
    struct registry_entries entries;
    TRY(registry_heads(db, arena, draft->subject, &entries, err));
    if (entries.count > 0) {
        bool same = entries.count == 1 && same_as_head(arena, client, &entries.list[0], draft);
        *subject = same ? draft->subject : STR("");
        return ERR_OK;
    }
    TRY(registry_by(db, arena, js_text(draft->body, "organisation"),
                    arena_strndup(arena, draft->type.p, draft->type.n), &entries, err));
    for (size_t i = 0; i < entries.count; i++) {
        if (field_same(entries.list[i].body, draft->body)) {
            *subject = entries.list[i].subject;
        }
    }
    return ERR_OK;
}

/* The body of a row of the outbox; NULL when it shows none. */
static enum err_code waiting_body(struct arena *arena, const struct js *row,
                                  const struct js **body, struct err *err)
{
    struct js *parsed;
    *body = js_member(row, "body");
    if (*body != NULL && (*body)->type == JS_STRING) {
        TRY(js_parse(arena, (*body)->string, &parsed, err));
        *body = parsed;
    }
    return ERR_OK;
}

static enum err_code waits_so(struct arena *arena, struct keeper_client *client,
                              const struct draft *draft, struct draft_saying *saying,
                              struct err *err)
{
    struct str json;
    struct js *rows;
    TRY(keeper_outbox_list(client, arena, &json, err));
    TRY(js_parse(arena, json, &rows, err));
    for (size_t i = 0; rows->type == JS_ARRAY && i < rows->array.count; i++) {
        const struct js *row = &rows->array.items[i];
        const struct js *body = NULL;
        if (!str_eq(js_text(row, "type"), draft->type)) {
            continue;
        }
        TRY(waiting_body(arena, row, &body, err));
        if (body != NULL && field_same(body, draft->body)) {
            saying->said = SAID_WAITING;
            saying->subject = js_text(row, "subject");
            return js_need_int(row, "number", 1, INT64_MAX, &saying->number, err);
        }
    }
    return ERR_OK;
}

enum err_code draft_say(struct arena *arena, struct db *db, struct keeper_client *client,
                        const struct draft *draft, struct draft_saying *saying, struct err *err)
{
    struct keeper_ticket ticket;
    struct str published = STR("");
    *saying = (struct draft_saying){.said = SAID_WAITS, .subject = draft->subject};
    TRY(published_so(arena, db, client, draft, &published, err));
    if (published.n > 0) {
        saying->said = SAID_ALREADY;
        saying->subject = published;
        return ERR_OK;
    }
    TRY(waits_so(arena, client, draft, saying, err));
    if (saying->said == SAID_WAITING) {
        return ERR_OK;
    }
    TRY(keeper_submit(client, arena, arena_strndup(arena, draft->type.p, draft->type.n),
                      arena_strndup(arena, draft->subject.p, draft->subject.n),
                      draft->body->raw, &ticket, err));
    saying->number = ticket.number;
    saying->due = ticket.due;
    return ERR_OK;
}

enum err_code draft_say_check(struct arena *arena, struct keeper_client *client,
                              const struct draft *draft, struct err *err)
{
    return keeper_submit_check(
        client, arena, arena_strndup(arena, draft->type.p, draft->type.n),
        arena_strndup(arena, draft->subject.p, draft->subject.n), draft->body->raw, err);
}

static bool same_texts(const struct js *a, const struct js *b, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (!str_eq(js_text(a, *names), js_text(b, *names))) {
            return false;
        }
    }
    return true;
}

/* What an organisation withholds whole under a section is one record, whatever the count. */
static enum err_code same_section(struct arena *arena, struct db *db, const struct draft *draft,
                                  struct str organisation, struct str *subject, struct err *err)
{
    static const char *const section[] = {"section", NULL};
    struct registry_entries entries;
    TRY(registry_by(db, arena, organisation, "records.withheld/1", &entries, err));
    for (size_t i = 0; i < entries.count; i++) {
        if (same_texts(draft->body, entries.list[i].body, section)) {
            *subject = entries.list[i].subject;
        }
    }
    return ERR_OK;
}

enum err_code draft_say_same(struct arena *arena, struct db *db, const struct draft *draft,
                             struct str organisation, struct str *subject, struct err *err)
{
    static const char *const report[] = {"deployment", "from", "to", NULL};
    static const char *const answer[] = {"notice", NULL};
    static const char *const nil[] = {"request", NULL};
    static const char *const requirement[] = {"deployment", "requirement", NULL};
    static const char *const decision[] = {"deployment", "date", "decision", "stage", NULL};
    const char *const *names = str_is(draft->type, "use.reported/1")           ? report
                               : str_is(draft->type, "safety.acknowledged/1")  ? answer
                               : str_is(draft->type, "return.nil/1")           ? nil
                               : str_is(draft->type, "decision.made/1")        ? decision
                               : str_is(draft->type, "requirement.answered/2") ? requirement
                                                                               : NULL;
    struct registry_entries entries;
    *subject = STR("");
    if (str_is(draft->type, "records.withheld/1")) {
        return same_section(arena, db, draft, organisation, subject, err);
    }
    if (names == NULL) {
        return ERR_OK;
    }
    TRY(registry_about(db, arena, js_text(draft->body, names[0]),
                       arena_strndup(arena, draft->type.p, draft->type.n), &entries, err));
    for (size_t i = 0; i < entries.count; i++) {
        const struct js *operation = js_member(draft->body, "operation");
        const struct js *other = js_member(entries.list[i].body, "operation");
        if (str_eq(entries.list[i].organisation, organisation) &&
            same_texts(draft->body, entries.list[i].body, names) &&
            str_eq(js_text(operation, "title"), js_text(other, "title"))) {
            *subject = entries.list[i].subject;
        }
    }
    return ERR_OK;
}

/* Puts back what a head withholds. */
struct resealing {
    struct arena *arena;
    const struct js *gaps; /* of keeper_gaps */
    struct str statement;
    struct jsonw *w;
    struct strbuf pointer;
    bool lost; /* a gap whose value is not here */
};

static const struct js *held(const struct resealing *r, const char *member)
{
    for (size_t i = 0; r->gaps->type == JS_ARRAY && i < r->gaps->array.count; i++) {
        const struct js *gap = &r->gaps->array.items[i];
        if (str_eq(js_text(gap, "statement"), r->statement) &&
            str_eq(js_text(gap, "pointer"), strbuf_view(&r->pointer))) {
            return js_member(gap, member);
        }
    }
    return NULL;
}

static void write_mark(struct resealing *r, const struct js *gap)
{
    const struct js *withheld = js_member(gap, "withheld");
    const struct js *value = held(r, "value");
    const struct js *harm = held(r, "private_harm");
    if (value == NULL || withheld->type != JS_OBJECT) {
        r->lost = true;
        jsonw_null(r->w);
        return;
    }
    jsonw_object(r->w);
    jsonw_key(r->w, "withhold");
    jsonw_object(r->w);
    for (size_t i = 0; i < withheld->object.count; i++) {
        if (!str_is(withheld->object.members[i].name, "commitment")) {
            jsonw_key_str(r->w, withheld->object.members[i].name);
            jsonw_raw(r->w, withheld->object.members[i].value.raw);
        }
    }
    if (harm != NULL) {
        jsonw_key(r->w, "private_harm");
        jsonw_raw(r->w, harm->raw);
    }
    if (value->type != JS_NULL) {
        jsonw_key(r->w, "value");
        jsonw_raw(r->w, value->raw);
    }
    jsonw_end(r->w);
    jsonw_end(r->w);
}

static void write_back(struct resealing *r, const struct js *value)
{
    size_t length = r->pointer.n;
    if (gap_is(value)) {
        write_mark(r, value);
    } else if (value->type == JS_OBJECT) {
        jsonw_object(r->w);
        for (size_t i = 0; i < value->object.count; i++) {
            js_pointer_step(&r->pointer, value->object.members[i].name);
            jsonw_key_str(r->w, value->object.members[i].name);
            write_back(r, &value->object.members[i].value);
            r->pointer.n = length;
        }
        jsonw_end(r->w);
    } else if (value->type == JS_ARRAY) {
        jsonw_array(r->w);
        for (size_t i = 0; i < value->array.count; i++) {
            js_pointer_step(&r->pointer, str_of(arena_printf(r->arena, "%zu", i)));
            write_back(r, &value->array.items[i]);
            r->pointer.n = length;
        }
        jsonw_end(r->w);
    } else {
        jsonw_raw(r->w, value->raw);
    }
}

static enum err_code put_back(struct arena *arena, struct keeper_client *client,
                              const struct registry_entry *head, struct draft *draft,
                              struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    struct str json;
    struct js *gaps;
    struct js *body;
    TRY(keeper_gaps(client, arena, arena_strndup(arena, head->subject.p, head->subject.n),
                    &json, err));
    TRY(js_parse(arena, json, &gaps, err));
    strbuf_init(&out, 4 * LIMIT_BODY);
    jsonw_init(&w, &out);
    struct resealing r = {.arena = arena, .gaps = gaps, .statement = head->id, .w = &w};
    strbuf_init(&r.pointer, POINTER_MAX);
    write_back(&r, head->body);
    strbuf_release(&r.pointer);
    struct str text = arena_str(arena, strbuf_view(&out));
    enum err_code code = strbuf_check(&out, "the record", err);
    strbuf_release(&out);
    TRY(code);
    if (r.lost) {
        return err_set(err, ERR_DENIED,
                       "this record withholds values that are not held here: only where it was "
                       "published can a further version be made");
    }
    TRY(js_parse(arena, text, &body, err));
    draft->body = body;
    return ERR_OK;
}

enum err_code draft_from_head(struct arena *arena, struct db *db, struct keeper_client *client,
                              struct str subject, const char *type, struct draft *draft,
                              struct err *err)
{
    struct registry_entries heads;
    TRY(registry_heads(db, arena, subject, &heads, err));
    if (heads.count == 0) {
        return err_set(err, ERR_NOT_FOUND, "there is no record with the subject %.*s",
                       STR_ARG(str_sub(subject, 0, 64)));
    }
    const struct registry_entry *head = &heads.list[heads.count - 1];
    if (!str_is(head->type, type)) {
        return err_set(err, ERR_INVALID, "%.*s is a %.*s, not a %s", STR_ARG(subject),
                       STR_ARG(head->type), type);
    }
    draft->type = head->type;
    draft->subject = head->subject;
    draft->body = head->body;
    if (str_find(head->text, STR("\"withheld\"")) != SIZE_MAX) {
        TRY(put_back(arena, client, head, draft, err));
    }
    return heads.count == 1
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "%.*s has %zu versions side by side that conflict",
                         STR_ARG(subject), heads.count);
}
