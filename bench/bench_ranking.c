/* Ranking of documents for review, replayed: `bench-ranking ITEMS.jsonl…` reads the items of
 * benchmarks of document-review (benchmarks/convert-review.py makes them) and prints for each
 * work saved over sampling at 95 % recall (1 - read / all - 0.05: Cohen and others 2006, JAMIA
 * 13:206-219), the mean of 15 replays:
 * "topic" begins with the benchmark's topic, "pair" as theirs with one relevant and one
 * irrelevant document drawn at random and no topic; these are then not counted. And in how many
 * of 1,000 draws of a control sample a recall that was declared beforehand held.
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
#include "review/stop_rule.h"
#include "text_ranking/review_loop.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET 0.7
enum {
    RUNS = 15,
    STOPS = 1000,
    DOCUMENTS = 100000,
    WORDS = 120,
    VOCABULARY = 60000,
    LABELLED = 500
};

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
    text_vectors_init(&replay->vectors, TEXT_VECTOR_HASH_BITS);
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

/* A whole replay begun with the topic: whether each document, in the order of reading, is
 * relevant. */
static size_t read_whole(const struct replay *replay, bool *relevant)
{
    struct review_loop loop;
    struct review_loop_terms terms = review_loop_terms();
    size_t batch[100];
    size_t count;
    size_t read = 0;
    review_loop_init(&loop, &replay->vectors, &terms);
    while ((count = review_loop_next(&loop, 100, batch)) > 0) {
        for (size_t i = 0; i < count; i++) {
            relevant[read++] = replay->relevant[batch[i]];
            review_loop_learn(&loop, batch[i], replay->relevant[batch[i]]);
        }
    }
    review_loop_release(&loop);
    return read;
}

/* One control sample of half of the documents: the part read when the rule is met, 1 when it
 * never is; *held whether so much was found then. */
static double stop_once(const bool *relevant, size_t documents, size_t all, struct prng *prng,
                        bool *held)
{
    bool *sampled = xcalloc(documents, sizeof *sampled);
    int64_t of_sample = 0;
    int64_t met = 0;
    size_t found = 0;
    size_t at = 0;
    size_t left = documents / 2;
    for (size_t i = 0; i < documents; i++) {
        sampled[i] = prng_below(prng, documents - i) < left;
        left -= sampled[i] ? 1 : 0;
        of_sample += sampled[i] && relevant[i] ? 1 : 0;
    }
    int64_t needed = stop_found_needed(of_sample, TARGET, 0.95);
    while (at < documents && (needed < 0 || met < needed)) {
        met += sampled[at] && relevant[at] ? 1 : 0;
        found += relevant[at] ? 1 : 0;
        at++;
    }
    free(sampled);
    *held = (double)found >= TARGET * (double)all;
    return (double)at / (double)documents;
}

static void replay_stops(const struct replay *replay, const char *path)
{
    struct prng prng;
    int held = 0;
    double read = 0;
    bool *relevant = xcalloc(replay->vectors.count, sizeof *relevant);
    size_t documents = read_whole(replay, relevant);
    prng_seed(&prng, 9);
    for (int i = 0; i < STOPS; i++) {
        bool holds;
        read += stop_once(relevant, documents, replay->relevant_count, &prng, &holds);
        held += holds ? 1 : 0;
    }
    printf("%s: control sample of %zu, recall %.0f %% declared at a confidence of 95 %%: held "
           "in %d of %d, after reading %.0f %% on average\n",
           path, documents / 2, 100 * TARGET, held, STOPS, 100 * read / STOPS);
    free(relevant);
}

static void replay_file(const char *path)
{
    struct replay replay;
    read_items(&replay, path);
    replay_stops(&replay, path);
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

/* Documents of the length of a page, words as frequent as by Zipf's law, the relevant ones with
 * words of their own. */
static void make_documents(struct text_vectors *vectors, struct prng *prng)
{
    char *text = xmalloc((size_t)WORDS * 16);
    for (size_t i = 0; i <= DOCUMENTS; i++) {
        size_t n = 0;
        for (int k = 0; k < WORDS; k++) {
            double rank = pow((double)VOCABULARY, prng_unit(prng));
            int topic = i % 50 == 0 && k < 6 ? 7 : 0;
            n += (size_t)snprintf(text + n, 16, "w%c%d ", topic > 0 ? 't' : 'x',
                                  (int)rank + topic);
        }
        const struct str parts[] = {str_n(text, n)};
        text_vectors_add(vectors, parts, 1);
    }
    free(text);
}

/* What scikit-learn takes for the same: fitting on as many documents and scoring all. */
static double peer_seconds(const struct text_vectors *vectors)
{
    struct err err;
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s/vectors.bin", measure_folder(arena));
    FILE *file = fopen(path, "wb");
    double seconds = 0;
    char labelled[24];
    snprintf(labelled, sizeof labelled, "%d", LABELLED);
    if (file == NULL) {
        measure_must(err_errno(&err, "cannot write %s", path), &err);
        return -1;
    }
    uint64_t head[2] = {vectors->count, vectors->features};
    fwrite(head, sizeof head, 1, file);
    for (size_t i = 0; i <= vectors->count; i++) {
        uint64_t start = vectors->start[i];
        fwrite(&start, sizeof start, 1, file);
    }
    fwrite(vectors->items, sizeof *vectors->items, vectors->item_count, file);
    bool whole = ferror(file) == 0;
    whole = fclose(file) == 0 && whole;
    seconds = whole ? measure_peer_s("ranking_peer.py", path, labelled) : -1;
    (void)remove(path);
    arena_free(arena);
    return seconds;
}

static void time_a_round(void)
{
    struct text_vectors vectors;
    struct review_loop loop;
    struct review_loop_terms terms = review_loop_terms();
    struct prng prng;
    size_t batch[100];
    prng_seed(&prng, 1);
    text_vectors_init(&vectors, TEXT_VECTOR_HASH_BITS);
    int64_t from = clock_monotonic_ms();
    make_documents(&vectors, &prng);
    text_vectors_finish(&vectors);
    printf("%d documents of %d words made and read in %.1f s: %zu features, %.1f million "
           "places\n",
           DOCUMENTS, WORDS, (double)(clock_monotonic_ms() - from) / 1000, vectors.features,
           (double)vectors.item_count / 1e6);
    review_loop_init(&loop, &vectors, &terms);
    for (size_t i = 1; i <= LABELLED; i++) {
        size_t text = i * (DOCUMENTS / LABELLED);
        review_loop_learn(&loop, text, text % 50 == 0 && i % 4 == 0);
    }
    int64_t began = measure_cpu_us();
    size_t count = review_loop_next(&loop, 100, batch);
    double ours = (double)(measure_cpu_us() - began) / 1e6;
    measure_at_most("one round: learn from 500, score and order 100,000", ours, "s", 2);
    double theirs = peer_seconds(&vectors);
    if (theirs > 0) {
        measure_ratio("rounds a second", 1 / ours, "scikit-learn LogisticRegression",
                      1 / theirs, 1);
    } else {
        printf("peer absent: scikit-learn\n");
    }
    review_loop_release(&loop);
    text_vectors_release(&vectors);
    (void)count;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        replay_file(argv[i]);
    }
    if (argc == 1) {
        time_a_round();
    }
    return 0;
}
