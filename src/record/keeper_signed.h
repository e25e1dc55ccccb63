/* Statements signed outside the keeper, by a key that it does not hold: key.* by the centre or
 * the recovery key, which may lie off line. The signer asks what the header must say, signs,
 * and hands over the whole; the keeper never sees the key.
 *
 *     TRY(keep_prepare(keeper, arena, STR("key.revoked/1"), subject, key_name, &header, err));
 *     … header.body = commitment; statement_sign …
 *     TRY(keep_append_signed(keeper, arena, note, &salt, body, &receipt, err)); */
#ifndef POLICEAI_RECORD_KEEPER_SIGNED_H
#define POLICEAI_RECORD_KEEPER_SIGNED_H

#include "ledger/body.h"
#include "ledger/statement.h"
#include "record/keeper.h"

/* `at`, `seq` and `prev` of the next statement of key `by`; the rest is as given. `subject`
 * NULL: a fresh one. Texts lie in the arena. */
enum err_code keep_prepare(struct keeper *keeper, struct arena *arena, struct str type,
                           const char *subject, struct str by, struct statement *header,
                           struct err *err) MUST_USE;
/* ERR_DENIED unless of a type that the centre or recovery key signs; ERR_CONFLICT when another
 * statement came in between (prepare again). */
enum err_code keep_append_signed(struct keeper *keeper, struct arena *arena, struct str note,
                                 const struct salt *salt, struct str body,
                                 struct keeper_receipt *receipt, struct err *err) MUST_USE;

#endif
