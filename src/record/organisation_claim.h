/* Who may say what is said in the name of an organisation (what it is called, which tools it
 * uses, what it decided): the organisation itself, by a statement key that states it; the
 * operator of the log, while no such key stands ("by the centre, not yet confirmed").
 *
 * A pure function of the keys and the leaf's index, so that the same log gives the same answer
 * at every rebuild, whatever became of the keys later. A statement that its signer may not make
 * keeps its place in the log and has no effect: another log's operator may have made it there
 * by right, and the rest of what its key signs must go on coming. */
#ifndef POLICEAI_RECORD_ORGANISATION_CLAIM_H
#define POLICEAI_RECORD_ORGANISATION_CLAIM_H

#include "base/err.h"
#include "base/json.h"
#include "ledger/statement.h"
#include "record/keyring.h"

#include <stdbool.h>
#include <stdint.h>

enum organisation_claim { CLAIM_OF_NOBODYS, CLAIM_OWN, CLAIM_BY_OPERATOR, CLAIM_NOT_THEIRS };

/* CLAIM_OF_NOBODYS: the statement speaks for no organisation (or its body is gone).
 * `keyring` must hold at least the keys of the leaves before `index`. */
enum organisation_claim organisation_claim(const struct keyring *keyring,
                                           const struct statement *header,
                                           const struct js *body, uint64_t index);
/* ERR_DENIED for what would have no effect. */
enum err_code organisation_claim_check(const struct keyring *keyring,
                                       const struct statement *header, const struct js *body,
                                       uint64_t index, struct err *err) MUST_USE;

#endif
