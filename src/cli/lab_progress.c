#include "cli/lab_progress.h"

#include "base/clock.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR = 30, EVERY_MS = 200 };

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    (void)number;
    stopped = 1;
}

void lab_progress_catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool lab_progress_stopped(void)
{
    return stopped != 0;
}

static void draw(const char *title, int64_t done, int64_t total)
{
    char bar[BAR + 1];
    int filled = total > 0 ? (int)(done * BAR / total) : 0;
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < filled ? '#' : '.';
    }
    bar[BAR] = '\0';
    fprintf(stderr, "\r%s [%s] %lld of %lld ", title, bar, (long long)done, (long long)total);
}

bool lab_progress_show(void *data, int64_t done, int64_t total)
{
    struct lab_progress *progress = data;
    int64_t now = clock_monotonic_ms();
    if (isatty(STDERR_FILENO) && (done == total || now - progress->shown_ms >= EVERY_MS)) {
        progress->shown_ms = now;
        draw(progress->title, done, total);
    }
    return stopped != 0;
}

void lab_progress_end(struct lab_progress *progress)
{
    if (progress->shown_ms > 0) {
        fputc('\n', stderr);
    }
}
