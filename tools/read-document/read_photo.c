/* Pictures that MuPDF does not open: WebP by libwebp, HEIC and AVIF by libheif. They are
 * decoded, set as their file says they are held, put on white and read like any other picture.
 *
 * SOURCE: RIFF container of WebP (developers.google.com/speed/webp/docs/riff_container), whose
 * EXIF chunk holds a TIFF header and tag 0x0112, Orientation (CIPA DC-008, 4.6.4); libheif
 * applies the turns of a HEIC (irot, imir) itself. */
#include "reading.h"

#include <libheif/heif.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

enum { PIXELS_MAX = 110000000, SIDE_MAX = 60000 };

struct photo {
    const uint8_t *rgba;
    size_t stride;
    int64_t width, height;
    int orientation; /* 1 to 8, as Exif numbers them */
};

static uint32_t number(const uint8_t *p, int bytes, bool little)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | p[little ? bytes - 1 - i : i];
    }
    return value;
}

/* Of an Exif block; 1 where it says none. */
static int orientation_of(const uint8_t *p, size_t n)
{
    if (n >= 6 && memcmp(p, "Exif\0\0", 6) == 0) {
        p += 6;
        n -= 6;
    }
    if (n < 8 || (memcmp(p, "II", 2) != 0 && memcmp(p, "MM", 2) != 0)) {
        return 1;
    }
    bool little = p[0] == 'I';
    size_t at = number(p + 4, 4, little);
    size_t count = at + 2 <= n ? number(p + at, 2, little) : 0;
    for (size_t i = 0; i < count && at + 2 + 12 * (i + 1) <= n; i++) {
        const uint8_t *entry = p + at + 2 + 12 * i;
        if (number(entry, 2, little) == 0x0112) {
            uint32_t value = number(entry + 8, 2, little);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}

/* The picture as a portable pixmap (PNM), turned upright, on white. */
static struct str pixmap_of(struct arena *arena, const struct photo *photo)
{
    bool turned = photo->orientation >= 5;
    int64_t width = turned ? photo->height : photo->width;
    int64_t height = turned ? photo->width : photo->height;
    char *out = arena_alloc(arena, (size_t)(width * height * 3) + 64);
    size_t n =
        (size_t)snprintf(out, 64, "P6\n%lld %lld\n255\n", (long long)width, (long long)height);
    for (int64_t y = 0; y < height; y++) {
        for (int64_t x = 0; x < width; x++) {
            int64_t a = turned ? y : x;
            int64_t b = turned ? x : y;
            bool right = photo->orientation == 2 || photo->orientation == 3 ||
                         photo->orientation == 7 || photo->orientation == 8;
            bool below = photo->orientation == 3 || photo->orientation == 4 ||
                         photo->orientation == 6 || photo->orientation == 7;
            a = right ? photo->width - 1 - a : a;
            b = below ? photo->height - 1 - b : b;
            const uint8_t *p = photo->rgba + (size_t)b * photo->stride + (size_t)a * 4;
            for (int c = 0; c < 3; c++) {
                out[n++] = (char)((p[c] * p[3] + 255 * (255 - p[3])) / 255);
            }
        }
    }
    return str_n(out, n);
}

static enum err_code too_large(struct err *err)
{
    return err_set(err, ERR_LIMIT, "not read: a picture of more than %d million pixels",
                   PIXELS_MAX / 1000000);
}

static bool fits(int64_t width, int64_t height)
{
    return width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX &&
           width * height <= PIXELS_MAX;
}

static enum err_code damaged(struct err *err)
{
    return err_set(err, ERR_FORMAT, "not read: the picture is damaged");
}

static int webp_orientation(const WebPData *data)
{
    WebPChunkIterator chunk;
    int orientation = 1;
    WebPDemuxer *demuxer = WebPDemux(data);
    if (demuxer != NULL && WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) != 0) {
        orientation = orientation_of(chunk.chunk.bytes, chunk.chunk.size);
        WebPDemuxReleaseChunkIterator(&chunk);
    }
    WebPDemuxDelete(demuxer);
    return orientation;
}

/* The first picture of an animation. */
static enum err_code moving(struct reading *reading, const WebPData *data, struct str *pixmap,
                            struct err *err)
{
    WebPAnimInfo info;
    uint8_t *frame = NULL;
    int time;
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(data, NULL);
    enum err_code code = ERR_OK;
    if (decoder == NULL || WebPAnimDecoderGetInfo(decoder, &info) == 0 ||
        WebPAnimDecoderGetNext(decoder, &frame, &time) == 0) {
        code = damaged(err);
    } else {
        const struct photo photo = {frame, 4 * (size_t)info.canvas_width, info.canvas_width,
                                    info.canvas_height, 1};
        *pixmap = pixmap_of(reading->arena, &photo);
        if (info.frame_count > 1) {
            reading_partly(reading, "it moves: of its pictures the first was read");
        }
    }
    WebPAnimDecoderDelete(decoder);
    return code;
}

static enum err_code decode_webp(struct reading *reading, struct str bytes, struct str *pixmap,
                                 struct err *err)
{
    WebPBitstreamFeatures features;
    const WebPData data = {(const uint8_t *)bytes.p, bytes.n};
    if (WebPGetFeatures(data.bytes, data.size, &features) != VP8_STATUS_OK) {
        return damaged(err);
    }
    if (!fits(features.width, features.height)) {
        return too_large(err);
    }
    if (features.has_animation != 0) {
        return moving(reading, &data, pixmap, err);
    }
    struct photo photo = {.orientation = webp_orientation(&data)};
    int width = 0;
    int height = 0;
    uint8_t *rgba = WebPDecodeRGBA(data.bytes, data.size, &width, &height);
    if (rgba == NULL) {
        return damaged(err);
    }
    photo.rgba = rgba;
    photo.stride = 4 * (size_t)width;
    photo.width = width;
    photo.height = height;
    *pixmap = pixmap_of(reading->arena, &photo);
    WebPFree(rgba);
    return ERR_OK;
}

static enum err_code decode_main(struct heif_context *context, struct reading *reading,
                                 struct str *pixmap, struct err *err)
{
    struct heif_image_handle *handle = NULL;
    struct heif_image *image = NULL;
    int stride = 0;
    enum err_code code = damaged(err);
    if (heif_context_get_primary_image_handle(context, &handle).code != heif_error_Ok) {
        return code;
    }
    if (!fits(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle))) {
        code = too_large(err);
    } else if (heif_decode_image(handle, &image, heif_colorspace_RGB,
                                 heif_chroma_interleaved_RGBA, NULL)
                   .code == heif_error_Ok) {
        const struct photo photo = {
            .rgba = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride),
            .width = heif_image_get_width(image, heif_channel_interleaved),
            .height = heif_image_get_height(image, heif_channel_interleaved),
            .stride = (size_t)stride,
            .orientation = 1};
        if (photo.rgba != NULL && fits(photo.width, photo.height)) {
            *pixmap = pixmap_of(reading->arena, &photo);
            code = ERR_OK;
        }
    }
    heif_image_release(image);
    heif_image_handle_release(handle);
    return code;
}

static enum err_code decode_heif(struct reading *reading, struct str bytes, struct str *pixmap,
                                 struct err *err)
{
    struct heif_context *context = heif_context_alloc();
    enum err_code code = damaged(err);
    if (heif_context_read_from_memory_without_copy(context, bytes.p, bytes.n, NULL).code ==
        heif_error_Ok) {
        code = decode_main(context, reading, pixmap, err);
        if (heif_context_get_number_of_top_level_images(context) > 1) {
            reading_partly(reading, "it holds several pictures: the main one was read");
        }
    }
    heif_context_free(context);
    return code;
}

enum err_code read_photo(struct reading *reading, struct str bytes, bool webp, struct err *err)
{
    struct str pixmap;
    TRY(webp ? decode_webp(reading, bytes, &pixmap, err)
             : decode_heif(reading, bytes, &pixmap, err));
    return read_pages(reading, pixmap, "image/x-portable-pixmap", err);
}
