/* The learner; see tagger_learner.h. */
#include "personal_data/train/tagger_learner.h"

#include "personal_data/tagger_features.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    BITS = 17,
    ROWS = 1 << BITS,
    ROUNDS = 8,
    MARGIN = 2,      /* by which the truth must win at every token */
    MARGIN_MISS = 6, /* over "none" where there is a name: a miss is worse than a false alarm */
    UNIT = 6,        /* a weight of 1 as written */
    UNMARKED = 1 << 20,
    JUDGE_BIAS = 40, /* so that names below the line are calibrated, too */
};

struct weight {
    int32_t now;
    int64_t sum; /* of now times the step at which it changed */
};

struct learner {
    struct weight (*rows)[TAG_LABELS];
    struct weight steps[TAG_LABELS][TAG_LABELS];
    int64_t step;
};

static bool left_out(const struct learner_text *text, unsigned folds)
{
    return folds != 0 && text->cluster % folds == 0;
}

static void change(const struct learner *learner, struct weight *weight, int32_t by)
{
    weight->now += by;
    weight->sum += by * learner->step;
}

static void score_token(const struct learner *learner, const uint32_t features[TAGGER_FEATURES],
                        int32_t scores[TAGGER_ROW])
{
    for (size_t f = 0; f < TAGGER_FEATURES; f++) {
        const struct weight *row = learner->rows[features[f] & (ROWS - 1)];
        for (size_t label = 0; label < TAG_LABELS; label++) {
            scores[label] += row[label].now;
        }
    }
}

/* A kind that the text does not mark is never predicted there, so nothing is learnt of it. */
static void demand_margin(uint8_t truth, unsigned kinds, int32_t scores[TAGGER_ROW])
{
    for (unsigned label = 0; label < TAG_LABELS; label++) {
        bool marked = label == TAG_NONE || (kinds >> (label - 1) / 2 & 1U) != 0;
        scores[label] += !marked             ? -UNMARKED
                         : label == truth    ? 0
                         : label == TAG_NONE ? MARGIN_MISS
                                             : MARGIN;
    }
}

static void learn(struct learner *learner, const struct learner_text *text,
                  const uint32_t (*features)[TAGGER_FEATURES], const uint8_t *path)
{
    unsigned truth_before = TAG_NONE;
    unsigned path_before = TAG_NONE;
    for (size_t i = 0; i < text->tokens.count; i++) {
        unsigned truth = text->labels[i];
        if (truth != path[i]) {
            for (size_t f = 0; f < TAGGER_FEATURES; f++) {
                struct weight *row = learner->rows[features[i][f] & (ROWS - 1)];
                change(learner, &row[truth], 1);
                change(learner, &row[path[i]], -1);
            }
        }
        change(learner, &learner->steps[truth_before][truth], 1);
        change(learner, &learner->steps[path_before][path[i]], -1);
        truth_before = truth;
        path_before = path[i];
    }
}

static void learn_text(struct learner *learner, const struct learner_text *text,
                       uint32_t forget)
{
    size_t count = text->tokens.count;
    int32_t steps[TAG_LABELS][TAG_LABELS];
    uint32_t(*features)[TAGGER_FEATURES] = xcalloc(count + 1, sizeof *features);
    int32_t(*scores)[TAGGER_ROW] = xcalloc(count + 1, sizeof *scores);
    uint8_t *path = xcalloc(count + 1, 1);
    struct tagger_view *view = tagger_view_new(&text->tokens, text->text, forget);
    for (size_t i = 0; i < count; i++) {
        tagger_features(view, i, features[i]);
        score_token(learner, (const uint32_t *)features[i], scores[i]);
        demand_margin(text->labels[i], text->kinds, scores[i]);
    }
    for (size_t i = 0; i < TAG_LABELS * TAG_LABELS; i++) {
        steps[i / TAG_LABELS][i % TAG_LABELS] =
            learner->steps[i / TAG_LABELS][i % TAG_LABELS].now;
    }
    tagger_best_path((const int32_t(*)[TAGGER_ROW])scores, count,
                     (const int32_t(*)[TAG_LABELS])steps, 0, path);
    learner->step++;
    if (memcmp(path, text->labels, count) != 0) {
        learn(learner, text, (const uint32_t(*)[TAGGER_FEATURES])features, path);
    }
    tagger_view_free(view);
    free(path);
    free(scores);
    free(features);
}

/* The mean of a weight over all steps, in units, rounded and cut to what fits. */
static int32_t mean(const struct learner *learner, const struct weight *weight, int32_t limit)
{
    int64_t whole = ((int64_t)weight->now * (learner->step + 1) - weight->sum) * UNIT;
    int64_t half = (learner->step + 1) / 2;
    int64_t value = (whole + (whole < 0 ? -half : half)) / (learner->step + 1);
    return (int32_t)(value > limit ? limit : value < -limit ? -limit : value);
}

static void put(struct strbuf *out, uint32_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        strbuf_putc(out, (char)(value >> (8 * i) & 0xFF));
    }
}

static void write_model(const struct learner *learner,
                        const struct tagger_points points[TAG_KINDS], struct strbuf *out)
{
    strbuf_puts(out, "PAITAG2\n");
    put(out, BITS, 4);
    put(out, TAG_LABELS, 4);
    for (size_t i = 0; i < TAG_LABELS * TAG_LABELS; i++) {
        const struct weight *step = &learner->steps[i / TAG_LABELS][i % TAG_LABELS];
        put(out, (uint32_t)mean(learner, step, 8192), 2);
    }
    for (size_t kind = 0; kind < TAG_KINDS; kind++) {
        put(out, (uint32_t)points[kind].count, 4);
        for (size_t i = 0; i < points[kind].count; i++) {
            put(out, (uint32_t)points[kind].items[i].score, 4);
            put(out, points[kind].items[i].per_mille, 4);
        }
    }
    for (size_t i = 0; i < (size_t)ROWS * TAG_LABELS; i++) {
        put(out, (uint32_t)mean(learner, &learner->rows[i / TAG_LABELS][i % TAG_LABELS], 127),
            1);
    }
}

/* A fixed sequence (Marsaglia's xorshift of 32 bits); order of texts and what is forgotten. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

void learner_train(const struct learner_texts *texts, unsigned folds,
                   const struct tagger_points points[TAG_KINDS], struct strbuf *out)
{
    struct learner learner = {.rows = xcalloc(ROWS, sizeof *learner.rows)};
    size_t *order = xcalloc(texts->count + 1, sizeof *order);
    uint32_t random = 20361129;
    for (size_t i = 0; i < texts->count; i++) {
        order[i] = i;
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (size_t i = texts->count; i > 1; i--) {
            size_t other = next_random(&random) % i;
            size_t kept = order[i - 1];
            order[i - 1] = order[other];
            order[other] = kept;
        }
        for (size_t i = 0; i < texts->count; i++) {
            uint32_t forget = next_random(&random);
            if (!left_out(&texts->items[order[i]], folds)) {
                learn_text(&learner, &texts->items[order[i]], forget);
            }
        }
    }
    write_model(&learner, points, out);
    free(order);
    free(learner.rows);
}

/* ---- judging ---- */

struct verdict {
    int32_t score;
    uint32_t right;
    uint32_t count;
};

struct verdicts {
    struct verdict *items;
    size_t count;
    size_t capacity;
};

static bool is_run(const struct learner_text *text, const struct tagger_run *run)
{
    for (size_t i = run->first; i <= run->last; i++) {
        if (text->labels[i] != run->kind + (i > run->first)) {
            return false;
        }
    }
    return run->last + 1 >= text->tokens.count || text->labels[run->last + 1] != run->kind + 1;
}

static void judge_text(const struct learner_text *text, const struct tagger_runs *runs,
                       struct learner_score *score, struct verdicts verdicts[TAG_KINDS])
{
    uint8_t *claimed = xcalloc(text->tokens.count + 1, 1);
    for (size_t i = 0; i < runs->count; i++) {
        const struct tagger_run *run = &runs->items[i];
        bool right = is_run(text, run);
        struct verdicts *own = &verdicts[(run->kind - 1) / 2];
        if ((text->kinds >> (run->kind - 1) / 2 & 1U) == 0) {
            continue; /* not marked in this text */
        }
        own->items = mem_grow(own->items, own->count, &own->capacity, sizeof *own->items);
        own->items[own->count++] = (struct verdict){run->score, right, 1};
        if (run->score >= 0) {
            score->claimed[(run->kind - 1) / 2]++;
            score->right[(run->kind - 1) / 2] += right;
            memset(claimed + run->first, 1, run->last - run->first + 1);
        }
    }
    for (size_t i = 0; i < text->tokens.count; i++) {
        if (text->labels[i] % 2 == 1) {
            size_t end = i + 1;
            bool whole = claimed[i] != 0;
            while (end < text->tokens.count && text->labels[end] == text->labels[i] + 1) {
                whole = claimed[end] != 0 && whole;
                end++;
            }
            score->wanted[(text->labels[i] - 1) / 2]++;
            score->found[(text->labels[i] - 1) / 2] += whole;
        }
    }
    free(claimed);
}

static int by_score(const void *a, const void *b)
{
    const struct verdict *left = a;
    const struct verdict *right = b;
    return (left->score > right->score) - (left->score < right->score);
}

/* Pools neighbours until shares of right ones never fall, then as many points as fit, by
 * weight. */
static void calibrate(struct verdicts *verdicts, struct tagger_points *points)
{
    size_t count = 0;
    struct verdict *pools = verdicts->items;
    if (verdicts->count == 0) {
        return;
    }
    qsort(pools, verdicts->count, sizeof *pools, by_score);
    size_t least = verdicts->count / (TAGGER_POINTS_MAX / 2) + 1;
    for (size_t i = 0; i < verdicts->count; i++) {
        struct verdict pool = pools[i];
        bool small = count > 0 &&
                     (pools[count - 1].count < least || pools[count - 1].score == pool.score);
        if (small) {
            pools[count - 1].right += pool.right;
            pools[count - 1].count += pool.count;
        } else {
            pools[count++] = pool;
        }
        while (count > 1 && pools[count - 1].count >= least &&
               (uint64_t)pools[count - 2].right * pools[count - 1].count >=
                   (uint64_t)pools[count - 1].right * pools[count - 2].count) {
            pools[count - 2].right += pools[count - 1].right;
            pools[count - 2].count += pools[count - 1].count;
            count--;
        }
    }
    uint32_t last = 0;
    for (size_t i = 0; i < count && points->count < TAGGER_POINTS_MAX; i++) {
        uint32_t share = pools[i].count == 0 ? 0 : pools[i].right * 1000U / pools[i].count;
        last = share > last ? share : last;
        points->items[points->count++] = (struct tagger_point){pools[i].score, last};
    }
}

enum err_code learner_judge(const struct learner_texts *texts, unsigned folds, struct str model,
                            struct learner_score *score, struct tagger_points points[TAG_KINDS],
                            struct err *err)
{
    struct tagger *tagger;
    struct tagger_runs runs = {0};
    struct verdicts verdicts[TAG_KINDS] = {0};
    TRY(tagger_open(&tagger, model, err));
    for (size_t i = 0; i < texts->count; i++) {
        const struct learner_text *text = &texts->items[i];
        if (left_out(text, folds)) {
            tagger_find(tagger, &text->tokens, text->text, JUDGE_BIAS, &runs);
            judge_text(text, &runs, score, verdicts);
        }
    }
    for (size_t kind = 0; kind < TAG_KINDS; kind++) {
        calibrate(&verdicts[kind], &points[kind]);
        free(verdicts[kind].items);
    }
    tagger_runs_free(&runs);
    tagger_close(tagger);
    return ERR_OK;
}
