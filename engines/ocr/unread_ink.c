#include "ocr/unread_ink.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELL = 30,      /* pixels of a side: a tenth of an inch */
    CELL_DARK = 20, /* dark pixels that make a cell inked */
    DARK = 140,     /* grey below this is ink */
    AROUND = 6,     /* whitened around a letter */
    GROUP_CELLS = 3 /* fewer are specks */
};

struct cells {
    unsigned char *inked;
    int columns, rows;
};

static int at_least(int value, int least)
{
    return value < least ? least : value;
}

static int at_most(int value, int most)
{
    return value > most ? most : value;
}

static struct ink_box within(struct ink_box box, int width, int height)
{
    return (struct ink_box){at_least(box.x0, 0), at_least(box.y0, 0), at_most(box.x1, width),
                            at_most(box.y1, height)};
}

static void erase_words(unsigned char *gray, int width, int height,
                        const struct ocr_page *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct ocr_letter *l = &words->letters[i];
        struct ink_box box = within(
            (struct ink_box){l->x0 - AROUND, l->y0 - AROUND, l->x1 + AROUND, l->y1 + AROUND},
            width, height);
        if (l->c == ' ' || l->c == '\n' || box.x0 >= box.x1) {
            continue;
        }
        for (int y = box.y0; y < box.y1; y++) {
            memset(gray + (size_t)y * (size_t)width + box.x0, 255, (size_t)(box.x1 - box.x0));
        }
    }
}

static void mark_cells(const unsigned char *gray, int width, struct ink_box part,
                       struct cells *cells)
{
    size_t count = (size_t)cells->columns * (size_t)cells->rows;
    unsigned short *dark = xcalloc(count, sizeof *dark);
    for (int y = part.y0; y < part.y1; y++) {
        for (int x = part.x0; x < part.x1; x++) {
            if (gray[(size_t)y * (size_t)width + (size_t)x] < DARK) {
                dark[(size_t)(y / CELL) * (size_t)cells->columns + (size_t)(x / CELL)]++;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        cells->inked[i] |= dark[i] >= CELL_DARK;
    }
    free(dark);
}

/* The cells that hang together with cell `start`, taken off; their box in cells. */
static struct ink_box take_group(struct cells *cells, int start, int *stack, int *size)
{
    int columns = cells->columns;
    struct ink_box box = {start % columns, start / columns, start % columns, start / columns};
    int depth = 0;
    *size = 0;
    stack[depth++] = start;
    cells->inked[start] = 0;
    while (depth > 0) {
        int at = stack[--depth];
        int x = at % columns;
        int y = at / columns;
        box = (struct ink_box){at_most(box.x0, x), at_most(box.y0, y), at_least(box.x1, x),
                               at_least(box.y1, y)};
        (*size)++;
        for (int k = 0; k < 9; k++) {
            int nx = x + k % 3 - 1;
            int ny = y + k / 3 - 1;
            if (nx >= 0 && ny >= 0 && nx < columns && ny < cells->rows &&
                cells->inked[ny * columns + nx]) {
                cells->inked[ny * columns + nx] = 0;
                stack[depth++] = ny * columns + nx;
            }
        }
    }
    return box;
}

static void take_groups(struct cells *cells, struct unread_ink *ink)
{
    int count = cells->columns * cells->rows;
    int *stack = xmalloc((size_t)count * sizeof *stack);
    for (int i = 0; i < count; i++) {
        int size;
        if (!cells->inked[i]) {
            continue;
        }
        struct ink_box box = take_group(cells, i, stack, &size);
        if (size >= GROUP_CELLS) {
            ink->boxes = mem_grow(ink->boxes, ink->count, &ink->capacity, sizeof *ink->boxes);
            ink->boxes[ink->count++] = (struct ink_box){
                box.x0 * CELL, box.y0 * CELL, (box.x1 + 1) * CELL, (box.y1 + 1) * CELL};
        }
    }
    free(stack);
}

void unread_ink_find(unsigned char *gray, int width, int height, const struct ocr_page *words,
                     const struct ink_box *parts, size_t part_count, struct unread_ink *ink)
{
    struct cells cells = {.columns = width / CELL + 1, .rows = height / CELL + 1};
    cells.inked = xcalloc((size_t)cells.columns * (size_t)cells.rows, 1);
    erase_words(gray, width, height, words);
    for (size_t i = 0; i < part_count; i++) {
        mark_cells(gray, width, within(parts[i], width, height), &cells);
    }
    take_groups(&cells, ink);
    free(cells.inked);
}

void unread_ink_free(struct unread_ink *ink)
{
    free(ink->boxes);
    *ink = (struct unread_ink){NULL, 0, 0};
}
