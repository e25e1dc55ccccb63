/* Bodies and the table of types; see body.h. */
#include "ledger/body.h"

#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/body_shapes.h"
#include "ledger/gap.h"

#include <string.h>

const struct body_type *body_type_find(struct str type)
{
    for (size_t i = 0; i < body_type_count; i++) {
        if (str_is(type, body_types[i].name)) {
            return &body_types[i];
        }
    }
    return NULL;
}

/* The rules for types not understood go by the name alone. */
static bool is_log_type(struct str type)
{
    return str_starts(type, STR("log."));
}

static bool is_root_type(struct str type)
{
    return str_starts(type, STR("genesis/")) || str_starts(type, STR("key."));
}

enum signer body_signer(struct str type)
{
    const struct body_type *known = body_type_find(type);
    if (known != NULL) {
        return known->signer;
    }
    if (is_log_type(type) || str_starts(type, STR("private.head/"))) {
        return SIGNER_KEEPER;
    }
    return is_root_type(type) ? SIGNER_ROOT : SIGNER_STATEMENT;
}

bool body_removable(struct str type)
{
    return !is_log_type(type) && !is_root_type(type) && !str_starts(type, STR("body.removed/"));
}

bool body_private(struct str type)
{
    return str_starts(type, STR("sealed."));
}

bool body_imported(struct str type)
{
    return !body_private(type) && !is_log_type(type) && !str_starts(type, STR("genesis/")) &&
           !str_starts(type, STR("key.introduced/")) && !str_starts(type, STR("private.head/"));
}

struct sha256 body_commitment(const struct salt *salt, struct str subject, struct str type,
                              struct str canonical)
{
    struct str nul = STR("\0");
    struct str parts[] = {STR("policeai-body/v1"), nul, subject, nul, type, nul, canonical};
    return hmac_sha256(str_n((const char *)salt->bytes, SALT_SIZE), parts,
                       sizeof parts / sizeof parts[0]);
}

struct sha256 private_head_commitment(const struct salt *salt, struct str checkpoint_text)
{
    struct str parts[] = {STR("policeai-private-head/v1"), STR("\0"), checkpoint_text};
    return hmac_sha256(str_n((const char *)salt->bytes, SALT_SIZE), parts,
                       sizeof parts / sizeof parts[0]);
}

void body_compose(struct strbuf *out, const struct salt *salt, struct str canonical)
{
    strbuf_add(out, salt->bytes, SALT_SIZE);
    strbuf_str(out, canonical);
}

static enum err_code parse_object(struct arena *arena, struct str canonical, struct js **value,
                                  struct err *err)
{
    if (canonical.n > LIMIT_BODY) {
        return err_set(err, ERR_LIMIT, "body: %zu bytes, at most %u are allowed", canonical.n,
                       LIMIT_BODY);
    }
    TRY(canon_parse(arena, canonical, value, err));
    if ((*value)->type != JS_OBJECT) {
        return err_set(err, ERR_FORMAT, "body: must be an object, found %s",
                       js_type_name((*value)->type));
    }
    return ERR_OK;
}

enum err_code body_parse(struct arena *arena, struct str bytes, struct salt *salt,
                         struct str *canonical, struct js **value, struct err *err)
{
    if (bytes.n < SALT_SIZE) {
        return err_set(err, ERR_FORMAT, "body: shorter than its salt");
    }
    memcpy(salt->bytes, bytes.p, SALT_SIZE);
    *canonical = str_from(bytes, SALT_SIZE);
    return parse_object(arena, *canonical, value, err);
}

enum err_code body_verify(const struct statement *header, const struct salt *salt,
                          struct str canonical, struct err *err)
{
    struct sha256 found = body_commitment(salt, header->subject, header->type, canonical);
    if (!sha256_eq(&found, &header->body)) {
        return err_set(err, ERR_INVALID, "body: is not what the statement commits to");
    }
    return ERR_OK;
}

enum err_code body_judge(struct str type, const struct js *value, bool *understood,
                         struct err *err)
{
    const struct body_type *known = body_type_find(type);
    bool gaps = known != NULL ? known->gaps : body_removable(type);
    *understood = known != NULL;
    enum err_code code = gap_check(value, gaps, err);
    if (code == ERR_OK && known != NULL) {
        code = known->check(value, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%.*s", STR_ARG(str_sub(type, 0, 80)));
    }
    return code;
}

enum err_code body_read(struct arena *arena, struct str type, struct str canonical,
                        struct js **value, bool *understood, struct err *err)
{
    *understood = body_type_find(type) != NULL;
    enum err_code code = parse_object(arena, canonical, value, err);
    if (code != ERR_OK) {
        err_prefix(err, "%.*s", STR_ARG(str_sub(type, 0, 80)));
        return code;
    }
    return body_judge(type, *value, understood, err);
}

enum err_code body_check(struct arena *arena, struct str type, struct str canonical,
                         bool *understood, struct err *err)
{
    struct js *value;
    return body_read(arena, type, canonical, &value, understood, err);
}
