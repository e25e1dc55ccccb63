/* Layouts made one, byte for byte, and what has to stay as it is. */
#include "plain_layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void becomes(const char *text, const char *wanted)
{
    char copy[400];
    assert_int_equal(strlen(text), strlen(wanted));
    memcpy(copy, text, strlen(text) + 1);
    plain_layout(copy, strlen(text));
    assert_string_equal(copy, wanted);
}

static void rules_of_tables_are_blank(void **state)
{
    (void)state;
    becomes("| a | b |\n| --- | --- |\n| c | d |", "| a | b |\n             \n| c | d |");
    becomes("+------+\n| MG12 |\n+------+", "        \n  MG12  \n        ");
    becomes("Plea: ----\n-----\n|  |", "Plea: ----\n-----\n    ");
}

static void titles_of_boxes_are_labels(void **state)
{
    (void)state;
    becomes("+-- Age ------+\n| Over 18     |\n+-------------+",
            "    Age:       \n  Over 18      \n               ");
    becomes("+-- Age or so: ---+", "    Age or so:     ");
    /* a sentence between strokes, a list, a row of a table */
    becomes("- He ran off - I stood still", "- He ran off - I stood still");
    becomes("| a | b |", "| a | b |");
}

static void quotes_of_messages_are_dropped(void **state)
{
    (void)state;
    becomes("> Age: 4\n>\n> > b", "  Age: 4\n \n    b");
    becomes("a > b", "a > b");
}

static void cells_parted_by_dots(void **state)
{
    (void)state;
    becomes("Ref ... Held at\nand so on ...", "Ref \t__ Held at\nand so on ...");
    becomes("Age ..... 4", "Age ..... 4");
}

static void cells_parted_by_semicolons(void **state)
{
    (void)state;
    becomes("Ref; Made by\nAB/1; Ann Lee\nCD/2; Al Cox",
            "Ref\t Made by\nAB/1\t Ann Lee\nCD/2\t Al Cox");
    becomes("He ran; I ran\nThen he fell; I stopped.",
            "He ran; I ran\nThen he fell; I stopped.");
    becomes("One; two\nand no more", "One; two\nand no more");
}

static void bullets_and_signatures(void **state)
{
    (void)state;
    becomes("\xC2\xBB Age - over 18", "\xC2\xBB Age : over 18");
    becomes("* Name - Ann Lee - Cox", "* Name : Ann Lee - Cox");
    becomes("He said - no", "He said - no");
    becomes("Signed A Lee    Dated 4 May 2026", "Signed:A Lee    Dated:4 May 2026");
    becomes("Signed copies were sent", "Signed copies were sent");
}

static void headings_in_two_languages(void **state)
{
    (void)state;
    becomes("RHESTR TYSTION / MG9 WITNESS LIST", "                 MG9 WITNESS LIST");
    becomes("Bedford / Luton", "Bedford / Luton");
    becomes("Enw / Name: Ann Lee, see MG9", "Enw / Name: Ann Lee, see MG9");
}

static void nothing_and_little(void **state)
{
    (void)state;
    becomes("", "");
    becomes("\n\n", "\n\n");
    becomes(";", ";");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_tables_are_blank),
        cmocka_unit_test(titles_of_boxes_are_labels),
        cmocka_unit_test(quotes_of_messages_are_dropped),
        cmocka_unit_test(cells_parted_by_dots),
        cmocka_unit_test(cells_parted_by_semicolons),
        cmocka_unit_test(bullets_and_signatures),
        cmocka_unit_test(headings_in_two_languages),
        cmocka_unit_test(nothing_and_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
