/* Text as Python has it; what Python 3.11 and regex print for all code points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "metrics/unicode/unicode.h"
#include "metrics/unicode/word_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_lower(const char *text, const char *wanted)
{
    struct strbuf out;
    strbuf_init(&out, 4096);
    unicode_lower(&out, str_of(text));
    assert_string_equal(out.p, wanted);
    strbuf_release(&out);
}

/* Python 3.11 str.lower(). */
static void test_lower__is_pythons(void **state)
{
    (void)state;
    assert_lower("\xC3\x84 \xC4\xB0 \xE2\x84\xAA \xF0\x90\x90\x80",
                 "\xC3\xA4 i\xCC\x87 k \xF0\x90\x90\xA8");
    assert_lower("\xCE\x91\xCE\xA3", "\xCE\xB1\xCF\x82"); /* at the end */
    assert_lower("\xCE\xA3\xCE\x91", "\xCF\x83\xCE\xB1"); /* not after a letter */
    assert_lower("\xCE\x91\xCE\xA3'\xCE\x91",
                 "\xCE\xB1\xCF\x83'\xCE\xB1"); /* ' is passed over */
}

/* Code points of str.isspace() and of \p{N}, \p{P}, \p{S} (regex 2.5.123, Unicode 14 but for
 * what 15 added; counts of UnicodeData.txt 15.0). */
static void test_classes__counts_of_the_database(void **state)
{
    (void)state;
    size_t counts[4] = {0};
    size_t spaces = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        counts[unicode_class_of(c)]++;
        spaces += unicode_is_space(c);
    }
    assert_int_equal(spaces, 29);
    assert_int_equal(counts[UNICODE_NUMBER], 1831);
    assert_int_equal(counts[UNICODE_PUNCTUATION], 842);
    assert_int_equal(counts[UNICODE_SYMBOL], 7770);
}

static void test_words__split_at_any_white_space(void **state)
{
    (void)state;
    struct str rest = unicode_trim(STR("\xC2\xA0 a\xE3\x80\x80"
                                       "b\x1C"
                                       "c\xC2\x85"));
    struct str word;
    for (const char *wanted = "abc"; *wanted != '\0'; wanted++) {
        assert_true(unicode_word(&rest, &word));
        assert_true(word.n == 1 && word.p[0] == *wanted);
    }
    assert_false(unicode_word(&rest, &word));
}

static void test_word_table__same_word_same_number(void **state)
{
    (void)state;
    struct word_table table;
    char words[3000][8];
    word_table_init(&table);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 3000; i++) {
            snprintf(words[i], sizeof words[i], "w%u", i);
            assert_int_equal(word_table_add(&table, str_of(words[i])), i);
        }
        assert_int_equal(word_table_add(&table, STR("w17")), 17);
        word_table_clear(&table);
        assert_false(word_table_has(&table, STR("w17")));
    }
    word_table_release(&table);
}

static void bare_is(uint32_t c, size_t count, uint32_t first, uint32_t last)
{
    uint32_t bare[UNICODE_BARE_MAX];
    assert_int_equal(unicode_bare(c, bare), count);
    assert_int_equal(bare[0], first);
    assert_int_equal(bare[count > 0 ? count - 1 : 0], last);
}

/* Each way to a decomposition. SOURCE: UnicodeData.txt 15.0, field 5. */
static void test_bare__decomposes_and_drops_marks(void **state)
{
    (void)state;
    bare_is('a', 1, 'a', 'a');
    bare_is(0xE9, 1, 'e', 'e');
    bare_is(0xFF14, 1, '4', '4');
    bare_is(0x1D7CF, 1, '1', '1');
    bare_is(0xFB01, 2, 'f', 'i');
    bare_is(0xFDFA, 18, 0x635, 0x645);
    bare_is(0xD55C, 3, 0x1112, 0x11AB);
    bare_is(0xAC00, 2, 0x1100, 0x1161);
    bare_is(0x301, 0, 0x301, 0x301);
    bare_is(0x93E, 1, 0x93E, 0x93E);
}

static void test_categories__as_pythons_re(void **state)
{
    (void)state;
    assert_true(unicode_is_word('_') && unicode_is_word(0xE9) && unicode_is_word(0xB2));
    assert_false(unicode_is_word(0x301) || unicode_is_word('-') || unicode_is_word(0x93E));
    assert_true(unicode_is_mark(0x301) && unicode_is_mark(0x93E) && unicode_is_mark(0x20DD));
    assert_int_equal(unicode_digit(0x663), 3);
    assert_int_equal(unicode_digit(0x1D7D9), 1);
    assert_int_equal(unicode_digit(0xB2), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lower__is_pythons),
        cmocka_unit_test(test_classes__counts_of_the_database),
        cmocka_unit_test(test_bare__decomposes_and_drops_marks),
        cmocka_unit_test(test_categories__as_pythons_re),
        cmocka_unit_test(test_words__split_at_any_white_space),
        cmocka_unit_test(test_word_table__same_word_same_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
