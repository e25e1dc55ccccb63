/* What lists and the search of the registry look through, in public.db: of each current
 * deployment what it is filtered by, and of what can be found its words. After
 * projector_registry, whose rows say what is current. */
#include "base/limits.h"
#include "base/strbuf.h"
#include "ledger/gap.h"
#include "ledger/identity.h"
#include "record/projector.h"
#include "registry/entries.h"
#include "registry/notice_reach.h"
#include "registry/search_terms.h"
#include "registry/settle.h"
#include "registry_sql.h"

enum { SEARCH_RULES = 2 };

/* Every text in a value but what stands in place of one that is withheld. */
static void add_texts(struct strbuf *words, const struct js *value)
{
    if (value->type == JS_STRING) {
        strbuf_str(words, value->string);
        strbuf_putc(words, '\n');
    } else if (value->type == JS_ARRAY) {
        for (size_t i = 0; i < value->array.count; i++) {
            add_texts(words, &value->array.items[i]);
        }
    } else if (value->type == JS_OBJECT && !gap_is(value)) {
        for (size_t i = 0; i < value->object.count; i++) {
            add_texts(words, &value->object.members[i].value);
        }
    }
}

/* The parts of a body in which people say something. */
static void add_words(struct strbuf *words, const struct js *body)
{
    static const char *const keys[] = {"fields", "forces",    "tools",  "tool", "about",
                                       "says",   "operation", "action", "note"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct js *value = js_member(body, keys[i]);
        if (value != NULL) {
            add_texts(words, value);
        }
    }
}

/* What a result of the search is called; NULL: it is not searched. */
static const char *kind_of(const struct registry_entry *entry)
{
    static const struct {
        const char *type;
        const char *kind;
    } kinds[] = {{"deployment.described/1", "deployment"},
                 {"safety.noticed/1", "notice"},
                 {"tool.described/1", "product"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(entry->type, kinds[i].type)) {
            return kinds[i].kind;
        }
    }
    return str_is(entry->type, "use.reported/1") && js_member(entry->body, "operation") != NULL
               ? "operation"
               : NULL;
}

/* A product is found by its identity, everything else by its subject. */
static enum err_code id_of(const struct registry_entry *entry, const char *kind,
                           struct arena *arena, struct str *id, struct err *err)
{
    struct tool_identity identity;
    const struct js *tool = js_member(entry->body, "tool");
    *id = entry->subject;
    if (!str_is(STR("product"), kind)) {
        return ERR_OK;
    }
    TRY(identity_parse(tool, &identity, err));
    struct sha256 digest = identity_digest(&identity);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &digest);
    *id = str_of(arena_strdup(arena, hex));
    return ERR_OK;
}

/* An operation is called by its own title. */
static struct str name_of(const struct registry_entry *entry)
{
    const struct js *title = js_member(js_member(entry->body, "operation"), "title");
    return title != NULL && title->type == JS_STRING ? title->string : entry->title;
}

static enum err_code insert_text(struct db *db, struct arena *arena,
                                 const struct registry_entry *entry, struct err *err)
{
    const char *kind = kind_of(entry);
    struct db_query *query;
    struct strbuf words;
    struct str id;
    if (kind == NULL) {
        return ERR_OK;
    }
    TRY(id_of(entry, kind, arena, &id, err));
    TRY(db_prepare(db, sql_search_item_insert, &query, err));
    strbuf_init(&words, 2 * LIMIT_BODY);
    add_words(&words, entry->body);
    db_bind_int(query, 1, entry->log_index);
    db_bind_text(query, 2, entry->subject);
    db_bind_text(query, 3, str_of(kind));
    db_bind_text(query, 4, id);
    db_bind_text(query, 5, name_of(entry));
    db_bind_text(query, 6, strbuf_view(&words));
    enum err_code code = db_run(query, err);
    strbuf_release(&words);
    TRY(code);
    TRY(db_prepare(db, sql_search_text_insert, &query, err));
    db_bind_int(query, 1, entry->log_index);
    return db_run(query, err);
}

static enum err_code insert_facet(struct db *db, const struct registry_entry *entry,
                                  struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_search_facet_insert, &query, err));
    db_bind_text(query, 1, entry->id);
    db_bind_text(query, 2, entry->subject);
    db_bind_text(query, 3, entry->title);
    db_bind_text(query, 4, entry->stage);
    db_bind_text(query, 5, registry_field_text(entry, STR("use_area")));
    db_bind_text(query, 6, registry_field_text(entry, STR("risk_level")));
    return db_run(query, err);
}

/* ---- tools and gaps of a deployment ---- */

static enum err_code insert_tool(struct db *db, struct arena *arena,
                                 const struct registry_entry *entry, const struct js *identity,
                                 int64_t position, struct err *err)
{
    struct tool_identity tool;
    struct db_query *query;
    char hex[SHA256_HEX_SIZE];
    TRY(identity_parse(identity, &tool, err));
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    TRY(db_prepare(db, sql_search_tool_insert, &query, err));
    db_bind_text(query, 1, entry->id);
    db_bind_int(query, 2, position);
    db_bind_text(query, 3, entry->subject);
    db_bind_text(query, 4, str_of(hex));
    db_bind_text(query, 5,
                 notice_maker(arena, tool.supplier,
                              tool.kind == IDENTITY_SERVICE ? tool.model : tool.product));
    return db_run(query, err);
}

static enum err_code insert_tools(struct db *db, struct arena *arena,
                                  const struct registry_entry *entry, struct err *err)
{
    static const char *const keys[] = {"tools", "upstream"};
    int64_t position = 0;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct js *list = js_member(entry->body, keys[k]);
        for (size_t i = 0; list != NULL && i < list->array.count; i++) {
            const struct js *item = &list->array.items[i];
            const struct js *held = js_member(item, "tool");
            TRY(insert_tool(db, arena, entry, held != NULL ? held : item, position++, err));
        }
    }
    return ERR_OK;
}

static enum err_code insert_gaps(struct db *db, const struct registry_entry *entry,
                                 const struct js *value, struct err *err)
{
    struct db_query *query;
    const struct js *why = js_member(value, "withheld");
    const struct js *section = js_member(why, "section");
    if (gap_is(value)) {
        TRY(db_prepare(db, sql_search_gap_insert, &query, err));
        db_bind_text(query, 1, entry->id);
        db_bind_text(query, 2, entry->subject);
        db_bind_text(query, 3,
                     section != NULL && section->type == JS_STRING ? section->string
                                                                   : STR("ncnd"));
        return db_run(query, err);
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(insert_gaps(db, entry, &value->array.items[i], err));
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        TRY(insert_gaps(db, entry, &value->object.members[i].value, err));
    }
    return ERR_OK;
}

static enum err_code insert_deployment(struct db *db, struct arena *arena,
                                       const struct registry_entry *entry, struct err *err)
{
    if (!str_is(entry->type, "deployment.described/1")) {
        return ERR_OK;
    }
    TRY(insert_facet(db, entry, err));
    TRY(insert_tools(db, arena, entry, err));
    return insert_gaps(db, entry, js_member(entry->body, "fields"), err);
}

static enum err_code drop(struct db *db, const char *sql, struct str subject, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, subject);
    return db_run(query, err);
}

/* Several statements of a range may be of one subject: what lists and the search show of it is
 * made once, at its end. */
static enum err_code project(const struct projected *projected, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projected->projection->db, sql_search_due_note, &query, err));
    db_bind_text(query, 1, projected->statement->header.subject);
    return db_run(query, err);
}

static enum err_code remake(struct db *db, struct arena *arena, struct str subject,
                            struct err *err)
{
    struct registry_entries heads;
    static const char *const drops[] = {sql_search_facet_drop, sql_search_tool_drop,
                                        sql_search_gap_drop, sql_search_text_drop,
                                        sql_search_item_drop};
    for (size_t i = 0; i < sizeof drops / sizeof drops[0]; i++) {
        TRY(drop(db, drops[i], subject, err));
    }
    TRY(registry_heads(db, arena, subject, &heads, err));
    for (size_t i = 0; i < heads.count; i++) {
        TRY(insert_deployment(db, arena, &heads.list[i], err));
        TRY(insert_text(db, arena, &heads.list[i], err));
    }
    return ERR_OK;
}

static enum err_code settle_subject(struct db *db, struct arena *arena, struct str subject,
                                    struct err *err)
{
    struct search_terms terms;
    search_terms_start(&terms, db, arena);
    enum err_code code = search_terms_of(&terms, subject, -1, err);
    if (code == ERR_OK) {
        code = remake(db, arena, subject, err);
    }
    if (code == ERR_OK) {
        code = search_terms_of(&terms, subject, 1, err);
    }
    if (code == ERR_OK) {
        code = search_terms_write(&terms, err);
    }
    search_terms_end(&terms);
    return code;
}

static enum err_code settle(const struct projection *projection, struct err *err)
{
    return registry_settle(projection->db, sql_search_due_next, sql_search_due_done,
                           settle_subject, err);
}

static const char *const types[] = {"tool.described/1", "deployment.described/1",
                                    "use.reported/1", "safety.noticed/1", NULL};

const struct projector projector_search = {
    sql_search_schema, sql_search_clear, SEARCH_RULES, types, project, settle};
