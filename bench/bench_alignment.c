/* Edit distance with its path by bits beside a plain table of two rows (distance alone), on an
 * interview of 10,000 words with one word in ten wrong; then ten hours of speech (100,000
 * words) by both ways of aligning, with the most memory the process has held. One thread. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/prng.h"
#include "metrics/speech/alignment.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { INTERVIEW = 10000, TEN_HOURS = 100000, VOCABULARY = 8000, TURNS = 3 };

static struct id_sequence spoken(struct prng *prng, size_t count)
{
    uint32_t *ids = xmalloc(count * sizeof *ids);
    for (size_t i = 0; i < count; i++) { /* frequent words are frequent, as in speech */
        uint64_t x = prng_below(prng, VOCABULARY);
        ids[i] = (uint32_t)(x * prng_below(prng, VOCABULARY) / VOCABULARY);
    }
    return (struct id_sequence){ids, count};
}

static struct id_sequence heard(struct prng *prng, struct id_sequence said)
{
    uint32_t *ids = xmalloc(2 * said.count * sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < said.count; i++) {
        uint64_t fate = prng_below(prng, 30);
        if (fate < 2) {
            ids[n++] = (uint32_t)prng_below(prng, VOCABULARY);
        }
        if (fate > 1 || fate == 0) {
            ids[n++] = said.ids[i];
        }
    }
    return (struct id_sequence){ids, n};
}

static size_t plain_distance(struct id_sequence a, struct id_sequence b)
{
    uint32_t *row = xmalloc((b.count + 1) * sizeof *row);
    for (size_t j = 0; j <= b.count; j++) {
        row[j] = (uint32_t)j;
    }
    for (size_t i = 1; i <= a.count; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= b.count; j++) {
            uint32_t pair = diagonal + (a.ids[i - 1] != b.ids[j - 1]);
            uint32_t gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = pair < gap ? pair : gap;
        }
    }
    size_t distance = row[b.count];
    free(row);
    return distance;
}

static double seconds_since(int64_t start)
{
    return (double)(measure_cpu_us() - start) / 1e6;
}

static double align(struct id_sequence a, struct id_sequence b, bool weighted, size_t *errors)
{
    struct aligner *aligner = aligner_new();
    struct alignment got;
    struct err err;
    int64_t start = measure_cpu_us();
    measure_must(weighted ? align_weighted(aligner, a, b, &got, &err)
                          : align_edit(aligner, a, b, TIES_PAIR_FIRST, &got, &err),
                 &err);
    double taken = seconds_since(start);
    *errors = got.count - got.counts.correct;
    aligner_free(aligner);
    return taken;
}

int main(void)
{
    struct prng prng;
    prng_seed(&prng, 1);
    struct id_sequence said = spoken(&prng, INTERVIEW);
    struct id_sequence got = heard(&prng, said);
    double ours = 1e9;
    double plain = 1e9;
    for (int turn = 0; turn < TURNS; turn++) {
        size_t errors;
        int64_t start = measure_cpu_us();
        size_t distance = plain_distance(said, got);
        double taken = seconds_since(start);
        plain = taken < plain ? taken : plain;
        taken = align(said, got, false, &errors);
        ours = taken < ours ? taken : ours;
        if (errors != distance) {
            fprintf(stderr, "%zu errors, the table has %zu\n", errors, distance);
            return 1;
        }
    }
    measure_ratio("alignments a second, 10,000 words", 1 / ours, "plain table", 1 / plain, 10);
    struct id_sequence day = spoken(&prng, TEN_HOURS);
    struct id_sequence answer = heard(&prng, day);
    size_t errors;
    measure_at_most("ten hours by edit distance", align(day, answer, false, &errors), "s", 10);
    measure_at_most("ten hours by sclite's weights", align(day, answer, true, &errors), "s",
                    60);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    measure_at_most("most memory", (double)usage.ru_maxrss / 1024, "MiB", 2048);
    return 0;
}
