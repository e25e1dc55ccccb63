/* Ranking of documents for review, replayed: `bench-ranking ITEMS.jsonl…` reads the items of
 * benchmarks of document-review (benchmarks/convert-review.py makes them) and prints for each
 * work saved over sampling at 95 % recall as ASReview counts it, the mean of 15 replays:
 * "topic" begins with the benchmark's topic, "pair" as theirs with one relevant and one
 * irrelevant document drawn at random and no topic; these are then not counted.
 * Without words it times one round over 100,000 made-up documents, beside scikit-learn's
 * LogisticRegression on the same vectors (bench/ranking_peer.py, where Debian's python3-sklearn
 * is; otherwise "peer absent"). */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/prng.h"
#include "text_ranking/review_loop.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { RUNS = 15, DOCUMENTS = 100000, WORDS = 120, VOCABULARY = 60000, LABELLED = 500 };

struct replay {
    struct text_vectors vectors; /* text 0 is the topic */
    bool *relevant;
    size_t capacity, relevant_count;
};

static void read_item(struct replay *replay, struct arena *arena, struct str line,
                      struct err *err)
{
    struct js *item;
    measure_must(js_parse(arena, line, &item, err), err);
    const struct js *document = js_at(item, STR("/input/document"));
    if (replay->vectors.count == 0) {
        const struct js *topic = js_at(item, STR("/input/topic"));
        const struct str parts[] = {js_text(topic, "title"), js_text(topic, "text")};
        text_vectors_add(&replay->vectors, parts, 2);
    }
    const struct js *relevant = js_at(item, STR("/expected/relevant"));
    const struct str parts[] = {js_text(document, "title"), js_text(document, "text")};
    text_vectors_add(&replay->vectors, parts, 2);
    replay->relevant = mem_grow(replay->relevant, replay->vectors.count - 1, &replay->capacity,
                                sizeof *replay->relevant);
    if (replay->vectors.count == 2) {
        replay->relevant =
            mem_grow(replay->relevant, 1, &replay->capacity, sizeof *replay->relevant);
    }
    replay->relevant[replay->vectors.count - 1] = relevant != NULL && relevant->boolean;
    replay->relevant_count += relevant != NULL && relevant->boolean ? 1 : 0;
}

static void read_items(struct replay *replay, const char *path)
{
    struct err err;
    struct file_lines lines;
    struct str line;
    bool found;
    struct arena *arena = arena_new();
    *replay = (struct replay){0};
    text_vectors_init(&replay->vectors);
    measure_must(file_lines_open(&lines, path, LIMIT_ITEM, &err), &err);
    for (;;) {
        measure_must(file_lines_next(&lines, &line, &found, &err), &err);
        if (!found) {
            break;
        }
        read_item(replay, arena, line, &err);
        arena_reset(arena);
    }
    file_lines_close(&lines);
    arena_free(arena);
    text_vectors_finish(&replay->vectors);
}

/* One relevant and one irrelevant document are known to begin with. */
static void learn_pair(const struct replay *replay, struct review_loop *loop, struct prng *prng)
{
    for (int want = 1; want >= 0; want--) {
        size_t text;
        do {
            text = 1 + (size_t)prng_below(prng, replay->vectors.count - 1);
        } while (replay->relevant[text] != (want == 1));
        review_loop_learn(loop, text, want == 1);
    }
}

/* The part of the work saved when 95 % of the relevant ones were found, less 0.05. */
static double wss(const struct replay *replay, bool pair, uint64_t seed)
{
    struct review_loop loop;
    struct review_loop_terms terms = review_loop_terms();
    struct prng prng;
    size_t batch[100];
    size_t count;
    size_t read = 0;
    size_t found = 0;
    terms.seed = seed;
    terms.seeds = pair ? 0 : 1;
    prng_seed_stream(&prng, seed, 1);
    review_loop_init(&loop, &replay->vectors, &terms);
    size_t relevant = replay->relevant_count - (pair ? 1 : 0);
    size_t documents = replay->vectors.count - 1 - (pair ? 2 : 0);
    if (pair) {
        learn_pair(replay, &loop, &prng);
        loop.proposed[0] = true;
    }
    size_t needed = (size_t)ceil(0.95 * (double)relevant);
    while (found < needed && (count = review_loop_next(&loop, 100, batch)) > 0) {
        for (size_t i = 0; i < count; i++) {
            read += found < needed ? 1 : 0;
            found += replay->relevant[batch[i]] ? 1 : 0;
            review_loop_learn(&loop, batch[i], replay->relevant[batch[i]]);
        }
    }
    review_loop_release(&loop);
    return 1 - (double)read / (double)documents - 0.05;
}

static void replay_file(const char *path)
{
    struct replay replay;
    read_items(&replay, path);
    for (int pair = 0; pair < 2; pair++) {
        double sum = 0;
        double least = 1;
        double most = -1;
        int64_t from = clock_monotonic_ms();
        for (int run = 0; run < RUNS; run++) {
            double saved = wss(&replay, pair == 1, (uint64_t)run + 1);
            sum += saved;
            least = saved < least ? saved : least;
            most = saved > most ? saved : most;
        }
        printf("%s: %zu documents, %zu relevant, begun with %s: WSS@95 %.1f (%.1f to %.1f), "
               "%.1f s a replay\n",
               path, replay.vectors.count - 1, replay.relevant_count,
               pair == 1 ? "a pair" : "the topic", 100 * sum / RUNS, 100 * least, 100 * most,
               (double)(clock_monotonic_ms() - from) / 1000 / RUNS);
        fflush(stdout);
    }
    text_vectors_release(&replay.vectors);
    free(replay.relevant);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        replay_file(argv[i]);
    }
    return 0;
}
