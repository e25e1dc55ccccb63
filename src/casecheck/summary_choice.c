/* See summary_choice.h. */
#include "casecheck/summary_choice.h"

#include "casecheck/salience.h"

#include <math.h>

enum { EACH_MIN = 2, EACH_SHARE = 5, ACCOUNT_MORE = 2 };
#define LAMBDA 0.6
/* What is left of a need's worth when its share of the lines is told, and past it. */
#define WORTH_TOLD 0.35
#define WORTH_PAST 0.1
/* What another of the same document is worth, and one past its share. */
#define SAME_PAPER 0.85
#define PAST_SHARE 0.001
/* A passage that tells no need. */
#define WORTH_NO_NEED 0.1
/* How far a passage's other needs count beside its first. */
#define SECOND_NEEDS 0.3
#define WEIGHT_SHARE 0.85
#define ACCOUNT_WORTH 1.25

/* Of 20 lines, so many for each need; set by this project. */
static const double lines_of_20[NEEDS] = {
    [NEED_ACT] = 4,       [NEED_SETTING] = 1, [NEED_WHO] = 2,    [NEED_CAUGHT] = 2,
    [NEED_SUSPECT] = 3.5, [NEED_ALIBI] = 1,   [NEED_EXPERT] = 2, [NEED_AGAINST] = 4,
    [NEED_MESSAGES] = 2,  [NEED_STATE] = 1};

struct choosing {
    const struct summary_passage *passages;
    size_t count, each;
    double highest;
    double told[NEEDS], target[NEEDS];
    size_t *of_document; /* taken from the document of a passage, by its first passage */
    const size_t *first; /* the first passage of a passage's document */
    size_t account; /* the first passage of the document that tells most of what was done */
    bool by_needs;
};

static double worth_left(const struct choosing *c, size_t need)
{
    double told = c->told[need] / c->target[need];
    return told >= 1 ? WORTH_PAST : 1 - (1 - WORTH_TOLD) * told;
}

/* The need that a passage tells most of, as things stand. */
static size_t main_need(const struct choosing *c, size_t i, double *worth)
{
    size_t best = 0;
    *worth = 0;
    for (size_t k = 0; k < NEEDS; k++) {
        double own = c->passages[i].shares[k] * worth_left(c, k);
        if (own > *worth) {
            *worth = own;
            best = k;
        }
    }
    return best;
}

static double gain(const void *context, size_t i)
{
    const struct choosing *c = context;
    const struct summary_passage *passage = &c->passages[i];
    size_t same = c->of_document[c->first[i]];
    double value = pow(passage->weight / c->highest, c->by_needs ? WEIGHT_SHARE : 1);
    if (c->by_needs) {
        double worth;
        size_t main = main_need(c, i, &worth);
        double others = 0;
        for (size_t k = 0; k < NEEDS; k++) {
            others += k == main ? 0 : passage->shares[k] * worth_left(c, k);
        }
        value *= WORTH_NO_NEED + worth + SECOND_NEEDS * (others > 1 ? 1 : others);
    }
    if (c->by_needs && c->first[i] == c->account) {
        return value * (same >= c->each + ACCOUNT_MORE ? PAST_SHARE : ACCOUNT_WORTH);
    }
    return value * (same >= c->each ? PAST_SHARE : pow(SAME_PAPER, (double)same));
}

static void take(void *context, size_t i)
{
    struct choosing *c = context;
    double worth;
    size_t main = main_need(c, i, &worth);
    for (size_t k = 0; k < NEEDS; k++) {
        double share = c->passages[i].shares[k];
        c->told[k] += k == main ? 1 : share / 4;
    }
    c->of_document[c->first[i]]++;
}

/* The document that tells most of what was done: as a rule the complainant's statement. */
static size_t find_account(const struct choosing *c)
{
    size_t best = 0;
    double most = 0;
    double sum = 0;
    for (size_t i = 0; i < c->count; i++) {
        sum = c->first[i] == i ? 0 : sum;
        sum += c->passages[i].shares[NEED_ACT];
        if (sum > most) {
            most = sum;
            best = c->first[i];
        }
    }
    return best;
}

size_t summary_choose(struct arena *arena, const struct summary_passage *passages, size_t count,
                      bool by_needs, size_t wanted, size_t *chosen)
{
    struct choosing c = {.passages = passages, .count = count, .by_needs = by_needs};
    size_t *first = arena_alloc(arena, (count + 1) * sizeof *first);
    struct str *texts = arena_alloc(arena, (count + 1) * sizeof *texts);
    size_t documents = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        bool same = i > 0 && passages[i].document == passages[i - 1].document;
        first[i] = same ? first[i - 1] : i;
        documents += !same;
        texts[i] = passages[i].text;
        c.highest = passages[i].weight > c.highest ? passages[i].weight : c.highest;
    }
    if (c.highest <= 0) {
        return 0;
    }
    for (size_t k = 0; k < NEEDS; k++) {
        sum += lines_of_20[k];
    }
    for (size_t k = 0; k < NEEDS; k++) {
        c.target[k] = (double)wanted * lines_of_20[k] / sum;
    }
    size_t even = (wanted + documents - 1) / documents;
    size_t share = by_needs ? wanted / EACH_SHARE : 0;
    c.each = even > share ? even : share;
    c.each = c.each < EACH_MIN ? EACH_MIN : c.each;
    c.first = first;
    c.account = find_account(&c);
    c.of_document = arena_zalloc(arena, (count + 1) * sizeof *c.of_document);
    const struct salience_by by = {gain, take, &c};
    return salience_choose_by(arena, texts, count, &by, LAMBDA, wanted, chosen);
}
