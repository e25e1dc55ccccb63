/* See run_figures.h. */
#include "cli/run_figures.h"

#include "base/file.h"
#include "base/limits.h"
#include "report/figure_text.h"
#include "report/shown_figure.h"

#include <stdio.h>

#define SUFFIX ".dsse.json"

static void tell(struct arena *arena, const struct shown_figure *figure)
{
    const char *counts = figure_counts(arena, &figure->value);
    fprintf(stderr, "  %s: ", figure->metric->title);
    if (figure->rate) {
        fprintf(stderr, "%s (95 %%: %s)",
                figure_value(arena, figure->metric, figure->value.value),
                figure_interval(arena, figure->metric, &figure->interval));
    } else {
        fprintf(stderr, "no rate: %.*s", STR_ARG(figure->undefined));
    }
    if (counts[0] != '\0') {
        fprintf(stderr, "; %s", counts);
    }
    fprintf(stderr, "; %s items\n", figure_count(arena, figure->n));
}

void run_figures_tell(struct arena *arena, const char *evidence)
{
    struct str path = str_of(evidence);
    struct str text;
    struct js *figures;
    if (!str_ends(path, STR(SUFFIX))) {
        return;
    }
    const char *beside = arena_printf(arena, "%.*s.figures.json",
                                      STR_ARG(str_sub(path, 0, path.n - (sizeof SUFFIX - 1))));
    if (file_read(arena, beside, LIMIT_BENCHMARK, &text, NULL) != ERR_OK ||
        js_parse(arena, text, &figures, NULL) != ERR_OK || figures->type != JS_ARRAY) {
        return;
    }
    for (size_t i = 0; i < figures->array.count; i++) {
        struct shown_figure figure = report_figure(arena, &figures->array.items[i]);
        if (figure.metric != NULL && str_is(figure.group, "all")) {
            tell(arena, &figure);
        }
    }
}
