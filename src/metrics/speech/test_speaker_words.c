/* Words with times and words of several speakers, against whole tables and what meeteval
 * publishes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/prng.h"
#include "metrics/speech/speaker_words.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 40 };

struct said {
    uint32_t ids[WORDS];
    double starts[WORDS];
    double ends[WORDS];
    size_t count;
};

static struct timed_words timed(const struct said *said)
{
    return (struct timed_words){{said->ids, said->count}, said->starts, said->ends};
}

static unsigned table[WORDS + 1][WORDS + 1];

/* The cell of words i and j, both from 1. */
static unsigned cell_of(const struct said *a, const struct said *b, bool timed, size_t i,
                        size_t j)
{
    bool meet = a->starts[i - 1] < b->ends[j - 1] && b->starts[j - 1] < a->ends[i - 1];
    unsigned pair = table[i - 1][j - 1] + (a->ids[i - 1] != b->ids[j - 1]);
    unsigned gap = table[i - 1][j] < table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];
    return (meet || !timed) && pair < gap + 1 ? pair : gap + 1;
}

static void fill_table(const struct said *a, const struct said *b, bool timed)
{
    for (size_t i = 0; i <= a->count; i++) {
        for (size_t j = 0; j <= b->count; j++) {
            table[i][j] = i == 0   ? (unsigned)j
                          : j == 0 ? (unsigned)i
                                   : cell_of(a, b, timed, i, j);
        }
    }
}

/* Walks back through the whole table: an insertion, a deletion, a pair. */
static struct word_counts plain_counts(const struct said *a, const struct said *b, bool timed)
{
    struct word_counts counts = {0};
    size_t i = a->count;
    size_t j = b->count;
    fill_table(a, b, timed);
    while (i > 0 || j > 0) {
        if (j > 0 && table[i][j] == table[i][j - 1] + 1) {
            counts.inserted++;
            j--;
        } else if (i > 0 && table[i][j] == table[i - 1][j] + 1) {
            counts.deleted++;
            i--;
        } else {
            bool same = a->ids[--i] == b->ids[--j];
            counts.correct += same;
            counts.substituted += !same;
        }
    }
    return counts;
}

static void assert_counts(struct word_counts got, struct word_counts want)
{
    assert_int_equal(got.correct, want.correct);
    assert_int_equal(got.substituted, want.substituted);
    assert_int_equal(got.deleted, want.deleted);
    assert_int_equal(got.inserted, want.inserted);
}

/* `order`: starts rise; else words stand anywhere. */
static void random_words(struct prng *prng, struct said *said, bool order)
{
    double at = 0;
    said->count = prng_below(prng, WORDS + 1);
    for (size_t i = 0; i < said->count; i++) {
        said->ids[i] = (uint32_t)prng_below(prng, 4);
        at = order ? at + (double)prng_below(prng, 4) / 2 : (double)prng_below(prng, 40) / 2;
        said->starts[i] = at;
        said->ends[i] = at + (double)prng_below(prng, 7) / 2;
    }
}

static void test_timed__as_the_whole_table(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 3);
    for (int round = 0; round < 4000; round++) {
        struct said a;
        struct said b;
        struct word_counts got;
        random_words(&prng, &a, round % 2 == 0);
        random_words(&prng, &b, round % 4 < 2);
        struct timed_words x = timed(&a);
        struct timed_words y = timed(&b);
        assert_int_equal(align_timed(&x, &y, &got, NULL), ERR_OK);
        assert_counts(got, plain_counts(&a, &b, true));
    }
}

static void test_edit__insertion_first_as_the_whole_table(void **state)
{
    (void)state;
    struct prng prng;
    struct aligner *aligner = aligner_new();
    prng_seed(&prng, 4);
    for (int round = 0; round < 4000; round++) {
        struct said a;
        struct said b;
        struct alignment got;
        random_words(&prng, &a, true);
        random_words(&prng, &b, true);
        assert_int_equal(align_edit(aligner, timed(&a).words, timed(&b).words,
                                    TIES_INSERTION_FIRST, &got, NULL),
                         ERR_OK);
        assert_counts(got.counts, plain_counts(&a, &b, false));
    }
    aligner_free(aligner);
}

/* Letters are words of a second each. */
static void say(struct said *said, const char *letters)
{
    said->count = strlen(letters);
    for (size_t i = 0; i < said->count; i++) {
        said->ids[i] = (uint32_t)(unsigned char)letters[i];
        said->starts[i] = (double)i;
        said->ends[i] = (double)i + 1;
    }
}

/* Texts of letters, NULL at the end; pairs as digits, "-" for nobody. */
static void paired(const char *const *reference, const char *const *hypothesis,
                   struct word_counts counts, const char *pairs)
{
    struct said said[2][8];
    struct timed_words words[2][8];
    struct speaker_words sides[2] = {{words[0], 0}, {words[1], 0}};
    struct speaker_score score;
    const char *const *texts[2] = {reference, hypothesis};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; texts[side][i] != NULL; i++) {
            say(&said[side][i], texts[side][i]);
            words[side][i] = timed(&said[side][i]);
            sides[side].count++;
        }
    }
    assert_int_equal(speaker_words_score(&sides[0], &sides[1], false, &score, NULL), ERR_OK);
    assert_counts(score.counts, counts);
    assert_int_equal(score.pair_count, strlen(pairs));
    for (size_t i = 0; i < score.pair_count; i++) {
        assert_int_equal(score.pairs[i], pairs[i] == '-' ? SPEAKER_NOBODY : pairs[i] - '0');
    }
    assert_int_equal(score.scored, sides[0].count);
    assert_int_equal(score.missed + sides[1].count, score.pair_count);
    assert_int_equal(score.added + sides[0].count, score.pair_count);
    free(score.pairs);
}

#define TEXTS(...)                                                                             \
    (const char *const[])                                                                      \
    {                                                                                          \
        __VA_ARGS__, NULL                                                                      \
    }

/* meeteval f35fc07, meeteval/wer/wer/cp.py cp_word_error_rate. */
static void test_speakers__published(void **state)
{
    (void)state;
    paired(TEXTS("abc", "def"), TEXTS("abc", "def"), (struct word_counts){6, 0, 0, 0}, "01");
    paired(TEXTS("ab", "cd"), TEXTS("ab", "cd", "ef"), (struct word_counts){4, 0, 0, 2}, "012");
    paired(TEXTS("a", "b", "cd"), TEXTS("a", "b"), (struct word_counts){2, 0, 2, 0}, "01-");
    paired(TEXTS("a", "b", "c"), TEXTS("b", "c", "d", "a"), (struct word_counts){3, 0, 0, 1},
           "3012");
    paired(TEXTS("ab"), TEXTS("z", "aef"), (struct word_counts){1, 1, 0, 2}, "10");
    paired(TEXTS("ab", "k"), TEXTS("", "aef"), (struct word_counts){1, 1, 1, 1}, "10");
}

/* meeteval f35fc07, doc/algorithms.md tcp_lev. */
static void test_speakers__times_keep_words_apart(void **state)
{
    (void)state;
    struct said a = {.ids = {'a'}, .starts = {0}, .ends = {1}, .count = 1};
    struct said b = {.ids = {'b'}, .starts = {1}, .ends = {2}, .count = 1};
    struct said c = {.ids = {'b'}, .starts = {5}, .ends = {6}, .count = 1};
    struct said d = {.ids = {'a'}, .starts = {4}, .ends = {5}, .count = 1};
    for (int collar = 0; collar <= 5; collar += 5) {
        struct said wide[2] = {c, d};
        for (int i = 0; i < 2; i++) {
            wide[i].starts[0] -= collar;
            wide[i].ends[0] += collar;
        }
        const struct timed_words reference[] = {timed(&a), timed(&b)};
        const struct timed_words hypothesis[] = {timed(&wide[0]), timed(&wide[1])};
        struct speaker_score score;
        assert_int_equal(speaker_words_score(&(struct speaker_words){reference, 2},
                                             &(struct speaker_words){hypothesis, 2}, true,
                                             &score, NULL),
                         ERR_OK);
        assert_int_equal(score.counts.correct, collar > 0 ? 2 : 0);
        assert_int_equal(score.counts.deleted, collar > 0 ? 0 : 2);
        assert_int_equal(score.counts.inserted, collar > 0 ? 0 : 2);
        free(score.pairs);
    }
}

static void test_speakers__too_many(void **state)
{
    (void)state;
    static const struct timed_words many[SPEAKERS_MAX + 1];
    const struct speaker_words side = {many, SPEAKERS_MAX + 1};
    struct speaker_score score;
    struct err err;
    assert_int_equal(speaker_words_score(&side, &side, false, &score, &err), ERR_LIMIT);
    assert_null(score.pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timed__as_the_whole_table),
        cmocka_unit_test(test_edit__insertion_first_as_the_whole_table),
        cmocka_unit_test(test_speakers__published),
        cmocka_unit_test(test_speakers__times_keep_words_apart),
        cmocka_unit_test(test_speakers__too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
