/* The inside of taking a bundle in, shared by exchange_in.c and exchange_settle.c. */
#ifndef POLICEAI_RECORD_EXCHANGE_RECEIVING_H
#define POLICEAI_RECORD_EXCHANGE_RECEIVING_H

#include "ledger/exchange_bundle.h"
#include "record/blob_names.h"
#include "record/exchange.h"
#include "record/exchange_peer.h"
#include "record/exchange_window.h"
#include "record/keeper_state.h"

#include <sys/types.h>

/* Where a blob lies in the file: read once more when all else has held. */
struct placed_blob {
    off_t offset;
    size_t length;
    struct sha256 digest;
};

struct receiving {
    struct keeper *keeper;
    struct arena *arena; /* of one record */
    struct exchange_received *received;
    const char *path;
    int fd;
    char *buffer;
    size_t filled, used;
    struct exchange_reader reader;
    struct exchange_peer peer;
    struct exchange_window window;
    char last_key[KEY_NAME_SIZE]; /* whose next number is `next` */
    int64_t next;
    uint64_t waiting; /* rows of exchange_held */
    struct blob_names names;
    struct placed_blob *blobs;
    size_t blob_count, blob_capacity;
};

/* The next leaf, its signature checked before; `body` "" and `value` NULL: it was removed
 * before it came. */
enum err_code exchange_append(struct receiving *receiving,
                              const struct signed_statement *statement, const struct salt *salt,
                              struct str body, const struct js *value,
                              struct err *err) MUST_USE;
/* The one that waits under this number; *found false when none does, or when its body is gone
 * and no removal of it is here unless `anyway`. */
enum err_code exchange_append_held(struct receiving *receiving, struct str key, int64_t seq,
                                   bool anyway, bool *found, struct err *err) MUST_USE;
/* After the last record: statements whose body was removed before they came become leaves
 * together with the removals that follow them. */
enum err_code exchange_settle(struct receiving *receiving, struct err *err) MUST_USE;

#endif
