/* The tagger: models that are not one are refused, the built-in one finds what no list knows.
 */
#include "personal_data/assert_found.h"
#include "personal_data/tagger.h"

#include "base/mem.h"

#include <stdlib.h>

enum { HEAD = 16, STEPS = TAG_LABELS * TAG_LABELS * 2, POINTS = HEAD + STEPS };

/* A small model of zeros with one point of calibration, of the first kind; the caller frees. */
static char *small_model(size_t *n)
{
    *n = POINTS + 4 * TAG_KINDS + 8 + 16 * TAG_LABELS;
    char *bytes = xcalloc(*n, 1);
    memcpy(bytes, "PAITAG2\n\4\0\0\0\17\0\0\0", HEAD);
    bytes[POINTS] = 1;
    return bytes;
}

static void assert_model(const char *bytes, size_t n, enum err_code expected)
{
    struct tagger *tagger = NULL;
    assert_int_equal(tagger_open(&tagger, str_n(bytes, n), NULL), expected);
    tagger_close(tagger);
}

static void a_whole_model_is_read(void **state)
{
    (void)state;
    size_t n;
    char *bytes = small_model(&n);
    assert_model(bytes, n, ERR_OK);
    free(bytes);
}

static void a_model_of_another_length_is_refused(void **state)
{
    (void)state;
    size_t n;
    char *bytes = small_model(&n);
    for (size_t cut = 0; cut < n; cut++) {
        assert_model(bytes, cut, ERR_FORMAT);
    }
    free(bytes);
}

static void more_points_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    size_t n = POINTS + 4 * TAG_KINDS + 65 * 8 + 16 * TAG_LABELS;
    size_t small;
    char *bytes = small_model(&small);
    bytes = xrealloc(bytes, n, 1);
    memset(bytes + small, 0, n - small);
    bytes[POINTS] = 65;
    assert_model(bytes, n, ERR_FORMAT);
    free(bytes);
}

static void a_share_above_all_is_refused(void **state)
{
    (void)state;
    size_t n;
    char *bytes = small_model(&n);
    bytes[POINTS + 4 + 5] = 4; /* 1024 per mille */
    assert_model(bytes, n, ERR_FORMAT);
    free(bytes);
}

static void rows_without_end_are_refused(void **state)
{
    (void)state;
    size_t n;
    char *bytes = small_model(&n);
    bytes[8] = 40;
    assert_model(bytes, n, ERR_FORMAT);
    free(bytes);
}

static void a_word_of_more_follows_only_its_own_kind(void **state)
{
    (void)state;
    assert_true(tagger_may_follow(TAG_PERSON, TAG_PERSON_MORE));
    assert_true(tagger_may_follow(TAG_PERSON_MORE, TAG_PERSON_MORE));
    assert_true(tagger_may_follow(TAG_PLACE, TAG_PERSON));
    assert_false(tagger_may_follow(TAG_NONE, TAG_PERSON_MORE));
    assert_false(tagger_may_follow(TAG_PLACE, TAG_PERSON_MORE));
    assert_false(tagger_may_follow(TAG_PERSON_MORE, TAG_PLACE_MORE));
}

/* The best of all paths, against every path tried one by one. */
static void the_best_path_is_the_best(void **state)
{
    (void)state;
    enum { COUNT = 4 };
    int32_t steps[TAG_LABELS][TAG_LABELS];
    int32_t scores[COUNT][TAGGER_ROW] = {0};
    uint32_t random = 7;
    for (unsigned text = 0; text < 20; text++) {
        for (size_t i = 0; i < TAG_LABELS * TAG_LABELS; i++) {
            random = random * 1664525U + 1013904223U;
            steps[i / TAG_LABELS][i % TAG_LABELS] = (int32_t)(random >> 24) - 128;
        }
        for (size_t i = 0; i < COUNT * TAG_LABELS; i++) {
            random = random * 1664525U + 1013904223U;
            scores[i / TAG_LABELS][i % TAG_LABELS] = (int32_t)(random >> 24) - 128;
        }
        uint8_t path[COUNT];
        tagger_best_path((const int32_t(*)[TAGGER_ROW])scores, COUNT,
                         (const int32_t(*)[TAG_LABELS])steps, 30, path);
        int32_t own = 0;
        int32_t best = INT32_MIN;
        for (unsigned n = 0; n < TAG_LABELS * TAG_LABELS * TAG_LABELS * TAG_LABELS; n++) {
            unsigned labels[COUNT] = {n % TAG_LABELS, n / TAG_LABELS % TAG_LABELS,
                                      n / TAG_LABELS / TAG_LABELS % TAG_LABELS,
                                      n / TAG_LABELS / TAG_LABELS / TAG_LABELS};
            int32_t sum = 0;
            bool may = true;
            bool same = true;
            for (size_t i = 0; i < COUNT; i++) {
                unsigned before = i > 0 ? labels[i - 1] : TAG_NONE;
                may = may && tagger_may_follow(before, labels[i]);
                same = same && labels[i] == path[i];
                sum += scores[i][labels[i]] + steps[before][labels[i]] -
                       (labels[i] == TAG_NONE ? 30 : 0);
            }
            best = may && sum > best ? sum : best;
            own = same ? sum : own;
        }
        assert_int_equal(own, best);
    }
}

static void an_address_is_found_by_how_it_is_announced(void **state)
{
    (void)state;
    assert_found("I want to change my address to 14 Qwelby Reach, Thornaby.",
                 "ADDRESS=14 Qwelby Reach, Thornaby");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_model_is_read),
        cmocka_unit_test(a_model_of_another_length_is_refused),
        cmocka_unit_test(more_points_than_there_is_room_for_are_refused),
        cmocka_unit_test(a_share_above_all_is_refused),
        cmocka_unit_test(rows_without_end_are_refused),
        cmocka_unit_test(a_word_of_more_follows_only_its_own_kind),
        cmocka_unit_test(the_best_path_is_the_best),
        cmocka_unit_test(an_address_is_found_by_how_it_is_announced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
