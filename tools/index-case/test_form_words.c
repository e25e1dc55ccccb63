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
    bool is = form_words_person(NULL, all, &start, &end);
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

static void places(void **state)
{
    (void)state;
    size_t start = 0;
    size_t end = 23;
    assert_true(form_words_place(NULL, false, STR("3 Mill Lane\",R Dunmore "), &start, &end));
    assert_int_equal(start, 0);
    assert_int_equal(end, 11);
    end = 14;
    assert_false(form_words_place(NULL, false, STR("place or event"), &start, &end));
    static const struct {
        const char *text;
        bool place;
    } rows[] = {{"STATEMENT", false},       {"Type", false},
                {"1 Dana Whitlock", false}, {"dark green Harrier", false},
                {"50 Mill Lane", true},     {"the Copper Kettle, Larkfield", true},
                {"12 The Maltings", true},  {"Larkfield", true},
                {"2 Old Town Close", true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        start = 0;
        end = strlen(rows[i].text);
        assert_int_equal(form_words_place(NULL, false, str_of(rows[i].text), &start, &end),
                         rows[i].place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stay), cmocka_unit_test(words_of_forms_are_nobody),
        cmocka_unit_test(words_of_forms_are_taken_off_names), cmocka_unit_test(places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
