/* What is taken for a person or a place and is a word of a form. */
#include "form_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* `found` stands in `text`; what is left of it as a person, "" when it is none. */
static void person(const char *text, const char *found, const char *left)
{
    struct str all = str_of(text);
    size_t start = str_find(all, str_of(found));
    assert_true(start != SIZE_MAX);
    size_t end = start + strlen(found);
    bool is = form_words_person(all, &start, &end);
    struct str own = is ? str_sub(all, start, end - start) : STR("");
    assert_true(str_is(own, left));
}

static void names_stay(void **state)
{
    (void)state;
    person("saw Ann Lee there", "Ann Lee", "Ann Lee");
    person("KIERAN ASHDOWN\n", "KIERAN ASHDOWN", "KIERAN ASHDOWN");
    person("Bill came", "Bill", "Bill");
    person("Mr Page came", "Page", "Page");
    person("PC bolt came", "bolt", "bolt");
    person("Ann Page", "Ann Page", "Ann Page");
}

static void words_of_forms_are_nobody(void **state)
{
    (void)state;
    person("MG11 WITNESS STATEMENT", "STATEMENT", "");
    person("SAMPLE, MADE UP", "SAMPLE", "");
    person("Time: 10:05", "Time", "");
    person("To: the clerk", "To", "");
    person("BILL 1 of", "BILL 1", "");
    person("BILL 1 of", "BILL", "");
    person("bolt cutters", "bolt", "");
    person("MG11\n", "MG11", "");
}

static void words_of_forms_are_taken_off_names(void **state)
{
    (void)state;
    person("STATEMENT Ann Lee", "STATEMENT Ann Lee", "Ann Lee");
    person("Ann Lee STATEMENT", "Ann Lee STATEMENT", "Ann Lee");
    person("Ann Lee\n", "Ann Lee\n", "Ann Lee");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_stay),
                                       cmocka_unit_test(words_of_forms_are_nobody),
                                       cmocka_unit_test(words_of_forms_are_taken_off_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
