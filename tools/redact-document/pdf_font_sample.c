/* A device that draws nothing and gathers words of each font, as they are drawn. Text that is
 * not drawn (the layer under a scan) is not looked at. */
#include "pdf_fonts.h"

#include "base/mem.h"

struct sample_device {
    fz_device super;
    struct pdf_fonts *fonts;
    int page;
    size_t at; /* the font being gathered; SIZE_MAX: none */
    struct font_word word;
};

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* U+FFFD stands where there is no map; the private use area means what its maker wants. */
static bool says_nothing(int c)
{
    return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0 && c < ' ');
}

static size_t font_of(fz_context *ctx, struct sample_device *device, fz_font *font)
{
    struct pdf_fonts *fonts = device->fonts;
    size_t i = 0;
    while (i < fonts->count && fonts->items[i].font != font) {
        i++;
    }
    if (i == fonts->count) {
        if (i >= FONTS_MAX) {
            fz_throw(ctx, FZ_ERROR_GENERIC, "more than %d fonts", FONTS_MAX);
        }
        fonts->items = mem_grow(fonts->items, i, &fonts->capacity, sizeof *fonts->items);
        fonts->items[fonts->count++] = (struct font_sample){.font = fz_keep_font(ctx, font)};
    }
    return i;
}

static void note_use(struct sample_device *device, size_t font)
{
    struct pdf_fonts *fonts = device->fonts;
    for (size_t i = fonts->use_count; i > 0 && fonts->uses[i - 1].page == device->page; i--) {
        if (fonts->uses[i - 1].font == font) {
            return;
        }
    }
    fonts->uses =
        mem_grow(fonts->uses, fonts->use_count, &fonts->use_capacity, sizeof *fonts->uses);
    fonts->uses[fonts->use_count++] = (struct font_use){font, device->page};
}

/* True when the glyph was not known to stand for this letter. A letter of more glyphs than are
 * counted goes on being new. */
static bool is_new_glyph(struct font_sample *sample, char letter, int glyph)
{
    struct letter_glyph *known = sample->glyphs[(unsigned char)letter & 127];
    for (int i = 0; i < FONT_GLYPHS_MAX; i++) {
        if (known[i].state == GLYPH_NONE) {
            known[i] = (struct letter_glyph){glyph, GLYPH_SEEN};
            return true;
        }
        if (known[i].glyph == glyph) {
            return false;
        }
    }
    return true;
}

static void end_word(struct sample_device *device)
{
    struct font_word *word = &device->word;
    if (device->at != SIZE_MAX && word->letter_count > 0) {
        struct font_sample *sample = &device->fonts->items[device->at];
        bool fresh = false;
        for (int i = 0; i < word->letter_count; i++) {
            fresh = (word->drawn_by[i] >= 0 &&
                     is_new_glyph(sample, word->letters[i], word->drawn_by[i])) ||
                    fresh;
        }
        sample->full = sample->full || (fresh && sample->count >= FONT_WORDS_MAX);
        if (fresh && !sample->full) {
            sample->words =
                mem_grow(sample->words, sample->count, &sample->capacity, sizeof *word);
            sample->words[sample->count++] = *word;
        }
    }
    *word = (struct font_word){.glyph_count = 0};
}

static void take_item(struct sample_device *device, const fz_text_item *item)
{
    struct font_word *word = &device->word;
    bool letter = is_letter(item->ucs);
    if (!letter && !says_nothing(item->ucs) && item->ucs != -1) {
        end_word(device);
        return;
    }
    if (word->glyph_count == FONT_WORD_MAX || word->letter_count == FONT_WORD_MAX) {
        end_word(device);
    }
    if (item->gid >= 0) {
        word->glyphs[word->glyph_count++] = item->gid;
    }
    if (item->ucs != -1) {
        word->drawn_by[word->letter_count] = item->gid;
        word->letters[word->letter_count++] = letter ? (char)item->ucs : FONT_LETTER_UNKNOWN;
    }
}

/* A text of one glyph goes on with the word before: some files draw letter by letter. */
static void take_text(fz_context *ctx, struct sample_device *device, const fz_text *text)
{
    for (const fz_text_span *span = text->head; span != NULL; span = span->next) {
        size_t font = font_of(ctx, device, span->font);
        if (font != device->at || span->len > 1) {
            end_word(device);
        }
        device->at = font;
        note_use(device, font);
        for (int i = 0; i < span->len; i++) {
            take_item(device, &span->items[i]);
        }
        if (span->len > 1) {
            end_word(device);
        }
    }
}

static void fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm,
                      fz_colorspace *cs, const float *color, float alpha,
                      fz_color_params params)
{
    (void)ctm, (void)cs, (void)color, (void)alpha, (void)params;
    take_text(ctx, (struct sample_device *)dev, text);
}

static void stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text,
                        const fz_stroke_state *stroke, fz_matrix ctm, fz_colorspace *cs,
                        const float *color, float alpha, fz_color_params params)
{
    (void)stroke, (void)ctm, (void)cs, (void)color, (void)alpha, (void)params;
    take_text(ctx, (struct sample_device *)dev, text);
}

static void clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm,
                      fz_rect scissor)
{
    (void)ctm, (void)scissor;
    take_text(ctx, (struct sample_device *)dev, text);
}

static void clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text,
                             const fz_stroke_state *stroke, fz_matrix ctm, fz_rect scissor)
{
    (void)stroke, (void)ctm, (void)scissor;
    take_text(ctx, (struct sample_device *)dev, text);
}

void pdf_sample_fonts(struct pdf_file *file, int number, pdf_page *page)
{
    fz_context *ctx = file->ctx;
    struct sample_device *device = fz_new_derived_device(ctx, struct sample_device);
    device->super.fill_text = fill_text;
    device->super.stroke_text = stroke_text;
    device->super.clip_text = clip_text;
    device->super.clip_stroke_text = clip_stroke_text;
    device->fonts = file->fonts;
    device->page = number;
    device->at = SIZE_MAX;
    pdf_run_page_contents(ctx, page, &device->super, fz_identity, NULL);
    end_word(device);
    fz_close_device(ctx, &device->super);
    fz_drop_device(ctx, &device->super);
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
    for (size_t i = 0; i < fonts->count; i++) {
        free(fonts->items[i].words);
    }
    free(fonts->items);
    free(fonts->uses);
}
