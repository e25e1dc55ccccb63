/* The sender of a bundle, as this keeper knows it: its log key and every leaf hash it has
 * shown.
 *
 * A bundle must come from a log whose key was compared here, its leaf hashes must give the root
 * that this key signed, and where they overlap with those seen before they must be the same:
 * so another history is found, whichever of the two came first. */
#ifndef POLICEAI_RECORD_EXCHANGE_PEER_H
#define POLICEAI_RECORD_EXCHANGE_PEER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "ledger/exchange_bundle.h"
#include "record/keeper.h"

struct exchange_peer {
    struct str origin;
    struct str log_key;
    struct str checkpoint;
    uint64_t size;         /* of this bundle's checkpoint */
    uint64_t known;        /* of the newest one seen before */
    struct sha256 *leaves; /* `size` of them */
};

/* Reads the leaf hashes. ERR_DENIED for a log that is not known and no or another `log_key`. */
enum err_code exchange_peer_check(struct exchange_peer *peer, struct keeper *keeper,
                                  struct arena *arena, struct exchange_reader *reader,
                                  const char *log_key, struct err *err) MUST_USE;
/* Remembers it, inside the open transaction. */
enum err_code exchange_peer_note(const struct exchange_peer *peer, struct keeper *keeper,
                                 struct err *err) MUST_USE;
void exchange_peer_release(struct exchange_peer *peer);

#endif
