/* Forms of UK marks, mending, and edits of plates. */
#include "metrics/plates/plate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct plate plate(const char *text)
{
    struct plate made;
    assert_true(plate_of(str_of(text), &made));
    return made;
}

static void assert_form(const char *text, enum plate_form form)
{
    struct plate mark = plate(text);
    if (plate_form(&mark) != form) {
        fail_msg("%s is %s, not %s", text, plate_form_name(plate_form(&mark)),
                 plate_form_name(form));
    }
}

/* The layouts of SI 2001/561, schedule 3. */
static void test_form__of_each_layout(void **state)
{
    (void)state;
    assert_form("AB51 CDE", PLATE_CURRENT);
    assert_form("A123 BCD", PLATE_PREFIX);
    assert_form("Q1 BCD", PLATE_PREFIX);
    assert_form("ABC 123A", PLATE_SUFFIX);
    assert_form("ABC 1234", PLATE_DATELESS);
    assert_form("1234 AB", PLATE_DATELESS);
    assert_form("A 1", PLATE_DATELESS);
    assert_form("IA 1234", PLATE_DATELESS);
    assert_form("123 D 456", PLATE_DIPLOMATIC);
}

static void test_form__none_of_what_only_looks_like_one(void **state)
{
    (void)state;
    assert_form("AB5I CDE", PLATE_NO_FORM);
    assert_form("AI51 CDE", PLATE_NO_FORM);
    assert_form("AZ51 CDE", PLATE_NO_FORM);
    assert_form("AB01 CDE", PLATE_NO_FORM);
    assert_form("AB51 CDEF", PLATE_NO_FORM);
    assert_form("1234", PLATE_NO_FORM);
    assert_form("ABC", PLATE_NO_FORM);
    assert_form("AB\xC3\x89"
                "1",
                PLATE_NO_FORM);
    assert_form("", PLATE_NO_FORM);
}

static void test_mended__only_where_the_read_has_no_form(void **state)
{
    (void)state;
    struct plate wanted = plate("AB10CDE");
    struct plate read = plate("ab1o cde");
    struct plate mended = plate_mended(&read);
    assert_true(plate_equal(&mended, &wanted));
    read = plate("A8C 123"); /* no layout: a digit cannot be guessed everywhere */
    mended = plate_mended(&read);
    assert_true(plate_equal(&mended, &read));
    read = plate("A823 BCD"); /* a prefix mark already, though AB23 BCD looks like it */
    mended = plate_mended(&read);
    assert_true(plate_equal(&mended, &read));
    read = plate("BO10 CDE"); /* a form already, though B0 might be meant */
    mended = plate_mended(&read);
    assert_true(plate_equal(&mended, &read));
}

static void test_compare__names_each_edit(void **state)
{
    (void)state;
    struct plate_edit edits[2 * PLATE_MAX];
    struct plate truth = plate("AB10CDE");
    struct plate read = plate("AB1OCDE");
    assert_int_equal(plate_compare(&truth, &read, edits), 1);
    assert_true(edits[0].truth == '0' && edits[0].read == 'O');
    read = plate("AB10CD");
    assert_int_equal(plate_compare(&truth, &read, edits), 1);
    assert_true(edits[0].truth == 'E' && edits[0].read == 0);
    read = plate("XAB10CDE");
    assert_int_equal(plate_compare(&truth, &read, edits), 1);
    assert_true(edits[0].truth == 0 && edits[0].read == 'X');
    read = plate("");
    assert_int_equal(plate_compare(&truth, &read, edits), 7);
}

static void test_plate__longer_than_any_is_refused(void **state)
{
    (void)state;
    struct plate mark;
    assert_true(plate_of(STR("1234567890123456"), &mark));
    assert_false(plate_of(STR("12345678901234567"), &mark));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form__of_each_layout),
        cmocka_unit_test(test_form__none_of_what_only_looks_like_one),
        cmocka_unit_test(test_mended__only_where_the_read_has_no_form),
        cmocka_unit_test(test_compare__names_each_edit),
        cmocka_unit_test(test_plate__longer_than_any_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
