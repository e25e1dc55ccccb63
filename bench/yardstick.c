#include "yardstick.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void measure_must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK) {
        fprintf(stderr, "bench: %s\n", err->message);
        exit(1);
    }
}

const char *measure_folder(struct arena *arena)
{
    const char *parent = getenv("PAI_BENCH_FOLDER");
    char *path = arena_printf(arena, "%s/policeai-bench-XXXXXX", parent != NULL ? parent : ".");
    if (mkdtemp(path) == NULL) {
        perror("bench: mkdtemp");
        exit(1);
    }
    char *whole = realpath(path, NULL);
    const char *copy = arena_strdup(arena, whole != NULL ? whole : path);
    free(whole);
    return copy;
}

static const char *verdict(bool kept)
{
    return kept ? "kept" : "MISSED";
}

void measure_ratio(const char *what, double ours, const char *peer, double theirs, double least)
{
    double ratio = theirs > 0 ? ours / theirs : 0;
    printf("%s: ours %.0f, %s %.0f, ratio %.2f (wanted at least %.2f): %s\n", what, ours, peer,
           theirs, ratio, least, verdict(ratio >= least));
    fflush(stdout);
}

void measure_at_most(const char *what, double value, const char *unit, double most)
{
    printf("%s: %.3f %s (wanted at most %g): %s\n", what, value, unit, most,
           verdict(value <= most));
    fflush(stdout);
}

void measure_at_least(const char *what, double value, const char *unit, double least)
{
    printf("%s: %.0f %s (wanted at least %g): %s\n", what, value, unit, least,
           verdict(value >= least));
    fflush(stdout);
}

static int64_t cpu_of(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec +
           (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec;
}

int64_t measure_cpu_us(void)
{
    return cpu_of(RUSAGE_SELF) + cpu_of(RUSAGE_CHILDREN);
}

double measure_peer_s(const char *script, const char *first, const char *second)
{
    int ends[2];
    char answer[64] = "";
    char path[512];
    int status = 1;
    snprintf(path, sizeof path, PAI_SOURCE_DIR "/bench/%s", script);
    if (pipe(ends) != 0) {
        return 0;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(path, script, first, second, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], answer, sizeof answer - 1);
    close(ends[0]);
    waitpid(child, &status, 0);
    return got > 0 && status == 0 ? strtod(answer, NULL) : 0;
}
