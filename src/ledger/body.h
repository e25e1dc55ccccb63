/* Bodies: what a statement says, committed to by its header, served and removable apart from
 * it.
 *
 * commitment = HMAC-SHA-256(salt, "policeai-body/v1" 0 subject 0 type 0 canonical body)
 * served as  = 32 raw bytes of salt, then the canonical body
 *
 * The table of types says who signs each and whether its body may be removed; a type that is
 * not in it is kept and "not understood". Shape checks look at one body alone: what needs the
 * rest of the record (is the key introduced, does the range follow) is the record's.
 *
 *     const struct body_type *type = body_type_find(header.type);      NULL: not understood
 *     TRY(body_check(arena, header.type, canonical, &understood, err));
 */
#ifndef POLICEAI_LEDGER_BODY_H
#define POLICEAI_LEDGER_BODY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "ledger/statement.h"

#include <stdbool.h>

enum { SALT_SIZE = 32 };

/* Fresh random bytes of each body and each gap; private once the body is removed. */
struct salt {
    unsigned char bytes[SALT_SIZE];
};

/* Which key signs a type. SIGNER_ROOT: the centre or the recovery key, or (key.replaced,
 * key.revoked) the key itself. */
enum signer { SIGNER_STATEMENT, SIGNER_KEEPER, SIGNER_CENTRE, SIGNER_ROOT };

struct body_type {
    const char *name; /* "genesis/1" */
    enum signer signer;
    bool removable; /* may body.removed/1 name it */
    bool imported;  /* may it come in a received batch */
    bool gaps;      /* may a field of it be withheld */
    enum err_code (*check)(const struct js *body, struct err *err);
};

/* NULL: not understood. */
const struct body_type *body_type_find(struct str type);
/* Also for versions and types not understood: log.* and private.head are the keeper's. */
enum signer body_signer(struct str type);
bool body_removable(struct str type);
bool body_imported(struct str type);
/* Stands in the private log alone: it would tell what is not to be told. */
bool body_private(struct str type);

/* The header's `body`, by the formula above. */
struct sha256 body_commitment(const struct salt *salt, struct str subject, struct str type,
                              struct str canonical);
/* What private.head/1 says of the private log: HMAC-SHA-256(salt, "policeai-private-head/v1" 0
 * its checkpoint's note text), never a size or root. */
struct sha256 private_head_commitment(const struct salt *salt, struct str checkpoint_text);
/* Appends the served form. */
void body_compose(struct strbuf *out, const struct salt *salt, struct str canonical);
/* Splits it and checks that the rest is a canonical JSON object of at most LIMIT_BODY bytes.
 * `canonical` points into bytes. */
enum err_code body_parse(struct arena *arena, struct str bytes, struct salt *salt,
                         struct str *canonical, struct js **value, struct err *err) MUST_USE;
/* ERR_INVALID unless salt and body give the commitment of the header. */
enum err_code body_verify(const struct statement *header, const struct salt *salt,
                          struct str canonical, struct err *err) MUST_USE;
/* Canonical JSON object, limit, gaps, and the shape of a type that is understood. */
enum err_code body_check(struct arena *arena, struct str type, struct str canonical,
                         bool *understood, struct err *err) MUST_USE;
/* The same, and gives the parsed body. */
enum err_code body_read(struct arena *arena, struct str type, struct str canonical,
                        struct js **value, bool *understood, struct err *err) MUST_USE;
/* The same of a body that was parsed already, its form and limit with it. */
enum err_code body_judge(struct str type, const struct js *value, bool *understood,
                         struct err *err) MUST_USE;

#endif
