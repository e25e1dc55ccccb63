/* Values that are to be withheld are sealed by the keeper, as the statement is signed: in the
 * place of
 *
 *     {"withhold":{"decided_by","harm"[,"private_harm"][,"public_interest"],"review","section",
 *                  "value"}}
 *     {"withhold":{"ncnd":CLASS[,"private_harm"][,"value"]}}   without a value nothing is held:
 * null
 *
 * comes a gap (ledger/gap.h) whose commitment is made with a fresh salt. Salt, value and the
 * harm in its private words stay in ledger.db (table gap), where the value can be opened from
 * later, and go with the body. Every publication of a record takes fresh salts, so that nobody
 * can tell whether a value changed. The commitment is to the value alone: what is published
 * says nothing of the private harm, not even whether there is one.
 */
#ifndef POLICEAI_RECORD_GAP_SEAL_H
#define POLICEAI_RECORD_GAP_SEAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "ledger/body.h"
#include "store/db.h"

#include <stddef.h>

struct sealed_gap {
    struct str pointer; /* RFC 6901, in the body */
    struct salt salt;
    struct str value;        /* canonical JSON, or null */
    struct str private_harm; /* text; "" when none is given */
};

struct sealed_body {
    struct str body; /* canonical, gaps in place */
    struct sealed_gap *gaps;
    size_t count;
};

/* `body` is canonical. Everything lies in the arena. ERR_FORMAT for a "withhold" with siblings
 * or of another form, or a private harm that is no text of 1 to 10,000 bytes. Whether the gap
 * itself is well formed is for body_check. */
enum err_code gap_seal(struct arena *arena, struct str subject, struct str type,
                       struct str body, struct sealed_body *sealed, struct err *err) MUST_USE;
/* Keeps salts and values of a statement's gaps. */
enum err_code gaps_keep(struct db *db, struct str statement, struct str subject,
                        const struct sealed_body *sealed, struct err *err) MUST_USE;
/* What the subject's statements withhold, in the order of the log:
 * [{"pointer"[,"private_harm"],"salt":HEX64,"statement","value"}]. */
enum err_code gaps_list(struct db *db, struct arena *arena, struct str subject,
                        struct str *json, struct err *err) MUST_USE;
/* A removed body's gaps go with it. */
enum err_code gaps_forget(struct db *db, struct str statement, struct err *err) MUST_USE;

#endif
