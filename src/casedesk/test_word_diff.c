/* What differs, by words: worked out by hand, and the texts put together again. */
#include "casedesk/word_diff.h"

#include "base/prng.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct told {
    struct strbuf all, first, second;
};

static void tell(void *data, enum diff_kind kind, struct str text)
{
    static const char *const signs[] = {"=", "-", "+"};
    struct told *told = data;
    strbuf_puts(&told->all, signs[kind]);
    strbuf_str(&told->all, text);
    if (kind != DIFF_SECOND) {
        strbuf_str(&told->first, text);
    }
    if (kind != DIFF_FIRST) {
        strbuf_str(&told->second, text);
    }
}

static void begin(struct told *told)
{
    strbuf_init(&told->all, 1 << 20);
    strbuf_init(&told->first, 1 << 20);
    strbuf_init(&told->second, 1 << 20);
}

static void finish(struct told *told)
{
    strbuf_release(&told->all);
    strbuf_release(&told->first);
    strbuf_release(&told->second);
}

static void differs_as(const char *first, const char *second, const char *wanted)
{
    struct told told;
    begin(&told);
    assert_true(word_diff(str_of(first), str_of(second), tell, &told));
    assert_true(str_is(strbuf_view(&told.all), wanted));
    finish(&told);
}

static void test_words__that_differ_are_named(void **state)
{
    (void)state;
    differs_as("", "", "");
    differs_as("a b c", "a b c", "=a b c");
    differs_as("", "a b", "+a b");
    differs_as("a b", "", "-a b");
    differs_as("a b c", "a x c", "=a -b +x =c");
    differs_as("a b c d", "a d", "=a -b c =d");
    differs_as("a\nb", "a  b", "=a\nb"); /* blanks alone are no difference */
}

/* Whatever differs, the stretches are the words of both texts in their order. */
static void test_stretches__are_the_texts(void **state)
{
    static const char *const words[] = {"a ", "b ", "c ", "d "};
    struct prng prng;
    (void)state;
    prng_seed(&prng, 7);
    for (int round = 0; round < 2000; round++) {
        struct strbuf one;
        struct strbuf other;
        struct told told;
        begin(&told);
        strbuf_init(&one, 4096);
        strbuf_init(&other, 4096);
        for (uint64_t n = prng_below(&prng, 14); n > 0; n--) {
            strbuf_puts(&one, words[prng_below(&prng, 4)]);
        }
        for (uint64_t n = prng_below(&prng, 14); n > 0; n--) {
            strbuf_puts(&other, words[prng_below(&prng, 4)]);
        }
        assert_true(word_diff(strbuf_view(&one), strbuf_view(&other), tell, &told));
        assert_true(str_eq(strbuf_view(&told.first), strbuf_view(&one)));
        assert_true(str_eq(strbuf_view(&told.second), strbuf_view(&other)));
        strbuf_release(&one);
        strbuf_release(&other);
        finish(&told);
    }
}

static void test_texts__with_nothing_in_common_are_given_whole(void **state)
{
    struct strbuf one;
    struct strbuf other;
    struct told told;
    (void)state;
    begin(&told);
    strbuf_init(&one, 1 << 20);
    strbuf_init(&other, 1 << 20);
    for (int i = 0; i < DIFF_EDITS_MAX; i++) {
        strbuf_printf(&one, "one%d ", i);
        strbuf_printf(&other, "other%d ", i);
    }
    assert_false(word_diff(strbuf_view(&one), strbuf_view(&other), tell, &told));
    assert_true(str_eq(strbuf_view(&told.first), strbuf_view(&one)));
    assert_true(str_eq(strbuf_view(&told.second), strbuf_view(&other)));
    strbuf_release(&one);
    strbuf_release(&other);
    finish(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__that_differ_are_named),
        cmocka_unit_test(test_stretches__are_the_texts),
        cmocka_unit_test(test_texts__with_nothing_in_common_are_given_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
