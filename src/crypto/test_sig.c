/* Digests and signatures against published vectors, and the strictness of verification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/encode.h"
#include "base/file.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/sig.h"

#include <string.h>
#include <sys/stat.h>

static void assert_digest(struct sha256 digest, const char *hex)
{
    char text[SHA256_HEX_SIZE];
    sha256_hex(text, &digest);
    assert_string_equal(text, hex);
}

/* FIPS 180-4 examples */
static void test_sha256__fips_examples(void **state)
{
    (void)state;
    assert_digest(sha256_of(STR("")),
                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest(sha256_of(STR("abc")),
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_digest(sha256_of(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* RFC 4231 cases 2 and 6; the parts are joined */
static void test_hmac__rfc4231_cases(void **state)
{
    (void)state;
    struct str parts[] = {STR("what do ya want "), STR("for nothing?")};
    assert_digest(hmac_sha256(STR("Jefe"), parts, 2),
                  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    char key[131];
    memset(key, 0xaa, sizeof key);
    struct str text = STR("Test Using Larger Than Block-Size Key - Hash Key First");
    assert_digest(hmac_sha256(str_n(key, sizeof key), &text, 1),
                  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

/* RFC 8032 section 7.1, tests 1 and 2 */
static void test_sig__rfc8032_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *seed, *public, *message, *sig;
    } rows[] = {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                 "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                 "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33"
                 "bacc61e39"
                 "701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
                {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                 "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
                 "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e159"
                 "96e458f36"
                 "13d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"}};
    for (size_t i = 0; i < 2; i++) {
        unsigned char seed[SIG_SEED_SIZE];
        char hex[2 * SIG_SIZE + 1];
        assert_true(hex_decode(seed, sizeof seed, str_of(rows[i].seed)));
        struct sig_secret secret = sig_from_seed(seed);
        hex_encode(hex, secret.public.bytes, SIG_PUBLIC_SIZE);
        assert_string_equal(hex, rows[i].public);
        struct sig sig = sig_sign(&secret, str_of(rows[i].message));
        hex_encode(hex, sig.bytes, SIG_SIZE);
        assert_string_equal(hex, rows[i].sig);
        assert_true(sig_verify(&secret.public, &sig, str_of(rows[i].message)));
    }
}

static void test_sig__any_flipped_bit_fails(void **state)
{
    (void)state;
    struct sig_secret secret = sig_generate();
    struct sig sig = sig_sign(&secret, STR("message"));
    for (size_t bit = 0; bit < 8 * SIG_SIZE; bit++) {
        struct sig other = sig;
        other.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_false(sig_verify(&secret.public, &other, STR("message")));
    }
    assert_false(sig_verify(&secret.public, &sig, STR("messagf")));
}

/* S + L verifies under a lax verifier (RFC 8032 section 8.4); L little-endian. */
static void test_sig__s_plus_l_is_refused(void **state)
{
    (void)state;
    static const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a,       0x63,
                                            0x12, 0x58, 0xd6, 0x9c, 0xf7,       0xa2,
                                            0xde, 0xf9, 0xde, 0x14, [31] = 0x10};
    struct sig_secret secret = sig_generate();
    struct sig sig = sig_sign(&secret, STR("message"));
    unsigned carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += sig.bytes[32 + i] + (unsigned)order[i];
        sig.bytes[32 + i] = (unsigned char)carry;
        carry >>= 8;
    }
    assert_int_equal(carry, 0);
    assert_false(sig_verify(&secret.public, &sig, STR("message")));
}

/* With the neutral element as key, R = neutral and S = 0 satisfies the equation for any
 * message. */
static void test_sig__small_order_key_is_refused(void **state)
{
    (void)state;
    struct sig_public key = {{1}};
    struct sig sig = {{1}};
    assert_false(sig_verify(&key, &sig, STR("anything")));
}

static void test_sig__key_file_is_private_and_written_once(void **state)
{
    (void)state;
    char folder[] = "/tmp/policeai-test-XXXXXX";
    struct arena *arena = arena_new();
    struct err err;
    assert_non_null(mkdtemp(folder));
    char *path = arena_printf(arena, "%s/key", folder);
    struct sig_secret secret = sig_generate();
    struct sig_secret loaded;
    assert_int_equal(sig_secret_save(path, &secret, &err), ERR_OK);
    assert_int_equal(sig_secret_save(path, &secret, &err), ERR_CONFLICT);
    assert_int_equal(sig_secret_load(path, &loaded, &err), ERR_OK);
    assert_memory_equal(&secret, &loaded, sizeof secret);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(sig_secret_load(path, &loaded, &err), ERR_DENIED);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    arena_free(arena);
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256__fips_examples),
        cmocka_unit_test(test_hmac__rfc4231_cases),
        cmocka_unit_test(test_sig__rfc8032_vectors),
        cmocka_unit_test(test_sig__any_flipped_bit_fails),
        cmocka_unit_test(test_sig__s_plus_l_is_refused),
        cmocka_unit_test(test_sig__small_order_key_is_refused),
        cmocka_unit_test(test_sig__key_file_is_private_and_written_once),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
