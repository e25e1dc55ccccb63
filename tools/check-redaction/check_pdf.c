/* PDF, by poppler: at each place one colour in the rendered page, no character in it, no pixels
 * of a picture below it; beside the pages nothing. */
#include "verdict.h"

#include "base/file.h"

#include <math.h>
/* Of attachments only whether there are any is asked; their header has a member called ctime,
 * which base/banned.h does not let through. */
#define __POPPLER_ATTACHMENT_H__
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

/* Of a rendered page; a place must show at least a few pixels. */
#define CHECK_DPI 72.0
/* A box is looked at this much inside its edges, in points: its edge is softened in rendering.
 */
#define EDGE 1.0

struct place {
    double x0, y0, x1, y1;
};

struct checking {
    PopplerPage *page;
    int number;
    double width, height;
    cairo_surface_t *rendered; /* NULL until needed */
    struct verdict *verdict;
};

static double number(const struct js *value)
{
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static struct place read_place(const struct js *box)
{
    const struct js *at = box->array.items;
    return (struct place){number(&at[0]), number(&at[1]), number(&at[2]), number(&at[3])};
}

static const unsigned char *pixel(cairo_surface_t *surface, int x, int y)
{
    return cairo_image_surface_get_data(surface) +
           (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + (ptrdiff_t)x * 4;
}

static void render(struct checking *c)
{
    double scale = CHECK_DPI / 72;
    c->rendered = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(c->width * scale),
                                             (int)ceil(c->height * scale));
    cairo_t *cairo = cairo_create(c->rendered);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(c->page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(c->rendered);
}

/* True when every pixel from x0, y0 to x1, y1 (not included) has one colour, within `slack`. */
static bool is_one_colour(cairo_surface_t *surface, int x0, int y0, int x1, int y1, int slack)
{
    const unsigned char *first = x0 < x1 && y0 < y1 ? pixel(surface, x0, y0) : NULL;
    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++) {
            const unsigned char *p = pixel(surface, x, y);
            for (int i = 0; i < 3; i++) {
                if (abs(p[i] - first[i]) > slack) {
                    return false;
                }
            }
        }
    }
    return true;
}

static int clamp(double value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

static void check_colour(struct checking *c, struct place place)
{
    double scale = CHECK_DPI / 72;
    int width =
        (int)floor(c->width * scale); /* the last pixel may be part page, part nothing */
    int height = (int)floor(c->height * scale);
    if (!is_one_colour(c->rendered, clamp(ceil((place.x0 + EDGE) * scale), width),
                       clamp(ceil((place.y0 + EDGE) * scale), height),
                       clamp(floor((place.x1 - EDGE) * scale), width),
                       clamp(floor((place.y1 - EDGE) * scale), height), 2)) {
        verdict_add(c->verdict, "page %d: a place that was hidden shows more than one colour",
                    c->number);
    }
}

/* A character lies in a place when the middle of its box does. */
static bool holds(struct place place, const PopplerRectangle *r)
{
    double x = (r->x1 + r->x2) / 2;
    double y = (r->y1 + r->y2) / 2;
    return x > place.x0 && x < place.x1 && y > place.y0 && y < place.y1;
}

static bool is_blank(const char *at)
{
    return *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r' || *at == '\f';
}

static void check_text_under(struct checking *c, const struct place *places, size_t count)
{
    PopplerRectangle *boxes = NULL;
    guint letters = 0;
    char *text = poppler_page_get_text(c->page);
    if (poppler_page_get_text_layout(c->page, &boxes, &letters)) {
        const char *at = text;
        for (guint i = 0; i < letters && at != NULL && *at != '\0'; i++) {
            bool blank = is_blank(at);
            at = g_utf8_next_char(at);
            for (size_t k = 0; !blank && k < count; k++) {
                if (holds(places[k], &boxes[i])) {
                    verdict_add(c->verdict, "page %d: text lies under a place that was hidden",
                                c->number);
                    blank = true;
                }
            }
        }
    }
    g_free(boxes);
    g_free(text);
}

/* The place in pixels of a picture drawn over `area` in one of eight ways round. */
static void in_picture(const PopplerRectangle *area, struct place place, int way, int width,
                       int height, double out[4])
{
    double w = area->x2 - area->x1;
    double h = area->y2 - area->y1;
    double u0 = (place.x0 - area->x1) / w;
    double u1 = (place.x1 - area->x1) / w;
    double v0 = (place.y0 - area->y1) / h;
    double v1 = (place.y1 - area->y1) / h;
    double a[4] = {u0, v0, u1, v1};
    if (way & 4) {
        double turned[4] = {a[1], a[0], a[3], a[2]};
        memcpy(a, turned, sizeof a);
    }
    if (way & 1) {
        double left = a[0];
        a[0] = 1 - a[2];
        a[2] = 1 - left;
    }
    if (way & 2) {
        double top = a[1];
        a[1] = 1 - a[3];
        a[3] = 1 - top;
    }
    out[0] = a[0] * width;
    out[1] = a[1] * height;
    out[2] = a[2] * width;
    out[3] = a[3] * height;
}

/* How far a picture drawn that way is from the page as rendered, at places of a grid that
 * nothing hides; less is more alike. */
static double distance(const struct checking *c, cairo_surface_t *picture,
                       const PopplerRectangle *area, int way, const struct place *places,
                       size_t count)
{
    enum { GRID = 24 };
    int width = cairo_image_surface_get_width(picture);
    int height = cairo_image_surface_get_height(picture);
    double scale = CHECK_DPI / 72;
    double sum = 0;
    for (int i = 0; i < GRID * GRID; i++) {
        double x = area->x1 + (area->x2 - area->x1) * (i % GRID + 0.5) / GRID;
        double y = area->y1 + (area->y2 - area->y1) * ((double)(i / GRID) + 0.5) / GRID;
        PopplerRectangle point = {x, y, x, y};
        struct place spot = {x, y, x, y};
        double at[4];
        bool hidden = x < 0 || y < 0 ||
                      x * scale >= cairo_image_surface_get_width(c->rendered) ||
                      y * scale >= cairo_image_surface_get_height(c->rendered);
        for (size_t k = 0; k < count; k++) {
            hidden = hidden || holds(places[k], &point);
        }
        if (hidden) {
            continue;
        }
        in_picture(area, spot, way, width, height, at);
        const unsigned char *shown = pixel(c->rendered, (int)(x * scale), (int)(y * scale));
        const unsigned char *stored =
            pixel(picture, clamp(at[0], width - 1), clamp(at[1], height - 1));
        sum +=
            abs(shown[0] - stored[0]) + abs(shown[1] - stored[1]) + abs(shown[2] - stored[2]);
    }
    return sum;
}

/* The ways round in which the picture fits the page about as well as in any. */
static unsigned likely_ways(const struct checking *c, cairo_surface_t *picture,
                            const PopplerRectangle *area, const struct place *places,
                            size_t count)
{
    double distances[8];
    double least = HUGE_VAL;
    unsigned ways = 0;
    for (int way = 0; way < 8; way++) {
        distances[way] = distance(c, picture, area, way, places, count);
        least = distances[way] < least ? distances[way] : least;
    }
    for (int way = 0; way < 8; way++) {
        ways |= distances[way] <= least * 1.02 + 1 ? 1U << way : 0;
    }
    return ways;
}

static bool is_hidden_so(cairo_surface_t *picture, const PopplerRectangle *area,
                         struct place place, int way)
{
    int width = cairo_image_surface_get_width(picture);
    int height = cairo_image_surface_get_height(picture);
    double at[4];
    in_picture(area, place, way, width, height, at);
    return is_one_colour(picture, clamp(ceil(at[0]) + 1, width), clamp(ceil(at[1]) + 1, height),
                         clamp(floor(at[2]) - 1, width), clamp(floor(at[3]) - 1, height), 8);
}

/* The picture's own pixels must be one colour under each place, in some way round that fits. */
static void check_picture(struct checking *c, cairo_surface_t *picture,
                          const PopplerRectangle *area, const struct place *places,
                          size_t count)
{
    unsigned ways = likely_ways(c, picture, area, places, count);
    bool good = false;
    for (int way = 0; way < 8 && !good; way++) {
        good = (ways & 1U << way) != 0;
        for (size_t k = 0; good && k < count; k++) {
            bool over = places[k].x0 < area->x2 && area->x1 < places[k].x1 &&
                        places[k].y0 < area->y2 && area->y1 < places[k].y1;
            good = !over || is_hidden_so(picture, area, places[k], way);
        }
    }
    if (!good) {
        verdict_add(c->verdict, "page %d: a picture still has its pixels where it was hidden",
                    c->number);
    }
}

static void check_pictures(struct checking *c, const struct place *places, size_t count)
{
    GList *list = poppler_page_get_image_mapping(c->page);
    for (GList *at = list; at != NULL; at = at->next) {
        const PopplerImageMapping *mapping = at->data;
        PopplerRectangle area = mapping->area;
        cairo_surface_t *picture = poppler_page_get_image(c->page, mapping->image_id);
        if (picture != NULL && cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS &&
            cairo_surface_get_type(picture) == CAIRO_SURFACE_TYPE_IMAGE &&
            cairo_image_surface_get_format(picture) != CAIRO_FORMAT_A8 && area.x2 > area.x1 &&
            area.y2 > area.y1) {
            check_picture(c, picture, &area, places, count);
        }
        if (picture != NULL) {
            cairo_surface_destroy(picture);
        }
    }
    poppler_page_free_image_mapping(list);
}

static void check_annotations(struct checking *c)
{
    GList *annotations = poppler_page_get_annot_mapping(c->page);
    GList *fields = poppler_page_get_form_field_mapping(c->page);
    GList *links = poppler_page_get_link_mapping(c->page);
    if (annotations != NULL || fields != NULL || links != NULL) {
        verdict_add(c->verdict, "page %d: it holds comments, links or form fields", c->number);
    }
    poppler_page_free_annot_mapping(annotations);
    poppler_page_free_form_field_mapping(fields);
    poppler_page_free_link_mapping(links);
}

/* Places of one page: the marks' boxes and the regions that were covered. */
static size_t places_of(const struct js *output, int page, struct place **out,
                        struct arena *arena)
{
    const struct js *marks = js_member(output, "marks");
    const struct js *unreadable = js_member(output, "unreadable");
    size_t count = 0;
    size_t room = unreadable->array.count;
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *boxes = js_member(&marks->array.items[i], "boxes");
        room += boxes != NULL ? boxes->array.count : 0;
    }
    *out = arena_alloc(arena, (room + 1) * sizeof **out);
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *mark = &marks->array.items[i];
        const struct js *at = js_member(mark, "page");
        const struct js *boxes = js_member(mark, "boxes");
        for (size_t k = 0; at != NULL && at->integer == page && k < boxes->array.count; k++) {
            (*out)[count++] = read_place(&boxes->array.items[k]);
        }
    }
    for (size_t i = 0; i < unreadable->array.count; i++) {
        const struct js *region = &unreadable->array.items[i];
        if (js_member(region, "page")->integer == page &&
            js_member(region, "covered")->boolean) {
            (*out)[count++] = read_place(js_member(region, "box"));
        }
    }
    return count;
}

static void check_page(PopplerDocument *document, int i, const struct js *output,
                       struct verdict *verdict)
{
    struct checking c = {.number = i + 1, .verdict = verdict};
    struct arena *arena = arena_new();
    struct place *places;
    size_t count = places_of(output, i + 1, &places, arena);
    c.page = poppler_document_get_page(document, i);
    if (c.page == NULL) {
        verdict_add(verdict, "page %d cannot be read", i + 1);
        arena_free(arena);
        return;
    }
    check_annotations(&c);
    if (count > 0) {
        poppler_page_get_size(c.page, &c.width, &c.height);
        render(&c);
        for (size_t k = 0; k < count; k++) {
            check_colour(&c, places[k]);
        }
        check_text_under(&c, places, count);
        check_pictures(&c, places, count);
        cairo_surface_destroy(c.rendered);
    }
    g_object_unref(c.page);
    arena_free(arena);
}

static void check_absent(char *text, const char *name, struct verdict *verdict)
{
    if (text != NULL && text[0] != '\0') {
        verdict_add(verdict, "its %s is not empty", name);
    }
    g_free(text);
}

/* What a document can carry beside its pages. */
static void check_document(PopplerDocument *document, struct verdict *verdict)
{
    check_absent(poppler_document_get_title(document), "title", verdict);
    check_absent(poppler_document_get_author(document), "author", verdict);
    check_absent(poppler_document_get_subject(document), "subject", verdict);
    check_absent(poppler_document_get_keywords(document), "list of keywords", verdict);
    check_absent(poppler_document_get_creator(document), "creator", verdict);
    check_absent(poppler_document_get_producer(document), "producer", verdict);
    check_absent(poppler_document_get_metadata(document), "metadata", verdict);
    if (poppler_document_has_attachments(document)) {
        verdict_add(verdict, "it holds attachments");
    }
    if (poppler_document_has_javascript(document)) {
        verdict_add(verdict, "it holds JavaScript");
    }
    PopplerIndexIter *index = poppler_index_iter_new(document);
    PopplerLayersIter *layers = poppler_layers_iter_new(document);
    GTree *names = poppler_document_create_dests_tree(document);
    if (index != NULL) {
        verdict_add(verdict, "it holds bookmarks");
        poppler_index_iter_free(index);
    }
    if (layers != NULL) {
        verdict_add(verdict, "it holds layers");
        poppler_layers_iter_free(layers);
    }
    if (names != NULL) {
        if (g_tree_nnodes(names) > 0) {
            verdict_add(verdict, "it holds named places");
        }
        g_tree_unref(names);
    }
}

/* The output came through the task's contract, but a check trusts nothing. */
static enum err_code check_shape(const struct js *output, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(output, "marks", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *boxes = js_member(&list->array.items[i], "boxes");
        for (size_t k = 0; boxes != NULL && boxes->type == JS_ARRAY && k < boxes->array.count;
             k++) {
            if (boxes->array.items[k].type != JS_ARRAY ||
                boxes->array.items[k].array.count != 4) {
                return err_set(err, ERR_FORMAT, "mark %zu has no boxes", i + 1);
            }
        }
        if (boxes == NULL || boxes->type != JS_ARRAY) {
            return err_set(err, ERR_FORMAT, "mark %zu has no place", i + 1);
        }
    }
    return js_need(output, "unreadable", JS_ARRAY, &list, err);
}

enum err_code check_pdf(const char *path, const struct js *output, struct verdict *verdict,
                        struct err *err)
{
    struct str bytes;
    GError *why = NULL;
    TRY(check_shape(output, err));
    TRY(file_read(verdict->arena, path, CHECK_BYTES_MAX, &bytes, err));
    check_pdf_bytes(bytes, verdict);
    GBytes *lent = g_bytes_new_static(bytes.p, bytes.n);
    PopplerDocument *document = poppler_document_new_from_bytes(lent, NULL, &why);
    if (document == NULL) {
        verdict_add(verdict, "it cannot be read as a PDF");
        g_clear_error(&why);
        g_bytes_unref(lent);
        return ERR_OK;
    }
    check_document(document, verdict);
    int64_t pages = poppler_document_get_n_pages(document);
    const struct js *told = js_member(output, "pages");
    if (told == NULL || told->type != JS_INT || told->integer != pages) {
        verdict_add(verdict, "it has another number of pages than was told");
    }
    for (int i = 0; i < pages; i++) {
        check_page(document, i, output, verdict);
    }
    g_object_unref(document);
    g_bytes_unref(lent);
    return ERR_OK;
}
