#include "record/issued.h"

#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/identity.h"

#include <string.h>

static enum err_code judge_keys(const struct issue_claim *claim, const struct dsse *dsse,
                                struct err *err)
{
    const struct keyring_key *key = keyring_find(claim->keyring, dsse->keyid);
    const struct keyring_key *issuer = keyring_find(claim->keyring, claim->by);
    if (key == NULL || key->use != KEY_EVIDENCE || key->from > claim->index ||
        key->until <= claim->index) {
        return err_set(err, ERR_INVALID, "%.*s is no evidence key that stands at leaf %llu",
                       STR_ARG(dsse->keyid), (unsigned long long)claim->index);
    }
    if (issuer == NULL || strcmp(key->organisation, issuer->organisation) != 0) {
        return err_set(err, ERR_INVALID, "evidence of %s is issued by another organisation",
                       key->organisation);
    }
    return dsse_verify(dsse, &key->public, err);
}

static enum err_code judge_run(struct arena *arena, const struct issue_claim *claim,
                               const struct js *predicate, struct err *err)
{
    static const char *const keys[] = {"benchmark", "parameters", "seed", "tool"};
    struct js *registered;
    const struct js *run = js_member(predicate, "run");
    TRY(canon_parse(arena, claim->run_body, &registered, err));
    if (run == NULL || run->type != JS_STRING || !str_eq(run->string, claim->run)) {
        return err_set(err, ERR_INVALID, "the envelope is of another run");
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct js *then = js_member(registered, keys[i]);
        const struct js *said = js_member(predicate, keys[i]);
        if (then == NULL || said == NULL || !str_eq(then->raw, said->raw)) {
            return err_set(err, ERR_INVALID, "the run was registered with another %s", keys[i]);
        }
    }
    return ERR_OK;
}

/* One subject: the digest of the tool's identity. */
static enum err_code judge_subject(const struct js *payload, const struct js *predicate,
                                   struct err *err)
{
    struct tool_identity identity;
    char hex[SHA256_HEX_SIZE];
    const struct js *list = js_member(payload, "subject");
    const struct js *tool = js_member(predicate, "tool");
    if (list == NULL || list->type != JS_ARRAY || list->array.count != 1 || tool == NULL) {
        return err_set(err, ERR_INVALID, "the envelope has not one subject");
    }
    TRY(identity_parse(tool, &identity, err));
    struct sha256 digest = identity_digest(&identity);
    sha256_hex(hex, &digest);
    return js_is(js_member(js_member(&list->array.items[0], "digest"), "sha256"), hex)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "the envelope's subject is not its tool");
}

enum err_code issued_judge(struct arena *arena, const struct issue_claim *claim,
                           struct dsse *dsse, struct err *err)
{
    TRY(dsse_parse(arena, claim->envelope, dsse, err));
    TRY(judge_keys(claim, dsse, err));
    const struct js *predicate = js_member(dsse->value, "predicate");
    if (!js_is(js_member(dsse->value, "predicateType"), "policeai:evidence/1") ||
        predicate == NULL) {
        return err_set(err, ERR_INVALID, "the envelope is not policeai:evidence/1");
    }
    TRY(judge_run(arena, claim, predicate, err));
    return judge_subject(dsse->value, predicate, err);
}
