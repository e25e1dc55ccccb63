/* Ranking metrics beside Debian's scikit-learn on the same million scores, and a verification
 * of many comparisons through the program: seconds and peak memory.
 *
 * Kernels are timed from arrays of scores and labels in memory, as scikit-learn is; starting
 * and reading are told apart. scikit-learn runs under /usr/bin/python3 (python3-sklearn);
 * without it "peer absent". With a number as argument the verification has so many comparisons,
 * otherwise 5 million. */
#include "yardstick.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/prng.h"
#include "metrics/classes/agreement.h"
#include "metrics/classes/label_average.h"
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/proper_loss.h"
#include "metrics/ranking/rank_area.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MILLION = 1000000, ROUNDS = 5, MANY = 5 * MILLION };

static double scores[MILLION];
static uint8_t labels[MILLION];

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double uniform(struct prng *prng)
{
    return (double)(prng_next(prng) >> 11) * 0x1p-53;
}

static void make_rows(void)
{
    struct prng prng;
    prng_seed(&prng, 1);
    for (size_t i = 0; i < MILLION; i++) {
        labels[i] = prng_below(&prng, 5) == 0;
        scores[i] = (uniform(&prng) + (labels[i] ? 0.3 : 0)) / 1.3;
    }
}

/* From the arrays to sorted keys of both sides. */
static struct score_walk sorted_walk(uint64_t *keys)
{
    size_t negatives = 0;
    size_t positives = 0;
    for (size_t i = 0; i < MILLION; i++) {
        negatives += !labels[i];
    }
    size_t next = 0;
    for (size_t i = 0; i < MILLION; i++) {
        size_t place = labels[i] ? negatives + positives++ : next++;
        keys[place] = order_key(scores[i]);
    }
    order_sort(keys, negatives);
    order_sort(keys + negatives, positives);
    return score_walk_sorted(keys + negatives, positives, keys, negatives);
}

typedef double work_fn(void);

static double auc(void)
{
    uint64_t *keys = xmalloc(MILLION * sizeof *keys);
    struct score_walk walk = sorted_walk(keys);
    double value = rank_area_roc(&walk, 0).value;
    free(keys);
    return value;
}

static double average_precision(void)
{
    uint64_t *keys = xmalloc(MILLION * sizeof *keys);
    struct score_walk walk = sorted_walk(keys);
    double value = rank_area_precision(&walk, 0).value;
    free(keys);
    return value;
}

static double log_loss(void)
{
    double sum = 0;
    for (size_t i = 0; i < MILLION; i++) {
        sum += proper_loss_log(scores[i], labels[i], PROPER_LOSS_CLIP);
    }
    return sum / MILLION;
}

/* Labels of the confusion metrics: called positive from 0.6 up. */
static double of_confusion(confusion_fn *value)
{
    double *vectors = xmalloc(2 * MILLION * sizeof *vectors);
    for (size_t i = 0; i < MILLION; i++) {
        vectors[2 * i] = labels[i];
        vectors[2 * i + 1] = scores[i] >= 0.6;
    }
    void *rows = confusion_rows_new(vectors, MILLION);
    double result = confusion_rows_value(rows, NULL, value).value;
    confusion_rows_free(rows);
    free(vectors);
    return result;
}

static double f1(void)
{
    return of_confusion(label_average_f1_macro);
}

static double mcc(void)
{
    return of_confusion(agreement_mcc);
}

static const struct {
    const char *name;
    work_fn *work;
    const char *peer; /* expression of y, s, p */
    double least;     /* times as fast */
} works[] = {{"ROC AUC", auc, "m.roc_auc_score(y, s)", 5},
             {"average precision", average_precision, "m.average_precision_score(y, s)", 5},
             {"log loss", log_loss, "m.log_loss(y, s)", 5},
             {"F1 macro", f1, "m.f1_score(y, p, average='macro')", 5},
             {"MCC", mcc, "m.matthews_corrcoef(y, p)", 5}};

static double best_of(work_fn *work, double *value)
{
    double best = 1e9;
    for (int r = 0; r < ROUNDS; r++) {
        double start = seconds_now();
        *value = work();
        double took = seconds_now() - start;
        best = took < best ? took : best;
    }
    return best;
}

/* Seconds of the peer (best of as many rounds), or 0 when it is absent. */
static double peer_of(struct arena *arena, const char *folder, const char *expression,
                      double *value)
{
    const char *program = arena_printf(
        arena,
        "import time, numpy, sklearn.metrics as m\n"
        "s = numpy.fromfile('%s/scores'); y = numpy.fromfile('%s/labels', dtype='u1')\n"
        "p = (s >= 0.6).astype('u1')\nbest = 1e9\n"
        "for _ in range(%d):\n    t = time.perf_counter(); v = %s\n"
        "    best = min(best, time.perf_counter() - t)\n"
        "print(best, repr(float(v)))",
        folder, folder, ROUNDS, expression);
    int pipes[2];
    double best = 0;
    if (pipe(pipes) != 0) {
        return 0;
    }
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(pipes[1], STDOUT_FILENO);
        (void)close(pipes[0]);
        (void)close(STDERR_FILENO);
        execl("/usr/bin/python3", "python3", "-c", program, (char *)NULL);
        _exit(127);
    }
    (void)close(pipes[1]);
    FILE *in = fdopen(pipes[0], "r");
    if (in == NULL ||
        fscanf(in, "%lf %lf", &best, value) != 2) { /* NOLINT(cert-err34-c): a peer's figure */
        best = 0;
    }
    if (in != NULL) {
        (void)fclose(in);
    }
    (void)waitpid(child, NULL, 0);
    return best;
}

static void compare(struct arena *arena, const char *folder)
{
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        double ours;
        double theirs = 0;
        double seconds = best_of(works[i].work, &ours);
        double peer = peer_of(arena, folder, works[i].peer, &theirs);
        if (peer == 0) {
            printf("%s of a million rows: %.1f ms; peer absent\n", works[i].name,
                   seconds * 1000);
            continue;
        }
        printf("%s: ours %.17g, scikit-learn %.17g\n", works[i].name, ours, theirs);
        measure_ratio(arena_printf(arena, "%s, million rows a second", works[i].name),
                      1 / seconds, "scikit-learn", 1 / peer, works[i].least);
    }
}

/* Writes comparisons as CSV to the program and waits for it. */
static void verify_many(uint64_t count)
{
    struct rusage used;
    int pipes[2];
    int status;
    if (pipe(pipes) != 0) {
        perror("pipe");
        exit(1);
    }
    double start = seconds_now();
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(pipes[0], STDIN_FILENO);
        (void)close(pipes[0]);
        (void)close(pipes[1]);
        if (freopen("/dev/null", "w", stdout) == NULL) {
            _exit(1);
        }
        execl(PAI_BUILD_DIR "/policeai", "policeai", "score", "verification", "--input", "-",
              "--score", "s", "--label", "l", (char *)NULL);
        _exit(127);
    }
    (void)close(pipes[0]);
    FILE *out = fdopen(pipes[1], "w");
    struct prng prng;
    prng_seed(&prng, 2);
    fputs("s,l\n", out);
    for (uint64_t i = 0; i < count; i++) {
        bool mated = prng_below(&prng, 10) == 0;
        uint64_t score = prng_below(&prng, 900000000) + (mated ? 90000000 : 0);
        fprintf(out, "0.%09" PRIu64 ",%d\n", score, mated);
    }
    (void)fclose(out);
    if (wait4(child, &status, 0, &used) < 0 || status != 0) {
        fprintf(stderr, "policeai score verification failed\n");
        exit(1);
    }
    printf("verification of %" PRIu64 " comparisons through a pipe: %.1f s, %.0f s of them its "
           "own processor time\n",
           count, seconds_now() - start,
           (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec);
    measure_at_most("its peak memory", (double)used.ru_maxrss / 1024, "MiB", 2048);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct err err;
    const char *folder = measure_folder(arena);
    uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : MANY;
    make_rows();
    measure_must(file_write(arena_printf(arena, "%s/scores", folder),
                            str_n((const char *)scores, sizeof scores), 0600, &err),
                 &err);
    measure_must(file_write(arena_printf(arena, "%s/labels", folder),
                            str_n((const char *)labels, sizeof labels), 0600, &err),
                 &err);
    compare(arena, folder);
    verify_many(count);
    arena_free(arena);
    return 0;
}
