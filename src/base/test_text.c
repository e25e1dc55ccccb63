/* Slices, buffers, UTF-8, hexadecimal, base64. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii_case.h"
#include "base/encode.h"
#include "base/month.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

static void test_strbuf__limit_is_sticky_and_drops_whole(void **state)
{
    (void)state;
    struct strbuf buf;
    struct err err;
    strbuf_init(&buf, 5);
    strbuf_puts(&buf, "abc");
    strbuf_puts(&buf, "def");
    strbuf_puts(&buf, "g");
    assert_string_equal(buf.p, "abc");
    assert_int_equal(strbuf_check(&buf, "thing", &err), ERR_LIMIT);
    assert_string_equal(err.message, "thing is larger than 5 bytes");
    strbuf_clear(&buf);
    assert_int_equal(strbuf_check(&buf, "thing", &err), ERR_OK);
    strbuf_release(&buf);
}

static void test_str__numbers_are_strict(void **state)
{
    (void)state;
    uint64_t u;
    int64_t i;
    assert_true(str_to_u64(STR("18446744073709551615"), UINT64_MAX, &u));
    assert_true(u == UINT64_MAX);
    assert_false(str_to_u64(STR("18446744073709551616"), UINT64_MAX, &u));
    assert_false(str_to_u64(STR("01"), UINT64_MAX, &u));
    assert_false(str_to_u64(STR(""), UINT64_MAX, &u));
    assert_false(str_to_u64(STR("5"), 4, &u));
    assert_true(str_to_i64(STR("-9223372036854775808"), &i));
    assert_true(i == INT64_MIN);
    assert_false(str_to_i64(STR("9223372036854775808"), &i));
}

static void test_str__split_gives_every_part(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,");
    struct str part;
    const char *const expected[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_split(&rest, ',', &part));
        assert_true(str_is(part, expected[i]));
    }
    assert_false(str_split(&rest, ',', &part));
}

static void test_utf8__accepts_and_refuses_by_the_unicode_table(void **state)
{
    (void)state;
    assert_true(utf8_valid(STR("\xF4\x8F\xBF\xBF\xC2\x80\xE0\xA0\x80z")));
    assert_false(utf8_valid(STR("\xC0\x80")));
    assert_false(utf8_valid(STR("\xE0\x80\x80")));
    assert_false(utf8_valid(STR("\xED\xA0\x80")));
    assert_false(utf8_valid(STR("\xF4\x90\x80\x80")));
    assert_false(utf8_valid(STR("\xE2\x82")));
    assert_false(utf8_valid(STR("\x80")));
}

static void test_utf8__offsets_count_code_points(void **state)
{
    (void)state;
    struct str text = STR("a\xC3\xA9\xF0\x9F\x98\x80z");
    assert_int_equal(utf8_count(text), 4);
    assert_int_equal(utf8_offset(text, 2), 3);
    assert_int_equal(utf8_offset(text, 4), 8);
    assert_true(utf8_offset(text, 5) == SIZE_MAX);
}

static void test_utf8__visible_shows_controls_and_direction_marks(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 200);
    utf8_visible(&out, STR("a\x1B[0m\xE2\x80\xAE\n\xFF"), false);
    assert_string_equal(out.p, "a\\u{1B}[0m\\u{202E}\\u{A}\\u{FF}");
    strbuf_release(&out);
}

static void test_utf8__visible_keeps_tabs_and_line_ends_of_a_text(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 200);
    utf8_visible(&out, STR("a\tb\r\nc\rd\x08\n"), true);
    assert_string_equal(out.p, "a\tb\r\nc\\u{D}d\\u{8}\n");
    strbuf_release(&out);
}

/* RFC 4648 section 10 */
static void test_base64__rfc4648_vectors_both_ways(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"", ""},
                                          {"f", "Zg=="},
                                          {"fo", "Zm8="},
                                          {"foo", "Zm9v"},
                                          {"foob", "Zm9vYg=="},
                                          {"fooba", "Zm9vYmE="},
                                          {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out;
        strbuf_init(&out, 100);
        base64_encode(&out, rows[i][0], strlen(rows[i][0]));
        assert_string_equal(out.p, rows[i][1]);
        strbuf_clear(&out);
        assert_true(base64_decode(&out, str_of(rows[i][1])));
        assert_string_equal(out.p, rows[i][0]);
        strbuf_release(&out);
    }
}

static void test_base64__refuses_text_that_is_not_canonical(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", "Zm-_", "====", "Z===", "Zg= ="};
    struct strbuf out;
    strbuf_init(&out, 100);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (base64_decode(&out, str_of(bad[i]))) {
            fail_msg("accepted %s", bad[i]);
        }
        assert_int_equal(out.n, 0);
    }
    strbuf_release(&out);
}

static void test_hex__lower_case_only(void **state)
{
    (void)state;
    unsigned char bytes[2];
    assert_true(hex_decode(bytes, 2, STR("00ff")));
    assert_int_equal(bytes[1], 255);
    assert_false(hex_decode(bytes, 2, STR("00FF")));
    assert_false(hex_decode(bytes, 2, STR("00f")));
}

static void test_month__whole_or_three_letters(void **state)
{
    (void)state;
    assert_int_equal(month_of_word(STR("January")), 1);
    assert_int_equal(month_of_word(STR("DECEMBER")), 12);
    assert_int_equal(month_of_word(STR("jun")), 6);
    assert_int_equal(month_of_word(STR("Sept")), 9);
    assert_int_equal(month_of_word(STR("Marc")), 0);
    assert_int_equal(month_of_word(STR("Ma")), 0);
    assert_int_equal(month_of_word(STR("Marches")), 0);
    assert_int_equal(month_of_word(STR("")), 0);
    assert_string_equal(month_name(9), "September");
}

static void test_ascii_case__letters_of_ascii_alone(void **state)
{
    (void)state;
    assert_true(str_eq_but_case(STR("Content-TYPE"), STR("content-type")));
    assert_true(str_is_but_case(STR(""), ""));
    assert_false(str_eq_but_case(STR("part"), STR("parts")));
    assert_false(str_is_but_case(STR("part"), "pare"));
    assert_true(str_starts_but_case(STR("HTTP://a"), STR("http://")));
    assert_false(str_starts_but_case(STR("http:/"), STR("http://")));
    assert_true(str_ends_but_case(STR("A.PDF"), STR(".pdf")));
    assert_false(str_ends_but_case(STR("pdf"), STR(".pdf")));
    /* what stands 32 before a letter, or is one of another script, is not that letter */
    assert_false(str_eq_but_case(STR("@[`{"), STR("`{@[")));
    assert_false(str_eq_but_case(STR("\xC3\x89"), STR("\xC3\xA9")));
}

static void test_ascii_case__bytes_after_a_nul_count(void **state)
{
    (void)state;
    assert_false(str_eq_but_case(STR("a\0B"), STR("A\0c")));
    assert_true(str_eq_but_case(STR("a\0B"), STR("A\0b")));
}

static void test_ascii_case__copies_in_lower_case(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_true(str_is(ascii_lower_copy(arena, STR("Mr AZ-09 \xC3\x89")), "mr az-09 \xC3\x89"));
    assert_int_equal(ascii_lower_copy(arena, STR("A\0B")).n, 3);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strbuf__limit_is_sticky_and_drops_whole),
        cmocka_unit_test(test_ascii_case__letters_of_ascii_alone),
        cmocka_unit_test(test_ascii_case__bytes_after_a_nul_count),
        cmocka_unit_test(test_ascii_case__copies_in_lower_case),
        cmocka_unit_test(test_month__whole_or_three_letters),
        cmocka_unit_test(test_str__numbers_are_strict),
        cmocka_unit_test(test_str__split_gives_every_part),
        cmocka_unit_test(test_utf8__accepts_and_refuses_by_the_unicode_table),
        cmocka_unit_test(test_utf8__offsets_count_code_points),
        cmocka_unit_test(test_utf8__visible_shows_controls_and_direction_marks),
        cmocka_unit_test(test_utf8__visible_keeps_tabs_and_line_ends_of_a_text),
        cmocka_unit_test(test_base64__rfc4648_vectors_both_ways),
        cmocka_unit_test(test_base64__refuses_text_that_is_not_canonical),
        cmocka_unit_test(test_hex__lower_case_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
