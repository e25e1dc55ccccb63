/* See pdf_sheet.h. */
#include "pdf_sheet.h"

#include "base/mem.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FreeType's ftstdlib.h names functions that base/banned.h does not let through; its other
 * headers want these five of it and nothing else. */
#define FTSTDLIB_H_
#define FT_CHAR_BIT CHAR_BIT
#define FT_INT_MAX INT_MAX
#define FT_UINT_MAX UINT_MAX
#define FT_ULONG_MAX ULONG_MAX
typedef ptrdiff_t ft_ptrdiff_t;
#include <cairo-ft.h>

static const char *const files[FONTS] = {
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"};

struct fonts {
    FT_Library library;
    FT_Face faces[FONTS];
    cairo_font_face_t *cairo[FONTS];
};

enum err_code fonts_load(struct fonts **out, struct err *err)
{
    struct fonts *fonts = xcalloc(1, sizeof *fonts);
    *out = fonts;
    if (FT_Init_FreeType(&fonts->library) != 0) {
        return err_set(err, ERR_EXTERNAL, "FreeType does not start");
    }
    for (int i = 0; i < FONTS; i++) {
        if (FT_New_Face(fonts->library, files[i], 0, &fonts->faces[i]) != 0) {
            return err_set(err, ERR_NOT_FOUND, "%s is not there, or no font", files[i]);
        }
        fonts->cairo[i] = cairo_ft_font_face_create_for_ft_face(fonts->faces[i], 0);
    }
    return ERR_OK;
}

void fonts_free(struct fonts *fonts)
{
    if (fonts == NULL) {
        return;
    }
    for (int i = 0; i < FONTS; i++) {
        if (fonts->cairo[i] != NULL) {
            cairo_font_face_destroy(fonts->cairo[i]);
        }
    }
    /* cairo keeps scaled fonts that point to the faces: they go with it. */
    cairo_debug_reset_static_data();
    for (int i = 0; i < FONTS; i++) {
        if (fonts->faces[i] != NULL) {
            (void)FT_Done_Face(fonts->faces[i]);
        }
    }
    (void)FT_Done_FreeType(fonts->library);
    free(fonts);
}

/* ---- pages ---- */

static void put_frame(struct sheet *sheet)
{
    char number[64];
    struct sheet_lines head = sheet_break(sheet, FONT_PLAIN, 8, SHEET_ROOM, sheet->title);
    cairo_set_source_rgb(sheet->cairo, 0.3, 0.3, 0.3);
    if (head.count > 0 && sheet->page > 1) {
        sheet_put(sheet, FONT_PLAIN, 8, SHEET_MARGIN, 28, false, head.list[0]);
    }
    snprintf(number, sizeof number, "Page %d of %d", sheet->page, sheet->pages);
    sheet_put(sheet, FONT_PLAIN, 8, SHEET_WIDTH - SHEET_MARGIN, 808, true, str_of(number));
    cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
}

void sheet_begin(struct sheet *sheet)
{
    sheet->page = 1;
    sheet->y = SHEET_TOP - 12;
    put_frame(sheet);
}

void sheet_end(struct sheet *sheet)
{
    cairo_show_page(sheet->cairo);
}

void sheet_next_page(struct sheet *sheet)
{
    cairo_show_page(sheet->cairo);
    sheet->page++;
    sheet->y = SHEET_TOP;
    put_frame(sheet);
}

bool sheet_need(struct sheet *sheet, double height)
{
    if (sheet->y + height <= SHEET_BOTTOM) {
        return false;
    }
    sheet_next_page(sheet);
    return true;
}

/* ---- text ---- */

static void set_font(struct sheet *sheet, enum sheet_font font, double size)
{
    cairo_set_font_face(sheet->cairo, sheet->fonts->cairo[font]);
    cairo_set_font_size(sheet->cairo, size);
}

double sheet_width_of(struct sheet *sheet, enum sheet_font font, double size, struct str text)
{
    cairo_text_extents_t extents;
    set_font(sheet, font, size);
    cairo_text_extents(sheet->cairo, arena_strndup(sheet->arena, text.p, text.n), &extents);
    return extents.x_advance;
}

void sheet_put(struct sheet *sheet, enum sheet_font font, double size, double x, double y,
               bool right, struct str text)
{
    double left = right ? x - sheet_width_of(sheet, font, size, text) : x;
    set_font(sheet, font, size);
    cairo_move_to(sheet->cairo, left, y + size);
    cairo_show_text(sheet->cairo, arena_strndup(sheet->arena, text.p, text.n));
}

static void add_line(struct sheet *sheet, struct sheet_lines *lines, size_t *capacity,
                     struct str line)
{
    if (lines->count == *capacity) {
        size_t more = *capacity > 0 ? *capacity * 2 : 8;
        struct str *list = arena_alloc(sheet->arena, more * sizeof *list);
        if (lines->count > 0) {
            memcpy(list, lines->list, lines->count * sizeof *list);
        }
        lines->list = list;
        *capacity = more;
    }
    lines->list[lines->count++] = line;
}

/* How many bytes of `text`, whole characters, fit; at least one character. */
static size_t fitting(struct sheet *sheet, enum sheet_font font, double size, double width,
                      struct str text)
{
    size_t n = 0;
    while (n < text.n) {
        size_t next = n + 1;
        while (next < text.n && ((unsigned char)text.p[next] & 0xC0) == 0x80) {
            next++;
        }
        if (n > 0 && sheet_width_of(sheet, font, size, str_sub(text, 0, next)) > width) {
            break;
        }
        n = next;
    }
    return n;
}

/* One line off the front of *rest, which has no line feed. */
static struct str take_line(struct sheet *sheet, enum sheet_font font, double size,
                            double width, struct str *rest)
{
    size_t taken = 0;
    for (size_t at = 0; at <= rest->n; at++) {
        if (at < rest->n && rest->p[at] != ' ') {
            continue;
        }
        if (sheet_width_of(sheet, font, size, str_sub(*rest, 0, at)) > width) {
            break;
        }
        taken = at;
    }
    if (taken == 0 && rest->n > 0) {
        taken = fitting(sheet, font, size, width, *rest);
    }
    struct str line = str_sub(*rest, 0, taken);
    size_t skip = taken < rest->n && rest->p[taken] == ' ' ? 1 : 0;
    *rest = str_from(*rest, taken + skip);
    return line;
}

struct sheet_lines sheet_break(struct sheet *sheet, enum sheet_font font, double size,
                               double width, struct str text)
{
    struct sheet_lines lines = {0};
    size_t capacity = 0;
    struct str part;
    while (str_split(&text, '\n', &part)) {
        do {
            add_line(sheet, &lines, &capacity, take_line(sheet, font, size, width, &part));
        } while (part.n > 0);
    }
    return lines;
}

void sheet_tag(struct sheet *sheet, const char *tag)
{
    if (tag != NULL) {
        cairo_tag_begin(sheet->cairo, tag, NULL);
    }
}

void sheet_untag(struct sheet *sheet, const char *tag)
{
    if (tag != NULL) {
        cairo_tag_end(sheet->cairo, tag);
    }
}

void sheet_paragraph(struct sheet *sheet, enum sheet_font font, double size, double x,
                     struct str text, const char *tag)
{
    double step = size * SHEET_LEADING;
    struct sheet_lines lines =
        sheet_break(sheet, font, size, SHEET_WIDTH - SHEET_MARGIN - x, text);
    bool open = false;
    for (size_t i = 0; i < lines.count; i++) {
        if (sheet->y + step > SHEET_BOTTOM && open) {
            sheet_untag(sheet, tag);
            open = false;
        }
        (void)sheet_need(sheet, step);
        if (!open) {
            sheet_tag(sheet, tag);
            open = true;
        }
        sheet_put(sheet, font, size, x, sheet->y, false, lines.list[i]);
        sheet->y += step;
    }
    if (open) {
        sheet_untag(sheet, tag);
    }
}
