/* A map in tiles: each force is a square of the same size, about where it lies, so that a small
 * one is seen as well as a large one. Where a tile lies is data (reference/tiles.json). A state
 * is told by a letter in the tile and not by its colour alone; the list beside has all of it.
 *
 * The value is {"tiles":[{"column","row","short","state"}]}; `state` is the end of a message
 * coverage-letter.STATE and of a class. */
#include "web/chart_svg.h"

#include <math.h>

enum { SIZE = 46, GAP = 3 };

static struct str letter_of(const struct chart *chart, struct str state)
{
    char *id = arena_printf(chart->arena, "coverage-letter.%.*s", STR_ARG(state));
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == ' ' ? '-' : *c;
    }
    const char *message = message_lookup(chart->language, str_of(id));
    return message != NULL ? str_of(message) : STR("");
}

static const char *class_of(const struct chart *chart, struct str state)
{
    char *css = arena_printf(chart->arena, "tile-%.*s", STR_ARG(state));
    for (char *c = css; *c != '\0'; c++) {
        *c = *c == ' ' ? '-' : *c;
    }
    return css;
}

static bool place_of(const struct js *tile, double *x, double *y)
{
    double column;
    double row;
    if (!chart_number(tile, "column", &column) || !chart_number(tile, "row", &row)) {
        return false;
    }
    *x = column * SIZE;
    *y = row * SIZE;
    return true;
}

void chart_tiles(struct chart *chart, const struct js *value)
{
    const struct js *tiles = js_member(value, "tiles");
    double width = 0;
    double height = 0;
    double x;
    double y;
    if (tiles == NULL || tiles->type != JS_ARRAY) {
        return;
    }
    for (size_t i = 0; i < tiles->array.count; i++) {
        if (place_of(&tiles->array.items[i], &x, &y)) {
            width = fmax(width, x + SIZE);
            height = fmax(height, y + SIZE);
        }
    }
    if (width <= 0) {
        return;
    }
    chart_open(chart, message_text(chart->language, "chart.tiles"), width, height);
    for (size_t i = 0; i < tiles->array.count; i++) {
        const struct js *tile = &tiles->array.items[i];
        struct str state = js_text(tile, "state");
        if (place_of(tile, &x, &y)) {
            chart_box(chart, class_of(chart, state), x, y, SIZE - GAP, SIZE - GAP);
            chart_text(chart, "tile-name", x + (SIZE - GAP) / 2.0, y + 18, "middle",
                       js_text(tile, "short"));
            chart_text(chart, "tile-letter", x + (SIZE - GAP) / 2.0, y + 35, "middle",
                       letter_of(chart, state));
        }
    }
    chart_close(chart);
}
