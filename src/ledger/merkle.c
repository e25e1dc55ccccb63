/* RFC 6962 section 2.1; see merkle.h.
 *
 * Proofs are made by walking down from the root as the RFC defines them, reading whole subtrees
 * and recomputing the one unfinished subtree on the right edge; they are checked by the
 * bottom-up algorithms of RFC 9162, which is other code, so an error in one does not hide in
 * the other. */
#include "ledger/merkle.h"

#include <stdbool.h>
#include <string.h>

struct reader {
    merkle_read_fn *read;
    void *data;
};

struct sha256 merkle_leaf(struct str entry)
{
    struct sha256_stream stream;
    sha256_begin(&stream);
    sha256_add(&stream, "\x00", 1);
    sha256_add(&stream, entry.p, entry.n);
    return sha256_end(&stream);
}

struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right)
{
    struct sha256_stream stream;
    sha256_begin(&stream);
    sha256_add(&stream, "\x01", 1);
    sha256_add(&stream, left->bytes, SHA256_SIZE);
    sha256_add(&stream, right->bytes, SHA256_SIZE);
    return sha256_end(&stream);
}

enum err_code merkle_append(struct merkle_range *range, struct sha256 leaf,
                            merkle_keep_fn *keep, void *data, struct err *err)
{
    if (range->size >= MERKLE_SIZE_MAX) {
        return err_set(err, ERR_LIMIT, "the log is full");
    }
    struct sha256 hash = leaf;
    size_t count = range->count;
    uint64_t index = range->size;
    unsigned level = 0;
    for (;; level++, index >>= 1) {
        if (keep != NULL) {
            TRY(keep(data, level, index, &hash, err));
        }
        if ((index & 1) == 0) {
            break;
        }
        count--;
        hash = merkle_node(&range->nodes[count], &hash);
    }
    range->nodes[count] = hash;
    range->count = count + 1;
    range->size++;
    return ERR_OK;
}

struct sha256 merkle_range_root(const struct merkle_range *range)
{
    if (range->count == 0) {
        return sha256_of(STR(""));
    }
    struct sha256 hash = range->nodes[range->count - 1];
    for (size_t i = range->count - 1; i > 0; i--) {
        hash = merkle_node(&range->nodes[i - 1], &hash);
    }
    return hash;
}

enum err_code merkle_range_read(struct merkle_range *range, uint64_t size, merkle_read_fn *read,
                                void *data, struct err *err)
{
    memset(range, 0, sizeof *range);
    if (size > MERKLE_SIZE_MAX) {
        return err_set(err, ERR_USAGE, "a tree of %llu leaves is too large",
                       (unsigned long long)size);
    }
    uint64_t before = 0;
    for (unsigned level = MERKLE_LEVELS; level-- > 0;) {
        uint64_t width = (uint64_t)1 << level;
        if ((size & width) != 0) {
            TRY(read(data, level, before >> level, &range->nodes[range->count], err));
            range->count++;
            before += width;
        }
    }
    range->size = size;
    return ERR_OK;
}

static bool is_power_of_two(uint64_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

static unsigned level_of(uint64_t power)
{
    return (unsigned)__builtin_ctzll(power);
}

/* Largest power of two below n, n > 1. */
static uint64_t split_of(uint64_t n)
{
    return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

/* MTH of leaves [low, low + n), n > 0, where `low` is a multiple of every power used: whole
 * subtrees are read from the left, then joined from the right. */
static enum err_code subtree(const struct reader *reader, uint64_t low, uint64_t n,
                             struct sha256 *hash, struct err *err)
{
    struct sha256 lefts[MERKLE_LEVELS];
    size_t count = 0;
    while (!is_power_of_two(n)) {
        uint64_t k = split_of(n);
        TRY(reader->read(reader->data, level_of(k), low >> level_of(k), &lefts[count], err));
        count++;
        low += k;
        n -= k;
    }
    TRY(reader->read(reader->data, level_of(n), low >> level_of(n), hash, err));
    while (count > 0) {
        count--;
        *hash = merkle_node(&lefts[count], hash);
    }
    return ERR_OK;
}

/* The walk down gives hashes from the root's child to the bottom; proofs are the other way. */
static void reverse(struct merkle_proof *proof)
{
    for (size_t i = 0; i < proof->count / 2; i++) {
        struct sha256 other = proof->hashes[i];
        proof->hashes[i] = proof->hashes[proof->count - 1 - i];
        proof->hashes[proof->count - 1 - i] = other;
    }
}

/* PATH(m, D[n]) of RFC 6962 section 2.1.1. */
enum err_code merkle_prove_inclusion(struct merkle_proof *proof, uint64_t index, uint64_t size,
                                     merkle_read_fn *read, void *data, struct err *err)
{
    proof->count = 0;
    if (index >= size || size > MERKLE_SIZE_MAX) {
        return err_set(err, ERR_USAGE, "no leaf %llu in a log of %llu",
                       (unsigned long long)index, (unsigned long long)size);
    }
    struct reader reader = {read, data};
    uint64_t low = 0;
    uint64_t n = size;
    while (n > 1) {
        uint64_t k = split_of(n);
        struct sha256 *sibling = &proof->hashes[proof->count];
        if (index < low + k) {
            TRY(subtree(&reader, low + k, n - k, sibling, err));
            n = k;
        } else {
            TRY(subtree(&reader, low, k, sibling, err));
            low += k;
            n -= k;
        }
        proof->count++;
    }
    reverse(proof);
    return ERR_OK;
}

/* SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2, where b says whether D[low, low + n) is still
 * a subtree the verifier knows. */
enum err_code merkle_prove_consistency(struct merkle_proof *proof, uint64_t first,
                                       uint64_t second, merkle_read_fn *read, void *data,
                                       struct err *err)
{
    proof->count = 0;
    if (first > second || second > MERKLE_SIZE_MAX) {
        return err_set(err, ERR_USAGE, "a log of %llu cannot grow to %llu",
                       (unsigned long long)first, (unsigned long long)second);
    }
    if (first == 0 || first == second) {
        return ERR_OK;
    }
    struct reader reader = {read, data};
    uint64_t low = 0;
    uint64_t n = second;
    bool known = true;
    while (low + n != first) {
        uint64_t k = split_of(n);
        struct sha256 *sibling = &proof->hashes[proof->count];
        if (first <= low + k) {
            TRY(subtree(&reader, low + k, n - k, sibling, err));
            n = k;
        } else {
            TRY(subtree(&reader, low, k, sibling, err));
            low += k;
            n -= k;
            known = false;
        }
        proof->count++;
    }
    if (!known) {
        TRY(subtree(&reader, low, n, &proof->hashes[proof->count], err));
        proof->count++;
    }
    reverse(proof);
    return ERR_OK;
}

/* RFC 9162 section 2.1.3.2. */
enum err_code merkle_verify_inclusion(const struct merkle_proof *proof, uint64_t index,
                                      uint64_t size, const struct sha256 *leaf,
                                      const struct sha256 *root, struct err *err)
{
    if (index >= size) {
        return err_set(err, ERR_INVALID, "inclusion proof: no leaf %llu in a log of %llu",
                       (unsigned long long)index, (unsigned long long)size);
    }
    uint64_t fn = index;
    uint64_t sn = size - 1;
    struct sha256 hash = *leaf;
    for (size_t i = 0; i < proof->count; i++) {
        if (sn == 0) {
            return err_set(err, ERR_INVALID, "inclusion proof: too long");
        }
        if ((fn & 1) != 0 || fn == sn) {
            hash = merkle_node(&proof->hashes[i], &hash);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            hash = merkle_node(&hash, &proof->hashes[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0) {
        return err_set(err, ERR_INVALID, "inclusion proof: too short");
    }
    if (!sha256_eq(&hash, root)) {
        return err_set(err, ERR_INVALID, "inclusion proof: does not lead to the root");
    }
    return ERR_OK;
}

/* The cases of a consistency proof that need no hash. */
static enum err_code verify_trivial(const struct merkle_proof *proof, uint64_t first,
                                    const struct sha256 *first_root, uint64_t second,
                                    const struct sha256 *second_root, struct err *err)
{
    struct sha256 empty = sha256_of(STR(""));
    if (proof->count != 0) {
        return err_set(err, ERR_INVALID, "consistency proof: too long");
    }
    if ((first == 0 && !sha256_eq(first_root, &empty)) ||
        (first == second && !sha256_eq(first_root, second_root))) {
        return err_set(err, ERR_INVALID, "consistency proof: the roots differ");
    }
    return ERR_OK;
}

/* RFC 9162 section 2.1.4.2, steps 2 to 7 for 0 < first < second. */
enum err_code merkle_verify_consistency(const struct merkle_proof *proof, uint64_t first,
                                        const struct sha256 *first_root, uint64_t second,
                                        const struct sha256 *second_root, struct err *err)
{
    if (first > second) {
        return err_set(err, ERR_INVALID, "consistency proof: %llu is more than %llu",
                       (unsigned long long)first, (unsigned long long)second);
    }
    if (first == 0 || first == second) {
        return verify_trivial(proof, first, first_root, second, second_root, err);
    }
    if (proof->count == 0) {
        return err_set(err, ERR_INVALID, "consistency proof: empty");
    }
    uint64_t fn = first - 1;
    uint64_t sn = second - 1;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    size_t next = is_power_of_two(first) ? 0 : 1;
    struct sha256 old = next == 0 ? *first_root : proof->hashes[0];
    struct sha256 new = old;
    for (; next < proof->count; next++) {
        const struct sha256 *hash = &proof->hashes[next];
        if (sn == 0) {
            return err_set(err, ERR_INVALID, "consistency proof: too long");
        }
        if ((fn & 1) != 0 || fn == sn) {
            old = merkle_node(hash, &old);
            new = merkle_node(hash, &new);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            new = merkle_node(&new, hash);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0 || !sha256_eq(&old, first_root) || !sha256_eq(&new, second_root)) {
        return err_set(err, ERR_INVALID, "consistency proof: does not lead to both roots");
    }
    return ERR_OK;
}
