/* Heads of a subject: two statements with one prev are both kept until one names both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "support/log_maker.h"

#include <stdlib.h>
#include <string.h>

#define SUBJECT "00112233445566778899aabbccddeeff"

static const char *add(struct log_maker *maker, const char *one, const char *two)
{
    struct str prev[2] = {STR(""), STR("")};
    struct maker_entry entry = {.by = MAKER_STATEMENT,
                                .type = "sample.a/1",
                                .subject = SUBJECT,
                                .prev = prev,
                                .body = "{}"};
    if (one != NULL) {
        prev[entry.prev_count++] = str_of(one);
    }
    if (two != NULL) {
        prev[entry.prev_count++] = str_of(two);
    }
    return log_maker_add(maker, &entry);
}

static void assert_heads(struct log_maker *maker, const char *one, const char *two)
{
    struct str *ids;
    size_t count;
    maker_must(
        leaf_log_heads(&maker->log, maker->arena, STR(SUBJECT), &ids, &count, &maker->err),
        &maker->err);
    assert_int_equal(count, two != NULL ? 2 : 1);
    assert_true(str_is(ids[0], one));
    assert_true(two == NULL || str_is(ids[1], two));
}

static void test_heads__a_conflict_stays_until_one_statement_names_both(void **state)
{
    (void)state;
    char folder[] = "/tmp/policeai-heads-XXXXXX";
    struct log_maker maker;
    assert_non_null(mkdtemp(folder));
    log_maker_open(&maker, folder, "heads");
    log_maker_found(&maker);
    const char *first = add(&maker, NULL, NULL);
    assert_heads(&maker, first, NULL);
    const char *one = add(&maker, first, NULL);
    const char *two = add(&maker, first, NULL);
    if (strcmp(one, two) > 0) {
        const char *other = one;
        one = two;
        two = other;
    }
    assert_heads(&maker, one, two);
    const char *last = add(&maker, one, two);
    assert_heads(&maker, last, NULL);
    log_maker_close(&maker);
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads__a_conflict_stays_until_one_statement_names_both),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
