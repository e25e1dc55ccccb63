/* A library to load before the program's own (LD_PRELOAD): the wall clock is CLOCK_SHIFT
 * seconds ahead. So a test lets a whole server cross the end of something that it did not make
 * itself. Durations (CLOCK_MONOTONIC) are as they are. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C library's names are
 * reserved */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int (*real_gettime)(clockid_t, struct timespec *);
static time_t shift;

/* dlsym gives a void *; ISO C has no cast from it to a function. */
union symbol {
    void *object;
    int (*function)(clockid_t, struct timespec *);
};

/* At the first call, which may come before any constructor's. */
static void start(void)
{
    const char *text = getenv("CLOCK_SHIFT");
    union symbol found = {.object = dlsym(RTLD_NEXT, "clock_gettime")};
    shift = text != NULL ? (time_t)strtoll(text, NULL, 10) : 0;
    real_gettime = found.function;
}

__attribute__((visibility("default"))) int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (real_gettime == NULL) {
        start();
    }
    int code = real_gettime(clock, now);
    if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift;
    }
    return code;
}

__attribute__((visibility("default"))) time_t time(time_t *out)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (out != NULL) {
        *out = now.tv_sec;
    }
    return now.tv_sec;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
