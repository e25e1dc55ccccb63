/* Marked spans: nervaluate's, presidio-research's and the Text Anonymization Benchmark's rules
 * on small cases, theirs where a source is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/spans/span_iou.h"
#include "metrics/spans/span_masking.h"
#include "metrics/spans/span_schemas.h"
#include "metrics/spans/word_character.h"

#include <string.h>

enum { PER, ORG, LOC };

static void assert_counts(struct span_counts counts, size_t correct, size_t incorrect,
                          size_t partial, size_t missed, size_t spurious)
{
    assert_int_equal(counts.correct, correct);
    assert_int_equal(counts.incorrect, incorrect);
    assert_int_equal(counts.partial, partial);
    assert_int_equal(counts.missed, missed);
    assert_int_equal(counts.spurious, spurious);
}

/* The spans of nervaluate's tests/test_strategies.py at fce0139, base_sequence; its inclusive
 * ends are one less. */
static const struct span_mark base[] = {{1, 4, PER}, {6, 9, ORG}};
static const struct span_mark wrong_label[] = {{1, 4, PER}, {6, 9, LOC}};
static const struct span_mark wrong_boundary[] = {{1, 4, PER}, {6, 8, LOC}};
static const struct span_mark shifted[] = {{0, 3, PER}, {6, 9, ORG}};

static struct span_counts greedy(enum span_schema schema, const struct span_mark *truth,
                                 size_t truths, const struct span_mark *predicted,
                                 size_t predictions)
{
    return span_schema_greedy(schema, (struct span_marks){truth, truths},
                              (struct span_marks){predicted, predictions}, 1);
}

static void test_greedy__nervaluates_own_cases(void **state)
{
    (void)state;
    for (enum span_schema s = 0; s < SPAN_SCHEMAS; s++) {
        assert_counts(greedy(s, base, 2, base, 2), 2, 0, 0, 0, 0);
        assert_counts(greedy(s, base, 2, base, 1), 1, 0, 0, 1, 0);
        assert_counts(greedy(s, base, 1, base, 2), 1, 0, 0, 0, 1);
    }
    assert_counts(greedy(SPAN_STRICT, base, 2, wrong_label, 2), 1, 1, 0, 0, 0);
    assert_counts(greedy(SPAN_EXACT, base, 2, wrong_label, 2), 2, 0, 0, 0, 0);
    assert_counts(greedy(SPAN_PARTIAL, base, 2, wrong_label, 2), 2, 0, 0, 0, 0);
    assert_counts(greedy(SPAN_ENT_TYPE, base, 2, wrong_label, 2), 1, 1, 0, 0, 0);
    assert_counts(greedy(SPAN_STRICT, base, 2, wrong_boundary, 2), 1, 1, 0, 0, 0);
    assert_counts(greedy(SPAN_PARTIAL, base, 2, wrong_boundary, 2), 1, 0, 1, 0, 0);
    assert_counts(greedy(SPAN_EXACT, base, 2, shifted, 2), 1, 1, 0, 0, 0);
    assert_counts(greedy(SPAN_ENT_TYPE, base, 2, shifted, 2), 2, 0, 0, 0, 0);
}

/* The first prediction overlaps the true span a little and takes it from the second, which is
 * right; the order-free matching gives it back. */
static const struct span_mark one[] = {{5, 10, PER}};
static const struct span_mark thief[] = {{0, 6, PER}, {5, 10, PER}};

static void test_greedy__an_early_overlap_takes_the_span(void **state)
{
    (void)state;
    assert_counts(greedy(SPAN_STRICT, one, 1, thief, 2), 0, 1, 0, 0, 1);
    static const struct span_mark turned[] = {{5, 10, PER}, {0, 6, PER}};
    assert_counts(greedy(SPAN_STRICT, one, 1, turned, 2), 1, 0, 0, 0, 1);
}

static void test_greedy__true_spans_are_taken_in_their_lists_order(void **state)
{
    (void)state;
    static const struct span_mark truth[] = {{8, 12, ORG}, {0, 9, PER}};
    static const struct span_mark predicted[] = {{0, 9, PER}};
    assert_counts(greedy(SPAN_STRICT, truth, 2, predicted, 1), 0, 1, 0, 1, 0);
}

static void test_greedy__overlap_is_a_share_of_the_true_span(void **state)
{
    (void)state;
    static const struct span_mark truth[] = {{0, 200, PER}};
    static const struct span_mark predicted[] = {{199, 400, PER}};
    struct span_marks t = {truth, 1};
    struct span_marks p = {predicted, 1};
    assert_counts(span_schema_greedy(SPAN_PARTIAL, t, p, 1), 0, 0, 0, 1, 1); /* 0.5 % */
    assert_counts(span_schema_greedy(SPAN_PARTIAL, p, t, 1), 0, 0, 0, 1, 1);
    assert_counts(span_schema_greedy(SPAN_PARTIAL, t, p, 0.5), 0, 0, 1, 0, 0);
}

static void test_matched__does_not_depend_on_order(void **state)
{
    (void)state;
    struct span_counts counts;
    struct span_marks truth = {one, 1};
    assert_true(
        span_schema_matched(SPAN_STRICT, truth, (struct span_marks){thief, 2}, 1, &counts));
    assert_counts(counts, 1, 0, 0, 0, 1);
}

static void test_matched__credit_goes_before_pairs(void **state)
{
    (void)state;
    /* 0-2 is right for the first; pairing it with the second would leave two half right */
    static const struct span_mark truth[] = {{0, 2, PER}, {1, 4, PER}};
    static const struct span_mark predicted[] = {{0, 2, PER}, {1, 3, PER}};
    struct span_counts counts;
    assert_true(span_schema_matched(SPAN_PARTIAL, (struct span_marks){truth, 2},
                                    (struct span_marks){predicted, 2}, 1, &counts));
    assert_counts(counts, 1, 0, 1, 0, 0);
}

static void test_matched__only_what_overlaps_is_paired(void **state)
{
    (void)state;
    static const struct span_mark truth[] = {{0, 9, PER}, {8, 9, PER}};
    static const struct span_mark predicted[] = {{1, 3, PER}, {4, 5, PER}};
    struct span_counts counts;
    assert_true(span_schema_matched(SPAN_STRICT, (struct span_marks){truth, 2},
                                    (struct span_marks){predicted, 2}, 1, &counts));
    assert_counts(counts, 0, 1, 0, 1, 1);
}

static void test_matched__too_many_in_a_heap_is_said(void **state)
{
    (void)state;
    static struct span_mark heap[SPAN_GROUP_MAX + 1];
    for (size_t i = 0; i <= SPAN_GROUP_MAX; i++) {
        heap[i] = (struct span_mark){0, i + 1, PER};
    }
    struct span_counts counts;
    assert_false(span_schema_matched(SPAN_STRICT, (struct span_marks){heap, SPAN_GROUP_MAX + 1},
                                     (struct span_marks){one, 1}, 1, &counts));
}

static void test_counts__undefined_without_spans(void **state)
{
    (void)state;
    static const double none[SPAN_COUNTS] = {0};
    static const double missed[SPAN_COUNTS] = {0, 0, 0, 3, 0};
    assert_false(span_counts_precision(none).defined);
    assert_false(span_counts_precision(missed).defined);
    assert_true(span_counts_recall(missed).defined && span_counts_recall(missed).value == 0);
    assert_true(span_counts_f1(missed).defined && span_counts_f1(missed).value == 0);
}

/* presidio-research tests/test_span_evaluator.py at 7622dec, scenarios by their names there. */
struct presidio {
    size_t count;
    struct span_token tokens[6];
    uint32_t truth[6];
    uint32_t predicted[6];
    size_t matched, predictions, annotated;
};

#define O SPAN_NO_LABEL
static const struct presidio by_label[] = {
    /* 6A: cumulative IoU of one label above the threshold (New York Mets, as New + York Mets)
     */
    {5,
     {{0, 3, false}, {4, 7, false}, {8, 12, false}, {13, 17, false}, {18, 25, false}},
     {O, ORG, ORG, ORG, O},
     {O, ORG, O, ORG, O},
     0,
     1,
     1},
    {5, /* 7A: labels differ above the threshold */
     {{0, 3, false}, {4, 8, false}, {9, 14, false}, {17, 24, false}, {25, 32, false}},
     {O, PER, PER, PER, O},
     {O, PER, LOC, LOC, O},
     0,
     2,
     1},
    {6, /* mixed case: same label above, another below */
     {{0, 3, false},
      {4, 8, false},
      {9, 10, false},
      {11, 12, false},
      {13, 20, false},
      {21, 28, false}},
     {O, PER, PER, PER, PER, O},
     {O, PER, O, LOC, PER, O},
     1,
     2,
     1},
};
static const struct presidio as_one[] = {
    {5, /* 5: multiple overlaps above the threshold */
     {{0, 3, false}, {4, 8, false}, {9, 14, false}, {15, 22, false}, {23, 30, false}},
     {O, PER, PER, PER, O},
     {O, LOC, LOC, ORG, O},
     1,
     1,
     1},
    {5, /* 7: a prediction on its own */
     {{0, 3, false}, {4, 9, false}, {10, 15, false}, {16, 19, false}, {20, 26, false}},
     {O, O, O, O, O},
     {O, PER, LOC, O, O},
     0,
     1,
     0},
};

static void assert_iou(const struct presidio *c, double threshold, bool labels)
{
    struct span_tagged document = {c->tokens, c->count, c->truth, c->predicted};
    struct span_iou_counts counts[3] = {{0, 0, 0}};
    struct span_iou_counts sum = {0, 0, 0};
    span_iou_count(&document, threshold, labels, counts);
    for (size_t i = 0; i < 3; i++) {
        sum.matched += counts[i].matched;
        sum.predicted += counts[i].predicted;
        sum.annotated += counts[i].annotated;
    }
    assert_int_equal(sum.matched, c->matched);
    assert_int_equal(sum.predicted, c->predictions);
    assert_int_equal(sum.annotated, c->annotated);
}

static void test_iou__presidios_own_scenarios(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof by_label / sizeof by_label[0]; i++) {
        assert_iou(&by_label[i], i == 2 ? 0.75 : 0.9, true);
    }
    for (size_t i = 0; i < sizeof as_one / sizeof as_one[0]; i++) {
        assert_iou(&as_one[i], 0.9, false);
    }
}

static void test_iou__skipped_tokens_join_and_do_not_count(void **state)
{
    (void)state;
    static const struct presidio c = {
        5, /* "the Ann , Smith of": the comma joins; "the" and "of" are no part of an extent */
        {{0, 3, true}, {4, 7, false}, {8, 9, true}, {10, 15, false}, {16, 18, true}},
        {PER, PER, O, PER, O},
        {O, PER, O, PER, PER},
        1,
        1,
        1};
    assert_iou(&c, 1, true);
}

static void test_iou__one_prediction_over_two_counts_twice(void **state)
{
    (void)state;
    static const struct presidio c = {
        3, {{0, 3, false}, {4, 7, false}, {8, 11, false}}, {PER, O, PER}, {PER, PER, PER}, 0, 2,
        2};
    assert_iou(&c, 0.9, true);
}
#undef O

/* "Mr Ann Lee, AL" with the mentions given and [start, end) masked. */
static struct mask_counts masked(const struct mask_mention *mentions, size_t count,
                                 struct mask_span mask)
{
    static const char letters[] = "Mr Ann Lee, AL";
    static const struct mask_token tokens[] = {
        {0, 2, true}, {3, 6, false}, {7, 10, false}, {12, 14, false}};
    static uint32_t text[sizeof letters - 1];
    bool covered[sizeof letters - 1] = {false};
    for (size_t i = 0; i < sizeof letters - 1; i++) {
        text[i] = (unsigned char)letters[i];
        covered[i] = i >= mask.start && i < mask.end;
    }
    struct mask_document document = {.text = text,
                                     .length = sizeof letters - 1,
                                     .mentions = mentions,
                                     .mention_count = count,
                                     .entity_count = 2,
                                     .annotator_count = 1,
                                     .masks = &mask,
                                     .mask_count = 1,
                                     .covered = covered,
                                     .tokens = tokens,
                                     .token_count = 4};
    struct mask_counts counts;
    mask_count(&document, &counts);
    return counts;
}

static void test_masking__titles_and_punctuation_may_be_left(void **state)
{
    (void)state;
    static const struct mask_mention mentions[] = {{0, 11, PER, 0, 0, MASK_DIRECT}};
    assert_int_equal(masked(mentions, 1, (struct mask_span){3, 10}).entities.found, 1);
    assert_int_equal(masked(mentions, 1, (struct mask_span){3, 9}).entities.found, 0);
    assert_int_equal(masked(mentions, 1, (struct mask_span){4, 11}).entities.found, 0);
}

static void test_masking__an_entity_needs_every_mention(void **state)
{
    (void)state;
    static const struct mask_mention mentions[] = {{3, 10, PER, 0, 0, MASK_DIRECT},
                                                   {12, 14, PER, 0, 0, MASK_QUASI}};
    struct mask_counts counts = masked(mentions, 2, (struct mask_span){3, 10});
    assert_int_equal(counts.entities.all, 1);
    assert_int_equal(counts.entities.found, 0);
    assert_int_equal(counts.direct.all, 1); /* as its first mention says */
    assert_int_equal(counts.mentions.found, 1);
    assert_int_equal(counts.mentions.all, 2);
    assert_int_equal(counts.tokens.found, 2);
    assert_int_equal(counts.tokens.all, 3);
    assert_int_equal(masked(mentions, 2, (struct mask_span){0, 14}).entities.found, 1);
}

static void test_masking__a_mention_that_needs_none_may_stay(void **state)
{
    (void)state;
    static const struct mask_mention mentions[] = {{3, 10, PER, 0, 0, MASK_QUASI},
                                                   {12, 14, PER, 0, 0, MASK_NONE},
                                                   {0, 2, LOC, 1, 0, MASK_NONE}};
    struct mask_counts counts = masked(mentions, 3, (struct mask_span){3, 10});
    assert_int_equal(counts.entities.all, 1);
    assert_int_equal(counts.entities.found, 1);
    assert_int_equal(counts.quasi.all, 1);
    assert_int_equal(counts.direct.all, 0);
}

static void test_masking__precision_asks_whole_tokens(void **state)
{
    (void)state;
    static const struct mask_mention mentions[] = {{3, 10, PER, 0, 0, MASK_QUASI}};
    struct mask_counts counts = masked(mentions, 1, (struct mask_span){0, 10});
    assert_int_equal(counts.masked_tokens.all, 3); /* Mr, Ann, Lee */
    assert_int_equal(counts.masked_tokens.found, 2);
    assert_int_equal(counts.masks.all, 1);
    assert_int_equal(counts.masks.found, 0);
}

static void test_word_character__is_pythons(void **state)
{
    (void)state;
    static const uint32_t words[] = {'a', 'Z', '0', '_', 0xE9, 0x3B1, 0x65E5, 0x1D7D8};
    static const uint32_t others[] = {' ', '-', '.', '@', 0xA0, 0x2019, 0x20AC, 0x1F600};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_true(word_character(words[i]));
        assert_false(word_character(others[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_greedy__nervaluates_own_cases),
        cmocka_unit_test(test_greedy__an_early_overlap_takes_the_span),
        cmocka_unit_test(test_greedy__true_spans_are_taken_in_their_lists_order),
        cmocka_unit_test(test_greedy__overlap_is_a_share_of_the_true_span),
        cmocka_unit_test(test_matched__does_not_depend_on_order),
        cmocka_unit_test(test_matched__credit_goes_before_pairs),
        cmocka_unit_test(test_matched__only_what_overlaps_is_paired),
        cmocka_unit_test(test_matched__too_many_in_a_heap_is_said),
        cmocka_unit_test(test_counts__undefined_without_spans),
        cmocka_unit_test(test_iou__presidios_own_scenarios),
        cmocka_unit_test(test_iou__skipped_tokens_join_and_do_not_count),
        cmocka_unit_test(test_iou__one_prediction_over_two_counts_twice),
        cmocka_unit_test(test_masking__titles_and_punctuation_may_be_left),
        cmocka_unit_test(test_masking__an_entity_needs_every_mention),
        cmocka_unit_test(test_masking__a_mention_that_needs_none_may_stay),
        cmocka_unit_test(test_masking__precision_asks_whole_tokens),
        cmocka_unit_test(test_word_character__is_pythons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
