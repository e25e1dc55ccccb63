/* See picture.h. */
#include "picture.h"

#include "base/file.h"
#include "base/mem.h"

#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void picture_make(struct picture *picture, int width, int height, int channels)
{
    *picture = (struct picture){width, height, channels, NULL};
    picture->samples = xcalloc(picture_size(picture), 1);
}

void picture_release(struct picture *picture)
{
    free(picture->samples);
    *picture = (struct picture){.samples = NULL};
}

void picture_take(struct picture *picture, struct picture *other)
{
    free(picture->samples);
    *picture = *other;
    *other = (struct picture){.samples = NULL};
}

size_t picture_size(const struct picture *picture)
{
    return (size_t)picture->width * (size_t)picture->height * (size_t)picture->channels;
}

uint8_t picture_sample(double value)
{
    return (uint8_t)(value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5);
}

enum err_code picture_check_size(int64_t width, int64_t height, struct err *err)
{
    if (width < 1 || height < 1) {
        return err_set(err, ERR_FORMAT, "the picture is empty");
    }
    if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
        width * height > PICTURE_PIXELS_MAX) {
        return err_set(
            err, ERR_LIMIT,
            "the picture is %lld by %lld pixels; %d pixels and sides of %d are taken",
            (long long)width, (long long)height, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX);
    }
    return ERR_OK;
}

/* ---- PNG ---- */

static enum err_code png_failed(png_image *image, const char *what, struct err *err)
{
    enum err_code code = err_set(err, ERR_FORMAT, "%s (%s)", what, image->message);
    png_image_free(image);
    return code;
}

static enum err_code read_png(struct str bytes, struct picture *picture, struct err *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    const png_color white = {255, 255, 255};
    if (png_image_begin_read_from_memory(&image, bytes.p, bytes.n) == 0) {
        return png_failed(&image, "the PNG cannot be read", err);
    }
    enum err_code code = picture_check_size(image.width, image.height, err);
    if (code != ERR_OK) {
        png_image_free(&image);
        return code;
    }
    bool colour = (image.format & PNG_FORMAT_FLAG_COLOR) != 0;
    image.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    picture_make(picture, (int)image.width, (int)image.height, colour ? 3 : 1);
    if (png_image_finish_read(&image, &white, picture->samples, 0, NULL) == 0) {
        picture_release(picture);
        return png_failed(&image, "the PNG cannot be read", err);
    }
    return ERR_OK;
}

enum err_code picture_write_png(const struct picture *picture, const char *path,
                                struct err *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)picture->width,
                       .height = (png_uint_32)picture->height,
                       .format = picture->channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY};
    if (png_image_write_to_file(&image, path, 0, picture->samples, 0, NULL) == 0) {
        return png_failed(&image, "the PNG cannot be written", err);
    }
    return ERR_OK;
}

/* ---- what the camera turned ---- */

/* Where a pixel of the upright picture stands in the stored one. */
static void stored_place(const struct picture *stored, int orientation, int x, int y, int *sx,
                         int *sy)
{
    int across = orientation >= 5 ? y : x; /* 5 to 8: rows are columns */
    int down = orientation >= 5 ? x : y;
    bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool from_below =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    *sx = from_right ? stored->width - 1 - across : across;
    *sy = from_below ? stored->height - 1 - down : down;
}

void picture_orient(struct picture *picture, int orientation)
{
    struct picture made;
    bool turned = orientation >= 5;
    size_t channels = (size_t)picture->channels;
    if (orientation < 2 || orientation > 8) {
        return;
    }
    picture_make(&made, turned ? picture->height : picture->width,
                 turned ? picture->width : picture->height, picture->channels);
    for (int y = 0; y < made.height; y++) {
        for (int x = 0; x < made.width; x++) {
            int sx;
            int sy;
            stored_place(picture, orientation, x, y, &sx, &sy);
            size_t from = (size_t)sy * (size_t)picture->width + (size_t)sx;
            size_t to = (size_t)y * (size_t)made.width + (size_t)x;
            memcpy(made.samples + to * channels, picture->samples + from * channels, channels);
        }
    }
    picture_take(picture, &made);
}

/* ---- any ---- */

enum err_code picture_read(struct arena *arena, const char *path, struct picture *picture,
                           struct err *err)
{
    struct str bytes;
    *picture = (struct picture){.samples = NULL};
    TRY(file_read(arena, path, PICTURE_BYTES_MAX, &bytes, err));
    if (bytes.n == 0) {
        return err_set(err, ERR_FORMAT, "the file is empty");
    }
    if (str_starts(bytes, STR("\x89PNG\r\n\x1A\n"))) {
        return read_png(bytes, picture, err);
    }
    if (str_starts(bytes, STR("\xFF\xD8\xFF"))) {
        TRY(picture_read_jpeg(bytes, picture, err));
        picture_orient(picture, picture_exif_orientation(bytes));
        return ERR_OK;
    }
    if (str_starts(bytes, STR("P5")) || str_starts(bytes, STR("P6"))) {
        return picture_read_pnm(bytes, picture, err);
    }
    err_set(err, ERR_UNSUPPORTED, "the file is no PNG, JPEG or PNM (P5, P6)");
    err_hint(err, "save it as PNG");
    return ERR_UNSUPPORTED;
}
