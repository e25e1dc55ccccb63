/* Lines that programs print, made like those of a form, byte for byte, and what has to stay. */
#include "plain_records.h"

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
    plain_records(copy, strlen(text));
    assert_string_equal(copy, wanted);
}

static void tags_are_labels(void **state)
{
    (void)state;
    becomes("<plea>guilty</plea>", " Plea:guilty       ");
    becomes("  <Plea/>\n<row>", "   Plea: \n     ");
    becomes("<kept_at>store</kept_at>", " Kept at:store          ");
    becomes("if a < b and c > d", "if a < b and c > d");
    becomes("<", "<");
    becomes("</", "</");
}

static void keys_with_strokes_are_words(void **state)
{
    (void)state;
    becomes("officer_in_case=PC Lee", "Officer in case=PC Lee");
    becomes("row[2].kept_at: store", "       Kept at: store");
    /* an address, a file, words of a sentence */
    becomes("he wrote to a_b@example.com: no", "he wrote to a_b@example.com: no");
    becomes("see my_file.txt", "see my_file.txt");
}

static void members_of_json_are_lines(void **state)
{
    (void)state;
    becomes("{\n  \"plea\": \"guilty, he says\",\n}", " \n   Plea :  guilty, he says  \n ");
    becomes("{\"ref\": \"AB/1\", \"keptAt\": null},", "  Ref :  AB/1   \tKeptAt : null  ");
    becomes("\"I saw him,\" she said.", "\"I saw him,\" she said.");
    becomes("[ ] Guilty\n[ ]", "[ ] Guilty\n[ ]");
    becomes("\"a\\", "\"a\\");
}

static void commas_part_cells_where_lines_are_alike(void **state)
{
    (void)state;
    becomes("Plea,guilty\nBail,\"no, he said\"\nReply,",
            "Plea\tguilty\nBail\t no, he said \nReply\t");
    becomes("Plea,guilty\nBail,none", "Plea,guilty\nBail,none");
    becomes("It cost 2,200 pounds\nand 1,100 more\nno",
            "It cost 2,200 pounds\nand 1,100 more\nno");
    becomes("He ran, I ran\nHe fell, I fell\nHe rose, I rose",
            "He ran, I ran\nHe fell, I fell\nHe rose, I rose");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_labels),
        cmocka_unit_test(keys_with_strokes_are_words),
        cmocka_unit_test(members_of_json_are_lines),
        cmocka_unit_test(commas_part_cells_where_lines_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
