/* See salience.h. */
#include "casecheck/salience.h"

#include "base/err.h"
#include "base/name_table.h"
#include "casetext/plain_word.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 200, WORD_MAX = 60 };
#define DAMPING 0.85
#define CLOSE_ENOUGH 1e-10

struct weight {
    uint32_t word;
    double value;
};

/* A sentence as weighted words, in the order of their numbers, of length 1 (or none). */
struct bag {
    struct weight *items;
    size_t count;
};

static bool is_stop(struct str word)
{
    static const char *const stops[] = {
        "a",    "an",   "the",   "and", "or",   "of",    "to",    "in",   "on",   "at",  "by",
        "for",  "from", "with",  "was", "were", "is",    "are",   "be",   "been", "had", "has",
        "have", "i",    "he",    "she", "it",   "they",  "we",    "you",  "my",   "his", "her",
        "its",  "that", "this",  "as",  "but",  "which", "who",   "did",  "do",   "me",  "him",
        "them", "then", "there", "so",  "up",   "out",   "would", "will", "said"};
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        if (str_is(word, stops[i])) {
            return true;
        }
    }
    return false;
}

/* The next word that counts, in lower case into `word`; false at the end. */
static bool next_word(struct str text, size_t *at, char word[WORD_MAX], size_t *length)
{
    struct str own;
    while (plain_word_next(text, at, &own)) {
        *length = own.n < WORD_MAX ? own.n : WORD_MAX;
        for (size_t i = 0; i < *length; i++) {
            word[i] = plain_word_lower(own.p[i]);
        }
        if (!is_stop(str_n(word, *length))) {
            return true;
        }
    }
    return false;
}

static int by_word(const void *a, const void *b)
{
    uint32_t x = ((const struct weight *)a)->word;
    uint32_t y = ((const struct weight *)b)->word;
    return x < y ? -1 : x > y;
}

/* Counts of words; `add`: new ones get a number, else they are left out. */
static void count_words(struct arena *arena, struct name_table *names, struct str text,
                        bool add, struct bag *bag)
{
    char word[WORD_MAX];
    size_t length;
    size_t at = 0;
    size_t used = 0;
    bag->items = arena_alloc(arena, (text.n / 2 + 2) * sizeof *bag->items);
    while (next_word(text, &at, word, &length)) {
        uint32_t number;
        if (add) {
            number = name_table_add(names, str_n(word, length));
        } else if (!name_table_find(names, str_n(word, length), &number)) {
            continue;
        }
        bag->items[used++] = (struct weight){number, 1};
    }
    qsort(bag->items, used, sizeof *bag->items, by_word);
    bag->count = 0;
    for (size_t i = 0; i < used; i++) {
        if (bag->count > 0 && bag->items[bag->count - 1].word == bag->items[i].word) {
            bag->items[bag->count - 1].value += 1;
        } else {
            bag->items[bag->count++] = bag->items[i];
        }
    }
}

static void weigh(struct bag *bag, const double *documents, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < bag->count; i++) {
        bag->items[i].value *=
            log((1.0 + (double)count) / (0.5 + documents[bag->items[i].word]));
        sum += bag->items[i].value * bag->items[i].value;
    }
    for (size_t i = 0; i < bag->count && sum > 0; i++) {
        bag->items[i].value /= sqrt(sum);
    }
}

static double cosine(const struct bag *a, const struct bag *b)
{
    double sum = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->items[i].word == b->items[k].word) {
            sum += a->items[i++].value * b->items[k++].value;
        } else if (a->items[i].word < b->items[k].word) {
            i++;
        } else {
            k++;
        }
    }
    return sum;
}

/* Bags of all sentences, and of the question behind them. */
static struct bag *make_bags(struct arena *arena, const struct str *sentences, size_t count,
                             struct str about)
{
    struct name_table *names = name_table_new(arena);
    struct bag *bags = arena_zalloc(arena, (count + 1) * sizeof *bags);
    for (size_t i = 0; i < count; i++) {
        count_words(arena, names, sentences[i], true, &bags[i]);
    }
    count_words(arena, names, about, false, &bags[count]);
    double *documents = arena_zalloc(arena, (name_table_count(names) + 1) * sizeof *documents);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < bags[i].count; k++) {
            documents[bags[i].items[k].word] += 1;
        }
    }
    for (size_t i = 0; i <= count; i++) {
        weigh(&bags[i], documents, count);
    }
    return bags;
}

/* Where the walk jumps to: shares that add up to 1; false when nothing is about the question.
 */
static bool make_jumps(const struct bag *bags, size_t count, bool asked, double *jumps)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        jumps[i] = asked ? cosine(&bags[i], &bags[count]) : bags[i].count > 0 ? 1 : 0;
        sum += jumps[i];
    }
    for (size_t i = 0; i < count && sum > 0; i++) {
        jumps[i] /= sum;
    }
    return sum > 0;
}

double *salience_scores(struct arena *arena, const struct str *sentences, size_t count,
                        struct str about)
{
    if (count > SALIENCE_SENTENCES_MAX) {
        BUG("%zu sentences", count);
    }
    struct bag *bags = make_bags(arena, sentences, count, about);
    double *scores = arena_zalloc(arena, (count + 1) * sizeof *scores);
    double *next = arena_zalloc(arena, (count + 1) * sizeof *next);
    double *jumps = arena_zalloc(arena, (count + 1) * sizeof *jumps);
    double *walk = arena_zalloc(arena, (count * count + 1) * sizeof *walk);
    bool *alone = arena_zalloc(arena, count + 1);
    if (!make_jumps(bags, count, str_trim(about).n > 0, jumps)) {
        return scores;
    }
    for (size_t i = 0; i < count; i++) {
        double sum = 0;
        for (size_t k = 0; k < count; k++) {
            walk[i * count + k] = i == k ? 0 : cosine(&bags[i], &bags[k]);
            sum += walk[i * count + k];
        }
        alone[i] = sum <= 0;
        for (size_t k = 0; k < count && sum > 0; k++) {
            walk[i * count + k] /= sum;
        }
        scores[i] = jumps[i];
    }
    double change = 1;
    for (int step = 0; step < STEPS_MAX && change > CLOSE_ENOUGH; step++) {
        double lost = 0;
        change = 0;
        for (size_t k = 0; k < count; k++) {
            next[k] = 0;
        }
        for (size_t i = 0; i < count; i++) {
            lost += alone[i] ? scores[i] : 0;
            for (size_t k = 0; k < count; k++) {
                next[k] += DAMPING * scores[i] * walk[i * count + k];
            }
        }
        for (size_t k = 0; k < count; k++) {
            next[k] += (1 - DAMPING + DAMPING * lost) * jumps[k];
            change += fabs(next[k] - scores[k]);
            scores[k] = next[k];
        }
    }
    return scores;
}

size_t salience_choose_by(struct arena *arena, const struct str *sentences, size_t count,
                          const struct salience_by *by, double lambda, size_t wanted,
                          size_t *chosen)
{
    struct bag *bags = make_bags(arena, sentences, count, STR(""));
    double *nearest = arena_zalloc(arena, (count + 1) * sizeof *nearest);
    bool *taken = arena_zalloc(arena, count + 1);
    size_t n = 0;
    while (n < wanted) {
        size_t best = SIZE_MAX;
        double best_value = 0;
        for (size_t i = 0; i < count; i++) {
            double gain = taken[i] ? 0 : by->gain(by->context, i);
            if (gain <= 0) {
                continue;
            }
            double value = lambda * gain - (1 - lambda) * nearest[i];
            if (best == SIZE_MAX || value > best_value) {
                best = i;
                best_value = value;
            }
        }
        if (best == SIZE_MAX) {
            break;
        }
        taken[best] = true;
        chosen[n++] = best;
        if (by->take != NULL) {
            by->take(by->context, best);
        }
        for (size_t i = 0; i < count; i++) {
            double like = cosine(&bags[i], &bags[best]);
            nearest[i] = like > nearest[i] ? like : nearest[i];
        }
    }
    return n;
}

/* Scores as shares of the highest. */
struct scored {
    const double *scores;
    double highest;
};

static double score_of(const void *context, size_t i)
{
    const struct scored *scored = context;
    return scored->scores[i] / scored->highest;
}

size_t salience_choose(struct arena *arena, const struct str *sentences, size_t count,
                       const double *scores, double lambda, size_t wanted, size_t *chosen)
{
    struct scored scored = {scores, 0};
    for (size_t i = 0; i < count; i++) {
        scored.highest = scores[i] > scored.highest ? scores[i] : scored.highest;
    }
    if (scored.highest <= 0) {
        return 0;
    }
    const struct salience_by by = {score_of, NULL, &scored};
    return salience_choose_by(arena, sentences, count, &by, lambda, wanted, chosen);
}
