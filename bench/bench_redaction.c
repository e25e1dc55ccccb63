/* Finding personal data in text: megabytes a second of one core, patterns alone and with names,
 * by processor time, the fastest of several turns; how long until a detector is ready. With the
 * name of a file the text is written there, too, and no more is measured than patterns alone on
 * it: bench-redaction-peers gives it to others.
 *
 * The text is made of the lines of the dev texts of redaction-uk and redaction-synthetic, drawn
 * at random: those without a find, and so many with finds that fewer than 1,000 stand in a
 * megabyte. Dense: all lines alike, and those of identifiers-uk, which are made of look-alikes.
 * It is handed over in pieces of at most 64 KiB, larger than a case's documents mostly are, and
 * of 1 MiB, the most the tool takes. */
#include "yardstick.h"

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/prng.h"
#include "base/strbuf.h"
#include "personal_data/detect.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    WANTED_FINDS = 850,
    TEXT_BYTES = 16000000,
    NAMES_BYTES = 2000000,
    TURNS = 5,
    PIECE = 65536
};

static const char *const sources[] = {"redaction-uk", "redaction-synthetic", "identifiers-uk"};
enum { PROSE_SOURCES = 2, ALL_SOURCES = 3 };

struct lines {
    struct str *items;
    size_t *finds;
    size_t count;
    size_t capacity;
};

static const struct detector_options patterns = {.no_names = true, .prefilter_at_once = true};
static const struct detector_options with_names = {.prefilter_at_once = true};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t finds_of(struct detector *detector, struct str text)
{
    struct detect_spans spans = {0};
    struct err err = {0};
    measure_must(detect_text(detector, text, &spans, &err), &err);
    size_t count = spans.count;
    detect_spans_free(&spans);
    return count;
}

static void add_lines(struct lines *lines, struct detector *detector, struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        if (line.n == 0) {
            continue;
        }
        if (lines->count == lines->capacity) {
            lines->capacity = lines->capacity * 2 + 1024;
            lines->items = xrealloc(lines->items, lines->capacity, sizeof *lines->items);
            lines->finds = xrealloc(lines->finds, lines->capacity, sizeof *lines->finds);
        }
        lines->finds[lines->count] = finds_of(detector, line);
        lines->items[lines->count++] = line;
    }
}

static struct lines read_lines(struct arena *arena, struct detector *detector, size_t count)
{
    struct lines lines = {0};
    for (size_t i = 0; i < count; i++) {
        struct err err = {0};
        struct str all;
        struct str row;
        struct js *item;
        const char *path =
            arena_printf(arena, PAI_SOURCE_DIR "/benchmarks/%s/items.jsonl", sources[i]);
        measure_must(file_read(arena, path, 64U << 20, &all, &err), &err);
        while (str_split(&all, '\n', &row) && row.n > 0) {
            measure_must(js_parse(arena, row, &item, &err), &err);
            if (str_eq(js_text(item, "split"), STR("dev"))) {
                add_lines(&lines, detector, js_text(js_member(item, "input"), "text"));
            }
        }
    }
    return lines;
}

static void lines_free(struct lines *lines)
{
    free(lines->items);
    free(lines->finds);
}

/* Lines drawn until there are `bytes`; when the text has its `density` of finds a megabyte, one
 * with finds is drawn anew. 0: any. */
static struct str make_text(const struct lines *lines, size_t bytes, double density,
                            struct strbuf *text)
{
    struct prng prng;
    double finds = 0;
    if (lines->finds == NULL) {
        fprintf(stderr, "bench: no lines in the dev texts\n");
        exit(EXIT_FAILURE);
    }
    prng_seed(&prng, 1);
    strbuf_init(text, bytes + (1U << 20));
    while (text->n < bytes) {
        size_t i = prng_below(&prng, lines->count);
        double after = finds + (double)lines->finds[i];
        double most = density * (double)(text->n + lines->items[i].n) / 1e6;
        if (density <= 0 || lines->finds[i] == 0 || after <= most) {
            strbuf_add(text, lines->items[i].p, lines->items[i].n);
            strbuf_puts(text, "\n");
            finds = after;
        }
    }
    return strbuf_view(text);
}

/* Up to `most` bytes that end with a line. */
static struct str next_piece(struct str *rest, size_t most)
{
    size_t n = rest->n < most ? rest->n : most;
    while (n < rest->n && n > 0 && rest->p[n - 1] != '\n') {
        n--;
    }
    struct str piece = str_n(rest->p, n);
    *rest = str_from(*rest, n);
    return piece;
}

/* `least` 0: nothing is wanted. */
static void measure(const char *what, struct detector *detector, struct str text, size_t piece,
                    double least)
{
    double best = 1e9;
    size_t finds = 0;
    for (int turn = 0; turn < TURNS; turn++) {
        struct str rest = text;
        double began = seconds();
        for (finds = 0; rest.n > 0;) {
            finds += finds_of(detector, next_piece(&rest, piece));
        }
        double took = seconds() - began;
        best = took < best ? took : best;
    }
    double size = (double)text.n / 1e6;
    char line[128];
    (void)snprintf(line, sizeof line, "%s, pieces of %zu KiB, %.0f finds a MB", what,
                   piece / 1024, (double)finds / size);
    if (least > 0) {
        measure_at_least(line, size / best, "MB/s a core", least);
    } else {
        printf("%s: %.1f MB/s a core\n", line, size / best);
    }
}

static void measure_start(struct detector **detector)
{
    struct err err = {0};
    double began = seconds();
    measure_must(detector_new(detector, &err), &err);
    printf("a detector made: %.3f s\n", seconds() - began);
    began = seconds();
    detector_set(*detector, patterns);
    (void)finds_of(*detector, STR("x"));
    printf("its anchors compiled: %.3f s\n", seconds() - began);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct detector *detector;
    struct strbuf wanted;
    struct strbuf dense;
    struct err err = {0};
    measure_start(&detector);
    struct lines lines = read_lines(arena, detector, PROSE_SOURCES);
    struct lines all_lines = read_lines(arena, detector, ALL_SOURCES);
    struct str text = make_text(&lines, TEXT_BYTES, WANTED_FINDS, &wanted);
    struct str all = make_text(&all_lines, TEXT_BYTES, 0, &dense);
    measure("patterns", detector, text, PIECE, 100);
    if (argc > 1) {
        measure_must(file_write(argv[1], text, 0644, &err), &err);
        exit(EXIT_SUCCESS);
    }
    measure("patterns", detector, text, DETECT_TEXT_MAX, 0);
    measure("patterns, dense text", detector, all, DETECT_TEXT_MAX, 0);
    detector_set(detector, with_names);
    measure("names and patterns", detector, str_n(text.p, NAMES_BYTES), PIECE, 3);
    measure("names and patterns, dense text", detector, str_n(all.p, NAMES_BYTES), PIECE, 0);
    strbuf_release(&wanted);
    strbuf_release(&dense);
    lines_free(&lines);
    lines_free(&all_lines);
    detector_free(detector);
    arena_free(arena);
    return 0;
}
