/* Lines of a page that a paragraph was broken into. A name that begins at the end of one goes
 * on in the next, so what looks for names is given a blank there.
 *
 * A line end is soft when the line below stands under it, as high and as near as lines of one
 * paragraph do, and its first word would not have fitted behind this line. Lists, forms and
 * addresses have short lines: those of few letters keep their ends. */
#include "pdf_file.h"

#include "base/mem.h"

#include <math.h>

enum {
    LETTERS_LEAST = 25, /* of a line that can be one of a paragraph */
    LINES_ABOUT = 6     /* lines before and after that tell how far the paragraph reaches */
};

struct page_line {
    size_t end;   /* in letters: its '\n' */
    size_t count; /* letters with a place */
    int page;     /* -1: an empty line */
    fz_rect box;
    float first_word; /* its width */
};

struct page_lines {
    struct page_line *items;
    size_t count, capacity;
};

static float height_of(const struct page_line *line)
{
    return line->box.y1 - line->box.y0;
}

/* Letters of a line from `start` to its '\n' or the end of all. */
static struct page_line line_from(const struct letters *letters, size_t start)
{
    struct page_line line = {.end = start, .page = -1, .box = fz_empty_rect};
    bool in_word = true;
    float from = 0;
    for (; line.end < letters->count && letters->items[line.end].c != '\n'; line.end++) {
        const struct letter *letter = &letters->items[line.end];
        bool placed = letter->page >= 0 && letter->c != ' ';
        if (!placed) {
            in_word = in_word && line.count == 0;
            continue;
        }
        if (line.count++ == 0) {
            line.page = letter->page;
            line.box = letter->box;
            from = letter->box.x0;
        }
        line.box = fz_union_rect(line.box, letter->box);
        line.first_word = in_word ? letter->box.x1 - from : line.first_word;
    }
    return line;
}

static struct page_lines lines_of(const struct letters *letters)
{
    struct page_lines lines = {NULL, 0, 0};
    for (size_t at = 0; at < letters->count;) {
        struct page_line line = line_from(letters, at);
        lines.items = mem_grow(lines.items, lines.count, &lines.capacity, sizeof *lines.items);
        lines.items[lines.count++] = line;
        at = line.end + 1;
    }
    return lines;
}

/* True when `below` can be the next line of the paragraph that `line` is of. */
static bool goes_on_below(const struct page_line *line, const struct page_line *below)
{
    float height = fmaxf(height_of(line), height_of(below));
    float gap = below->box.y0 - line->box.y1;
    return line->page >= 0 && line->page == below->page &&
           fminf(height_of(line), height_of(below)) >= 0.7F * height && gap > -0.5F * height &&
           gap < 0.9F * height && below->box.y0 > line->box.y0 &&
           fabsf(line->box.x0 - below->box.x0) < 4 * height;
}

/* How far to the right the lines of the paragraph around line `at` reach. */
static float right_edge(const struct page_lines *lines, size_t at)
{
    float right = lines->items[at].box.x1;
    for (size_t i = at;
         i > 0 && at - i < LINES_ABOUT && goes_on_below(&lines->items[i - 1], &lines->items[i]);
         i--) {
        right = fmaxf(right, lines->items[i - 1].box.x1);
    }
    for (size_t i = at; i + 1 < lines->count && i - at < LINES_ABOUT &&
                        goes_on_below(&lines->items[i], &lines->items[i + 1]);
         i++) {
        right = fmaxf(right, lines->items[i + 1].box.x1);
    }
    return right;
}

void pdf_find_soft_ends(struct letters *letters)
{
    struct page_lines lines = lines_of(letters);
    for (size_t i = 0; i + 1 < lines.count; i++) {
        const struct page_line *line = &lines.items[i];
        const struct page_line *below = &lines.items[i + 1];
        if (line->count >= LETTERS_LEAST && goes_on_below(line, below)) {
            float blank = height_of(line) / 4;
            letters->items[line->end].soft =
                line->box.x1 + blank + below->first_word > right_edge(&lines, i);
        }
    }
    free(lines.items);
}
