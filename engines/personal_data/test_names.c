/* Names of people by what announces them, by the lists, and found again; firms, places and
 * vehicles that are called like people are left. All names are made up. */
#include "personal_data/lexicon.h"
#include "personal_data/assert_found.h"

#include <string.h>

static void test_titles__announce_a_name(void **state)
{
    (void)state;
    assert_found("I saw Mrs Quill and Dr. A. N. Obuya.", "PERSON=Quill|PERSON=A. N. Obuya");
    assert_found("pc harris and mr patel", "PERSON=harris|PERSON=patel");
    assert_found("PC will attend. Miss the bus. Dr Pepper's can", "PERSON=Pepper");
}

static void test_words__announce_a_name(void **state)
{
    (void)state;
    assert_found("My name is Xarv Ploom.", "PERSON=Xarv Ploom");
    assert_found("a man named Vik, aka Ghost", "PERSON=Vik|PERSON=Ghost");
    assert_found("His partner Zorvik left.", "PERSON=Zorvik");
    assert_found("a man named in the log", "");
}

static void test_lists__of_many_traditions(void **state)
{
    (void)state;
    assert_found("Then Gwenllian came, and Harjinder Bassi.",
                 "PERSON=Gwenllian|PERSON=Harjinder Bassi");
    assert_found("Oluwaseun Adebayo; Agnieszka; Nguyen Thi Mai; Idris Warsame",
                 "PERSON=Oluwaseun Adebayo|PERSON=Agnieszka|PERSON=Nguyen Thi Mai|"
                 "PERSON=Idris Warsame");
    assert_found(
        "Then Si\xc3\xb4n, Micha\xc5\x82 and Nguy\xe1\xbb\x85n V\xc4\x83n H\xc3\xb9ng ran.",
        "PERSON=Si\xc3\xb4n|PERSON=Micha\xc5\x82|PERSON=Nguy\xe1\xbb\x85n V\xc4\x83n "
        "H\xc3\xb9ng");
    assert_found("it was harjinder bassi who rang", "PERSON=harjinder bassi");
    assert_found("saw Tyre11 Bassi", "PERSON=Tyre11 Bassi");
}

static void test_lists__leave_what_is_called_like_a_person(void **state)
{
    (void)state;
    assert_found("Mark the exhibit. Grace period. May was wet.", "");
    assert_found("at Morgan Rees Solicitors, Victoria Road, Grant's Equestrian", "");
    assert_found("a Ford Galaxy, St Thomas Hospital, Patel & Sons, Operation Harold", "");
    assert_found("John Lewis, Jack Daniels, Romeo 12", "");
}

static void test_names__numbers_with_letters_and_abbreviations_are_none(void **state)
{
    (void)state;
    assert_found("Ticket SHHUXMJD6TP785264 was scanned.", "");
    assert_found("Seal MSKU4417 was intact.", "");
    assert_found("Headed VAT Reg No 507 2148 70.", "VAT_NUMBER=507 2148 70");
    assert_found("Then Reg Hollins left.", "PERSON=Reg Hollins");
}

static void test_names__reversed_initialled_and_signed(void **state)
{
    (void)state;
    assert_found("SZYMCZAK, Jolanta was told", "PERSON=SZYMCZAK, Jolanta");
    assert_found("J Patterson and t pargeter", "PERSON=J Patterson|PERSON=t pargeter");
    assert_found("Kind regards\n\nzorv\n", "PERSON=zorv");
    assert_found("told Harjinder, Graves and Reed.",
                 "PERSON=Harjinder|PERSON=Graves|PERSON=Reed");
}

static void test_names__found_once_are_found_again(void **state)
{
    (void)state;
    assert_found("Mrs Zorvik left. The bag was Zorvik's, said zorvik.",
                 "PERSON=Zorvik|PERSON=Zorvik|PERSON=zorvik");
    assert_found("PC Green rang. A green car. Then Green left.", "PERSON=Green|PERSON=Green");
    assert_found("darren pike left. pike ran. a pike was caught",
                 "PERSON=darren pike|PERSON=pike");
    assert_found("PC Quill at Quill Road", "PERSON=Quill");
}

/* Only the tagger takes these first words for names. */
static void test_tagged__a_word_alone_that_no_list_has_is_left(void **state)
{
    (void)state;
    assert_found("Settings 6:6 were used.", "");
    assert_found("A call from Brimstone came at nine.", "");
    assert_found("Payslip found in the glovebox.", "");
}

static void test_lexicon__is_sorted_and_folded(void **state)
{
    (void)state;
    const char *const lists[] = {lexicon_names, lexicon_words};
    for (size_t i = 0; i < 2; i++) {
        struct str rest = str_of(lists[i]);
        struct str last = STR("");
        struct str line;
        while (str_split(&rest, '\n', &line) && line.n > 0) {
            struct str word;
            char folded[LEXICON_WORD_MAX];
            assert_true(str_split(&line, ' ', &word));
            assert_true(str_cmp(last, word) < 0);
            assert_true(str_eq(str_n(folded, lexicon_fold(word, folded)), word));
            last = word;
        }
    }
}

static void test_lexicon__knows_inflected_words(void **state)
{
    (void)state;
    struct lexicon *lexicon = lexicon_new();
    assert_true(lexicon_flags(lexicon, STR("walking")) & LEX_WORD);
    assert_true(lexicon_flags(lexicon, STR("banging")) & LEX_WORD);
    assert_int_equal(lexicon_flags(lexicon, STR("xqzing")), 0);
    assert_true(lexicon_flags(lexicon, STR("gwenllian")) & LEX_GIVEN);
    assert_int_equal(lexicon_flags(lexicon, STR("")), 0);
    lexicon_free(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names__numbers_with_letters_and_abbreviations_are_none),
        cmocka_unit_test(test_titles__announce_a_name),
        cmocka_unit_test(test_words__announce_a_name),
        cmocka_unit_test(test_lists__of_many_traditions),
        cmocka_unit_test(test_lists__leave_what_is_called_like_a_person),
        cmocka_unit_test(test_names__reversed_initialled_and_signed),
        cmocka_unit_test(test_names__found_once_are_found_again),
        cmocka_unit_test(test_tagged__a_word_alone_that_no_list_has_is_left),
        cmocka_unit_test(test_lexicon__is_sorted_and_folded),
        cmocka_unit_test(test_lexicon__knows_inflected_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
