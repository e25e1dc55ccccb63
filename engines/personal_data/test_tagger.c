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

enum { PATH = 4, NO_NAME_COSTS = 30 };

static int32_t next_score(uint32_t *random)
{
    *random = *random * 1664525U + 1013904223U;
    return (int32_t)(*random >> 24) - 128;
}

/* The sum of a path; INT32_MIN when a label may not follow another. */
static int32_t sum_of(const unsigned labels[PATH], const int32_t scores[PATH][TAGGER_ROW],
                      const int32_t steps[TAG_LABELS][TAG_LABELS])
{
    int32_t sum = 0;
    bool may = true;
    for (size_t i = 0; i < PATH; i++) {
        unsigned before = i > 0 ? labels[i - 1] : TAG_NONE;
        may = may && tagger_may_follow(before, labels[i]);
        sum += scores[i][labels[i]] + steps[before][labels[i]] -
               (labels[i] == TAG_NONE ? NO_NAME_COSTS : 0);
    }
    return may ? sum : INT32_MIN;
}

static int32_t best_of_all(const int32_t scores[PATH][TAGGER_ROW],
                           const int32_t steps[TAG_LABELS][TAG_LABELS])
{
    int32_t best = INT32_MIN;
    for (unsigned n = 0; n < TAG_LABELS * TAG_LABELS * TAG_LABELS * TAG_LABELS; n++) {
        const unsigned labels[PATH] = {n % TAG_LABELS, n / TAG_LABELS % TAG_LABELS,
                                       n / TAG_LABELS / TAG_LABELS % TAG_LABELS,
                                       n / TAG_LABELS / TAG_LABELS / TAG_LABELS};
        int32_t sum = sum_of(labels, scores, steps);
        best = sum > best ? sum : best;
    }
    return best;
}

/* The best of all paths, against every path tried one by one. */
static void the_best_path_is_the_best(void **state)
{
    (void)state;
    int32_t steps[TAG_LABELS][TAG_LABELS];
    int32_t scores[PATH][TAGGER_ROW] = {0};
    uint32_t random = 7;
    for (unsigned text = 0; text < 20; text++) {
        for (size_t i = 0; i < TAG_LABELS * TAG_LABELS; i++) {
            steps[i / TAG_LABELS][i % TAG_LABELS] = next_score(&random);
        }
        for (size_t i = 0; i < PATH * TAG_LABELS; i++) {
            scores[i / TAG_LABELS][i % TAG_LABELS] = next_score(&random);
        }
        const int32_t(*rows)[TAGGER_ROW] = (const int32_t(*)[TAGGER_ROW])scores;
        const int32_t(*from)[TAG_LABELS] = (const int32_t(*)[TAG_LABELS])steps;
        uint8_t path[PATH];
        tagger_best_path(rows, PATH, from, NO_NAME_COSTS, path);
        const unsigned own[PATH] = {path[0], path[1], path[2], path[3]};
        assert_int_equal(sum_of(own, rows, from), best_of_all(rows, from));
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
