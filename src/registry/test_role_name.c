/* A role that names a person below chief officer is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/role_name.h"

static void test_role_names_person__a_title_before_a_name(void **state)
{
    static const char *const names[] = {"Ms Jane Example", "Mr. Example",
                                        "dr Example, Head of IT",
                                        "Superintendent Dame Example"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!role_names_person(str_of(names[i]))) {
            fail_msg("taken for a role: %s", names[i]);
        }
    }
}

static void test_role_names_person__not_a_role_and_not_a_chief_officer(void **state)
{
    static const char *const roles[] = {"Head of Disclosure",
                                        "",
                                        "Ms",
                                        "Data protection officer, ms and email",
                                        "Chief Constable Sir John Example",
                                        "Deputy Assistant Commissioner Dr Example",
                                        "Commander Ms Example",
                                        "Doctor on call"};
    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (role_names_person(str_of(roles[i]))) {
            fail_msg("taken for a person: %s", roles[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_role_names_person__a_title_before_a_name),
        cmocka_unit_test(test_role_names_person__not_a_role_and_not_a_chief_officer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
