/* chrF and chrF++ as sacreBLEU computes them; see translation.h.
 * SOURCE: Popovic 2015, W15-3049, and 2017, W17-4770; sacrebleu/metrics/chrf.py. */
#include "metrics/translation/translation.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "metrics/unicode/unicode.h"

#include <string.h>

/* A share, rounded to single precision where asked. */
static double share(double part, double whole, bool single)
{
    return single ? (double)((float)part / (float)whole) : part / whole;
}

static double value_of(const double *sum, size_t orders, bool single)
{
    static const double eps = 1e-16;
    double factor = sum[3 * orders] * sum[3 * orders];
    double smoothed = 0;
    double precision = 0;
    double recall = 0;
    size_t effective = 0;
    for (size_t n = 0; n < orders; n++) {
        const double *counts = sum + 3 * n;
        double p = counts[0] > 0 ? share(counts[2], counts[0], single) : eps;
        double r = counts[1] > 0 ? share(counts[2], counts[1], single) : eps;
        double below = factor * p + r;
        smoothed += below > 0 ? (1 + factor) * p * r / below : eps;
        if (counts[0] > 0 && counts[1] > 0) {
            precision += p;
            recall += r;
            effective++;
        }
    }
    if (sum[3 * orders + 1] != 0) {
        return 100 * smoothed / (double)orders;
    }
    precision = effective > 0 ? precision / (double)effective : 0;
    recall = effective > 0 ? recall / (double)effective : 0;
    if (precision + recall == 0) {
        return 0;
    }
    return 100 * ((1 + factor) * precision * recall / (factor * precision + recall));
}

double chrf_value(const double *sum, size_t orders)
{
    return value_of(sum, orders, false);
}

double chrf_single(const double *sum)
{
    return value_of(sum, CHRF_ORDERS, true);
}

double chrf_plus_single(const double *sum)
{
    return value_of(sum, CHRF_ORDERS + CHRF_WORD_ORDERS, true);
}

/* Code points of a text into *numbers, white space left out unless it counts. */
static size_t characters(struct str text, bool whitespace, uint32_t **numbers, size_t *capacity)
{
    size_t count = 0;
    if (*capacity < text.n) {
        *numbers = xrealloc(*numbers, text.n, sizeof **numbers);
        *capacity = text.n;
    }
    for (size_t at = 0; at < text.n;) {
        uint32_t c = unicode_next(text, &at);
        if (whitespace || !unicode_is_space(c)) {
            (*numbers)[count++] = c;
        }
    }
    return count;
}

/* Python's string.punctuation. */
static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

/* Words of chrF++: one ASCII punctuation mark is cut off the end, else off the beginning, of
 * words longer than one character. */
static size_t split_words(struct word_table *table, struct str text, uint32_t **numbers,
                          size_t *capacity)
{
    struct str word;
    size_t count = 0;
    while (unicode_word(&text, &word)) {
        size_t cut = 0;
        if (utf8_count(word) > 1 && is_punctuation(word.p[word.n - 1])) {
            cut = word.n - 1;
        } else if (utf8_count(word) > 1 && is_punctuation(word.p[0])) {
            cut = 1;
        }
        struct str parts[2] = {str_sub(word, 0, cut), str_from(word, cut)};
        for (size_t i = cut > 0 ? 0 : 1; i < 2; i++) {
            *numbers = mem_grow(*numbers, count, capacity, sizeof **numbers);
            (*numbers)[count++] = word_table_add(table, parts[i]);
        }
    }
    return count;
}

/* Counts of `orders` orders into triplets. */
static void triplets(struct translation_work *work, size_t hypothesis, size_t reference,
                     size_t orders, double *vector)
{
    uint32_t both[NGRAM_ORDERS_MAX];
    ngrams_begin(&work->grams, reference, orders);
    ngrams_add(&work->grams, work->numbers[1], reference, orders);
    ngrams_match(&work->grams, work->numbers[0], hypothesis, orders, both);
    for (size_t n = 0; n < orders; n++) {
        bool counted = hypothesis > n && reference > n;
        vector[3 * n] = counted ? (double)(hypothesis - n) : 0;
        vector[3 * n + 1] = reference > n ? (double)(reference - n) : 0;
        vector[3 * n + 2] = both[n];
    }
}

static void against(struct translation_work *work, const struct translation_settings *settings,
                    size_t word_orders, struct str hypothesis, struct str reference,
                    double *vector)
{
    size_t orders = CHRF_ORDERS + word_orders;
    size_t h =
        characters(hypothesis, settings->whitespace, &work->numbers[0], &work->capacity[0]);
    size_t r =
        characters(reference, settings->whitespace, &work->numbers[1], &work->capacity[1]);
    triplets(work, h, r, CHRF_ORDERS, vector);
    if (word_orders > 0) {
        word_table_clear(&work->words);
        h = split_words(&work->words, hypothesis, &work->numbers[0], &work->capacity[0]);
        r = split_words(&work->words, reference, &work->numbers[1], &work->capacity[1]);
        triplets(work, h, r, word_orders, vector + (size_t)3 * CHRF_ORDERS);
    }
    vector[3 * orders] = settings->beta > 0 ? settings->beta : 2;
    vector[3 * orders + 1] = settings->eps_smoothing;
}

void chrf_vector(struct translation_work *work, const struct translation_settings *settings,
                 size_t word_orders, const struct translation_segment *segment, double *vector)
{
    size_t orders = CHRF_ORDERS + word_orders;
    double best = -1;
    double found[CHRF_PLUS_VECTOR];
    struct strbuf *one = &work->scratch.one;
    struct strbuf *two = &work->scratch.two;
    struct str hypothesis = unicode_trim_end(segment->hypothesis);
    if (settings->lowercase) {
        strbuf_clear(one);
        unicode_lower(one, hypothesis);
        hypothesis = strbuf_view(one);
    }
    for (size_t i = 0; i < segment->reference_count; i++) {
        struct str reference = unicode_trim_end(segment->references[i]);
        if (settings->lowercase) {
            strbuf_clear(two);
            unicode_lower(two, reference);
            reference = strbuf_view(two);
        }
        against(work, settings, word_orders, hypothesis, reference, found);
        double value = chrf_value(found, orders);
        if (value > best) {
            best = value;
            memcpy(vector, found, (3 * orders + 2) * sizeof *vector);
        }
    }
}
