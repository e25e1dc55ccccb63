/* What stands on a page: its letters with their places. */
#include "pdf_file.h"
#include "pdf_fonts.h"

#include "base/mem.h"

#include <math.h>

enum { LETTERS_MAX = 32 << 20 };

static void add_letter(struct pdf_file *file, uint32_t c, int page, fz_rect box)
{
    struct letters *letters = &file->letters;
    if (letters->count >= LETTERS_MAX) {
        fz_throw(file->ctx, FZ_ERROR_GENERIC, "more than %d characters", LETTERS_MAX);
    }
    letters->items =
        mem_grow(letters->items, letters->count, &letters->capacity, sizeof *letters->items);
    letters->items[letters->count++] = (struct letter){c, page, false, box};
}

/* Characters XML and JSON have no form for stand as U+FFFD: the text must be UTF-8 without NUL.
 */
static uint32_t character(int c)
{
    bool bad = c < ' ' || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF;
    return bad ? 0xFFFD : (uint32_t)c;
}

static void add_line(struct pdf_file *file, int number, const fz_stext_line *line)
{
    for (const fz_stext_char *c = line->first_char; c != NULL; c = c->next) {
        add_letter(file, character(c->c), number, fz_rect_from_quad(c->quad));
    }
    add_letter(file, '\n', -1, fz_empty_rect);
}

static void add_text(struct pdf_file *file, int number, const fz_stext_page *text)
{
    for (const fz_stext_block *b = text->first_block; b != NULL; b = b->next) {
        for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL;
             l != NULL; l = l->next) {
            add_line(file, number, l);
        }
    }
    add_letter(file, '\n', -1, fz_empty_rect);
}

static void read_text(struct pdf_file *file, int number, pdf_page *page)
{
    fz_context *ctx = file->ctx;
    fz_stext_options options = {0};
    fz_stext_page *text = fz_new_stext_page(ctx, file->pages[number].visible);
    fz_device *device = fz_new_stext_device(ctx, text, &options);
    pdf_run_page_contents(ctx, page, device, fz_identity, NULL);
    fz_close_device(ctx, device);
    fz_drop_device(ctx, device);
    add_text(file, number, text);
    fz_drop_stext_page(ctx, text);
}

bool pdf_reads_pictures(const struct pdf_file *file)
{
    const struct request *request = file->request;
    return request->ocr != NULL && (request->hide == NULL || request->with_text);
}

void pdf_read_page(struct pdf_file *file, int number)
{
    fz_context *ctx = file->ctx;
    struct pdf_page_state *state = &file->pages[number];
    pdf_page *page = pdf_load_page(ctx, file->doc, number);
    fz_rect mediabox;
    fz_matrix to_visible;
    pdf_page_transform(ctx, page, &mediabox, &to_visible);
    fz_rect visible = fz_transform_rect(mediabox, to_visible);
    if (!(visible.x1 - visible.x0 <= PAGE_POINTS_MAX) ||
        !(visible.y1 - visible.y0 <= PAGE_POINTS_MAX)) {
        fz_throw(ctx, FZ_ERROR_GENERIC, "page %d is larger than %d points", number + 1,
                 PAGE_POINTS_MAX);
    }
    state->visible = visible;
    state->to_user = fz_invert_matrix(to_visible);

    struct pdf_drawings drawings = {0};
    if (state->untrue) {
        pdf_see_whole_page(ctx, visible, &drawings);
    } else {
        read_text(file, number, page);
        pdf_look(file, page, NULL, 0, &drawings);
    }
    free(state->drawn);
    state->drawn = drawings.items;
    state->drawn_count = drawings.count;
    if (pdf_reads_pictures(file)) {
        if (!state->untrue) {
            pdf_sample_fonts(file, number, page);
        }
        pdf_ocr_page(file, number, page);
    }
    fz_drop_page(ctx, (fz_page *)page);
}

static bool is_shown(fz_context *ctx, pdf_annot *annot)
{
    enum pdf_annot_type type = pdf_annot_type(ctx, annot);
    int flags = pdf_annot_flags(ctx, annot);
    return type != PDF_ANNOT_POPUP && type != PDF_ANNOT_LINK &&
           (flags & (PDF_ANNOT_IS_HIDDEN | PDF_ANNOT_IS_NO_VIEW)) == 0;
}

/* "q … cm /Name Do Q" of one appearance, its form under a name of its own. */
static void bake_one(fz_context *ctx, pdf_annot *annot, pdf_obj *forms, fz_buffer *out,
                     int *count)
{
    pdf_obj *form = is_shown(ctx, annot) ? pdf_annot_ap(ctx, annot) : NULL;
    char name[32];
    if (form == NULL || !pdf_is_stream(ctx, form)) {
        return;
    }
    fz_matrix m = pdf_annot_transform(ctx, annot);
    fz_snprintf(name, sizeof name, "PaiBaked%d", (*count)++);
    pdf_dict_puts(ctx, forms, name, form);
    fz_append_printf(ctx, out, "q %g %g %g %g %g %g cm /%s Do Q\n", m.a, m.b, m.c, m.d, m.e,
                     m.f, name);
}

static void append_contents(struct pdf_file *file, pdf_page *page, fz_buffer *more)
{
    fz_context *ctx = file->ctx;
    pdf_obj *old = pdf_page_contents(ctx, page);
    pdf_obj *stream = pdf_add_stream(ctx, file->doc, more, NULL, 0);
    pdf_obj *array = pdf_new_array(ctx, file->doc, 2);
    for (int i = 0; pdf_is_array(ctx, old) && i < pdf_array_len(ctx, old); i++) {
        pdf_array_push(ctx, array, pdf_array_get(ctx, old, i));
    }
    if (pdf_is_stream(ctx, old)) {
        pdf_array_push(ctx, array, old);
    }
    pdf_array_push(ctx, array, stream);
    pdf_dict_put(ctx, page->obj, PDF_NAME(Contents), array);
}

void pdf_bake(struct pdf_file *file, int number)
{
    fz_context *ctx = file->ctx;
    pdf_page *page = pdf_load_page(ctx, file->doc, number);
    pdf_annot *annot = pdf_first_annot(ctx, page);
    pdf_annot *widget = pdf_first_widget(ctx, page);
    if (annot != NULL || widget != NULL) {
        pdf_filter_options tidy = {.sanitize = 1}; /* every q has its Q */
        fz_buffer *out = fz_new_buffer(ctx, 256);
        int count = 0;
        pdf_update_page(ctx, page);
        pdf_filter_page_contents(ctx, file->doc, page, &tidy);
        pdf_obj *resources = pdf_copy_dict(ctx, pdf_page_resources(ctx, page));
        pdf_obj *forms = pdf_dict_get(ctx, resources, PDF_NAME(XObject));
        forms = forms != NULL ? pdf_copy_dict(ctx, forms) : pdf_new_dict(ctx, file->doc, 4);
        for (; annot != NULL; annot = pdf_next_annot(ctx, annot)) {
            bake_one(ctx, annot, forms, out, &count);
        }
        for (; widget != NULL; widget = pdf_next_widget(ctx, widget)) {
            bake_one(ctx, widget, forms, out, &count);
        }
        pdf_dict_put(ctx, resources, PDF_NAME(XObject), forms);
        pdf_dict_put(ctx, page->obj, PDF_NAME(Resources), resources);
        append_contents(file, page, out);
        fz_drop_buffer(ctx, out);
    }
    fz_drop_page(ctx, (fz_page *)page);
    pdf_dict_del(ctx, pdf_lookup_page_obj(ctx, file->doc, number), PDF_NAME(Annots));
}

bool pdf_has_hidden_layers(fz_context *ctx, pdf_document *doc)
{
    pdf_obj *all = pdf_dict_getp(ctx, pdf_trailer(ctx, doc), "Root/OCProperties/OCGs");
    for (int i = 0; i < pdf_array_len(ctx, all); i++) {
        if (pdf_is_ocg_hidden(ctx, doc, NULL, "View", pdf_array_get(ctx, all, i))) {
            return true;
        }
    }
    return false;
}
