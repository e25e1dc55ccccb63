/* See review_loop.h. */
#include "text_ranking/review_loop.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct loop_scored {
    size_t text;
    double score[2];
};

struct review_loop_terms review_loop_terms(void)
{
    return (struct review_loop_terms){
        .seeds = 1, .cost = 2, .smoothing = 100, .bayes = 0.5, .seed = 1};
}

void review_loop_init(struct review_loop *loop, const struct text_vectors *vectors,
                      const struct review_loop_terms *terms)
{
    size_t count = vectors->count;
    *loop = (struct review_loop){.vectors = vectors, .terms = *terms, .batch = 1};
    prng_seed(&loop->prng, terms->seed);
    loop->label = xcalloc(count + 1, sizeof *loop->label);
    memset(loop->label, -1, count);
    loop->proposed = xcalloc(count + 1, sizeof *loop->proposed);
    loop->labelled = xcalloc(count + 1, sizeof *loop->labelled);
    loop->examples = xcalloc(count + LOOP_PRESUMED + 1, sizeof *loop->examples);
    loop->scored = xcalloc(count + 1, sizeof *loop->scored);
    for (int i = 0; i < 2; i++) {
        loop->weights[i] = xcalloc(vectors->features + 1, sizeof *loop->weights[i]);
    }
}

void review_loop_release(struct review_loop *loop)
{
    free(loop->label);
    free(loop->proposed);
    free(loop->labelled);
    free(loop->examples);
    free(loop->scored);
    free(loop->weights[0]);
    free(loop->weights[1]);
    *loop = (struct review_loop){0};
}

void review_loop_learn(struct review_loop *loop, size_t text, bool relevant)
{
    if (loop->label[text] < 0) {
        loop->labelled[loop->labelled_count++] = text;
    } else {
        loop->relevant -= loop->label[text] > 0 ? 1 : 0;
    }
    loop->label[text] = relevant ? 1 : 0;
    loop->relevant += relevant ? 1 : 0;
    loop->proposed[text] = true;
}

/* Texts that nobody has read stand for irrelevant ones, since most are, while fewer than
 * LOOP_PRESUMED of those are known. */
static size_t presume(struct review_loop *loop, size_t count, size_t rest)
{
    size_t known = loop->labelled_count - loop->relevant;
    size_t lacking = known < LOOP_PRESUMED ? LOOP_PRESUMED - known : 0;
    size_t most = rest / 2 < lacking ? rest / 2 : lacking;
    for (size_t i = 0; i < most; i++) {
        size_t pick = i + (size_t)prng_below(&loop->prng, rest - i);
        struct loop_scored other = loop->scored[pick];
        loop->scored[pick] = loop->scored[i];
        loop->scored[i] = other;
        loop->examples[count++] = (struct example){other.text, false, 1};
    }
    return count;
}

/* Relevant and irrelevant examples weigh the same in all. */
static void balance(struct example *examples, size_t count)
{
    double relevant = 0;
    for (size_t i = 0; i < count; i++) {
        relevant += examples[i].relevant ? 1 : 0;
    }
    double other = (double)count - relevant;
    for (size_t i = 0; i < count; i++) {
        examples[i].weight = 0.5 * (double)count /
                             (examples[i].relevant ? relevant
                              : other > 0          ? other
                                                   : 1);
    }
}

static void fit(struct review_loop *loop, size_t rest)
{
    size_t count = 0;
    for (size_t i = 0; i < loop->terms.seeds; i++) {
        loop->examples[count++] = (struct example){i, true, 1};
    }
    for (size_t i = 0; i < loop->labelled_count; i++) {
        size_t text = loop->labelled[i];
        loop->examples[count++] = (struct example){text, loop->label[text] > 0, 1};
    }
    count = presume(loop, count, rest);
    balance(loop->examples, count);
    logistic_fit(loop->vectors, loop->examples, count, loop->terms.cost, loop->weights[0]);
    naive_bayes_fit(loop->vectors, loop->examples, count, loop->terms.smoothing,
                    loop->weights[1]);
}

static int better(const void *left, const void *right)
{
    const struct loop_scored *a = left;
    const struct loop_scored *b = right;
    return a->score[0] != b->score[0] ? (a->score[0] > b->score[0] ? -1 : 1)
           : a->text != b->text       ? (a->text < b->text ? -1 : 1)
                                      : 0;
}

/* Both models' scores in units of their spread over what is not read, into score[0]. */
static void join(struct loop_scored *scored, size_t count, double bayes)
{
    double mean[2] = {0, 0};
    double square[2] = {0, 0};
    double by[2];
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < 2; k++) {
            mean[k] += scored[i].score[k];
            square[k] += scored[i].score[k] * scored[i].score[k];
        }
    }
    for (int k = 0; k < 2; k++) {
        mean[k] /= (double)count;
        double variance = square[k] / (double)count - mean[k] * mean[k];
        by[k] = variance > 0 ? 1 / sqrt(variance) : 0;
    }
    for (size_t i = 0; i < count; i++) {
        scored[i].score[0] = (1 - bayes) * by[0] * (scored[i].score[0] - mean[0]) +
                             bayes * by[1] * (scored[i].score[1] - mean[1]);
    }
}

static void score(const struct text_vectors *vectors, float *const *weights,
                  struct loop_scored *scored)
{
    double sums[2] = {0, 0};
    for (size_t i = vectors->start[scored->text]; i < vectors->start[scored->text + 1]; i++) {
        double value = (double)vectors->items[i].value;
        sums[0] += (double)weights[0][vectors->items[i].id] * value;
        sums[1] += (double)weights[1][vectors->items[i].id] * value;
    }
    scored->score[0] = sums[0];
    scored->score[1] = sums[1];
}

size_t review_loop_next(struct review_loop *loop, size_t at_most, size_t *texts)
{
    size_t rest = 0;
    for (size_t i = loop->terms.seeds; i < loop->vectors->count; i++) {
        if (!loop->proposed[i]) {
            loop->scored[rest++].text = i;
        }
    }
    if (rest == 0 || at_most == 0) {
        return 0;
    }
    fit(loop, rest);
    for (size_t i = 0; i < rest; i++) {
        score(loop->vectors, loop->weights, &loop->scored[i]);
    }
    join(loop->scored, rest, loop->terms.bayes);
    qsort(loop->scored, rest, sizeof *loop->scored, better);
    size_t wanted = loop->terms.whole ? at_most : (size_t)loop->batch;
    size_t count = wanted < at_most ? wanted : at_most;
    count = count < rest ? count : rest;
    for (size_t i = 0; i < count; i++) {
        texts[i] = loop->scored[i].text;
        loop->proposed[texts[i]] = true;
    }
    loop->batch += ceil(loop->batch / 20);
    return count;
}
