/* A gap: a field that is withheld, with the reason in its place and a commitment to the value.
 *
 *     {"withheld":{"commitment","decided_by","harm"[,"public_interest"],"review","section"}}
 *     {"withheld":{"commitment","ncnd":CLASS}}            neither confirmed nor denied
 *
 * commitment = HMAC-SHA-256(salt, "policeai-gap/v1" 0 subject 0 type 0 pointer 0 canonical
 * value); the value committed to where nothing is held is `null`. Every publication of a record
 * takes fresh salts: that is the caller's part. */
#ifndef POLICEAI_LEDGER_GAP_H
#define POLICEAI_LEDGER_GAP_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "crypto/digest.h"
#include "ledger/body.h"

#include <stdbool.h>

/* `pointer` is the RFC 6901 pointer of the field in the body, `value` canonical JSON or null.
 */
struct sha256 gap_commitment(const struct salt *salt, struct str subject, struct str type,
                             struct str pointer, struct str value);
/* Is this value a gap (an object with the key "withheld")? */
bool gap_is(const struct js *value);
/* Checks the shape of every gap in a body; `allowed` false refuses any. A gap as the whole body
 * is refused. */
enum err_code gap_check(const struct js *body, bool allowed, struct err *err) MUST_USE;

#endif
