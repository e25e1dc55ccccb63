/* PDF from file to file. The only place where MuPDF's exceptions are caught. */
#include "pdf_file.h"
#include "pdf_fonts.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Marks of one line are joined when they are nearer than this, in points. */
#define JOIN_POINTS 3.0F
/* Outward, so that what bears on the edge is covered too. */
#define PAD_POINTS 0.5F

struct finding {
    struct pdf_file *file;
    const size_t *order; /* of letters, or NULL: as they come */
};

static struct box box_of(fz_rect r)
{
    return (struct box){r.x0, r.y0, r.x1, r.y1};
}

static fz_rect rect_of(struct box b)
{
    return (fz_rect){b.x0, b.y0, b.x1, b.y1};
}

/* True when b goes on in the line of a. */
static bool goes_on(fz_rect a, fz_rect b)
{
    float low = a.y0 > b.y0 ? a.y0 : b.y0;
    float high = a.y1 < b.y1 ? a.y1 : b.y1;
    float shared = high - low;
    float less = a.y1 - a.y0 < b.y1 - b.y0 ? a.y1 - a.y0 : b.y1 - b.y0;
    bool beside = b.x0 <= a.x1 + JOIN_POINTS + less && a.x0 <= b.x1 + JOIN_POINTS + less;
    return shared >= less / 2 && beside;
}

/* The boxes of letters from `start` to `end`, joined along lines; false when they have no place
 * or lie on two pages (then the rest from *next). */
static struct mark boxes_of(struct arena *arena, const struct letter *letters, size_t start,
                            size_t end, const size_t *order, size_t *next)
{
    struct mark mark = {.start = start, .confidence = -1};
    struct box *boxes = arena_alloc(arena, (end - start) * sizeof *boxes);
    size_t i = start;
    for (; i < end; i++) {
        const struct letter *letter = &letters[order != NULL ? order[i] : i];
        if (letter->page < 0) {
            continue;
        }
        if (mark.page != 0 && letter->page + 1 != mark.page) {
            break;
        }
        mark.page = letter->page + 1;
        fz_rect last = mark.box_count > 0 ? rect_of(boxes[mark.box_count - 1]) : fz_empty_rect;
        if (mark.box_count > 0 && goes_on(last, letter->box)) {
            boxes[mark.box_count - 1] = box_of(fz_union_rect(last, letter->box));
        } else {
            boxes[mark.box_count++] = box_of(letter->box);
        }
    }
    mark.end = i;
    mark.boxes = boxes;
    *next = i;
    return mark;
}

static enum err_code found(void *data, const struct found_span *span, struct err *err)
{
    const struct finding *finding = data;
    struct pdf_file *file = finding->file;
    size_t start = span->start;
    while (start < span->end && span->end <= file->letters.count) {
        size_t next;
        struct mark mark = boxes_of(file->answer->arena, file->letters.items, start, span->end,
                                    finding->order, &next);
        if (mark.box_count == 0) {
            break;
        }
        mark.label = span->label;
        mark.reason = span->reason;
        mark.confidence = span->confidence;
        if (finding->order != NULL) { /* another order: places alone */
            mark.start = mark.end = 0;
        }
        TRY(answer_mark(file->answer, &mark, err));
        start = next;
    }
    return ERR_OK;
}

static void write_letter(struct strbuf *out, uint32_t c)
{
    char bytes[4];
    strbuf_add(out, bytes, utf8_encode(c, bytes));
}

static void write_text(const struct letters *letters, const size_t *order, struct strbuf *out)
{
    for (size_t i = 0; i < letters->count; i++) {
        write_letter(out, letters->items[order != NULL ? order[i] : i].c);
    }
}

static int by_place(const void *a, const void *b, void *data)
{
    const struct letter *letters = data;
    const struct letter *l = &letters[*(const size_t *)a];
    const struct letter *r = &letters[*(const size_t *)b];
    if (l->page != r->page) {
        return l->page < r->page ? -1 : 1;
    }
    float ly = (l->box.y0 + l->box.y1) / 2;
    float ry = (r->box.y0 + r->box.y1) / 2;
    int row = ((int)(ly / 4) > (int)(ry / 4)) - ((int)(ly / 4) < (int)(ry / 4));
    int column = (l->box.x0 > r->box.x0) - (l->box.x0 < r->box.x0);
    return row != 0 ? row : column;
}

/* Words asked for are looked for once more as the eye reads, line by line over the page, since
 * the order of a file's letters can be any. */
static enum err_code find_by_place(struct pdf_file *file, struct err *err)
{
    size_t count = file->letters.count;
    size_t *order = xmalloc((count + 1) * sizeof *order);
    struct strbuf text;
    struct request words_only = *file->request;
    struct finding finding = {file, order};
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    qsort_r(order, count, sizeof *order, by_place, file->letters.items);
    strbuf_init(&text, DOCUMENT_TEXT_MAX);
    write_text(&file->letters, order, &text);
    words_only.detector = NULL;
    enum err_code code = find_spans(&words_only, strbuf_view(&text), found, &finding, err);
    strbuf_release(&text);
    free(order);
    return code;
}

static enum err_code hide_given(struct pdf_file *file, struct err *err)
{
    const struct js *list = file->request->hide;
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        const struct js *boxes = js_member(item, "boxes");
        int64_t page = 0;
        struct str label = js_text(item, "label");
        TRY(js_need_int(item, "page", 1, file->page_count, &page, err));
        struct mark mark = {.page = (int)page, .confidence = -1, .reason = "decided"};
        mark.label = arena_strndup(file->answer->arena, label.p, label.n);
        mark.boxes =
            arena_alloc(file->answer->arena, (boxes->array.count + 1) * sizeof *mark.boxes);
        for (size_t k = 0; k < boxes->array.count; k++) {
            const struct js *at = boxes->array.items[k].array.items;
            float side[4];
            for (int s = 0; s < 4; s++) {
                side[s] = (float)(at[s].type == JS_INT ? (double)at[s].integer : at[s].real);
            }
            mark.boxes[mark.box_count++] = (struct box){side[0], side[1], side[2], side[3]};
        }
        TRY(answer_mark(file->answer, &mark, err));
    }
    return ERR_OK;
}

/* In the text with a blank where a paragraph's line ends: as long as the text itself. */
static enum err_code find_in_paragraphs(struct pdf_file *file, struct finding *finding,
                                        struct err *err)
{
    struct strbuf text;
    pdf_find_soft_ends(&file->letters);
    strbuf_init(&text, DOCUMENT_TEXT_MAX);
    for (size_t i = 0; i < file->letters.count; i++) {
        const struct letter *letter = &file->letters.items[i];
        write_letter(&text, letter->soft ? ' ' : letter->c);
    }
    enum err_code code = find_spans(file->request, strbuf_view(&text), found, finding, err);
    strbuf_release(&text);
    return code;
}

static enum err_code decide(struct pdf_file *file, struct err *err)
{
    struct finding finding = {file, NULL};
    struct answer *answer = file->answer;
    write_text(&file->letters, NULL, &answer->text);
    TRY(strbuf_check(&answer->text, "the document's text", err));
    if (file->request->hide != NULL) {
        return hide_given(file, err);
    }
    TRY(find_in_paragraphs(file, &finding, err));
    return file->request->words == NULL ? ERR_OK : find_by_place(file, err);
}

/* Boxes by page, from marks and covered regions. */
static void gather_boxes(struct pdf_file *file)
{
    struct answer *answer = file->answer;
    size_t *counts = arena_zalloc(answer->arena, (size_t)file->page_count * sizeof *counts);
    for (size_t i = 0; i < answer->marks.count; i++) {
        counts[answer->marks.items[i].page - 1] += answer->marks.items[i].box_count;
    }
    for (size_t i = 0; i < answer->unreadable.count; i++) {
        counts[answer->unreadable.items[i].page - 1]++;
    }
    for (int i = 0; i < file->page_count; i++) {
        file->pages[i].hidden =
            arena_alloc(answer->arena, (counts[i] + 1) * sizeof *file->pages[i].hidden);
    }
    for (size_t i = 0; i < answer->marks.count; i++) {
        const struct mark *mark = &answer->marks.items[i];
        struct pdf_page_state *page = &file->pages[mark->page - 1];
        for (size_t k = 0; k < mark->box_count; k++) {
            fz_rect r = fz_expand_rect(rect_of(mark->boxes[k]), PAD_POINTS);
            page->hidden[page->hidden_count++] = fz_intersect_rect(r, page->visible);
        }
    }
    for (size_t i = 0; i < answer->unreadable.count; i++) {
        const struct region *region = &answer->unreadable.items[i];
        struct pdf_page_state *page = &file->pages[region->page - 1];
        if (region->covered) {
            page->hidden[page->hidden_count++] =
                fz_intersect_rect(rect_of(region->box), page->visible);
        }
    }
}

/* Pictures and patterns with text that nothing has read are regions that cannot be read. */
static void unread_regions(struct pdf_file *file)
{
    bool cover = file->request->cover_unreadable && file->request->hide == NULL;
    for (int i = 0; i < file->page_count; i++) {
        const struct pdf_page_state *page = &file->pages[i];
        for (size_t k = 0; k < page->drawn_count; k++) {
            fz_rect box = fz_intersect_rect(page->drawn[k].box, page->visible);
            if (!fz_is_empty_rect(box) && page->drawn[k].tile) {
                answer_region(file->answer, i + 1, box_of(box), "text in a pattern", cover);
            }
        }
    }
}

/* All pages, or those alone whose text is untrue. */
static void read_each_page(struct pdf_file *file, bool untrue_only)
{
    int only = file->request->only_page;
    for (int i = only > 0 ? only - 1 : 0; i < (only > 0 ? only : file->page_count); i++) {
        struct pdf_page_state *page = &file->pages[i];
        if (!untrue_only || page->untrue) {
            page->letters_from = file->letters.count;
            pdf_read_page(file, i);
            page->letters_to = file->letters.count;
        }
    }
}

static void drop_regions_of_untrue_pages(struct pdf_file *file)
{
    struct regions *regions = &file->answer->unreadable;
    size_t left = 0;
    for (size_t i = 0; i < regions->count; i++) {
        if (!file->pages[regions->items[i].page - 1].untrue) {
            regions->items[left++] = regions->items[i];
        }
    }
    regions->count = left;
}

/* Letters in the order of pages: those that were read again stand behind all others. */
static void order_letters(struct pdf_file *file)
{
    struct letters ordered = {NULL, 0, file->letters.count};
    ordered.items = xmalloc((ordered.capacity + 1) * sizeof *ordered.items);
    for (int i = 0; i < file->page_count; i++) {
        const struct pdf_page_state *page = &file->pages[i];
        for (size_t k = page->letters_from; k < page->letters_to; k++) {
            ordered.items[ordered.count++] = file->letters.items[k];
        }
    }
    free(file->letters.items);
    file->letters = ordered;
}

/* Pages in a font that lies are read once more, from their pictures, and become pictures. */
static void read_pages(struct pdf_file *file, bool layers)
{
    fz_context *ctx = file->ctx;
    int only = file->request->only_page;
    for (int i = only > 0 ? only - 1 : 0; i < (only > 0 ? only : file->page_count); i++) {
        pdf_obj *page = pdf_lookup_page_obj(ctx, file->doc, i);
        pdf_bake(file, i);
        file->pages[i].as_picture =
            layers || pdf_dict_get(ctx, page, PDF_NAME(UserUnit)) != NULL;
    }
    read_each_page(file, false);
    if (pdf_reads_pictures(file) && pdf_find_untrue_pages(file)) {
        drop_regions_of_untrue_pages(file);
        read_each_page(file, true);
        order_letters(file);
    }
    for (int i = 0; i < file->page_count; i++) {
        if (file->pages[i].untrue) {
            file->pages[i].as_picture = true;
            answer_region(
                file->answer, i + 1, box_of(file->pages[i].visible),
                "the text of this page is not what is drawn: it was read from its picture",
                false);
        }
    }
}

/* Throws; fills `code` when something of ours failed. */
static void work(struct pdf_file *file, fz_buffer *bytes, enum err_code *code, struct err *err)
{
    fz_context *ctx = file->ctx;
    fz_stream *stream = fz_open_buffer(ctx, bytes);
    file->doc = pdf_open_document_with_stream(ctx, stream);
    if (pdf_needs_password(ctx, file->doc)) {
        *code = err_set(err, ERR_UNSUPPORTED, "the document is encrypted");
        err_hint(err, "save it without its password first");
        return;
    }
    pdf_obj *form = pdf_dict_getp(ctx, pdf_trailer(ctx, file->doc), "Root/AcroForm");
    if (pdf_dict_gets(ctx, form, "XFA") != NULL &&
        pdf_array_len(ctx, pdf_dict_gets(ctx, form, "Fields")) == 0) {
        *code =
            err_set(err, ERR_UNSUPPORTED, "the document is an XFA form, drawn by a program");
        err_hint(err, "print it to a PDF first");
        return;
    }
    file->page_count = pdf_count_pages(ctx, file->doc);
    if (file->page_count < 1 || file->page_count > DOCUMENT_PAGES_MAX) {
        *code = err_set(err, ERR_LIMIT, "the document has %d pages, must have 1 to %d",
                        file->page_count, DOCUMENT_PAGES_MAX);
        err_hint(err, "split the document");
        return;
    }
    file->answer->pages = file->page_count;
    file->pages =
        arena_zalloc(file->answer->arena, (size_t)file->page_count * sizeof *file->pages);
    bool layers = pdf_has_hidden_layers(ctx, file->doc);
    int only = file->request->only_page;
    if (only > file->page_count) {
        *code = err_set(err, ERR_INVALID, "page %d was asked for, the document has %d", only,
                        file->page_count);
        return;
    }
    read_pages(file, layers);
    *code = decide(file, err);
    if (*code == ERR_OK && file->request->with_places) {
        pdf_list_places(file);
    }
    if (*code == ERR_OK) {
        unread_regions(file);
        gather_boxes(file);
    }
}

static enum err_code write_out(struct pdf_file *file, fz_buffer *made, struct err *err)
{
    unsigned char *bytes;
    struct answer *answer = file->answer;
    size_t n = fz_buffer_storage(file->ctx, made, &bytes);
    const char *path = arena_printf(answer->arena, "%s.pdf", file->request->out);
    answer->pictured =
        arena_alloc(answer->arena, (size_t)file->page_count * sizeof *answer->pictured);
    for (int i = 0; i < file->page_count; i++) {
        if (file->pages[i].as_picture) {
            answer->pictured[answer->pictured_count++] = i + 1;
        }
    }
    TRY(file_write(path, str_n((const char *)bytes, n), 0600, err));
    answer->file = path;
    return ERR_OK;
}

/* MuPDF's words may quote the document, so only their kind is told. */
static enum err_code refused(fz_context *ctx, struct err *err)
{
    const char *said = fz_caught_message(ctx);
    if (fz_caught(ctx) == FZ_ERROR_MEMORY) {
        err_set(err, ERR_LIMIT, "the document needs too much memory");
        err_hint(err, "split the document");
        return ERR_LIMIT;
    }
    if (strncmp(said, "more than ", 10) == 0 || strncmp(said, "page ", 5) == 0) {
        return err_set(err, ERR_LIMIT, "%s", said);
    }
    err_set(err, ERR_FORMAT, "the document is damaged or no PDF that can be read whole");
    err_hint(err, "print it to a PDF first");
    return ERR_FORMAT;
}

enum err_code redact_pdf(const struct request *request, struct answer *answer, struct err *err)
{
    struct str bytes;
    struct pdf_memory *memory = pdf_memory_new();
    struct pdf_fonts fonts = {NULL, 0, 0, NULL, 0, 0};
    struct pdf_file file = {.ctx = pdf_memory_context(memory),
                            .request = request,
                            .answer = answer,
                            .fonts = &fonts};
    enum err_code code =
        file_read(answer->arena, request->path, DOCUMENT_BYTES_MAX, &bytes, err);
    fz_context *ctx = file.ctx;
    if (code == ERR_OK && ctx == NULL) {
        code = err_set(err, ERR_LIMIT, "no memory for MuPDF");
    }
    if (code == ERR_OK) {
        enum err_code ours = ERR_OK; /* not kept in a register: fz_var below */
        fz_var(ours);
        fz_try(ctx)
        {
            fz_buffer *buffer =
                fz_new_buffer_from_shared_data(ctx, (const unsigned char *)bytes.p, bytes.n);
            work(&file, buffer, &ours, err);
            if (ours == ERR_OK && !request->propose_only) {
                fz_buffer *made = pdf_build(&file);
                ours = write_out(&file, made, err);
            }
        }
        fz_catch(ctx)
        {
            ours = refused(ctx, err);
        }
        code = ours;
    }
    pdf_fonts_free(&fonts);
    free(file.letters.items);
    for (int i = 0; file.pages != NULL && i < file.page_count; i++) {
        free(file.pages[i].drawn);
    }
    pdf_memory_free(memory);
    return code;
}
