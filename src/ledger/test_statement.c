/* Statements: what we sign is read back; everything else is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/encode.h"
#include "crypto/random.h"
#include "ledger/statement.h"

#include <string.h>

#define ID_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SUBJECT "00112233445566778899aabbccddeeff"

static struct sig_secret secret;
static char key_name[KEY_NAME_SIZE];
static const struct str two[] = {{ID_A, 64}, {ID_B, 64}};

static struct statement sample(void)
{
    return (struct statement){.at = 1769677200,
                              .by = str_of(key_name),
                              .prev = two,
                              .prev_count = 2,
                              .seq = 3,
                              .subject = STR(SUBJECT),
                              .type = STR("evidence.issued/1")};
}

static enum err_code parse(struct str bytes)
{
    struct arena *arena = arena_new();
    struct signed_statement statement;
    struct err err;
    enum err_code code = statement_parse(arena, bytes, &statement, &err);
    if (code == ERR_OK) {
        code = statement_verify(&statement, &secret.public, &err);
    }
    arena_free(arena);
    return code;
}

static void test_statement__text_is_exact(void **state)
{
    (void)state;
    struct strbuf text;
    struct err err;
    struct statement header = sample();
    char expected[1000];
    snprintf(expected, sizeof expected,
             "policeai-statement/v1\n{\"at\":\"2026-01-29T09:00:00Z\",\"body\":\"%064d\","
             "\"by\":\"%s\",\"prev\":[\"" ID_A "\",\"" ID_B
             "\"],\"seq\":3,\"subject\":\"" SUBJECT "\",\"type\":\"evidence.issued/1\"}\n",
             0, key_name);
    strbuf_init(&text, 4096);
    assert_int_equal(statement_text(&text, &header, &err), ERR_OK);
    assert_string_equal(text.p, expected);
    strbuf_release(&text);
}

static void test_statement__signed_reads_back_and_every_flipped_bit_is_refused(void **state)
{
    (void)state;
    struct strbuf note;
    struct err err;
    struct statement header = sample();
    strbuf_init(&note, 8192);
    assert_int_equal(statement_sign(&note, &header, &secret, &err), ERR_OK);
    assert_int_equal(parse(strbuf_view(&note)), ERR_OK);
    for (size_t i = 0; i < note.n; i++) {
        note.p[i] ^= 1;
        if (parse(strbuf_view(&note)) == ERR_OK) {
            fail_msg("byte %zu", i);
        }
        note.p[i] ^= 1;
    }
    strbuf_release(&note);
}

static void test_statement__a_second_signature_line_is_refused(void **state)
{
    (void)state;
    struct strbuf note;
    struct err err;
    struct statement header = sample();
    strbuf_init(&note, 8192);
    assert_int_equal(statement_sign(&note, &header, &secret, &err), ERR_OK);
    char *line = strstr(note.p, "\n\n") + 2;
    char *copy = strndup(line, 4096);
    strbuf_puts(&note, copy);
    assert_int_equal(parse(strbuf_view(&note)), ERR_FORMAT);
    free(copy);
    strbuf_release(&note);
}

static void assert_unsignable(struct statement header, const char *words)
{
    struct strbuf note;
    struct err err;
    strbuf_init(&note, 8192);
    assert_int_not_equal(statement_sign(&note, &header, &secret, &err), ERR_OK);
    assert_int_equal(note.n, 0);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
    strbuf_release(&note);
}

static void test_statement__headers_out_of_form_are_not_signed(void **state)
{
    (void)state;
    static const struct str wrong[] = {{ID_B, 64}, {ID_A, 64}};
    static const struct str twice[] = {{ID_A, 64}, {ID_A, 64}};
    struct statement header = sample();
    header.prev = wrong;
    assert_unsignable(header, "prev is not sorted");
    header.prev = twice;
    assert_unsignable(header, "holds an id twice");
    header = sample();
    header.seq = -1;
    assert_unsignable(header, "seq -1");
    header = sample();
    header.subject = STR("00112233445566778899AABBCCDDEEFF");
    assert_unsignable(header, "subject");
    header = sample();
    header.by = STR("policeai-key/00000000000000000000000000000000");
    assert_unsignable(header, "the key is policeai-key/");
}

static void test_statement__types_follow_the_pattern(void **state)
{
    (void)state;
    static const char *const good[] = {"genesis/1", "key.introduced/1", "a-b.c2/10"};
    static const char *const bad[] = {
        "genesis", "genesis/0", "genesis/01", "Genesis/1", "a..b/1", "a.-b/1", "a./1",
        "/1",      "1a/1",      "a/1x",       "a/",        "a/1/2",  "a_b/1"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(statement_type_valid(str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (statement_type_valid(str_of(bad[i]))) {
            fail_msg("accepted %s", bad[i]);
        }
    }
}

static void test_statement__longer_than_4096_bytes_is_refused(void **state)
{
    (void)state;
    static char ids[70][65];
    struct str many[70];
    struct statement header = sample();
    for (size_t i = 0; i < 70; i++) {
        snprintf(ids[i], sizeof ids[i], "%064zx", i);
        many[i] = str_of(ids[i]);
    }
    header.prev = many;
    header.prev_count = 70;
    assert_unsignable(header, "the statement is larger than 4096 bytes");
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    secret = sig_generate();
    key_name_of(key_name, &secret.public);
    return 0;
}

/* A v2 by the words of the format: another first line, a signature of `length` bytes. */
static enum err_code parse_v2(const char *version, size_t length, const char *more,
                              enum err_code *verified)
{
    struct arena *arena = arena_new();
    struct strbuf note;
    struct err err;
    struct signed_statement statement;
    struct statement header = sample();
    char bytes[3000] = {0};
    strbuf_init(&note, 8192);
    assert_int_equal(statement_text(&note, &header, &err), ERR_OK);
    memcpy(note.p + strlen("policeai-statement/"), version, 2);
    strbuf_printf(&note, "\n\xE2\x80\x94 %s ", key_name);
    base64_encode(&note, bytes, 4 + length);
    strbuf_printf(&note, "\n%s", more);
    enum err_code code = statement_parse(arena, strbuf_view(&note), &statement, &err);
    if (code == ERR_OK) {
        *verified = statement_verify(&statement, &secret.public, &err);
    }
    strbuf_release(&note);
    arena_free(arena);
    return code;
}

static void test_statement__of_another_algorithm_is_read_and_never_verified(void **state)
{
    (void)state;
    enum err_code verified = ERR_OK;
    assert_int_equal(parse_v2("v2", 2420, "", &verified), ERR_OK);
    assert_int_equal(verified, ERR_UNSUPPORTED);
    verified = ERR_OK;
    assert_int_equal(parse_v2("v2", SIG_SIZE, "", &verified), ERR_OK);
    assert_int_equal(verified, ERR_UNSUPPORTED); /* though of this algorithm's length */
    assert_int_equal(parse_v2("v1", 2420, "", &verified), ERR_FORMAT);
    assert_int_equal(parse_v2("v3", 2420, "", &verified), ERR_FORMAT);
    assert_int_equal(parse_v2("v2", 0, "", &verified), ERR_FORMAT);
    assert_int_equal(parse_v2("v2", 2900, "", &verified), ERR_LIMIT);
    assert_int_equal(parse_v2("v2", 64, "\xE2\x80\x94 other.invalid AAAAAAAAAAA=\n", &verified),
                     ERR_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement__of_another_algorithm_is_read_and_never_verified),
        cmocka_unit_test(test_statement__text_is_exact),
        cmocka_unit_test(test_statement__signed_reads_back_and_every_flipped_bit_is_refused),
        cmocka_unit_test(test_statement__a_second_signature_line_is_refused),
        cmocka_unit_test(test_statement__headers_out_of_form_are_not_signed),
        cmocka_unit_test(test_statement__types_follow_the_pattern),
        cmocka_unit_test(test_statement__longer_than_4096_bytes_is_refused),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
