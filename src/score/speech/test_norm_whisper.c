/* OpenAI Whisper's own tests of EnglishTextNormalizer (SOURCE: openai/whisper at commit
 * c0d2f62, tests/test_normalizer.py, every assertion), and its slips, which are kept. */
#include "score/speech/speech_norm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void becomes(const char *from, const char *to)
{
    struct arena *arena = arena_new();
    struct str got = norm_whisper_en(arena, str_of(from));
    assert_string_equal(arena_strndup(arena, got.p, got.n), to);
    arena_free(arena);
}

static void test_numbers_as_published(void **state)
{
    (void)state;
    becomes("two", "2");
    becomes("thirty one", "31");
    becomes("five twenty four", "524");
    becomes("nineteen ninety nine", "1999");
    becomes("twenty nineteen", "2019");
    becomes("two point five million", "2500000");
    becomes("four point two billions", "4200000000s");
    becomes("200 thousand", "200000");
    becomes("200 thousand dollars", "$200000");
    becomes("$20 million", "$20000000");
    becomes("\xE2\x82\xAC"
            "52.4 million",
            "\xE2\x82\xAC"
            "52400000");
    becomes("\xC2\xA3"
            "77 thousands",
            "\xC2\xA3"
            "77000s");
    becomes("two double o eight", "2008");
    becomes("three thousand twenty nine", "3029");
    becomes("forty three thousand two hundred sixty", "43260");
    becomes("forty three thousand two hundred and sixty", "43260");
    becomes("nineteen fifties", "1950s");
    becomes("thirty first", "31st");
    becomes("thirty three thousand and three hundred and thirty third", "33333rd");
    becomes("three billion", "3000000000");
    becomes("millions", "1000000s");
    becomes("july third twenty twenty", "july 3rd 2020");
    becomes("august twenty sixth twenty twenty one", "august 26th 2021");
    becomes("3 14", "3 14");
    becomes("3.14", "3.14");
    becomes("3 point 2", "3.2");
    becomes("3 point 14", "3.14");
    becomes("fourteen point 4", "14.4");
    becomes("two point two five dollars", "$2.25");
    becomes("two hundred million dollars", "$200000000");
    becomes("$20.1 million", "$20100000");
    becomes("ninety percent", "90%");
    becomes("seventy six per cent", "76%");
    becomes("double oh seven", "007");
    becomes("double zero seven", "007");
    becomes("nine one one", "911");
    becomes("nine double one", "911");
    becomes("one triple oh one", "10001");
    becomes("two thousandth", "2000th");
    becomes("thirty two thousandth", "32000th");
    becomes("minus 500", "-500");
    becomes("positive twenty thousand", "+20000");
    becomes("two dollars and seventy cents", "$2.70");
    becomes("3 cents", "\xC2\xA2"
                       "3");
    becomes("$0.36", "\xC2\xA2"
                     "36");
    becomes("three euros and sixty five cents", "\xE2\x82\xAC"
                                                "3.65");
    becomes("three and a half million", "3500000");
    becomes("forty eight and a half dollars", "$48.5");
    becomes("b747", "b 747");
    becomes("10 th", "10th");
    becomes("10th", "10th");
}

static void test_spelling_as_published(void **state)
{
    (void)state;
    becomes("mobilisation", "mobilization");
    becomes("cancelation", "cancellation");
}

static void test_texts_as_published(void **state)
{
    (void)state;
    becomes("Let's", "let us");
    becomes("he's like", "he is like");
    becomes("she's been like", "she has been like");
    becomes("10km", "10 km");
    becomes("10mm", "10 mm");
    becomes("RC232", "rc 232");
    becomes("Mr. Park visited Assoc. Prof. Kim Jr.",
            "mister park visited associate professor kim junior");
}

static void test_slips_are_kept(void **state)
{
    (void)state;
    becomes("\xC2\xA3"
            "0.50 and 50 pence",
            "\xC2\xA2"
            "50 and 50 pence");
    becomes("12 High St., Oak Dr.", "12 high saint oak doctor");
    becomes("archaeology", "archeology\x3C/span>"); /* a slip in the list */
    becomes("one oh one", "101");
    becomes("1,2,3 and 1,234,567", "12 3 and 1234567");
    becomes("wait...", "wait .");
    becomes("ninth nineth", "ninth 9th");
    becomes("can\xE2\x80\x99"
            "t",
            "can t");
    becomes("\xC2\xBD"
            " past x\xC2\xB2"
            " caf\xC3\xA9"
            " \xC5\x81"
            "\xC3\xB3"
            "d\xC5\xBA"
            " stra\xC3\x9F"
            "e \xEF\xAC\x81"
            "ne \xEF\xBC\x84"
            "\xEF\xBC\x95",
            "one 2 past x 2 cafe lodz strasse fine $5");
    becomes("()[x]<y>(z) a", "a");
    becomes("$1 and 100%% % 5 $x", " one and 100% 5 x");
    becomes("and a half mile", "mile");
    becomes("0 point 5", ".5");
    becomes("\xD9\xA3"
            " million",
            "3000000");
    becomes("5.00 007 3.0", "5 7 3");
    becomes("minus minus x", "-minus x");
    becomes("double eleven", "1111");
    becomes("five per se", "5 per se");
}

static void test_long_numbers(void **state)
{
    (void)state;
    becomes("12345678901234567890 hundred", "12345678901234656000");
    becomes("999999 decillion and one thousandths",
            "999000000000000000000000000000999001 thousandths");
    becomes("three point one four one five million million", "503141000");
    becomes("ten million five hundred thousand and sixty", "10500060");
}

/* As in Python, whose integers are read from 4,300 digits at most. */
static void test_a_number_ends_at_4300_digits(void **state)
{
    (void)state;
    char *said = malloc((size_t)4301 * 4 + 16);
    char *digits = malloc(4301 + 16);
    size_t count = 4301;
    for (size_t i = 0; i < count; i++) {
        snprintf(said + i * 4, 5, "two ");
        digits[i] = '2';
    }
    memcpy(said + count * 4, "thousand", sizeof "thousand");
    memcpy(digits + count, " 1000", sizeof " 1000");
    becomes(said, digits);
    free(said);
    free(digits);
}

static void test_a_text_of_nothing(void **state)
{
    (void)state;
    becomes("", "");
    becomes(" ", "");
    becomes("um", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_as_published),
        cmocka_unit_test(test_spelling_as_published),
        cmocka_unit_test(test_texts_as_published),
        cmocka_unit_test(test_slips_are_kept),
        cmocka_unit_test(test_long_numbers),
        cmocka_unit_test(test_a_number_ends_at_4300_digits),
        cmocka_unit_test(test_a_text_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
