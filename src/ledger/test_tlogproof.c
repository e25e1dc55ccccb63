/* Proof files: made, read back, and no byte of them may change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/random.h"
#include "ledger/tlogproof.h"

#include <string.h>

static struct sha256 leaves[5];

static enum err_code read_leaf(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                               struct err *err)
{
    (void)data;
    (void)err;
    if (level == 0) {
        *hash = leaves[index];
        return ERR_OK;
    }
    struct sha256 left;
    struct sha256 right;
    (void)!read_leaf(NULL, level - 1, index * 2, &left, err);
    (void)!read_leaf(NULL, level - 1, index * 2 + 1, &right, err);
    *hash = merkle_node(&left, &right);
    return ERR_OK;
}

static void compose(struct strbuf *text, struct note_key *log_key, struct sig_secret *secret)
{
    struct err err;
    struct strbuf note;
    struct strbuf extra;
    struct merkle_range range = {0};
    struct tlogproof proof = {.has_extra = true, .index = 2};
    struct tlogproof_extra parts = {.entry = STR("entry 2"), .body = STR("{}")};
    *secret = sig_generate();
    *log_key = note_key_of(STR("log.invalid"), &secret->public);
    for (int i = 0; i < 5; i++) {
        char entry[] = "entry 0";
        entry[6] = (char)('0' + i);
        leaves[i] = merkle_leaf(str_of(entry));
        assert_int_equal(merkle_append(&range, leaves[i], NULL, NULL, &err), ERR_OK);
    }
    struct checkpoint head = {STR("log.invalid"), 5, merkle_range_root(&range)};
    strbuf_init(&note, 4096);
    strbuf_init(&extra, 8192);
    checkpoint_sign(&note, &head, secret);
    assert_int_equal(tlogproof_extra_compose(&extra, &parts, &err), ERR_OK);
    assert_int_equal(merkle_prove_inclusion(&proof.path, 2, 5, read_leaf, NULL, &err), ERR_OK);
    proof.extra = strbuf_view(&extra);
    proof.checkpoint = strbuf_view(&note);
    tlogproof_compose(text, &proof);
    strbuf_release(&note);
    strbuf_release(&extra);
}

static enum err_code verify(struct str text, const struct note_key *log_key)
{
    struct arena *arena = arena_new();
    struct tlogproof proof;
    struct tlogproof_extra extra;
    struct signed_checkpoint checkpoint;
    struct err err;
    enum err_code code = tlogproof_parse(arena, text, &proof, &err);
    if (code == ERR_OK) {
        code = tlogproof_extra_parse(proof.extra, &extra, &err);
    }
    if (code == ERR_OK) {
        code = tlogproof_verify(arena, &proof, extra.entry, log_key, &checkpoint, &err);
    }
    arena_free(arena);
    return code;
}

static void test_tlogproof__reads_back_and_proves_the_entry(void **state)
{
    (void)state;
    struct strbuf text;
    struct note_key key;
    struct sig_secret secret;
    strbuf_init(&text, 65536);
    compose(&text, &key, &secret);
    assert_int_equal(strncmp(text.p, "c2sp.org/tlog-proof@v1\nextra ", 29), 0);
    assert_non_null(strstr(text.p, "\nindex 2\n"));
    assert_int_equal(verify(strbuf_view(&text), &key), ERR_OK);
    strbuf_release(&text);
}

/* Salt and body are checked by the statement's commitment, not here. */
static void test_tlogproof__no_flipped_byte_outside_salt_and_body_verifies(void **state)
{
    (void)state;
    struct strbuf text;
    struct note_key key;
    struct sig_secret secret;
    strbuf_init(&text, 65536);
    compose(&text, &key, &secret);
    size_t extra = 29 + 12; /* 2 + 7 bytes of length and entry are the first 12 digits */
    size_t index = (size_t)(strstr(text.p, "\nindex") - text.p);
    for (size_t i = 0; i < text.n; i++) {
        if (i >= extra && i < index) {
            continue;
        }
        text.p[i] ^= 1;
        if (verify(strbuf_view(&text), &key) == ERR_OK) {
            fail_msg("byte %zu", i);
        }
        text.p[i] ^= 1;
    }
    strbuf_release(&text);
}

static void test_tlogproof__cut_texts_are_refused(void **state)
{
    (void)state;
    struct strbuf text;
    struct note_key key;
    struct sig_secret secret;
    strbuf_init(&text, 65536);
    compose(&text, &key, &secret);
    for (size_t n = 0; n < text.n; n++) {
        if (verify(str_n(text.p, n), &key) == ERR_OK) {
            fail_msg("cut at %zu", n);
        }
    }
    strbuf_release(&text);
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
        cmocka_unit_test(test_tlogproof__reads_back_and_proves_the_entry),
        cmocka_unit_test(test_tlogproof__no_flipped_byte_outside_salt_and_body_verifies),
        cmocka_unit_test(test_tlogproof__cut_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
