/* BLEU, chrF and TER by sacreBLEU's published cases; its tests of two systems by what it
 * prints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "metrics/translation/numpy_stream.h"
#include "metrics/translation/translation.h"
#include "metrics/translation/translation_pair.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 8, BLEU, CHRF, CHRF_PLUS, TER };

static const struct translation_settings plain = {.smooth_value = -1};

static size_t vector_length(int kind)
{
    return kind == BLEU        ? BLEU_VECTOR
           : kind == CHRF      ? CHRF_VECTOR
           : kind == CHRF_PLUS ? CHRF_PLUS_VECTOR
                               : TER_VECTOR;
}

static void vector_of(int kind, const struct translation_settings *settings,
                      const char *hypothesis, const char *const *references, size_t count,
                      double *vector)
{
    struct translation_work *work = translation_work_new();
    struct str texts[LINES_MAX];
    for (size_t i = 0; i < count; i++) {
        texts[i] = str_of(references[i]);
    }
    struct translation_segment segment = {str_of(hypothesis), texts, count};
    if (kind == BLEU) {
        bleu_vector(work, settings, &segment, vector);
    } else if (kind == TER) {
        ter_vector(work, settings, &segment, vector);
    } else {
        chrf_vector(work, settings, kind == CHRF_PLUS ? CHRF_WORD_ORDERS : 0, &segment, vector);
    }
    translation_work_free(work);
}

static double value_of(int kind, const double *sum)
{
    switch (kind) {
    case BLEU:
        return bleu_value(sum);
    case CHRF:
        return chrf_value(sum, CHRF_ORDERS);
    case CHRF_PLUS:
        return chrf_value(sum, CHRF_ORDERS + CHRF_WORD_ORDERS);
    default:
        return ter_value(sum);
    }
}

/* Score of lines against `references` references each, one row of references a line. */
static double corpus(int kind, const struct translation_settings *settings, size_t lines,
                     const char *const *hypotheses, size_t references, const char *const *rows)
{
    size_t length = vector_length(kind);
    double sum[METRIC_VECTOR_MAX] = {0};
    double vector[METRIC_VECTOR_MAX];
    size_t counts = kind == BLEU ? BLEU_COUNTS : kind == TER ? TER_VECTOR : length - 2;
    for (size_t i = 0; i < lines; i++) {
        vector_of(kind, settings, hypotheses[i], rows + i * references, references, vector);
        translation_merge(sum, vector, counts, length);
    }
    return value_of(kind, sum);
}

static double pair(int kind, const struct translation_settings *settings,
                   const char *hypothesis, const char *reference)
{
    return corpus(kind, settings, 1, &hypothesis, 1, &reference);
}

static void assert_near(double value, double wanted, double most)
{
    if (!(fabs(value - wanted) <= most)) {
        fail_msg("%.17g, should be %.17g", value, wanted);
    }
}

/* sacreBLEU test/test_bleu.py, test_corpus_bleu_cases. */
static void test_bleu__several_references(void **state)
{
    (void)state;
    static const char *const hypotheses[] = {"The dog bit the man.", "It wasn't surprising.",
                                             "The man had just bitten him."};
    static const char *const references[] = {
        "The dog bit the man.",  "The dog had bit the man.", "It was not unexpected.",
        "No one was surprised.", "The man bit him first.",   "The man had bitten the dog."};
    static const double wanted[] = {48.530827, 49.1919566, 43.91623493};
    for (size_t t = 0; t < 3; t++) {
        struct translation_settings settings = plain;
        settings.tokenizer = (enum translation_tokenizer)t;
        assert_near(corpus(BLEU, &settings, 3, hypotheses, 2, references), wanted[t], 1e-6);
    }
}

/* sacreBLEU test/test_sentence_bleu.py, test_cases. */
static void test_bleu__smoothing_tokenisers_and_case(void **state)
{
    (void)state;
    static const char reference[] = "produc\xC5\xA3ia de zah\xC4\x83r brut se exprim\xC4\x83 "
                                    "\xC3\xAEn zah\xC4\x83r alb;";
    static const char hypothesis[] = "Produc\xC8\x9Bia de zah\xC4\x83r prim\xC4\x83 va fi "
                                     "exprimat\xC4\x83 \xC3\xAEn ceea ce "
                                     "prive\xC8\x99te zah\xC4\x83rul alb;";
    static const struct {
        enum bleu_smoothing smoothing;
        double value;
        bool lower;
        enum translation_tokenizer tokenizer;
        double wanted;
    } cases[] = {{BLEU_EXP, -1, false, TRANSLATION_13A, 8.493},
                 {BLEU_NO_SMOOTHING, -1, false, TRANSLATION_13A, 0},
                 {BLEU_FLOOR, -1, false, TRANSLATION_13A, 4.51688},
                 {BLEU_FLOOR, 0.5, false, TRANSLATION_13A, 10.10},
                 {BLEU_ADD_K, -1, false, TRANSLATION_13A, 14.882},
                 {BLEU_ADD_K, 2, false, TRANSLATION_13A, 21.389},
                 {BLEU_EXP, -1, false, TRANSLATION_NONE, 7.347},
                 {BLEU_EXP, -1, false, TRANSLATION_INTL, 8.493},
                 {BLEU_EXP, -1, false, TRANSLATION_CHAR, 40.8759},
                 {BLEU_EXP, -1, true, TRANSLATION_CHAR, 42.0267}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct translation_settings settings = {.lowercase = cases[i].lower,
                                                .tokenizer = cases[i].tokenizer,
                                                .smoothing = cases[i].smoothing,
                                                .smooth_value = cases[i].value,
                                                .effective_order = true};
        assert_near(pair(BLEU, &settings, hypothesis, reference), cases[i].wanted, 1e-3);
    }
}

/* sacreBLEU test/test_bleu.py, test_case_degenerate_stats and test_raw_bleu_cases. */
static void test_bleu__nothing_right_is_zero(void **state)
{
    (void)state;
    assert_true(pair(BLEU, &plain, "okay thanks", "this is a cat") == 0);
    assert_true(pair(BLEU, &plain, "", "a") == 0);
    assert_near(pair(BLEU, &plain, "this is a test", "this is a test"), 100, 1e-9);
}

static void assert_tokens(enum translation_tokenizer tokenizer, const char *line,
                          const char *wanted)
{
    struct translation_scratch scratch;
    translation_scratch_init(&scratch, 4096);
    struct word_table table;
    word_table_init(&table);
    char joined[4096] = "";
    struct str text = translation_tokenize(tokenizer, false, str_of(line), &scratch);
    uint32_t *ids = NULL;
    size_t capacity = 0;
    size_t count = word_table_split(&table, text, &ids, &capacity);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        struct str word = table.words[ids[i]].text;
        used += (size_t)snprintf(joined + used, sizeof joined - used, "%s%.*s",
                                 i > 0 ? " " : "", STR_ARG(word));
    }
    assert_string_equal(joined, wanted);
    free(ids);
    word_table_release(&table);
    translation_scratch_release(&scratch);
}

/* What sacreBLEU 2.6.0's tokenizers give. */
static void test_tokens__as_sacrebleu_splits(void **state)
{
    (void)state;
    assert_tokens(TRANSLATION_13A, "1,000.5 a.b ..,. &amp;lt; 3-4 x-y",
                  "1,000.5 a . b . . , . < 3 - 4 x-y");
    assert_tokens(TRANSLATION_13A,
                  "a\xC2\xA0"
                  "b\xE3\x80\x80"
                  "c<skipped>d",
                  "a b cd");
    assert_tokens(TRANSLATION_13A, "ends 5.", "ends 5 .");
    assert_tokens(TRANSLATION_INTL,
                  "ends 5. a\xE2\x80\x93"
                  "b 1,5\xE2\x82\xAC",
                  "ends 5 . a \xE2\x80\x93 b 1,5 \xE2\x82\xAC");
    assert_tokens(TRANSLATION_ZH,
                  "a\xE4\xB8\xAD\xE5\x9B\xBD"
                  "b.",
                  "a \xE4\xB8\xAD \xE5\x9B\xBD b .");
    assert_tokens(TRANSLATION_CHAR, "ab c", "a b c");
}

/* sacreBLEU test/test_chrf.py, to its own 1e-4. */
static void test_chrf__published_cases(void **state)
{
    (void)state;
    struct translation_settings eps = {.beta = 3, .eps_smoothing = true};
    struct translation_settings effective = {.beta = 3};
    struct translation_settings spaces = {.beta = 3, .whitespace = true};
    assert_near(pair(CHRF, &eps, "abcdefg", "hijklmnop"), 0, 1e-9);
    assert_near(pair(CHRF, &eps, "aa", "ab"), 8.3333, 1e-4);
    assert_near(pair(CHRF, &eps, "a b c", "abc"), 50, 1e-9);
    assert_near(pair(CHRF, &eps,
                     " Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  "
                     "freundlich. ",
                     "Das Verh\xC3\xA4ltnis zwischen Obama und Netanyahu ist nicht gerade "
                     "freundschaftlich."),
                64.1302698, 1e-4);
    assert_near(pair(CHRF, &effective, "aa", "ab"), 25, 1e-9);
    assert_near(pair(CHRF, &effective, "", "c"), 0, 1e-9);
    assert_near(pair(CHRF, &spaces,
                     "Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.",
                     "Das Verh\xC3\xA4ltnis zwischen Obama und Netanyahu ist nicht gerade "
                     "freundschaftlich."),
                67.3481606, 1e-4);
}

/* sacreBLEU 2.6.0, word_order=2, run on these. Its issue 124: "(hi)" is "(hi" and ")". */
static void test_chrf_plus__cuts_one_mark_off_the_end(void **state)
{
    (void)state;
    double vector[METRIC_VECTOR_MAX];
    const char *reference = "say (hi";
    vector_of(CHRF_PLUS, &plain, "say (hi)", &reference, 1, vector);
    /* say, (hi, ) against say, (, hi: only "say" is shared */
    assert_true(vector[18] == 3 && vector[19] == 3 && vector[20] == 1);
}

/* sacreBLEU test/test_ter.py. */
static void test_ter__published_cases(void **state)
{
    (void)state;
    static const char *const hypotheses[] = {
        "w\xC3\xA4hlen Sie \" Bild neu berechnen , \" um beim \xC3\x84ndern der "
        "Bildgr\xC3\xB6\xC3\x9F"
        "e "
        "Pixel hinzuzuf\xC3\xBCgen oder zu entfernen , damit das Bild ungef\xC3\xA4hr dieselbe "
        "Gr\xC3\xB6\xC3\x9F"
        "e aufweist wie die andere Gr\xC3\xB6\xC3\x9F"
        "e .",
        "Sie k\xC3\xB6nnen beispielsweise ein Dokument erstellen , das ein Auto \xC3\xBC"
        "ber die "
        "B\xC3\xBChne enth\xC3\xA4lt ."};
    static const char *const references[] = {
        "w\xC3\xA4hlen Sie \" Bild neu berechnen , \" um beim \xC3\x84ndern der "
        "Bildgr\xC3\xB6\xC3\x9F"
        "e "
        "Pixel hinzuzuf\xC3\xBCgen oder zu entfernen , damit die Darstellung des Bildes in "
        "einer "
        "anderen Gr\xC3\xB6\xC3\x9F"
        "e beibehalten wird .",
        "Sie k\xC3\xB6nnen beispielsweise ein Dokument erstellen , das ein Auto enthalt , das "
        "sich \xC3\xBC"
        "ber die B\xC3\xBChne bewegt ."};
    assert_near(pair(TER, &plain, "aaaa bbbb cccc dddd", "aaaa bbbb cccc dddd"), 0, 0);
    assert_near(pair(TER, &plain, "dddd eeee ffff", "aaaa bbbb cccc"), 100, 0);
    assert_near(pair(TER, &plain, "", "a"), 100, 0);
    assert_near(pair(TER, &plain, "a", ""), 100, 0);
    assert_near(pair(TER, &plain, "", ""), 0, 0);
    assert_near(pair(TER, &plain, "d e f g h a b c", "a b c d e f g h"), 12.5, 0);
    /* lines 1 and 4 of its realistic example: 10 and 5 edits of 31 and 19 words by running it
     */
    double edits = corpus(TER, &plain, 2, hypotheses, 1, references);
    assert_near(edits, 30.0, 1e-9);
}

/* References are tokenised twice: the second time " .5" comes apart. */
static void test_ter__references_are_normalised_twice(void **state)
{
    (void)state;
    double vector[TER_VECTOR];
    const char *same = ",.5 a";
    struct translation_settings settings = {.tercom = {.normalized = true}};
    vector_of(TER, &settings, same, &same, 1, vector);
    assert_true(vector[0] == 2 && vector[1] == 4);
}

/* One cell after the other, no beam needed: words few enough. */
static size_t slow_distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t row[64];
    for (size_t j = 0; j <= m; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[m];
}

/* Shifts can only help: never more edits than the edit distance, never fewer than the
 * difference of lengths. */
static void test_ter__never_more_than_the_edit_distance(void **state)
{
    (void)state;
    struct prng prng;
    struct ter_work *work = ter_work_new();
    uint32_t words[2][40];
    prng_seed(&prng, 7);
    for (int round = 0; round < 3000; round++) {
        size_t n = prng_below(&prng, 40);
        size_t m = 1 + prng_below(&prng, 24);
        for (size_t i = 0; i < 40; i++) {
            words[0][i] = (uint32_t)prng_below(&prng, 6);
            words[1][i] = (uint32_t)prng_below(&prng, 6);
        }
        size_t edits = ter_edits(work, words[0], n, words[1], m);
        assert_true(edits <= slow_distance(words[0], n, words[1], m));
        assert_true(edits >= (n > m ? n - m : m - n));
    }
    ter_work_free(work);
}

/* numpy 1.24: default_rng(12345).choice(3004, size=10); integers(2, size=40, dtype=bool);
 * default_rng(2**40 + 7).bit_generator.random_raw(3). */
static void test_numpy__draws_what_numpy_draws(void **state)
{
    (void)state;
    static const uint32_t choices[] = {2100, 682, 2369, 951, 613, 2395, 1930, 2031, 2969, 1174};
    static const char bits[] = "1011100110000011111111110100110110110001";
    struct numpy_stream stream;
    struct numpy_bits held = {0};
    numpy_seed(&stream, 12345);
    for (size_t i = 0; i < 10; i++) {
        assert_int_equal(numpy_choice(&stream, 3004), choices[i]);
    }
    numpy_seed(&stream, 12345);
    for (size_t i = 0; bits[i] != '\0'; i++) {
        assert_int_equal(numpy_bit(&stream, &held), bits[i] - '0');
    }
    numpy_seed(&stream, (UINT64_C(1) << 40) + 7);
    assert_true(numpy_next64(&stream) == UINT64_C(15307346044642009514));
    assert_true(numpy_next64(&stream) == UINT64_C(4709548916763817589));
}

extern const struct metric metric_ter;

/* sacreBLEU 2.6.0 with numpy 1.24.2 on counts like these, _paired_bs_test and _paired_ar_test.
 */
static void test_pair__p_values_and_spread_of_sacrebleu(void **state)
{
    (void)state;
    static double first[60];
    static double second[60];
    for (size_t i = 0; i < 30; i++) {
        first[2 * i] = (double)(i * 7 % 5);
        second[2 * i] = (double)(i * 11 % 6);
        first[2 * i + 1] = second[2 * i + 1] = 5 + (double)(i % 4) + 0.5;
    }
    struct translation_pair tested = {.metric = &metric_ter,
                                      .counts = TER_VECTOR,
                                      .single = ter_single,
                                      .segments = 30,
                                      .baseline = first,
                                      .rival = second,
                                      .seed = 12345};
    for (size_t threads = 1; threads <= 2; threads++) {
        tested.threads = threads;
        struct pair_bootstrap found = translation_bootstrap(&tested, 1000);
        assert_near(found.p, 0.08191808191808192, 1e-15);
        assert_near(found.baseline.mean, 28.94135341346264, 1e-12);
        assert_near(found.baseline.half_width, 7.738788425922394, 1e-12);
        assert_near(translation_randomize(&tested, 10000), 0.20407959204079593, 1e-15);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bleu__several_references),
        cmocka_unit_test(test_bleu__smoothing_tokenisers_and_case),
        cmocka_unit_test(test_bleu__nothing_right_is_zero),
        cmocka_unit_test(test_tokens__as_sacrebleu_splits),
        cmocka_unit_test(test_chrf__published_cases),
        cmocka_unit_test(test_chrf_plus__cuts_one_mark_off_the_end),
        cmocka_unit_test(test_ter__published_cases),
        cmocka_unit_test(test_ter__references_are_normalised_twice),
        cmocka_unit_test(test_ter__never_more_than_the_edit_distance),
        cmocka_unit_test(test_numpy__draws_what_numpy_draws),
        cmocka_unit_test(test_pair__p_values_and_spread_of_sacrebleu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
