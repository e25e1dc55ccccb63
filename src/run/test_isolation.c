/* Who may run at which isolation. */
#include "run/isolation.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

static void test_isolation__who_may_run(void **state)
{
    (void)state;
    static const struct {
        enum sandbox_level level;
        struct isolation_terms terms;
        enum err_code code;
    } rows[] = {
        {SANDBOX_FULL, {false, NULL, NULL}, ERR_OK},
        {SANDBOX_REDUCED, {true, NULL, NULL}, ERR_OK},
        {SANDBOX_REDUCED, {false, NULL, NULL}, ERR_DENIED},
        {SANDBOX_REDUCED, {false, "reduced", "a trial on made-up data"}, ERR_OK},
        {SANDBOX_REDUCED, {false, "reduced", NULL}, ERR_USAGE},
        {SANDBOX_REDUCED, {false, "reduced", ""}, ERR_USAGE},
        {SANDBOX_REDUCED, {false, NULL, "a reason alone"}, ERR_DENIED},
        {SANDBOX_FULL, {false, "none", "never"}, ERR_USAGE},
        {SANDBOX_NONE, {true, NULL, NULL}, ERR_UNSUPPORTED},
        {SANDBOX_NONE, {false, "reduced", "words open nothing here"}, ERR_UNSUPPORTED},
    };
    const struct err why = {.message = "the reason", .hint = "the fix"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {.code = ERR_OK};
        if (isolation_judge(rows[i].level, &why, &rows[i].terms, &err) != rows[i].code) {
            fail_msg("row %zu: %s", i, err.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_isolation__who_may_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
