/* A supplier's reply, and the bodies that stand beside evidence: what is written is read, and
 * with one thing wrong it is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/supplier_reply.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/statement.h"

#include <string.h>

#define ENVELOPE "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SUBMISSION "0123456789abcdef0123456789abcdef"

static struct arena *arena;
static struct sig_secret secret;
static struct note_key key;
static char name[KEY_NAME_SIZE];
static const char *vkey;

static int setup(void **state)
{
    static const unsigned char seed[SIG_SEED_SIZE] = {7};
    struct strbuf text;
    (void)state;
    crypto_start();
    arena = arena_new();
    secret = sig_from_seed(seed);
    key_name_of(name, &secret.public);
    key = note_key_of(str_of(name), &secret.public);
    strbuf_init(&text, 1000);
    vkey_format(&text, &key);
    vkey = arena_strndup(arena, text.p, text.n);
    strbuf_release(&text);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct supplier_reply reply_of(const char *text)
{
    return (struct supplier_reply){STR(SUBMISSION), STR(ENVELOPE), STR("2026-03-01"),
                                   str_of(text)};
}

static struct str signed_reply(const char *text)
{
    struct supplier_reply reply = reply_of(text);
    struct strbuf out;
    strbuf_init(&out, SUPPLIER_REPLY_MAX);
    assert_int_equal(supplier_reply_sign(&out, &reply, &secret, NULL), ERR_OK);
    struct str note = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return note;
}

/* A note over any text, by that key. */
static struct str note_over(const char *text, const struct sig_secret *by)
{
    struct strbuf out;
    char by_name[KEY_NAME_SIZE];
    key_name_of(by_name, &by->public);
    strbuf_init(&out, SUPPLIER_REPLY_MAX);
    note_sign(&out, str_of(text), str_of(by_name), by);
    struct str note = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return note;
}

static enum err_code read(struct str note)
{
    struct supplier_reply reply;
    return supplier_reply_parse(arena, note, &key, &reply, NULL);
}

static void test_supplier_reply__what_is_signed_is_read(void **state)
{
    (void)state;
    struct supplier_reply reply;
    struct str note = signed_reply("Two lines,\nand \"quotes\".");
    assert_int_equal(supplier_reply_parse(arena, note, &key, &reply, NULL), ERR_OK);
    assert_true(str_is(reply.text, "Two lines,\nand \"quotes\"."));
    assert_true(str_is(reply.envelope, ENVELOPE));
    struct str waiver = signed_reply("");
    assert_int_equal(supplier_reply_parse(arena, waiver, &key, &reply, NULL), ERR_OK);
    assert_int_equal(reply.text.n, 0);
}

static void test_supplier_reply__another_key_or_a_changed_word_is_refused(void **state)
{
    (void)state;
    struct sig_secret other = sig_generate();
    const char *text =
        "policeai-reply/v1\n{\"date\":\"2026-03-01\",\"envelope\":\"" ENVELOPE
        "\",\"kind\":\"reply\",\"submission\":\"" SUBMISSION "\",\"text\":\"x\"}\n";
    assert_int_equal(read(note_over(text, &secret)), ERR_OK);
    assert_int_equal(read(note_over(text, &other)), ERR_INVALID);
    struct str note = signed_reply("good");
    char *changed = arena_strndup(arena, note.p, note.n);
    strstr(changed, "good")[0] = 'f';
    assert_int_equal(read(str_n(changed, note.n)), ERR_INVALID);
}

static void test_supplier_reply__one_thing_wrong_is_refused(void **state)
{
    (void)state;
#define AROUND(kind, rest)                                                                     \
    "policeai-reply/v1\n{\"date\":\"2026-03-01\",\"envelope\":\"" ENVELOPE                     \
    "\",\"kind\":\"" kind "\",\"submission\":\"" SUBMISSION "\"" rest "}\n"
    static const char *const wrong[] = {
        AROUND("waiver", ",\"text\":\"x\""),
        AROUND("reply", ""),
        AROUND("reply", ",\"text\":\"\""),
        AROUND("praise", ",\"text\":\"x\""),
        AROUND("reply", ",\"text\":\"x\",\"zz\":\"y\""),
        AROUND("reply", ",\"text\":\"bell \\u0007\""),
        "policeai-reply/v2\n{}\n",
        "policeai-reply/v1\n{}\n",
        "policeai-reply/v1\n",
    };
    assert_int_equal(read(note_over(AROUND("reply", ",\"text\":\"x\""), &secret)), ERR_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (read(note_over(wrong[i], &secret)) == ERR_OK) {
            fail_msg("taken: %s", wrong[i]);
        }
    }
}

static void test_supplier_reply__a_text_has_its_limit(void **state)
{
    (void)state;
    char *text = arena_zalloc(arena, SUPPLIER_TEXT_MAX + 2);
    memset(text, 'a', SUPPLIER_TEXT_MAX);
    assert_int_equal(read(signed_reply(text)), ERR_OK);
    text[SUPPLIER_TEXT_MAX] = 'a';
    struct supplier_reply reply = reply_of(text);
    struct strbuf out;
    strbuf_init(&out, SUPPLIER_REPLY_MAX);
    assert_int_equal(supplier_reply_sign(&out, &reply, &secret, NULL), ERR_FORMAT);
    strbuf_release(&out);
}

static bool body_taken(const char *type, struct str body)
{
    bool understood = false;
    return body_check(arena, str_of(type), body, &understood, NULL) == ERR_OK && understood;
}

static struct str reply_body(const char *envelope, struct str note)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "envelope", envelope);
    jsonw_member(&w, "key", vkey);
    jsonw_member_str(&w, "note", note);
    jsonw_member(&w, "organisation", "example-centre");
    jsonw_member(&w, "received", "2026-03-02");
    jsonw_member(&w, "supplier", "Sample Ltd");
    jsonw_end(&w);
    struct str body = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return body;
}

static void test_supplier_reply__a_body_carries_the_suppliers_own_signature(void **state)
{
    (void)state;
    struct sig_secret other = sig_generate();
    struct str note = signed_reply("Our words.");
    assert_true(body_taken("supplier.reply/1", reply_body(ENVELOPE, note)));
    assert_false(body_taken("supplier.reply/1", reply_body(OTHER, note)));
    assert_false(body_taken("supplier.reply/1", reply_body(ENVELOPE, signed_reply(""))));
    struct note parsed;
    assert_int_equal(note_parse(arena, note, &parsed, NULL), ERR_OK);
    const char *text = arena_strndup(arena, parsed.text.p, parsed.text.n);
    assert_false(body_taken("supplier.reply/1", reply_body(ENVELOPE, note_over(text, &other))));
}

#define ASKED(days, outcome, until)                                                            \
    "{\"days\":" days ",\"envelope\":\"" ENVELOPE "\",\"organisation\":\"example-centre\","    \
    "\"outcome\":\"" outcome "\",\"served\":\"2026-03-01\",\"source\":\"set by this "          \
    "project\",\"supplier\":\"Sample Ltd\",\"until\":\"" until "\"}"

static void test_supplier_reply__what_was_asked_has_its_shape(void **state)
{
    (void)state;
    assert_true(body_taken("supplier.asked/1", STR(ASKED("14", "closed", "2026-03-15"))));
    assert_true(body_taken("supplier.asked/1", STR(ASKED("14", "waived", "2026-03-15"))));
    assert_false(body_taken("supplier.asked/1", STR(ASKED("0", "closed", "2026-03-15"))));
    assert_false(body_taken("supplier.asked/1", STR(ASKED("14", "lost", "2026-03-15"))));
    assert_false(body_taken("supplier.asked/1", STR(ASKED("14", "closed", "2026-02-28"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_supplier_reply__what_is_signed_is_read),
        cmocka_unit_test(test_supplier_reply__another_key_or_a_changed_word_is_refused),
        cmocka_unit_test(test_supplier_reply__one_thing_wrong_is_refused),
        cmocka_unit_test(test_supplier_reply__a_text_has_its_limit),
        cmocka_unit_test(test_supplier_reply__a_body_carries_the_suppliers_own_signature),
        cmocka_unit_test(test_supplier_reply__what_was_asked_has_its_shape),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
