/* What the loop proposes: how many texts at a time, which first, and none twice. */
#include "text_ranking/review_loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { TEXTS = 60, SMALL_HASH_BITS = 12 };

struct begun {
    struct text_vectors vectors;
    struct review_loop loop;
};

/* A topic and texts, of which every third is like it. */
static void begin(struct begun *begun, bool whole)
{
    struct review_loop_terms terms = review_loop_terms();
    terms.whole = whole;
    text_vectors_init(&begun->vectors, SMALL_HASH_BITS);
    for (int i = 0; i <= TEXTS; i++) {
        char text[64];
        int n = snprintf(text, sizeof text, "%s number%d letter%d",
                         i % 3 == 0 ? "broken lamp" : "invoice for paper", i, i % 7);
        const struct str parts[] = {str_n(text, (size_t)n)};
        text_vectors_add(&begun->vectors, parts, 1);
    }
    text_vectors_finish(&begun->vectors);
    review_loop_init(&begun->loop, &begun->vectors, &terms);
}

static void end(struct begun *begun)
{
    review_loop_release(&begun->loop);
    text_vectors_release(&begun->vectors);
}

/* The next batch, each text of it learned. */
static size_t read_batch(struct begun *begun, size_t at_most)
{
    size_t texts[TEXTS];
    size_t count = review_loop_next(&begun->loop, at_most, texts);
    for (size_t i = 0; i < count; i++) {
        review_loop_learn(&begun->loop, texts[i], texts[i] % 3 == 0);
    }
    return count;
}

static void batches_grow(void **state)
{
    struct begun begun;
    (void)state;
    begin(&begun, false);
    for (size_t batch = 1; batch <= 5; batch++) {
        assert_int_equal(read_batch(&begun, TEXTS), batch);
    }
    end(&begun);
}

static void a_labelled_text_is_not_proposed(void **state)
{
    struct begun begun;
    size_t texts[TEXTS];
    (void)state;
    begin(&begun, true);
    for (size_t text = 1; text <= 40; text++) {
        review_loop_learn(&begun.loop, text, text % 3 == 0);
    }
    assert_int_equal(review_loop_next(&begun.loop, TEXTS, texts), TEXTS - 40);
    for (size_t i = 0; i < TEXTS - 40; i++) {
        assert_true(texts[i] > 40);
    }
    end(&begun);
}

static void whole_gives_what_is_asked_for(void **state)
{
    struct begun begun;
    (void)state;
    begin(&begun, true);
    assert_int_equal(read_batch(&begun, 7), 7);
    assert_int_equal(read_batch(&begun, TEXTS), TEXTS - 7);
    end(&begun);
}

static void what_is_like_the_topic_comes_first(void **state)
{
    struct begun begun;
    size_t relevant = 0;
    (void)state;
    begin(&begun, false);
    while (begun.loop.labelled_count < TEXTS / 3) {
        assert_true(read_batch(&begun, TEXTS) > 0);
        relevant = begun.loop.relevant;
    }
    assert_true(relevant >= TEXTS / 4); /* a third of all: 7 would be chance */
    end(&begun);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_grow),
        cmocka_unit_test(a_labelled_text_is_not_proposed),
        cmocka_unit_test(whole_gives_what_is_asked_for),
        cmocka_unit_test(what_is_like_the_topic_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
