/* A bundle of statements for another log's keeper, in one file: what an offline force carries
 * to the centre, or the centre to a force.
 *
 *     policeai-exchange/v1\n
 *     {"checkpoint":…,"entries":N,"keys":[…],"log_key":VKEY,"since":INDEX,"to":INDEX}\n
 *     the hash of every leaf below the checkpoint's size, 32 bytes each
 *     'e' index(8) length(2) length(4) entry, 32 bytes of salt and the body     once an entry
 *     'b' SHA-256(32) length(4) bytes                                           once a blob
 *     'm' SHA-256(32)                                                a blob that is left out
 *     'z' SHA-256 of every byte before the 'z'
 *
 * Numbers are big-endian. Entries rise and lie in [since, to); a second length of 0 says that
 * the body is not here (removed). All leaf hashes are there, so that whoever knows an earlier
 * or later state of the sender's log can tell at which leaf two histories part, whatever
 * bundles came before. Nothing may follow.
 *
 * Pure: bytes come through a callback and are digested on their way. What is read here has the
 * right form and the right digest; signatures, hashes of entries and bodies are the record's to
 * check. Errors: ERR_FORMAT (cut short, not in this form), ERR_LIMIT, ERR_INVALID (digest). */
#ifndef POLICEAI_LEDGER_EXCHANGE_H
#define POLICEAI_LEDGER_EXCHANGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "crypto/digest.h"
#include "ledger/body.h"

#include <stdbool.h>
#include <stdint.h>

struct exchange_header {
    struct str checkpoint; /* whole signed note */
    struct str log_key;    /* VKEY */
    const struct js *keys; /* [{"key":VKEY,"organisation":…,"use":…}]: the sender's word, in the
                              parsed header; NULL when composed from `key_list` */
    struct str key_list; /* the same as canonical JSON */
    uint64_t entries;
    uint64_t since;
    uint64_t to;
    uint64_t size; /* of the checkpoint: by the parser alone */
};

enum exchange_kind { EXCHANGE_ENTRY, EXCHANGE_BLOB, EXCHANGE_LEFT_OUT, EXCHANGE_END };

struct exchange_record {
    enum exchange_kind kind;
    uint64_t index; /* entry */
    struct str entry;
    bool has_body;
    struct salt salt;
    struct str body;
    struct sha256 digest; /* blob, left out */
    struct str blob;
};

/* Up to `length` bytes into `out`; fewer only at the end. */
typedef enum err_code exchange_read_fn(void *data, void *out, size_t length, size_t *got,
                                       struct err *err);

struct exchange_reader {
    exchange_read_fn *read;
    void *data;
    struct sha256_stream stream;
    struct exchange_header header;
    uint64_t taken; /* bytes so far */
    uint64_t leaves;
    uint64_t entries;
    uint64_t last; /* index of the last entry, UINT64_MAX before the first */
    bool blobs;    /* the first blob came */
    bool ended;
};

/* Reads to the end of the header, which lies in the arena. */
enum err_code exchange_open(struct exchange_reader *reader, struct arena *arena,
                            exchange_read_fn *read, void *data, struct err *err) MUST_USE;
/* header.size times; then records until EXCHANGE_END. */
enum err_code exchange_leaf(struct exchange_reader *reader, struct sha256 *hash,
                            struct err *err) MUST_USE;
enum err_code exchange_next(struct exchange_reader *reader, struct arena *arena,
                            struct exchange_record *record, struct err *err) MUST_USE;

/* Appends: magic and header; one record; of EXCHANGE_END `digest` is written. */
enum err_code exchange_compose_header(struct strbuf *out, const struct exchange_header *header,
                                      struct err *err) MUST_USE;
enum err_code exchange_compose(struct strbuf *out, const struct exchange_record *record,
                               struct err *err) MUST_USE;

#endif
