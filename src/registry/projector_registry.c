/* The registry's statements in public.db: one row each in `entry`, with the forces and tools
 * they name. What a page shows of them is read from these rows and their bodies.
 *
 * A subject belongs to the organisation whose statement began it: what another says under it
 * has no row. Statements about others' deployments have subjects of their own. */
#include "base/clock.h"
#include "ledger/gap.h"
#include "ledger/identity.h"
#include "record/organisation_claim.h"
#include "record/projector.h"
#include "registry_sql.h"

enum { REGISTRY_RULES = 2 };

/* What the statement is about: a deployment, a notice, a request. */
static struct str about_of(const struct js *body)
{
    static const char *const keys[] = {"deployment", "notice", "request"};
    struct str about = STR("");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && about.n == 0; i++) {
        about = js_text(body, keys[i]);
    }
    return about;
}

/* What a list calls it: the field `name`, or the title, or the product. */
static struct str title_of(const struct js *body)
{
    static const char *const keys[] = {"title", "product", "requirement", "decision"};
    struct str title = js_text(js_member(body, "fields"), "name");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && title.n == 0; i++) {
        title = js_text(body, keys[i]);
    }
    return title;
}

/* Does the subject belong to this organisation, as a subject of this type? */
static enum err_code owned(const struct projected *projected, struct str organisation,
                           bool *owned, struct err *err)
{
    const struct statement *header = &projected->statement->header;
    struct db_query *query;
    bool row;
    TRY(db_prepare(projected->projection->db, sql_registry_owner, &query, err));
    db_bind_text(query, 1, header->subject);
    TRY(db_step(query, &row, err));
    *owned = !row || (str_eq(db_text(query, 0), organisation) &&
                      str_eq(db_text(query, 1), header->type));
    db_reset(query);
    return ERR_OK;
}

static enum err_code insert_entry(const struct projected *projected, struct str organisation,
                                  struct err *err)
{
    const struct statement *header = &projected->statement->header;
    const struct js *body = projected->value;
    bool own = organisation_claim(projected->projection->keyring, header, body,
                                  projected->index) == CLAIM_OWN;
    struct db_query *query;
    char at[TIME_SIZE];
    time_format(at, header->at);
    TRY(db_prepare(projected->projection->db, sql_registry_entry_insert, &query, err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_int(query, 2, (int64_t)projected->index);
    db_bind_text(query, 3, str_of(at));
    db_bind_text(query, 4, str_of(projected->logged_at));
    db_bind_text(query, 5, header->type);
    db_bind_text(query, 6, header->subject);
    db_bind_text(query, 7, organisation);
    db_bind_text(query, 8, header->by);
    db_bind_text(query, 9, own ? STR("own") : STR("operator"));
    db_bind_text(query, 10, about_of(body));
    db_bind_text(query, 11, js_text(body, "stage"));
    db_bind_text(query, 12, title_of(body));
    db_bind_text(query, 13, projected->body);
    return db_run(query, err);
}

static enum err_code insert_forces(const struct projected *projected, struct err *err)
{
    const struct js *forces = js_member(projected->value, "forces");
    struct db_query *query;
    for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
        TRY(db_prepare(projected->projection->db, sql_registry_force_insert, &query, err));
        db_bind_text(query, 1, str_of(projected->statement->id));
        db_bind_text(query, 2, forces->array.items[i].string);
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

/* One tool of an entry: its identity, or what a notice says of a product. */
struct named_tool {
    const char *role;
    const struct js *identity;   /* NULL: a product */
    const struct js *parameters; /* NULL: not stated */
    const struct js *product;
};

static void bind_identity(struct db_query *query, const struct js *value,
                          const struct tool_identity *identity)
{
    char digest[SHA256_HEX_SIZE];
    struct sha256 sum = identity_digest(identity);
    sha256_hex(digest, &sum);
    db_bind_text(query, 4, str_of(digest));
    db_bind_text(query, 5, value->raw);
    db_bind_text(query, 7, identity->kind == IDENTITY_DIGEST ? STR("") : identity->supplier);
    db_bind_text(query, 8,
                 identity->kind == IDENTITY_DECLARED  ? identity->product
                 : identity->kind == IDENTITY_SERVICE ? identity->model
                                                      : STR(""));
    db_bind_text(query, 9, identity->kind == IDENTITY_DECLARED ? identity->version : STR(""));
    db_bind_text(query, 10, STR(""));
}

static void bind_product(struct db_query *query, const struct js *product)
{
    db_bind_text(query, 4, STR(""));
    db_bind_text(query, 5, STR(""));
    db_bind_text(query, 7, js_text(product, "supplier"));
    db_bind_text(query, 8, js_text(product, "product"));
    db_bind_text(query, 9, js_text(product, "from"));
    db_bind_text(query, 10, js_text(product, "to"));
}

static enum err_code insert_tool(const struct projected *projected,
                                 const struct named_tool *tool, int64_t *position,
                                 struct err *err)
{
    struct db_query *query;
    struct tool_identity identity;
    if (tool->identity != NULL) {
        TRY(identity_parse(tool->identity, &identity, err));
    }
    TRY(db_prepare(projected->projection->db, sql_registry_tool_insert, &query, err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_int(query, 2, (*position)++);
    db_bind_text(query, 3, str_of(tool->role));
    db_bind_text(query, 6, tool->parameters != NULL ? tool->parameters->raw : STR(""));
    if (tool->identity != NULL) {
        bind_identity(query, tool->identity, &identity);
    } else {
        bind_product(query, tool->product);
    }
    return db_run(query, err);
}

/* Each entry of a list that is an identity, or holds one as `tool`. */
static enum err_code insert_listed(const struct projected *projected, const char *key,
                                   const char *role, int64_t *position, struct err *err)
{
    const struct js *list = js_member(projected->value, key);
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        const struct js *held = js_member(item, "tool");
        bool product = held == NULL && js_member(item, "kind") == NULL;
        struct named_tool tool = {role,
                                  product        ? NULL
                                  : held != NULL ? held
                                                 : item,
                                  js_member(item, "parameters"), item};
        TRY(insert_tool(projected, &tool, position, err));
    }
    return ERR_OK;
}

static enum err_code insert_tools(const struct projected *projected, struct err *err)
{
    int64_t position = 0;
    const struct js *described = js_member(projected->value, "tool");
    TRY(insert_listed(projected, "tools", "used", &position, err));
    TRY(insert_listed(projected, "upstream", "upstream", &position, err));
    TRY(insert_listed(projected, "downstream", "downstream", &position, err));
    TRY(insert_listed(projected, "about", "noticed", &position, err));
    struct named_tool tool = {"described", described, NULL, NULL};
    return described != NULL ? insert_tool(projected, &tool, &position, err) : ERR_OK;
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    struct str organisation;
    struct db_query *query;
    bool theirs;
    TRY(js_need_str(projected->value, "organisation", &organisation, err));
    TRY(owned(projected, organisation, &theirs, err));
    if (!theirs) {
        return ERR_OK;
    }
    TRY(insert_entry(projected, organisation, err));
    TRY(insert_forces(projected, err));
    TRY(insert_tools(projected, err));
    TRY(db_prepare(projected->projection->db, sql_registry_entry_current, &query, err));
    db_bind_text(query, 1, projected->statement->header.subject);
    return db_run(query, err);
}

static const char *const types[] = {"scope.answered/1",       "tool.described/1",
                                    "deployment.described/1", "requirement.answered/1",
                                    "requirement.answered/2", "decision.made/1",
                                    "use.reported/1",         "safety.noticed/1",
                                    "safety.acknowledged/1",  "return.requested/1",
                                    "return.nil/1",           "disclosure.adopted/1",
                                    "records.withheld/1",     NULL};

const struct projector projector_registry = {
    sql_registry_schema, sql_registry_clear, REGISTRY_RULES, types, project, NULL};
