/* Reading several files side by side; see paired_lines.h. */
#include "score/translation/paired_lines.h"

#include "base/mem.h"
#include "score/score_input.h"

#include <stdlib.h>

struct reading {
    struct score_report *report;
    struct score_input *inputs[PAIRED_FILES_MAX];
    size_t files;
    size_t most;
    struct paired_lines *lines;
    size_t capacity[PAIRED_FILES_MAX + 1];
};

/* One line of a file. *found false at its end; *good false when it was left out. */
static enum err_code read_line(struct reading *reading, struct score_input *input,
                               struct str *line, bool *found, bool *good, struct err *err)
{
    size_t before = score_input_number(input);
    enum err_code code = score_input_line(input, line, found, err);
    *good = code == ERR_OK;
    if (code == ERR_OK && *found && line->n > reading->most) {
        err_set(err, ERR_LIMIT, "longer than %zu bytes", reading->most);
        err_hint(err, "one line is one item: divide the text into lines");
        code = ERR_LIMIT;
        *good = false;
    } else if (code != ERR_OK && (code != ERR_FORMAT || score_input_number(input) == before)) {
        return code; /* the file cannot be read on */
    }
    if (code != ERR_OK) {
        *found = true;
        code = score_report_skip(reading->report, score_input_path(input),
                                 score_input_number(input), code, err);
    }
    return code;
}

static void keep(struct reading *reading, const struct str *texts, size_t number)
{
    struct paired_lines *lines = reading->lines;
    struct arena *arena = score_report_arena(reading->report);
    for (size_t f = 0; f < reading->files; f++) {
        lines->texts[f] = mem_grow(lines->texts[f], lines->count, &reading->capacity[f],
                                   sizeof *lines->texts[f]);
        lines->texts[f][lines->count] =
            str_n(arena_strndup(arena, texts[f].p, texts[f].n), texts[f].n);
    }
    lines->numbers = mem_grow(lines->numbers, lines->count,
                              &reading->capacity[PAIRED_FILES_MAX], sizeof *lines->numbers);
    lines->numbers[lines->count++] = number;
}

/* A file that ended while another has a line more. */
static enum err_code uneven(struct reading *reading, const bool *found, struct err *err)
{
    size_t longer = 0;
    size_t shorter = 0;
    for (size_t f = 0; f < reading->files; f++) {
        longer = found[f] ? f : longer;
        shorter = found[f] ? shorter : f;
    }
    const struct score_input *on = reading->inputs[longer];
    const struct score_input *ended = reading->inputs[shorter];
    err_set(err, ERR_FORMAT, "%s line %zu: %s ended after %zu lines", score_input_path(on),
            score_input_number(on), score_input_path(ended), score_input_number(ended));
    err_hint(err, "give files of as many lines each; an empty answer is an empty line");
    return score_report_skip(reading->report, score_input_path(on), score_input_number(on),
                             ERR_FORMAT, err);
}

/* The next line of every file; *more false when all have ended. */
static enum err_code read_item(struct reading *reading, bool *more, struct err *err)
{
    struct str texts[PAIRED_FILES_MAX];
    bool found[PAIRED_FILES_MAX];
    size_t there = 0;
    bool all_good = true;
    for (size_t f = 0; f < reading->files; f++) {
        bool good;
        TRY(read_line(reading, reading->inputs[f], &texts[f], &found[f], &good, err));
        there += found[f];
        all_good = all_good && good;
    }
    *more = there > 0;
    if (there > 0 && there < reading->files) {
        return uneven(reading, found, err);
    }
    if (*more && all_good) {
        keep(reading, texts, score_input_number(reading->inputs[0]));
    }
    if (reading->lines->count > PAIRED_LINES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d lines", PAIRED_LINES_MAX);
    }
    return ERR_OK;
}

static void free_lines(void *data)
{
    struct paired_lines *lines = data;
    for (size_t f = 0; f < PAIRED_FILES_MAX; f++) {
        free(lines->texts[f]);
    }
    free(lines->numbers);
}

enum err_code paired_lines_read(struct score_report *report, const char *const *paths,
                                size_t files, size_t most, struct paired_lines *lines,
                                struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct reading reading = {.report = report, .files = files, .most = most};
    reading.lines = arena_zalloc(arena, sizeof *reading.lines);
    arena_on_free(arena, free_lines, reading.lines);
    enum err_code code = ERR_OK;
    bool more = true;
    for (size_t f = 0; f < files; f++) {
        TRY_OUT(score_input_open(paths[f], &reading.inputs[f], err));
    }
    while (more) {
        TRY_OUT(read_item(&reading, &more, err));
    }
    if (reading.lines->count == 0) {
        code = err_set(err, ERR_FORMAT, "%s: no line to score", paths[0]);
        err_hint(err, "one line is one item");
    }
    *lines = *reading.lines;
out:
    for (size_t f = 0; f < files; f++) {
        score_input_close(reading.inputs[f]);
    }
    return code;
}
