/* What a page draws with, and nothing else of it: of every dictionary the keys that drawing
 * reads (ISO 32000-1, 7 to 9), of every picture its pixels. */
#include "pdf_file.h"

#include <string.h>

enum { DEPTH_MAX = 24 };

/* Keys of a stream that say how it is stored. */
#define STREAM_KEYS "Length", "Filter", "DecodeParms", "Length1", "Length2", "Length3"

static const char *const font_keys[] = {"Type",
                                        "Subtype",
                                        "BaseFont",
                                        "FirstChar",
                                        "LastChar",
                                        "Widths",
                                        "Encoding",
                                        "ToUnicode",
                                        "FontDescriptor",
                                        "DescendantFonts",
                                        "CIDSystemInfo",
                                        "DW",
                                        "W",
                                        "DW2",
                                        "W2",
                                        "CIDToGIDMap",
                                        "FontBBox",
                                        "FontMatrix",
                                        "CharProcs",
                                        "Resources",
                                        NULL};
static const char *const descriptor_keys[] = {
    "Type",     "FontName",  "Flags",     "FontBBox",  "ItalicAngle",
    "Ascent",   "Descent",   "Leading",   "CapHeight", "XHeight",
    "StemV",    "StemH",     "AvgWidth",  "MaxWidth",  "MissingWidth",
    "FontFile", "FontFile2", "FontFile3", NULL};
static const char *const font_file_keys[] = {"Subtype", STREAM_KEYS, NULL};
static const char *const image_keys[] = {
    "Type",      "Subtype",   "Width",  "Height",      "ColorSpace", "BitsPerComponent",
    "ImageMask", "Mask",      "Decode", "Interpolate", "SMask",      "SMaskInData",
    "Matte",     STREAM_KEYS, NULL};
static const char *const form_keys[] = {"Type",      "Subtype", "FormType",  "BBox", "Matrix",
                                        "Resources", "Group",   STREAM_KEYS, NULL};
static const char *const pattern_keys[] = {
    "Type",      "PatternType", "PaintType", "TilingType", "BBox",      "XStep", "YStep",
    "Resources", "Matrix",      "Shading",   "ExtGState",  STREAM_KEYS, NULL};
static const char *const state_keys[] = {
    "Type", "LW",   "LC", "LJ", "ML", "D",  "RI",    "OP", "op", "OPM", "Font", "BG", "BG2",
    "UCR",  "UCR2", "FL", "SM", "SA", "BM", "SMask", "CA", "ca", "AIS", "TK",   NULL};
static const char *const resource_keys[] = {"Font",    "XObject", "ExtGState", "ColorSpace",
                                            "Pattern", "Shading", NULL};

static bool listed(const char *key, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        if (strcmp(key, *keys) == 0) {
            return true;
        }
    }
    return false;
}

static void keep_only(fz_context *ctx, pdf_obj *dict, const char *const *keys)
{
    for (int i = pdf_dict_len(ctx, dict) - 1; i >= 0; i--) {
        pdf_obj *key = pdf_dict_get_key(ctx, dict, i);
        if (!listed(pdf_to_name(ctx, key), keys)) {
            pdf_dict_del(ctx, dict, key);
        }
    }
}

struct cleaning {
    fz_context *ctx;
    pdf_document *doc;
    int depth;
};

static void clean_resources(struct cleaning *c, pdf_obj *resources);

/* Rewrites a content stream without marked content. */
static void clean_content(struct cleaning *c, pdf_obj *stream, pdf_obj *resources)
{
    fz_buffer *out = pdf_without_marked_content(c->ctx, c->doc, stream, resources);
    pdf_update_stream(c->ctx, c->doc, stream, out, 0);
    fz_drop_buffer(c->ctx, out);
}

/* A ToUnicode map whose entries hold more than four characters could carry words. */
static bool map_holds_words(fz_context *ctx, pdf_obj *map)
{
    if (!pdf_is_stream(ctx, map)) {
        return map != NULL && !pdf_is_name(ctx, map);
    }
    fz_buffer *buffer = pdf_load_stream(ctx, map);
    unsigned char *p;
    size_t n = fz_buffer_storage(ctx, buffer, &p);
    size_t digits = 0;
    bool words = false;
    bool within = false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '(' || p[i] == '%') {
            words = words || p[i] == '%' ? words : false; /* ranges hold hexadecimal texts */
        }
        within = p[i] == '<' ? true : p[i] == '>' ? false : within;
        digits = p[i] == '<' ? 0 : digits + (within && strchr(" \t\r\n", p[i]) == NULL);
        words = words || (within && digits > 16);
    }
    fz_drop_buffer(ctx, buffer);
    return words;
}

/* Of a map only its table of codes is written again: comments and names stay out. */
static void clean_map(struct cleaning *c, pdf_obj *font)
{
    static const char *const keys[] = {STREAM_KEYS, NULL};
    pdf_obj *map = pdf_dict_get(c->ctx, font, PDF_NAME(ToUnicode));
    if (map_holds_words(c->ctx, map)) {
        pdf_dict_del(c->ctx, font, PDF_NAME(ToUnicode));
    } else if (pdf_is_stream(c->ctx, map)) {
        keep_only(c->ctx, map, keys);
    }
}

static void clean_descriptor(struct cleaning *c, pdf_obj *font)
{
    static const char *const files[] = {"FontFile", "FontFile2", "FontFile3"};
    pdf_obj *descriptor = pdf_dict_get(c->ctx, font, PDF_NAME(FontDescriptor));
    if (descriptor == NULL) {
        return;
    }
    keep_only(c->ctx, descriptor, descriptor_keys);
    for (int i = 0; i < 3; i++) {
        pdf_obj *data = pdf_dict_gets(c->ctx, descriptor, files[i]);
        if (pdf_is_stream(c->ctx, data)) {
            keep_only(c->ctx, data, font_file_keys);
        }
    }
}

static void clean_font(struct cleaning *c, pdf_obj *font)
{
    pdf_obj *encoding = pdf_dict_get(c->ctx, font, PDF_NAME(Encoding));
    pdf_obj *descendants = pdf_dict_get(c->ctx, font, PDF_NAME(DescendantFonts));
    pdf_obj *glyphs = pdf_dict_get(c->ctx, font, PDF_NAME(CharProcs));
    static const char *const encoding_keys[] = {"Type",     "BaseEncoding",  "Differences",
                                                "CMapName", "CIDSystemInfo", "WMode",
                                                "UseCMap",  STREAM_KEYS,     NULL};
    keep_only(c->ctx, font, font_keys);
    clean_map(c, font);
    clean_descriptor(c, font);
    if (pdf_is_dict(c->ctx, encoding)) {
        keep_only(c->ctx, encoding, encoding_keys);
    }
    for (int i = 0; i < pdf_array_len(c->ctx, descendants); i++) {
        pdf_obj *below = pdf_array_get(c->ctx, descendants, i);
        keep_only(c->ctx, below, font_keys);
        pdf_dict_del(c->ctx, below, PDF_NAME(DescendantFonts));
        clean_descriptor(c, below);
    }
    for (int i = 0; i < pdf_dict_len(c->ctx, glyphs); i++) {
        static const char *const keys[] = {STREAM_KEYS, NULL};
        pdf_obj *glyph = pdf_dict_get_val(c->ctx, glyphs, i);
        if (pdf_is_stream(c->ctx, glyph)) {
            clean_content(c, glyph, pdf_dict_get(c->ctx, font, PDF_NAME(Resources)));
            keep_only(c->ctx, glyph, keys);
        }
    }
    if (glyphs != NULL) {
        clean_resources(c, pdf_dict_get(c->ctx, font, PDF_NAME(Resources)));
    }
}

/* JPEG, ITU-T T.81 annex B: the segments that pixels need. Of the application's ones only
 * Adobe's (APP14), which says how colours are stored; nothing after the end of the image. NULL
 * when it is not one plain image. */
static fz_buffer *bare_jpeg(fz_context *ctx, fz_buffer *jpeg)
{
    unsigned char *p;
    size_t n = fz_buffer_storage(ctx, jpeg, &p);
    fz_buffer *out = fz_new_buffer(ctx, n);
    size_t i = 2;
    if (n < 4 || p[0] != 0xFF || p[1] != 0xD8) {
        return NULL;
    }
    fz_append_data(ctx, out, p, 2);
    while (i + 4 <= n && p[i] == 0xFF) {
        unsigned marker = p[i + 1];
        size_t length = ((size_t)p[i + 2] << 8 | p[i + 3]) + 2;
        if (marker == 0xFF) {
            i++;
            continue;
        }
        if (marker == 0xD9) {
            fz_append_data(ctx, out, p + i, 2);
            return out;
        }
        if (i + length > n || length < 4) {
            return NULL;
        }
        bool dropped = marker == 0xFE || (marker >= 0xE0 && marker <= 0xEF && marker != 0xEE) ||
                       (marker == 0xEE && length > 18);
        if (!dropped) {
            fz_append_data(ctx, out, p + i, length);
        }
        i += length;
        if (marker == 0xDA) { /* coded data up to the next marker that is no restart */
            size_t from = i;
            while (i + 1 < n &&
                   (p[i] != 0xFF || p[i + 1] == 0 || (p[i + 1] >= 0xD0 && p[i + 1] <= 0xD7))) {
                i++;
            }
            fz_append_data(ctx, out, p + from, i - from);
        }
    }
    return NULL;
}

/* Stores the samples alone. */
static void store_samples(struct cleaning *c, pdf_obj *image, const fz_image *read)
{
    fz_buffer *samples = pdf_load_stream(c->ctx, image);
    size_t n = read->imagemask ? 1 : read->n;
    size_t bits = read->imagemask ? 1 : read->bpc;
    size_t wanted = ((size_t)read->w * n * bits + 7) / 8 * (size_t)read->h;
    unsigned char *p;
    size_t have = fz_buffer_storage(c->ctx, samples, &p);
    fz_buffer *exact = fz_new_buffer_from_copied_data(c->ctx, p, have < wanted ? have : wanted);
    pdf_dict_del(c->ctx, image, PDF_NAME(Filter));
    pdf_dict_del(c->ctx, image, PDF_NAME(DecodeParms));
    pdf_update_stream(c->ctx, c->doc, image, exact, 0);
    fz_drop_buffer(c->ctx, exact);
    fz_drop_buffer(c->ctx, samples);
}

/* Pixels of what is stored in a form that can hold more than pixels (JPEG 2000, JBIG2). */
static void store_pixels(struct cleaning *c, pdf_obj *image, fz_image *read)
{
    fz_context *ctx = c->ctx;
    fz_pixmap *raw = fz_get_unscaled_pixmap_from_image(ctx, read);
    bool gray = raw->colorspace == NULL || raw->n - raw->alpha == 1;
    if (read->imagemask) {
        store_samples(c, image, read);
        fz_drop_pixmap(ctx, raw);
        return;
    }
    fz_pixmap *pixmap =
        fz_convert_pixmap(ctx, raw, gray ? fz_device_gray(ctx) : fz_device_rgb(ctx), NULL, NULL,
                          fz_default_color_params, 0);
    fz_buffer *buffer = fz_new_buffer(ctx, 1);
    for (int y = 0; y < pixmap->h; y++) {
        fz_append_data(ctx, buffer, pixmap->samples + (ptrdiff_t)y * pixmap->stride,
                       (size_t)pixmap->w * pixmap->n);
    }
    pdf_dict_del(ctx, image, PDF_NAME(Filter));
    pdf_dict_del(ctx, image, PDF_NAME(DecodeParms));
    pdf_dict_del(ctx, image, PDF_NAME(Decode));
    pdf_dict_put_int(ctx, image, PDF_NAME(Width), pixmap->w);
    pdf_dict_put_int(ctx, image, PDF_NAME(Height), pixmap->h);
    pdf_dict_put_int(ctx, image, PDF_NAME(BitsPerComponent), 8);
    pdf_dict_put(ctx, image, PDF_NAME(ColorSpace),
                 gray ? PDF_NAME(DeviceGray) : PDF_NAME(DeviceRGB));
    pdf_update_stream(ctx, c->doc, image, buffer, 0);
    fz_drop_buffer(ctx, buffer);
    fz_drop_pixmap(ctx, pixmap);
    fz_drop_pixmap(ctx, raw);
}

static void clean_image(struct cleaning *c, pdf_obj *image)
{
    fz_context *ctx = c->ctx;
    static const char *const exact[] = {
        "FlateDecode",    "LZWDecode", "RunLengthDecode", "ASCIIHexDecode", "ASCII85Decode",
        "CCITTFaxDecode", NULL};
    keep_only(ctx, image, image_keys);
    pdf_obj *filter = pdf_dict_get(ctx, image, PDF_NAME(Filter));
    if (pdf_is_array(ctx, filter) && pdf_array_len(ctx, filter) == 1) {
        filter = pdf_array_get(ctx, filter, 0);
    }
    bool plain = filter == NULL;
    for (int i = 0; pdf_is_array(ctx, filter) && i < pdf_array_len(ctx, filter); i++) {
        plain = i == 0 || plain;
        plain = plain && listed(pdf_to_name(ctx, pdf_array_get(ctx, filter, i)), exact);
    }
    plain = plain || (pdf_is_name(ctx, filter) && listed(pdf_to_name(ctx, filter), exact));
    if (pdf_name_eq(ctx, filter, PDF_NAME(DCTDecode))) {
        fz_buffer *jpeg = pdf_load_raw_stream(ctx, image);
        fz_buffer *bare = bare_jpeg(ctx, jpeg);
        if (bare != NULL) {
            pdf_update_stream(ctx, c->doc, image, bare, 1);
            fz_drop_buffer(ctx, bare);
            fz_drop_buffer(ctx, jpeg);
            return;
        }
        fz_drop_buffer(ctx, jpeg);
    }
    fz_image *read = pdf_load_image(ctx, c->doc, image);
    if (plain) {
        store_samples(c, image, read);
    } else {
        store_pixels(c, image, read);
    }
    fz_drop_image(ctx, read);
}

static void clean_form(struct cleaning *c, pdf_obj *form)
{
    static const char *const group_keys[] = {"Type", "S", "CS", "I", "K", NULL};
    pdf_obj *resources = pdf_dict_get(c->ctx, form, PDF_NAME(Resources));
    keep_only(c->ctx, form, form_keys);
    keep_only(c->ctx, pdf_dict_get(c->ctx, form, PDF_NAME(Group)), group_keys);
    clean_content(c, form, resources);
    clean_resources(c, resources);
}

static void clean_xobject(struct cleaning *c, pdf_obj *object)
{
    if (pdf_name_eq(c->ctx, pdf_dict_get(c->ctx, object, PDF_NAME(Subtype)), PDF_NAME(Image))) {
        pdf_obj *soft = pdf_dict_get(c->ctx, object, PDF_NAME(SMask));
        pdf_obj *mask = pdf_dict_get(c->ctx, object, PDF_NAME(Mask));
        clean_image(c, object);
        if (pdf_is_stream(c->ctx, soft)) {
            clean_image(c, soft);
        }
        if (pdf_is_stream(c->ctx, mask)) {
            clean_image(c, mask);
        }
    } else {
        clean_form(c, object);
    }
}

static void clean_pattern(struct cleaning *c, pdf_obj *pattern)
{
    keep_only(c->ctx, pattern, pattern_keys);
    if (pdf_is_stream(c->ctx, pattern)) {
        pdf_obj *resources = pdf_dict_get(c->ctx, pattern, PDF_NAME(Resources));
        clean_content(c, pattern, resources);
        clean_resources(c, resources);
    }
}

static void clean_state(struct cleaning *c, pdf_obj *state)
{
    static const char *const mask_keys[] = {"Type", "S", "G", "BC", "TR", NULL};
    pdf_obj *mask = pdf_dict_get(c->ctx, state, PDF_NAME(SMask));
    keep_only(c->ctx, state, state_keys);
    if (pdf_is_dict(c->ctx, mask)) {
        pdf_obj *form = pdf_dict_get(c->ctx, mask, PDF_NAME(G));
        keep_only(c->ctx, mask, mask_keys);
        if (pdf_is_stream(c->ctx, form)) {
            clean_form(c, form);
        }
    }
}

static void clean_kind(struct cleaning *c, pdf_obj *dict,
                       void (*clean)(struct cleaning *, pdf_obj *))
{
    for (int i = 0; i < pdf_dict_len(c->ctx, dict); i++) {
        pdf_obj *value = pdf_dict_get_val(c->ctx, dict, i);
        if (!pdf_is_dict(c->ctx, value) || pdf_mark_obj(c->ctx, value)) {
            continue; /* no dictionary, or seen already: marks stay until all is done */
        }
        clean(c, value);
    }
}

static void clean_resources(struct cleaning *c, pdf_obj *resources)
{
    fz_context *ctx = c->ctx;
    if (!pdf_is_dict(ctx, resources)) {
        return;
    }
    if (++c->depth > DEPTH_MAX) {
        fz_throw(ctx, FZ_ERROR_GENERIC, "resources nested deeper than %d", DEPTH_MAX);
    }
    keep_only(ctx, resources, resource_keys);
    clean_kind(c, pdf_dict_get(ctx, resources, PDF_NAME(Font)), clean_font);
    clean_kind(c, pdf_dict_get(ctx, resources, PDF_NAME(XObject)), clean_xobject);
    clean_kind(c, pdf_dict_get(ctx, resources, PDF_NAME(Pattern)), clean_pattern);
    clean_kind(c, pdf_dict_get(ctx, resources, PDF_NAME(ExtGState)), clean_state);
    c->depth--;
}

void pdf_clean_resources(fz_context *ctx, pdf_document *doc, pdf_obj *resources)
{
    struct cleaning cleaning = {ctx, doc, 0};
    clean_resources(&cleaning, resources);
}

static void without_tags(pdf_processor *processor)
{
    processor->op_MP = NULL;
    processor->op_DP = NULL;
    processor->op_BMC = NULL;
    processor->op_BDC = NULL;
    processor->op_EMC = NULL;
}

fz_buffer *pdf_without_marked_content(fz_context *ctx, pdf_document *doc, pdf_obj *stream,
                                      pdf_obj *resources)
{
    fz_buffer *out = fz_new_buffer(ctx, 1024);
    pdf_processor *processor = pdf_new_buffer_processor(ctx, out, 0);
    without_tags(processor);
    /* the header calls the fourth argument obj and the fifth res; they are the other way round
     */
    /* NOLINTNEXTLINE(readability-suspicious-call-argument): so */
    pdf_process_contents(ctx, processor, doc, resources, stream, NULL);
    pdf_close_processor(ctx, processor);
    pdf_drop_processor(ctx, processor);
    return out;
}
