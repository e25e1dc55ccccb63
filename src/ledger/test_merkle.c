/* The tree against the reference roots of certificate transparency, and every proof of small
 * logs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/encode.h"
#include "ledger/merkle.h"

#include <string.h>

enum { LEVELS = 8, LEAVES = 70 };

struct tree {
    struct sha256 nodes[LEVELS][LEAVES];
    struct sha256 roots[LEAVES + 1];
    struct merkle_range range;
};

static enum err_code keep(void *data, unsigned level, uint64_t index, const struct sha256 *hash,
                          struct err *err)
{
    (void)err;
    struct tree *tree = data;
    tree->nodes[level][index] = *hash;
    return ERR_OK;
}

static enum err_code read_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *err)
{
    (void)err;
    const struct tree *tree = data;
    *hash = tree->nodes[level][index];
    return ERR_OK;
}

static struct tree grown;

static int grow(void **state)
{
    (void)state;
    struct err err;
    grown.roots[0] = merkle_range_root(&grown.range);
    for (uint64_t i = 0; i < LEAVES; i++) {
        struct sha256 leaf = merkle_leaf(str_n((const char *)&i, sizeof i));
        if (merkle_append(&grown.range, leaf, keep, &grown, &err) != ERR_OK) {
            return 1;
        }
        grown.roots[i + 1] = merkle_range_root(&grown.range);
    }
    return 0;
}

static void assert_hex(struct sha256 hash, const char *hex)
{
    char text[SHA256_HEX_SIZE];
    sha256_hex(text, &hash);
    assert_string_equal(text, hex);
}

/* transparency-dev/merkle rfc6962/rfc6962_test.go */
static void test_merkle__hashes_of_the_reference(void **state)
{
    (void)state;
    struct sha256 node;
    assert_hex(merkle_leaf(STR("")),
               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_hex(merkle_leaf(STR("L123456")),
               "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    struct sha256_stream stream;
    sha256_begin(&stream);
    sha256_add(&stream, "\x01N123N456", 9);
    node = sha256_end(&stream);
    assert_hex(node, "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
}

/* transparency-dev/merkle testonly/constants.go */
static void test_merkle__roots_of_the_reference_tree(void **state)
{
    (void)state;
    static const struct {
        const char *leaf;
        const char *root;
    } rows[] = {
        {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"5051525354555657",
         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"606162636465666768696a6b6c6d6e6f",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
    struct merkle_range range = {0};
    struct err err;
    for (size_t i = 0; i < 8; i++) {
        unsigned char leaf[16];
        size_t length = strlen(rows[i].leaf) / 2;
        assert_true(hex_decode(leaf, length, str_of(rows[i].leaf)));
        struct sha256 hash = merkle_leaf(str_n((const char *)leaf, length));
        assert_int_equal(merkle_append(&range, hash, NULL, NULL, &err), ERR_OK);
        assert_hex(merkle_range_root(&range), rows[i].root);
    }
}

static void test_merkle__range_read_back_has_the_same_root(void **state)
{
    (void)state;
    struct merkle_range range;
    struct err err;
    for (uint64_t size = 0; size <= LEAVES; size++) {
        assert_int_equal(merkle_range_read(&range, size, read_node, &grown, &err), ERR_OK);
        struct sha256 root = merkle_range_root(&range);
        assert_true(sha256_eq(&root, &grown.roots[size]));
    }
}

static void test_merkle__every_inclusion_proof_leads_to_the_root(void **state)
{
    (void)state;
    struct merkle_proof proof;
    struct err err;
    for (uint64_t size = 1; size <= LEAVES; size++) {
        for (uint64_t i = 0; i < size; i++) {
            struct sha256 leaf = grown.nodes[0][i];
            const struct sha256 *root = &grown.roots[size];
            assert_int_equal(merkle_prove_inclusion(&proof, i, size, read_node, &grown, &err),
                             ERR_OK);
            assert_int_equal(merkle_verify_inclusion(&proof, i, size, &leaf, root, &err),
                             ERR_OK);
            assert_int_equal(merkle_verify_inclusion(&proof, i ^ 1, size, &leaf, root, &err),
                             size == 1 || proof.count > 0 ? ERR_INVALID : ERR_OK);
            leaf.bytes[0] ^= 1;
            assert_int_equal(merkle_verify_inclusion(&proof, i, size, &leaf, root, &err),
                             ERR_INVALID);
            leaf.bytes[0] ^= 1;
            proof.count++;
            proof.hashes[proof.count - 1] = leaf;
            assert_int_equal(merkle_verify_inclusion(&proof, i, size, &leaf, root, &err),
                             ERR_INVALID);
        }
    }
    assert_int_equal(merkle_prove_inclusion(&proof, 5, 5, read_node, &grown, &err), ERR_USAGE);
}

static void test_merkle__every_consistency_proof_joins_both_roots(void **state)
{
    (void)state;
    struct merkle_proof proof;
    struct err err;
    for (uint64_t second = 0; second <= LEAVES; second++) {
        for (uint64_t first = 0; first <= second; first++) {
            struct sha256 old = grown.roots[first];
            const struct sha256 *new = &grown.roots[second];
            assert_int_equal(
                merkle_prove_consistency(&proof, first, second, read_node, &grown, &err),
                ERR_OK);
            assert_int_equal(merkle_verify_consistency(&proof, first, &old, second, new, &err),
                             ERR_OK);
            old.bytes[31] ^= 1;
            assert_int_equal(merkle_verify_consistency(&proof, first, &old, second, new, &err),
                             ERR_INVALID);
            old.bytes[31] ^= 1;
            if (proof.count > 0) {
                proof.hashes[proof.count - 1].bytes[0] ^= 1;
                assert_int_equal(
                    merkle_verify_consistency(&proof, first, &old, second, new, &err),
                    ERR_INVALID);
                proof.count--;
                assert_int_equal(
                    merkle_verify_consistency(&proof, first, &old, second, new, &err),
                    ERR_INVALID);
            }
        }
    }
    assert_int_equal(merkle_prove_consistency(&proof, 6, 5, read_node, &grown, &err),
                     ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merkle__hashes_of_the_reference),
        cmocka_unit_test(test_merkle__roots_of_the_reference_tree),
        cmocka_unit_test(test_merkle__range_read_back_has_the_same_root),
        cmocka_unit_test(test_merkle__every_inclusion_proof_leads_to_the_root),
        cmocka_unit_test(test_merkle__every_consistency_proof_joins_both_roots),
    };
    return cmocka_run_group_tests(tests, grow, NULL);
}
