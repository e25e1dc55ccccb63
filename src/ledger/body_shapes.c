/* What each exact body type may hold. A shape lists all keys; another key is refused. */
#include "ledger/body_shapes.h"

#include "base/clock.h"
#include "base/encode.h"
#include "crypto/note.h"
#include "ledger/body_custody.h"
#include "ledger/body_need.h"
#include "ledger/body_registry.h"
#include "ledger/body_supplier.h"
#include "ledger/checkpoint.h"
#include "ledger/identity.h"
#include "ledger/merkle.h"

#include <string.h>

enum { SUCCESSORS_MAX = 50 };

static enum err_code need_key_name(const struct js *body, const char *key, struct err *err)
{
    struct str text;
    TRY(js_need_str(body, key, &text, err));
    return key_name_valid(text) ? ERR_OK
                                : err_set(err, ERR_FORMAT, "\"%s\" is not a key name", key);
}

/* A verifier key; one of ours must carry the name of its bytes. */
static enum err_code need_vkey(const struct js *body, const char *key, struct note_key *vkey,
                               struct err *err)
{
    struct str text;
    char name[KEY_NAME_SIZE];
    TRY(js_need_str(body, key, &text, err));
    enum err_code code = vkey_parse(text, vkey, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"%s\"", key);
        return code;
    }
    key_name_of(name, &vkey->public);
    if (key_name_valid(vkey->name) && !str_is(vkey->name, name)) {
        return err_set(err, ERR_FORMAT, "\"%s\" is named %.*s, its bytes are %s", key,
                       STR_ARG(vkey->name), name);
    }
    return ERR_OK;
}

/* The last checkpoint of the log that went before. */
static enum err_code may_continue(const struct js *body, struct err *err)
{
    struct str text = {NULL, 0};
    struct signed_checkpoint checkpoint;
    TRY(js_may_str(body, "continues", &text, err));
    if (text.p == NULL) {
        return ERR_OK;
    }
    struct arena *arena = arena_new();
    enum err_code code = checkpoint_parse(arena, text, &checkpoint, err);
    arena_free(arena);
    if (code != ERR_OK) {
        err_prefix(err, "\"continues\"");
    }
    return code;
}

static enum err_code check_genesis(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"centre_key", "continues",    "log_key",
                                       "origin",     "recovery_key", NULL};
    static const char *const names[] = {"centre_key", "recovery_key", "log_key"};
    struct note_key vkeys[3];
    struct str text;
    TRY(js_only(body, keys, err));
    TRY(js_need_str(body, "origin", &text, err));
    for (size_t i = 0; i < 3; i++) {
        TRY(need_vkey(body, names[i], &vkeys[i], err));
        bool named = i < 2 ? key_name_valid(vkeys[i].name) : str_eq(vkeys[i].name, text);
        if (!named) {
            return err_set(err, ERR_FORMAT, "\"%s\" has the wrong name", names[i]);
        }
        for (size_t j = 0; j < i; j++) {
            if (memcmp(&vkeys[i].public, &vkeys[j].public, sizeof vkeys[i].public) == 0) {
                return err_set(err, ERR_FORMAT, "\"%s\" and \"%s\" are one key", names[j],
                               names[i]);
            }
        }
    }
    return may_continue(body, err);
}

static enum err_code check_introduced(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"held", "key", "organisation", "use", NULL};
    static const char *const held[] = {"away", "here", NULL};
    static const char *const uses[] = {"evidence", "keeper", "statement", NULL};
    struct note_key vkey;
    TRY(js_only(body, keys, err));
    TRY(body_need_word(body, "held", held, err));
    TRY(need_vkey(body, "key", &vkey, err));
    TRY(body_need_text(body, "organisation", err));
    return body_need_word(body, "use", uses, err);
}

static enum err_code check_replaced(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"new", "old", NULL};
    struct note_key vkey;
    TRY(js_only(body, keys, err));
    TRY(need_vkey(body, "new", &vkey, err));
    return need_key_name(body, "old", err);
}

static enum err_code check_revoked(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"from", "key", "reason", NULL};
    int64_t from;
    TRY(js_only(body, keys, err));
    TRY(js_may_int(body, "from", 0, INT64_MAX, &from, err));
    TRY(need_key_name(body, "key", err));
    return body_need_text(body, "reason", err);
}

static enum err_code check_removed(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date", "ground", "ids", "role", NULL};
    static const char *const grounds[] = {"court order", "erasure", "published by mistake",
                                          NULL};
    const struct js *ids = NULL;
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_word(body, "ground", grounds, err));
    TRY(body_need_text(body, "role", err));
    TRY(js_need(body, "ids", JS_ARRAY, &ids, err));
    for (size_t i = 0; i < ids->array.count; i++) {
        const struct js *id = &ids->array.items[i];
        if (id->type != JS_STRING || !hex_is(id->string, 64) ||
            (i > 0 && str_cmp(ids->array.items[i - 1].string, id->string) >= 0)) {
            return err_set(err, ERR_FORMAT, "\"ids\" must be sorted statement ids, each once");
        }
    }
    return ids->array.count > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "\"ids\" is empty");
}

static enum err_code check_received(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"first", "from", "last", NULL};
    int64_t first;
    int64_t last;
    struct str from = {NULL, 0};
    TRY(js_only(body, keys, err));
    TRY(js_need_int(body, "first", 0, INT64_MAX, &first, err));
    TRY(js_need_int(body, "last", first, INT64_MAX, &last, err));
    TRY(js_may_str(body, "from", &from, err));
    return from.p == NULL || note_name_valid(from)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"from\" is no origin");
}

static enum err_code check_private_head(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"commitment", "date", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_hex(body, "commitment", err));
    return body_need_date(body, "date", err);
}

static enum err_code check_run(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"benchmark", "parameters", "seed", "tool", NULL};
    static const char *const benchmark_keys[] = {"digest", "id", "version", NULL};
    const struct js *value = NULL;
    struct tool_identity identity;
    int64_t seed;
    TRY(js_only(body, keys, err));
    TRY(js_need(body, "benchmark", JS_OBJECT, &value, err));
    TRY(js_only(value, benchmark_keys, err));
    TRY(body_need_hex(value, "digest", err));
    TRY(body_need_text(value, "id", err));
    TRY(body_need_text(value, "version", err));
    TRY(js_need(body, "parameters", JS_OBJECT, &value, err));
    TRY(body_parameters(value, err));
    TRY(js_need_int(body, "seed", 0, INT64_MAX, &seed, err));
    TRY(js_need(body, "tool", JS_OBJECT, &value, err));
    return identity_parse(value, &identity, err);
}

static enum err_code check_issued(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"envelope", "run", NULL};
    TRY(js_only(body, keys, err));
    TRY(body_need_hex(body, "envelope", err));
    return body_need_hex(body, "run", err);
}

/* RFC 6901: "/" before each part, "~" only as ~0 and ~1. The whole body is no field. */
static bool pointer_valid(struct str pointer)
{
    if (pointer.n == 0 || pointer.p[0] != '/') {
        return false;
    }
    for (size_t i = 0; i < pointer.n; i++) {
        if (pointer.p[i] == '~' &&
            (i + 1 == pointer.n || (pointer.p[i + 1] != '0' && pointer.p[i + 1] != '1'))) {
            return false;
        }
    }
    return true;
}

static enum err_code check_opened(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"openings", NULL};
    static const char *const opening_keys[] = {"pointer", "salt", "statement", "value", NULL};
    const struct js *list = NULL;
    struct str pointer;
    TRY(js_only(body, keys, err));
    TRY(js_need(body, "openings", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *opening = &list->array.items[i];
        TRY(js_only(opening, opening_keys, err));
        TRY(js_need_str(opening, "pointer", &pointer, err));
        if (!pointer_valid(pointer)) {
            return err_set(err, ERR_FORMAT, "opening %zu: \"pointer\" is no RFC 6901 pointer",
                           i + 1);
        }
        TRY(body_need_hex(opening, "salt", err));
        TRY(body_need_hex(opening, "statement", err));
        if (js_member(opening, "value") == NULL) {
            return err_set(err, ERR_FORMAT, "opening %zu has no \"value\"", i + 1);
        }
    }
    return list->array.count > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "\"openings\" is empty");
}

static enum err_code check_tool(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"identity", "manifest", NULL};
    const struct js *value = NULL;
    struct tool_identity identity;
    TRY(js_only(body, keys, err));
    TRY(js_need(body, "identity", JS_OBJECT, &value, err));
    TRY(body_need_hex(body, "manifest", err));
    return identity_parse(value, &identity, err);
}

static enum err_code check_benchmark(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"digest", NULL};
    TRY(js_only(body, keys, err));
    return body_need_hex(body, "digest", err);
}

/* From the date on the organisation is called so; one that is in no list begins so. */
static enum err_code check_named(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"area_code",    "date",   "kind", "name",
                                       "organisation", "region", NULL};
    static const char *const kinds[] = {"national body", "other body", "special force",
                                        "territorial force", NULL};
    struct str id;
    TRY(js_only(body, keys, err));
    TRY(body_may_text(body, "area_code", err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_word(body, "kind", kinds, err));
    TRY(body_need_text(body, "name", err));
    TRY(body_may_text(body, "region", err));
    return body_need_organisation(body, &id, err);
}

/* From the date on others are what the organisation was: one (a merger is several statements
 * that name one successor), several (it was divided) or none (it ended). */
static enum err_code check_succeeded(const struct js *body, struct err *err)
{
    static const char *const keys[] = {"date", "organisation", "successors", NULL};
    const struct js *list = NULL;
    struct str id;
    TRY(js_only(body, keys, err));
    TRY(body_need_date(body, "date", err));
    TRY(body_need_organisation(body, &id, err));
    TRY(js_need(body, "successors", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *one = &list->array.items[i];
        if (one->type != JS_STRING || !organisation_id_valid(one->string) ||
            (i > 0 && str_cmp(list->array.items[i - 1].string, one->string) >= 0)) {
            return err_set(err, ERR_FORMAT, "\"successors\" must be sorted ids, each once");
        }
        if (str_eq(one->string, id)) {
            return err_set(err, ERR_FORMAT, "%.*s cannot succeed itself", STR_ARG(id));
        }
    }
    return list->array.count <= SUCCESSORS_MAX
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "%zu successors, at most %d are allowed",
                         list->array.count, SUCCESSORS_MAX);
}

/* name, signer, removable, imported, gaps, check */
const struct body_type body_types[] = {
    {"genesis/1", SIGNER_CENTRE, false, false, false, check_genesis},
    {"key.introduced/1", SIGNER_ROOT, false, false, false, check_introduced},
    {"key.replaced/1", SIGNER_ROOT, false, true, false, check_replaced},
    {"key.revoked/1", SIGNER_ROOT, false, true, false, check_revoked},
    {"body.removed/1", SIGNER_STATEMENT, false, true, false, check_removed},
    {"log.received/1", SIGNER_KEEPER, false, false, false, check_received},
    {"private.head/1", SIGNER_KEEPER, true, false, true, check_private_head},
    {"run.registered/1", SIGNER_STATEMENT, true, true, true, check_run},
    {"evidence.issued/1", SIGNER_STATEMENT, true, true, true, check_issued},
    {"gap.opened/1", SIGNER_STATEMENT, true, true, true, check_opened},
    {"tool.listed/1", SIGNER_STATEMENT, true, true, true, check_tool},
    {"benchmark.listed/1", SIGNER_STATEMENT, true, true, true, check_benchmark},
    {"organisation.named/1", SIGNER_STATEMENT, true, true, false, check_named},
    {"organisation.succeeded/1", SIGNER_STATEMENT, true, true, false, check_succeeded},
    {"scope.answered/1", SIGNER_STATEMENT, true, true, true, body_scope_answered},
    {"tool.described/1", SIGNER_STATEMENT, true, true, true, body_tool_described},
    {"deployment.described/1", SIGNER_STATEMENT, true, true, true, body_deployment_described},
    {"requirement.answered/1", SIGNER_STATEMENT, true, true, true, body_requirement_answered},
    {"requirement.answered/2", SIGNER_STATEMENT, true, true, true, body_requirement_answered_2},
    {"decision.made/1", SIGNER_STATEMENT, true, true, true, body_decision_made},
    {"use.reported/1", SIGNER_STATEMENT, true, true, true, body_use_reported},
    {"safety.noticed/1", SIGNER_STATEMENT, true, true, true, body_safety_noticed},
    {"safety.acknowledged/1", SIGNER_STATEMENT, true, true, true, body_safety_acknowledged},
    {"return.requested/1", SIGNER_STATEMENT, true, true, false, body_return_requested},
    {"return.nil/1", SIGNER_STATEMENT, true, true, false, body_return_nil},
    {"disclosure.adopted/1", SIGNER_STATEMENT, true, true, false, body_disclosure_adopted},
    {"records.withheld/1", SIGNER_STATEMENT, true, true, false, body_records_withheld},
    {"benchmark.sealed/1", SIGNER_STATEMENT, true, true, false, body_benchmark_sealed},
    {"sealed.opened/1", SIGNER_STATEMENT, true, false, false, body_sealed_opened},
    {"sealed.answered/1", SIGNER_STATEMENT, true, false, false, body_sealed_answered},
    {"supplier.asked/1", SIGNER_STATEMENT, true, true, false, body_supplier_asked},
    {"supplier.reply/1", SIGNER_STATEMENT, true, true, false, body_supplier_reply},
};
const size_t body_type_count = sizeof body_types / sizeof body_types[0];
