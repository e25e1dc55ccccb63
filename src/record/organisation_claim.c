/* See organisation_claim.h. */
#include "record/organisation_claim.h"

#include "ledger/body.h"

/* Every type of a statement key that has the member `organisation` says so who speaks. */
static bool has_speaker(struct str type)
{
    return body_type_find(type) != NULL && body_signer(type) == SIGNER_STATEMENT;
}

/* Could the organisation sign this itself at that leaf? */
static bool has_key(const struct keyring *keyring, struct str organisation, uint64_t index)
{
    for (size_t i = 0; i < keyring_count(keyring); i++) {
        const struct keyring_key *key = keyring_at(keyring, i);
        if (key->use == KEY_STATEMENT && key->from <= index && key->until >= index &&
            str_is(organisation, key->organisation)) {
            return true;
        }
    }
    return false;
}

enum organisation_claim organisation_claim(const struct keyring *keyring,
                                           const struct statement *header,
                                           const struct js *body, uint64_t index)
{
    const struct js *named =
        body != NULL && has_speaker(header->type) ? js_member(body, "organisation") : NULL;
    const struct keyring_key *key = keyring_find(keyring, header->by);
    if (named == NULL || named->type != JS_STRING || key == NULL) {
        return CLAIM_OF_NOBODYS;
    }
    if (str_is(named->string, key->organisation)) {
        return CLAIM_OWN;
    }
    return key->away || has_key(keyring, named->string, index) ? CLAIM_NOT_THEIRS
                                                               : CLAIM_BY_OPERATOR;
}

enum err_code organisation_claim_check(const struct keyring *keyring,
                                       const struct statement *header, const struct js *body,
                                       uint64_t index, struct err *err)
{
    if (organisation_claim(keyring, header, body, index) != CLAIM_NOT_THEIRS) {
        return ERR_OK;
    }
    err_set(err, ERR_DENIED, "%.*s has a key of its own: only that key can say this of it",
            STR_ARG(js_member(body, "organisation")->string));
    err_hint(err, "take its own statement in (policeai exchange in); for a lost key, end it "
                  "first (policeai key revoke)");
    return ERR_DENIED;
}
