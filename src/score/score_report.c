/* Gathers what was found; see score_report.h. Printing is in score_print.c. */
#include "score/score_report.h"

#include "base/mem.h"
#include "score/score_state.h"

#include <stdlib.h>
#include <string.h>

static void free_lists(void *data)
{
    struct score_report *report = data;
    free(report->settings);
    free(report->figures);
    free(report->comparisons);
    free(report->conventions);
    free(report->notes);
    free(report->extras);
    free(report->skips);
}

struct score_report *score_report_new(struct arena *arena, const char *family,
                                      const struct score_options *options)
{
    struct score_report *report = arena_zalloc(arena, sizeof *report);
    report->arena = arena;
    report->family = family;
    report->options = *options;
    arena_on_free(arena, free_lists, report);
    return report;
}

struct arena *score_report_arena(const struct score_report *report)
{
    return report->arena;
}

const struct score_options *score_report_options(const struct score_report *report)
{
    return &report->options;
}

void score_report_setting(struct score_report *report, const char *name, const char *value)
{
    report->settings = mem_grow(report->settings, report->setting_count, &report->setting_room,
                                sizeof *report->settings);
    report->settings[report->setting_count++] = (struct score_setting){name, value};
}

/* Figures of one column and value stand together, all items (NULL) first. */
static void add_figure(struct score_report *report, const char *column, const char *value,
                       const struct score_figure *figure)
{
    for (size_t i = 0; i < report->figure_count; i++) {
        const struct score_entry *other = &report->figures[i];
        if (strcmp(other->figure.name, figure->name) == 0 &&
            (column == NULL ? other->column == NULL
                            : other->column != NULL && strcmp(other->column, column) == 0 &&
                                  strcmp(other->value, value) == 0)) {
            BUG("figure %s stands twice", figure->name);
        }
    }
    struct score_entry entry = {.column = column, .value = value, .figure = *figure};
    size_t bytes = figure->part_count * sizeof *figure->parts;
    struct score_part *parts = arena_alloc(report->arena, bytes + 1);
    if (bytes > 0) {
        memcpy(parts, figure->parts, bytes);
    }
    entry.figure.parts = parts;
    report->figures = mem_grow(report->figures, report->figure_count, &report->figure_room,
                               sizeof *report->figures);
    report->figures[report->figure_count++] = entry;
}

void score_report_figure(struct score_report *report, const struct score_figure *figure)
{
    add_figure(report, NULL, NULL, figure);
}

void score_report_group_figure(struct score_report *report, const char *column,
                               const char *value, const struct score_figure *figure)
{
    add_figure(report, column, value, figure);
}

void score_report_comparison(struct score_report *report,
                             const struct score_comparison *comparison)
{
    report->comparisons = mem_grow(report->comparisons, report->comparison_count,
                                   &report->comparison_room, sizeof *report->comparisons);
    report->comparisons[report->comparison_count++] = *comparison;
}

void score_report_convention(struct score_report *report,
                             const struct score_convention *convention)
{
    report->conventions = mem_grow(report->conventions, report->convention_count,
                                   &report->convention_room, sizeof *report->conventions);
    report->conventions[report->convention_count++] = *convention;
}

void score_report_note(struct score_report *report, const char *format, ...)
{
    struct strbuf text;
    va_list args;
    strbuf_init(&text, 65536);
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    report->notes =
        mem_grow(report->notes, report->note_count, &report->note_room, sizeof *report->notes);
    report->notes[report->note_count++] = arena_strdup(report->arena, text.p);
    strbuf_release(&text);
}

void score_report_extra(struct score_report *report, const char *name, struct str json,
                        const char *text)
{
    report->extras = mem_grow(report->extras, report->extra_count, &report->extra_room,
                              sizeof *report->extras);
    report->extras[report->extra_count++] = (struct score_extra){name, json, text};
}

enum err_code score_report_skip(struct score_report *report, const char *path, size_t line,
                                enum err_code code, struct err *err)
{
    char place[32] = "";
    if (line > 0) {
        snprintf(place, sizeof place, " line %zu", line);
    }
    if (strncmp(err->message, path, strlen(path)) != 0) { /* not placed yet */
        err_prefix(err, "%s%s", path, place);
    }
    if (!report->options.lenient) {
        if (err->hint[0] == '\0') {
            err_hint(err, "mend it, or --lenient leaves such rows out and says so");
        }
        return code;
    }
    if (report->skip_count < SCORE_SKIPS_LISTED) {
        report->skips = mem_grow(report->skips, report->skip_count, &report->skip_room,
                                 sizeof *report->skips);
        report->skips[report->skip_count] = arena_strdup(report->arena, err->message);
    }
    report->skip_count++;
    return ERR_OK;
}

size_t score_report_skipped(const struct score_report *report)
{
    return report->skip_count;
}
