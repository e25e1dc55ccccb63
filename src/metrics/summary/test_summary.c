/* ROUGE by the values of ROUGE-1.5.5 that rouge_score's tests hold, stems by NLTK, fragments,
 * entities and citations by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/summary/citations.h"
#include "metrics/summary/entities.h"
#include "metrics/summary/porter.h"
#include "metrics/summary/summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* google-research/rouge testdata/pyrouge_files/{target,prediction}_multi.0.txt (Apache-2.0);
 * the second line of target.txt and prediction.txt is the second here. */
static const char *const target[] = {
    "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM "
    "EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
    "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao "
    "Q "
    "m qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing "
    "UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion "
    "SN",
    "NhETebUbBk'er WOvoHMTjSRizKgH'vHiing Xu,hWxfs VkNE QhgKiLHE -HidivzoM.dO anhtion "
    "jbLQiSGDTCsuhREebUaKM dv J dVN tmbOT",
    "vMR HDm,xOAetion D,tion HJtodT.mHl UIv-p VjWH'BdyWjnfGU-OjT aEMdFICyLWfQMtion wEMfdOKing "
    "AwkeKbO 'DxqNOHBH qKtVvm OYJl mM"};
static const char *const prediction[] = {
    "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
    "n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed "
    "HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD",
    "xfs VkJE QhgKiLHE -HidivzoM.dO anhing jbLQiSGDTCsuhREebUaKM dv J",
    "VjWH'BdyWjnfGU-OjTNaEMdFICyLWfQMing wEMfdOKijg AwkeKbO 'DxqNO"};

static void join(const char *const *lines, char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < 4; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s\n", lines[i]);
    }
}

static void score(const char *reference, const char *hypothesis, bool stem,
                  struct rouge scores[ROUGE_KINDS])
{
    assert_int_equal(rouge_score(str_of(reference), str_of(hypothesis), stem, scores, NULL),
                     ERR_OK);
}

static void assert_rouge(const struct rouge *score, double recall, double precision, double f)
{
    if (fabs(score->recall - recall) > 5e-6 || fabs(score->precision - precision) > 5e-6 ||
        fabs(score->f - f) > 5e-6) {
        fail_msg("R %.5f P %.5f F %.5f", score->recall, score->precision, score->f);
    }
}

static void test_rouge__values_of_rouge_155(void **state)
{
    (void)state;
    struct rouge s[ROUGE_KINDS];
    score(target[0], prediction[0], false, s);
    assert_rouge(&s[ROUGE_1], 0.40741, 0.68750, 0.51163);
    assert_rouge(&s[ROUGE_2], 0.30769, 0.53333, 0.39024);
    assert_rouge(&s[ROUGE_L], 0.40741, 0.68750, 0.51163);
    score(target[1], prediction[1], false, s);
    assert_rouge(&s[ROUGE_1], 0.40476, 0.65385, 0.50000);
    assert_rouge(&s[ROUGE_2], 0.29268, 0.48000, 0.36364);
    assert_rouge(&s[ROUGE_L], 0.40476, 0.65385, 0.50000);
    score(target[1], prediction[1], true, s);
    assert_rouge(&s[ROUGE_1], 0.42857, 0.69231, 0.52941);
}

static void test_rouge_lsum__values_of_rouge_155(void **state)
{
    (void)state;
    char texts[2][2048];
    struct rouge s[ROUGE_KINDS];
    join(target, texts[0], sizeof texts[0]);
    join(prediction, texts[1], sizeof texts[1]);
    score(texts[0], texts[1], true, s);
    assert_rouge(&s[ROUGE_LSUM], 0.36538, 0.66667, 0.47205);
}

/* rouge_scorer_test.py testRougeLsum: the example of section 3.2 of the paper. */
static void test_rouge_lsum__takes_the_union(void **state)
{
    (void)state;
    struct rouge s[ROUGE_KINDS];
    score("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", false, s);
    assert_rouge(&s[ROUGE_LSUM], 0.8, 0.4, 8.0 / 15);
    score("w1 w2 w3 w4 w5", "/", false, s);
    assert_rouge(&s[ROUGE_LSUM], 0, 0, 0);
}

/* Other letters end a word; the Kelvin sign is a k. */
static void test_rouge__words_are_ascii(void **state)
{
    (void)state;
    struct rouge s[ROUGE_KINDS];
    score("caf\xC3\xA9s 5 \xE2\x84\xAA", "caf s 5k", false, s);
    assert_rouge(&s[ROUGE_1], 0.5, 2.0 / 3, 4.0 / 7);
}

/* nltk 3.8, PorterStemmer().stem. */
static void test_porter__stems_as_nltk(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"caresses", "caress"},   {"flies", "fli"},
        {"dies", "die"},          {"agreed", "agre"},
        {"plastered", "plaster"}, {"happy", "happi"},
        {"enjoy", "enjoy"},       {"spied", "spi"},
        {"hopping", "hop"},       {"filing", "file"},
        {"relational", "relat"},  {"generalizations", "gener"},
        {"radicalli", "radic"},   {"geologi", "geolog"},
        {"adoption", "adopt"},    {"controll", "control"},
        {"skies", "sky"},         {"news", "news"},
        {"proceed", "proceed"},   {"oed", "o"},
        {"yyying", "yy"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char word[32];
        memcpy(word, words[i][0], strlen(words[i][0]));
        size_t n = porter_stem(word, strlen(words[i][0]));
        word[n] = '\0';
        assert_string_equal(word, words[i][1]);
    }
}

/* After "a b" at the first place the search goes on behind it and misses "a b c" across. */
static void test_fragments__search_as_newsroom_does(void **state)
{
    (void)state;
    struct fragments f = fragments_find(STR("The cat SAT on x"), STR("on the cat sat quietly"));
    assert_true(f.summary_words == 5 && f.source_words == 5 && f.covered == 4);
    assert_true(f.squares == 10);
    f = fragments_find(STR("x x y"), STR("x x x y"));
    assert_true(f.covered == 3 && f.squares == 5);
}

static void assert_entities(const char *text, const char *const *forms, size_t count)
{
    struct arena *arena = arena_new();
    struct entities found = entities_find(arena, str_of(text));
    assert_int_equal(found.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(arena_strndup(arena, found.items[i].form.p, found.items[i].form.n),
                            forms[i]);
    }
    arena_free(arena);
}

static void test_entities__are_found_by_shape(void **state)
{
    (void)state;
    static const char *const phones[] = {"01134960000", "07700900123", "07700900123",
                                         "+33123456789"};
    assert_entities("ring (0113) 496 0000, +44 (0)7700 900-123, 07700900123, +33 1 23 45 67 89 "
                    "or 101",
                    phones, 4);
    static const char *const sums[] = {"GBP 120050", "GBP 50", "GBP 120000000", "EUR 500",
                                       "GBP 300"};
    assert_entities("paid \xC2\xA3"
                    "1,200.50, 50p, \xC2\xA3"
                    "1.2m, \xE2\x82\xAC"
                    "5 and 3 pounds",
                    sums, 5);
    static const char *const dates[] = {"2024-12-31", "2024-12-31", "1998-02-01",
                                        "2024-03-03", "0000-05-04", "2024-12-31"};
    assert_entities("on 31/12/2024, 2024-12-31, 1.2.98, 3rd of March 2024, 4 May, Dec 31, 2024",
                    dates, 6);
    static const char *const marks[] = {"AB12CDE", "A123BCD", "ABC123D"};
    assert_entities("seen AB12 CDE, A123BCD and ABC 123D", marks, 3);
    static const char *const names[] = {"John Smith", "Anne-Marie O'Neill", "Leeds"};
    assert_entities("Yesterday Mr. John Smith met Anne-Marie O'Neill's dog in Leeds on Monday.",
                    names, 3);
}

static void test_entities__are_supported_by_meaning(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct entities found =
        entities_find(arena, STR("He met John Smith on 3 March and paid \xC2\xA3"
                                 "50 to Bob Jones on 4/3/2024."));
    bool supported[8];
    assert_int_equal(found.count, 5);
    entities_support(arena, &found,
                     STR("SMITH, john: 03.03.2024, \xC2\xA3"
                         "50.00, bob, 4 March 2023"),
                     supported);
    assert_true(supported[0] && supported[1] && supported[2]);
    assert_false(supported[3]); /* no Jones */
    assert_false(supported[4]); /* another year */
    arena_free(arena);
}

static void test_citations__quotations_are_looked_up(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct str pages[] = {STR("The car  was\nRED."),
                                STR("He said \xE2\x80\x98no\xE2\x80\x99.")};
    struct citations c = citations_check(
        arena,
        STR("Bob saw that \"the car was red.\" [1] It rained. He said \"'no'\" [2], [1]. "
            "\xE2\x80\x9Cgreen\xE2\x80\x9D [1] and no quotation [2]."),
        pages, 2);
    assert_int_equal(c.citations, 5);
    assert_int_equal(c.valid, 2);
    assert_int_equal(c.sentences, 4);
    assert_int_equal(c.supported, 2);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rouge__values_of_rouge_155),
        cmocka_unit_test(test_rouge_lsum__values_of_rouge_155),
        cmocka_unit_test(test_rouge_lsum__takes_the_union),
        cmocka_unit_test(test_rouge__words_are_ascii),
        cmocka_unit_test(test_porter__stems_as_nltk),
        cmocka_unit_test(test_fragments__search_as_newsroom_does),
        cmocka_unit_test(test_entities__are_found_by_shape),
        cmocka_unit_test(test_entities__are_supported_by_meaning),
        cmocka_unit_test(test_citations__quotations_are_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
