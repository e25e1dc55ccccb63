/* Signed notes and verifier keys; vectors from the C2SP specification and
 * golang.org/x/mod/sumdb/note. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "crypto/note.h"
#include "crypto/random.h"

#include <string.h>

#define PETER_KEY "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_TEXT                                                                             \
    "If you think cryptography is the answer to your problem,\n"                               \
    "then you don't know what your problem is.\n"
#define DASH "\xE2\x80\x94 "
#define PETER_LINE                                                                             \
    DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd" \
         "ngotpRZb6KE6RyyBwJnAM=\n"

static enum err_code open_note(const char *bytes, const char *vkey, struct err *err)
{
    struct arena *arena = arena_new();
    struct note note;
    struct note_key key;
    enum err_code code = vkey_parse(str_of(vkey), &key, err);
    if (code == ERR_OK) {
        code = note_parse(arena, str_of(bytes), &note, err);
    }
    if (code == ERR_OK) {
        code = note_verify(&note, &key, err);
    }
    arena_free(arena);
    return code;
}

static void test_vkey__specification_examples_read_and_write_back(void **state)
{
    (void)state;
    static const char *const vkeys[] = {
        PETER_KEY, "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"};
    for (size_t i = 0; i < 2; i++) {
        struct note_key key;
        struct err err;
        struct strbuf text;
        assert_int_equal(vkey_parse(str_of(vkeys[i]), &key, &err), ERR_OK);
        strbuf_init(&text, 500);
        vkey_format(&text, &key);
        assert_string_equal(text.p, vkeys[i]);
        strbuf_release(&text);
    }
}

static void test_vkey__refuses_wrong_id_other_algorithm_and_blanks(void **state)
{
    (void)state;
    struct note_key key;
    struct err err;
    static const char *const bad[] = {
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(vkey_parse(str_of(bad[i]), &key, &err), ERR_FORMAT);
    }
}

static void test_note__published_note_verifies(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(open_note(PETER_TEXT "\n" PETER_LINE, PETER_KEY, &err), ERR_OK);
}

static void test_note__changed_text_is_refused(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(open_note("x" PETER_TEXT "\n" PETER_LINE, PETER_KEY, &err), ERR_INVALID);
}

static void test_note__a_bad_line_beside_a_good_one_refuses_the_note(void **state)
{
    (void)state;
    struct err err;
    static const char bad[] = DASH
        "PeterNeumann x08gowAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAA=\n";
    char whole[1000];
    snprintf(whole, sizeof whole, "%s\n%s%s", PETER_TEXT, PETER_LINE, bad);
    assert_int_equal(open_note(whole, PETER_KEY, &err), ERR_INVALID);
}

static void test_note__unknown_keys_are_not_enough(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(
        open_note(PETER_TEXT "\n" PETER_LINE,
                  "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                  &err),
        ERR_NOT_FOUND);
}

static void test_note__malformed_notes_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      PETER_TEXT,
                                      PETER_TEXT "\n",
                                      PETER_TEXT PETER_LINE,
                                      PETER_TEXT "\n" DASH "PeterNeumann x08go/ZJkuBS",
                                      PETER_TEXT "\n- PeterNeumann x08go/ZJ\n",
                                      PETER_TEXT "\n" DASH "PeterNeumann  x08go/ZJ\n",
                                      PETER_TEXT "\n" DASH "Peter+Neumann x08go/ZJ\n",
                                      PETER_TEXT "\n" DASH "PeterNeumann x08gow\n",
                                      PETER_TEXT "\n" DASH "PeterNeumann x08gow==\n",
                                      "a\rb\n\n" PETER_LINE,
                                      "a\xFF\n\n" PETER_LINE};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct arena *arena = arena_new();
        struct note note;
        struct err err;
        if (note_parse(arena, str_of(bad[i]), &note, &err) != ERR_FORMAT) {
            fail_msg("accepted row %zu", i);
        }
        arena_free(arena);
    }
}

static void test_note__text_ends_at_the_last_empty_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct note note;
    struct err err;
    assert_int_equal(note_parse(arena, STR("one\n\ntwo\n\n" PETER_LINE), &note, &err), ERR_OK);
    assert_true(str_is(note.text, "one\n\ntwo\n"));
    assert_int_equal(note.count, 1);
    arena_free(arena);
}

static void test_note__what_we_sign_verifies(void **state)
{
    (void)state;
    struct sig_secret secret = sig_generate();
    struct note_key key = note_key_of(STR("example.org/log"), &secret.public);
    struct strbuf bytes;
    struct strbuf vkey;
    struct err err;
    strbuf_init(&bytes, 4096);
    strbuf_init(&vkey, 4096);
    note_sign(&bytes, STR("hello\n"), key.name, &secret);
    vkey_format(&vkey, &key);
    assert_int_equal(open_note(bytes.p, vkey.p, &err), ERR_OK);
    bytes.p[0] = 'H';
    assert_int_equal(open_note(bytes.p, vkey.p, &err), ERR_INVALID);
    strbuf_release(&bytes);
    strbuf_release(&vkey);
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
        cmocka_unit_test(test_vkey__specification_examples_read_and_write_back),
        cmocka_unit_test(test_vkey__refuses_wrong_id_other_algorithm_and_blanks),
        cmocka_unit_test(test_note__published_note_verifies),
        cmocka_unit_test(test_note__changed_text_is_refused),
        cmocka_unit_test(test_note__a_bad_line_beside_a_good_one_refuses_the_note),
        cmocka_unit_test(test_note__unknown_keys_are_not_enough),
        cmocka_unit_test(test_note__malformed_notes_are_refused),
        cmocka_unit_test(test_note__text_ends_at_the_last_empty_line),
        cmocka_unit_test(test_note__what_we_sign_verifies),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
