/* The keys of a log and what each may sign, as its genesis and key.* statements say.
 *
 * A key is judged at a leaf's index: introduced by an earlier leaf (genesis keys from leaf 0),
 * not revoked or replaced by an earlier one, and of the use its statement's type asks for.
 * Rules: formats, Keys and Bodies. The same code serves the keeper (before it appends) and the
 * audit (of what others appended). Not for several threads. */
#ifndef POLICEAI_RECORD_KEYRING_H
#define POLICEAI_RECORD_KEYRING_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "crypto/sig.h"
#include "ledger/statement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_use { KEY_CENTRE, KEY_RECOVERY, KEY_KEEPER, KEY_STATEMENT, KEY_EVIDENCE };

struct keyring_key {
    char name[KEY_NAME_SIZE];
    struct sig_public public;
    enum key_use use;
    bool away;          /* leaves of it come in received ranges only */
    char *organisation; /* "" when not stated */
    uint64_t from;      /* may sign from this leaf on */
    uint64_t until;     /* the leaf that ended it, UINT64_MAX while it stands */
    bool revoked;
    uint64_t counts; /* evidence of it from this leaf on counts no more; UINT64_MAX: all does */
    char subject[SUBJECT_SIZE]; /* of its introduction (or genesis): replaced, revoked under it
                                 */
};

struct keyring;

/* Without keys: they come with the leaves that introduce them. */
struct keyring *keyring_new(void);
/* NULL is allowed. */
void keyring_free(struct keyring *keyring);
size_t keyring_count(const struct keyring *keyring);
/* Keys in the order of their leaves. */
const struct keyring_key *keyring_at(const struct keyring *keyring, size_t position);
/* NULL when no key has this name. */
const struct keyring_key *keyring_find(const struct keyring *keyring, struct str name);
/* "centre", "recovery", "keeper", "statement", "evidence" */
const char *key_use_word(enum key_use use);

/* May this header stand at leaf `index`, and is its signature good? Leaf 0 must be genesis and
 * is judged by the keys its own body names, which `body` gives. ERR_INVALID says why not.
 * *late as of keyring_may_receive. */
enum err_code keyring_judge(struct keyring *keyring, const struct signed_statement *statement,
                            const struct js *body, uint64_t index, bool *late,
                            struct err *err) MUST_USE;
/* The first half of it, for what this process has just signed itself; `public` is the key that
 * must have. */
enum err_code keyring_may(const struct keyring *keyring, const struct statement *header,
                          const struct js *body, uint64_t index, struct sig_public *public,
                          struct err *err) MUST_USE;
/* Did the key of a received statement end before leaf `index`? Then it keeps its place in the
 * log and has no effect; a leaf of a key held here can never stand so. */
bool keyring_late(const struct keyring *keyring, const struct statement *header,
                  uint64_t index);
/* May this header stand at leaf `index`, be it late? The signature is the caller's. */
enum err_code keyring_may_receive(const struct keyring *keyring, const struct statement *header,
                                  const struct js *body, uint64_t index,
                                  struct sig_public *public, bool *late,
                                  struct err *err) MUST_USE;
/* May a removal signed by `by` take what `signer` signed? The operator's own keys may take
 * anything, a key held elsewhere what its own organisation signed. */
bool keyring_may_remove(const struct keyring_key *by, const struct keyring_key *signer);
/* Takes over what a judged genesis or key.* statement says; others and late ones change
 * nothing. ERR_INVALID when it breaks a rule (a key introduced twice, an unknown key revoked).
 */
enum err_code keyring_apply(struct keyring *keyring, const struct statement *header,
                            const struct js *body, uint64_t index, struct err *err) MUST_USE;

#endif
