/* See case_progress.h. */
#include "cli/case_progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { EVERY_MS = 500, ENOUGH_MS = 2000 };

int64_t case_progress_left(int64_t done, int64_t waiting, int64_t milliseconds)
{
    return done <= 0 || milliseconds < ENOUGH_MS
               ? -1
               : (int64_t)((double)waiting * (double)milliseconds / (double)done / 1000.0 +
                           0.5);
}

void case_progress_print_left(int64_t seconds)
{
    if (seconds >= 0) {
        fprintf(stderr, ", about %lld:%02lld:%02lld left", (long long)(seconds / 3600),
                (long long)(seconds / 60 % 60), (long long)(seconds % 60));
    }
}

void case_progress_show(struct case_progress *progress, int64_t done, int64_t waiting)
{
    int64_t now = clock_monotonic_ms();
    if (progress->began_ms == 0) {
        progress->began_ms = now;
        progress->began_at = done;
    }
    if (!isatty(STDERR_FILENO) || now - progress->shown_ms < EVERY_MS) {
        return;
    }
    progress->shown_ms = now;
    progress->shown = true;
    fprintf(stderr, "\r%s: %lld done, %lld waiting", progress->what, (long long)done,
            (long long)waiting);
    case_progress_print_left(
        case_progress_left(done - progress->began_at, waiting, now - progress->began_ms));
    fprintf(stderr, "   ");
}

void case_progress_end(const struct case_progress *progress)
{
    if (progress->shown) {
        fputc('\n', stderr);
    }
}
