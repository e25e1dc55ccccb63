/* The rows each type of statement makes in public.db. */
#include "record/projection.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "ledger/identity.h"
#include "record/projector.h"
#include "record_sql.h"
#include "store/blob.h"

static void bind_str_of(struct db_query *query, int index, const struct js *object,
                        const char *key)
{
    const struct js *value = js_member(object, key);
    db_bind_text(query, index,
                 value != NULL && value->type == JS_STRING ? value->string : STR(""));
}

static void bind_place(struct db_query *query, int index, const struct projected *projected)
{
    db_bind_text(query, index, str_of(projected->statement->id));
    db_bind_int(query, index + 1, (int64_t)projected->index);
    db_bind_text(query, index + 2, str_of(projected->logged_at));
}

/* By which several listings of one thing are ranked. */
static void bind_rank(struct db_query *query, int index, const struct projected *projected)
{
    char at[TIME_SIZE];
    time_format(at, projected->statement->header.at);
    db_bind_int(query, index, !projected->away);
    db_bind_text(query, index + 1, str_of(at));
}

static enum err_code project_received(const struct projected *projected, struct err *err)
{
    struct db_query *query;
    int64_t first;
    int64_t last;
    TRY(js_need_int(projected->value, "first", 0, INT64_MAX, &first, err));
    TRY(js_need_int(projected->value, "last", 0, INT64_MAX, &last, err));
    TRY(db_prepare(projected->projection->db, sql_public_received_insert, &query, err));
    db_bind_int(query, 1, first);
    db_bind_int(query, 2, last);
    bind_str_of(query, 3, projected->value, "from");
    return db_run(query, err);
}

/* A published JSON document named by the SHA-256 in `key`; *value NULL when there is none. */
static enum err_code named_document(const struct projected *projected, const char *key,
                                    size_t max, struct str *text, struct js **value,
                                    struct err *err)
{
    struct str hex;
    struct err why;
    *value = NULL;
    TRY(js_need_str(projected->value, key, &hex, err));
    if (blob_read(projected->arena, projected->projection->blobs, hex, max, text, &why) !=
            ERR_OK ||
        js_parse(projected->arena, *text, value, &why) != ERR_OK) {
        *value = NULL;
    }
    return ERR_OK;
}

static enum err_code project_tool(const struct projected *projected, struct err *err)
{
    static const char *const texts[] = {"id", "version", "name", "task", "supplier", "licence"};
    struct str manifest;
    struct js *value;
    struct db_query *query;
    struct tool_identity identity;
    const struct js *identity_value;
    char digest[SHA256_HEX_SIZE];
    TRY(named_document(projected, "manifest", LIMIT_MANIFEST, &manifest, &value, err));
    TRY(js_need(projected->value, "identity", JS_OBJECT, &identity_value, err));
    TRY(identity_parse(identity_value, &identity, err));
    if (value == NULL) {
        return ERR_OK;
    }
    struct sha256 sum = identity_digest(&identity);
    sha256_hex(digest, &sum);
    TRY(db_prepare(projected->projection->db, sql_public_tool_insert, &query, err));
    db_bind_text(query, 1, str_of(digest));
    db_bind_text(query, 2, identity_value->raw);
    db_bind_text(query, 3, str_of(identity_kind_word(identity.kind)));
    for (int i = 0; i < 6; i++) {
        bind_str_of(query, 4 + i, value, texts[i]);
    }
    db_bind_text(query, 10, manifest);
    bind_place(query, 11, projected);
    bind_rank(query, 14, projected);
    return db_run(query, err);
}

static enum err_code project_benchmark(const struct projected *projected, struct err *err)
{
    static const char *const texts[] = {"id", "version", "title", "task", "licence", "source"};
    struct str definition;
    struct js *value;
    struct db_query *query;
    TRY(named_document(projected, "digest", LIMIT_BENCHMARK, &definition, &value, err));
    if (value == NULL) {
        return ERR_OK;
    }
    TRY(db_prepare(projected->projection->db, sql_public_benchmark_insert, &query, err));
    bind_str_of(query, 1, projected->value, "digest");
    for (int i = 0; i < 6; i++) {
        bind_str_of(query, 2 + i, value, texts[i]);
    }
    db_bind_text(query, 8, definition);
    bind_place(query, 9, projected);
    bind_rank(query, 12, projected);
    return db_run(query, err);
}

/* A sealed benchmark has no public definition; what stands for it is what was stated of it, as
 * a definition would say it. */
static struct str sealed_definition(const struct projected *projected)
{
    struct strbuf out;
    struct jsonw w;
    const struct js *value = projected->value;
    strbuf_init(&out, LIMIT_BENCHMARK);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "exposure", "sealed");
    for (size_t i = 0; i < value->object.count; i++) {
        if (!str_is(value->object.members[i].name, "benchmark")) {
            jsonw_key_str(&w, value->object.members[i].name);
            jsonw_raw(&w, value->object.members[i].value.raw);
        }
    }
    jsonw_end(&w);
    struct str text = arena_str(projected->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code project_sealed(const struct projected *projected, struct err *err)
{
    const struct js *benchmark;
    struct db_query *query;
    TRY(js_need(projected->value, "benchmark", JS_OBJECT, &benchmark, err));
    TRY(db_prepare(projected->projection->db, sql_public_benchmark_insert, &query, err));
    bind_str_of(query, 1, benchmark, "digest");
    bind_str_of(query, 2, benchmark, "id");
    bind_str_of(query, 3, benchmark, "version");
    bind_str_of(query, 4, projected->value, "title");
    bind_str_of(query, 5, projected->value, "task");
    db_bind_text(query, 6, STR(""));
    db_bind_text(query, 7, STR(""));
    db_bind_text(query, 8, sealed_definition(projected));
    bind_place(query, 9, projected);
    bind_rank(query, 12, projected);
    return db_run(query, err);
}

static enum err_code project_run(const struct projected *projected, struct err *err)
{
    const struct js *benchmark;
    const struct js *parameters;
    const struct js *tool;
    struct tool_identity identity;
    struct db_query *query;
    int64_t seed;
    char digest[SHA256_HEX_SIZE];
    TRY(js_need(projected->value, "benchmark", JS_OBJECT, &benchmark, err));
    TRY(js_need(projected->value, "parameters", JS_OBJECT, &parameters, err));
    TRY(js_need(projected->value, "tool", JS_OBJECT, &tool, err));
    TRY(js_need_int(projected->value, "seed", 0, INT64_MAX, &seed, err));
    TRY(identity_parse(tool, &identity, err));
    struct sha256 sum = identity_digest(&identity);
    sha256_hex(digest, &sum);
    TRY(db_prepare(projected->projection->db, sql_public_run_insert, &query, err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_int(query, 2, (int64_t)projected->index);
    db_bind_text(query, 3, str_of(digest));
    bind_str_of(query, 4, benchmark, "digest");
    bind_str_of(query, 5, benchmark, "id");
    bind_str_of(query, 6, benchmark, "version");
    db_bind_text(query, 7, parameters->raw);
    db_bind_int(query, 8, seed);
    db_bind_text(query, 9, str_of(projected->logged_at));
    return db_run(query, err);
}

enum err_code projection_meet_removal(const struct projection *projection, struct str id,
                                      struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projection->db, sql_public_removal_meet, &query, err));
    db_bind_text(query, 1, id);
    return db_run(query, err);
}

/* Ours takes whatever it names; another log's, what its own organisation signed. */
static enum err_code remove_one(const struct projected *projected, struct str id,
                                struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projected->projection->db,
                   projected->away ? sql_public_removal_claim : sql_public_removal_insert,
                   &query, err));
    db_bind_text(query, 1, id);
    db_bind_text(query, 2, str_of(projected->statement->id));
    db_bind_int(query, 3, (int64_t)projected->index);
    bind_str_of(query, 4, projected->value, "ground");
    bind_str_of(query, 5, projected->value, "role");
    bind_str_of(query, 6, projected->value, "date");
    if (projected->away) {
        db_bind_text(query, 7, projected->statement->header.by);
    }
    TRY(db_run(query, err));
    return projected->away ? projection_meet_removal(projected->projection, id, err) : ERR_OK;
}

/* Of each body the first removal that names it. */
static enum err_code project_removal(const struct projected *projected, struct err *err)
{
    const struct js *ids;
    TRY(js_need(projected->value, "ids", JS_ARRAY, &ids, err));
    for (size_t i = 0; i < ids->array.count; i++) {
        TRY(remove_one(projected, ids->array.items[i].string, err));
    }
    return ERR_OK;
}

/* What the other parts make of it. */
static enum err_code project_elsewhere(const struct projected *projected, struct err *err)
{
    for (size_t i = 0; i < projector_table_count; i++) {
        for (const char *const *type = projector_table[i]->types; *type != NULL; type++) {
            if (str_is(projected->statement->header.type, *type)) {
                TRY(projector_table[i]->project(projected, err));
            }
        }
    }
    return ERR_OK;
}

enum err_code project_type(const struct projected *projected, struct err *err)
{
    static const struct {
        const char *type;
        enum err_code (*project)(const struct projected *, struct err *);
    } types[] = {{"tool.listed/1", project_tool},
                 {"benchmark.listed/1", project_benchmark},
                 {"benchmark.sealed/1", project_sealed},
                 {"run.registered/1", project_run},
                 {"evidence.issued/1", project_evidence},
                 {"key.revoked/1", project_revocation},
                 {"body.removed/1", project_removal},
                 {"log.received/1", project_received},
                 {"organisation.named/1", project_organisation_name},
                 {"organisation.succeeded/1", project_succession}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_is(projected->statement->header.type, types[i].type)) {
            TRY(types[i].project(projected, err));
            break;
        }
    }
    return project_elsewhere(projected, err);
}
