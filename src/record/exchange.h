/* Exchange of statements between two logs by files that people carry
 * (ledger/exchange_bundle.h): the signed bytes of one log's own statements become leaves of
 * another.
 *
 * What the receiver believes: the sender's log key, which its operator compares once and gives;
 * after that nothing that does not continue the history it has seen. A statement counts for the
 * key that signed it, which the receiver's centre introduced with "held":"away"; the sender's
 * own genesis, key.introduced, log.* and private.head are never taken over. */
#ifndef POLICEAI_RECORD_EXCHANGE_H
#define POLICEAI_RECORD_EXCHANGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "record/keeper.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stdint.h>

struct exchange_choice {
    uint64_t since; /* first leaf that may go; 0: from the start */
    uint64_t to;    /* one past the last; 0: to the end, or to the limit of one bundle */
    bool no_blobs;  /* name them, leave them out */
};

struct exchange_sent {
    struct str origin; /* in the arena */
    struct str log_key;
    uint64_t size; /* of the log */
    uint64_t since;
    uint64_t to; /* `since` of the next bundle */
    uint64_t entries;
    uint64_t blobs;
    uint64_t left_out; /* blobs */
};

/* Writes the bundle to `path` (made new or written over whole), reading ledger.db and log/
 * without changing them; may run beside a keeper. */
enum err_code exchange_out(struct arena *arena, const struct datadir *dir, const char *path,
                           const struct exchange_choice *choice, struct exchange_sent *sent,
                           struct err *err) MUST_USE;

struct exchange_received {
    struct str origin; /* of the sender; in the arena */
    uint64_t entries;  /* in the bundle */
    uint64_t taken;    /* became leaves, earlier ones that had waited among them */
    uint64_t known;    /* were leaves already */
    uint64_t held;     /* wait outside the log: an earlier one of their key is missing, or the
                          removal that took their body */
    uint64_t removals; /* of the taken: removals that have effect */
    uint64_t late;     /* of the taken: their key had ended before they arrived */
    uint64_t first;    /* the range of the taken, when there are any */
    uint64_t last;
    uint64_t blobs;    /* stored now */
    uint64_t left_out; /* blobs that the bundle leaves out and that are not here */
    uint64_t passed;   /* passed over: of another algorithm, their body removed by the sender */
    bool older;        /* the sender's log was longer in an earlier bundle */
};

/* Takes a bundle into the keeper's log: all of it or nothing. `log_key`: the sender's VKEY,
 * needed the first time only (NULL after that). Any order, any number of times.
 *
 * ERR_DENIED: a sender or a key that is not known here. ERR_INVALID: forged or damaged.
 * ERR_CONFLICT: another history than the one seen before, a key that signed two statements
 * under one number, a copy of this log's own keys. */
enum err_code keep_receive(struct keeper *keeper, struct arena *arena, const char *path,
                           const char *log_key, struct exchange_received *received,
                           struct err *err) MUST_USE;

/* As a JSON object and back. `origin` lies in the parsed tree. */
void exchange_received_write(struct strbuf *out, const struct exchange_received *received);
enum err_code exchange_received_read(const struct js *value, struct exchange_received *received,
                                     struct err *err) MUST_USE;

#endif
