#include "cli/measure_progress.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/lab_progress.h"

#include <stdio.h>
#include <unistd.h>

enum { LINE_EVERY_MS = 10000 };

/* Of the worker process: it measures one thing at a time. */
static struct {
    struct lab_progress bar;
    int64_t line_ms; /* 0: none yet of this measurement */
} shown;

static void show_progress(void *data, const char *title, int64_t done, int64_t total)
{
    int64_t now = clock_monotonic_ms();
    (void)data;
    if (isatty(STDERR_FILENO)) {
        shown.bar.title = title;
        (void)lab_progress_show(&shown.bar, done, total);
    } else if (shown.line_ms == 0 || now - shown.line_ms >= LINE_EVERY_MS) {
        shown.line_ms = now;
        fprintf(stderr, "policeai: measuring %s: %lld of %lld\n", title, (long long)done,
                (long long)total);
    }
}

static void show_end(void *data, const char *title, const char *reason)
{
    struct strbuf words;
    (void)data;
    lab_progress_end(&shown.bar);
    shown.bar.shown_ms = 0;
    shown.line_ms = 0;
    strbuf_init(&words, 8192);
    if (reason == NULL) {
        strbuf_puts(&words, "stopped; goes on at the next start");
    } else if (reason[0] == '\0') {
        strbuf_puts(&words, "measured");
    } else {
        strbuf_puts(&words, "not measured: ");
        utf8_visible(&words, str_of(reason), false);
    }
    fprintf(stderr, "policeai: %s: %s\n", title, words.p);
    strbuf_release(&words);
}

const struct worker_audience measure_progress_audience = {show_progress, show_end, NULL};
