/* The wider scope and the special categories: what each adds, and that neither changes the
 * narrow scope. */
#include "personal_data/assert_found.h"
#include "personal_data/everything.h"

static const struct detector_options everything = {.everything = true};
static const struct detector_options special = {.special = true};

static void places_firms_and_dates_are_hidden_in_the_wider_scope_alone(void **state)
{
    (void)state;
    const char *text = "On Tuesday Mr Quill flew from Norway to Paris.";
    assert_found(text, "PERSON=Quill");
    assert_found_with(everything, text,
                      "DATE=Tuesday|TITLE=Mr|PERSON=Quill|PLACE=Norway|PLACE=Paris");
}

static void numbers_of_other_countries_are_hidden(void **state)
{
    (void)state;
    assert_found_with(everything, "Her social security number is 123-45-6789.",
                      "IDENTIFIER=123-45-6789");
    assert_found_with(everything, "The reference is 7781234509.", "IDENTIFIER=7781234509");
}

static void a_title_with_its_point_is_hidden_before_a_name_only(void **state)
{
    (void)state;
    assert_found_with(everything, "Yes sir, said Dr. Quill.", "TITLE=Dr.|PERSON=Quill");
}

static void nations_are_hidden_and_the_verb_to_polish_is_not(void **state)
{
    (void)state;
    assert_found_with(everything, "Two Norwegian tourists came to polish it.",
                      "NATIONALITY=Norwegian");
}

static void letters_that_are_not_latin_are_hidden(void **state)
{
    (void)state;
    assert_found_with(everything, "It says \xd0\xb4\xd0\xb2\xd0\xb5\xd1\x80\xd1\x8c on it.",
                      "FOREIGN_TEXT=\xd0\xb4\xd0\xb2\xd0\xb5\xd1\x80\xd1\x8c");
}

static void an_open_bracket_is_closed_and_gaps_are_hidden(void **state)
{
    (void)state;
    struct detect_span items[] = {{0, 6, "PLACE", 0, ""}, {8, 13, "NATIONALITY", 0, ""}};
    struct detect_spans spans = {items, 2, 2};
    everything_close_gaps(STR("Cyprus (Greek) is warm"), &spans);
    assert_int_equal(items[0].end, 8);
    assert_int_equal(items[1].end, 14);
}

static void what_is_between_two_people_is_left(void **state)
{
    (void)state;
    struct detect_span items[] = {{0, 3, "PERSON", 0, ""}, {5, 8, "PERSON", 0, ""}};
    struct detect_spans spans = {items, 2, 2};
    everything_close_gaps(STR("Ann, Bob"), &spans);
    assert_int_equal(items[0].end, 3);
}

static void what_is_said_of_health_is_hidden_when_asked_for(void **state)
{
    (void)state;
    assert_found("She is bipolar.", "");
    assert_found_with(special, "She is bipolar.", "SPECIAL_CATEGORY=bipolar");
    assert_found_with(special, "He suffers from depression.", "SPECIAL_CATEGORY=depression");
}

static void the_same_words_of_no_person_are_left(void **state)
{
    (void)state;
    assert_found_with(special, "The depression in the road was full of water.", "");
    assert_found_with(special, "A white van and a Polish shop.", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_firms_and_dates_are_hidden_in_the_wider_scope_alone),
        cmocka_unit_test(numbers_of_other_countries_are_hidden),
        cmocka_unit_test(a_title_with_its_point_is_hidden_before_a_name_only),
        cmocka_unit_test(nations_are_hidden_and_the_verb_to_polish_is_not),
        cmocka_unit_test(letters_that_are_not_latin_are_hidden),
        cmocka_unit_test(an_open_bracket_is_closed_and_gaps_are_hidden),
        cmocka_unit_test(what_is_between_two_people_is_left),
        cmocka_unit_test(what_is_said_of_health_is_hidden_when_asked_for),
        cmocka_unit_test(the_same_words_of_no_person_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
