/* The Merkle tree of RFC 6962 section 2.1: hashes, the growing right edge, proofs.
 *
 * A *node* (level, index) is the hash over leaves [index << level, (index + 1) << level): only
 * whole subtrees have one. Whoever keeps the tree keeps nodes; everything here that needs them
 * asks through a callback, so this file does no I/O. Sizes and indexes are below 2^63.
 *
 *     struct merkle_range range = {0};
 *     TRY(merkle_append(&range, merkle_leaf(entry), keep, data, err));
 *     struct sha256 root = merkle_range_root(&range);
 */
#ifndef POLICEAI_LEDGER_MERKLE_H
#define POLICEAI_LEDGER_MERKLE_H

#include "base/err.h"
#include "base/str.h"
#include "crypto/digest.h"

#include <stddef.h>
#include <stdint.h>

enum { MERKLE_LEVELS = 63, MERKLE_PROOF_MAX = 64 };
#define MERKLE_SIZE_MAX ((uint64_t)INT64_MAX)

/* Gives a node that was kept before. */
typedef enum err_code merkle_read_fn(void *data, unsigned level, uint64_t index,
                                     struct sha256 *hash, struct err *err);
/* Takes a new node, leaves (level 0) included. */
typedef enum err_code merkle_keep_fn(void *data, unsigned level, uint64_t index,
                                     const struct sha256 *hash, struct err *err);

/* The compact range [0, size): roots of the whole subtrees that make it up, largest first. All
 * zero is the empty tree. */
struct merkle_range {
    uint64_t size;
    struct sha256 nodes[MERKLE_LEVELS];
    size_t count; /* = number of 1 bits in size */
};

struct merkle_proof {
    struct sha256 hashes[MERKLE_PROOF_MAX];
    size_t count;
};

/* SHA-256(0x00 || entry) and SHA-256(0x01 || left || right) */
struct sha256 merkle_leaf(struct str entry);
struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right);

/* Appends one leaf hash; `keep` (may be NULL) gets every node that became whole, lowest level
 * first. On an error of `keep` the range is as before. */
enum err_code merkle_append(struct merkle_range *range, struct sha256 leaf,
                            merkle_keep_fn *keep, void *data, struct err *err) MUST_USE;
/* SHA-256("") for the empty tree. */
struct sha256 merkle_range_root(const struct merkle_range *range);
/* The range of a tree kept elsewhere. */
enum err_code merkle_range_read(struct merkle_range *range, uint64_t size, merkle_read_fn *read,
                                void *data, struct err *err) MUST_USE;

/* RFC 6962 section 2.1.1 and 2.1.2. ERR_USAGE unless index < size, first <= second. The proof
 * is empty for first == 0 and first == second. */
enum err_code merkle_prove_inclusion(struct merkle_proof *proof, uint64_t index, uint64_t size,
                                     merkle_read_fn *read, void *data,
                                     struct err *err) MUST_USE;
enum err_code merkle_prove_consistency(struct merkle_proof *proof, uint64_t first,
                                       uint64_t second, merkle_read_fn *read, void *data,
                                       struct err *err) MUST_USE;

/* ERR_INVALID naming what does not fit. RFC 9162 sections 2.1.3.2 and 2.1.4.2; first == 0 is
 * refused when a proof is given, and its root must be that of the empty tree. */
enum err_code merkle_verify_inclusion(const struct merkle_proof *proof, uint64_t index,
                                      uint64_t size, const struct sha256 *leaf,
                                      const struct sha256 *root, struct err *err) MUST_USE;
enum err_code merkle_verify_consistency(const struct merkle_proof *proof, uint64_t first,
                                        const struct sha256 *first_root, uint64_t second,
                                        const struct sha256 *second_root,
                                        struct err *err) MUST_USE;

#endif
