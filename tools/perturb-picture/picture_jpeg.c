/* JPEG in memory; see picture.h. */
#include "picture.h"

#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>

/* libjpeg ends by a jump. Each file has its own place to jump to, so no path takes another's.
 */
struct failing {
    struct jpeg_error_mgr base;
    jmp_buf back;
    char words[JMSG_LENGTH_MAX];
};

static void fail(j_common_ptr info)
{
    struct failing *failing = (struct failing *)info->err;
    failing->base.format_message(info, failing->words);
    longjmp(failing->back, 1);
}

static void say_nothing(j_common_ptr info, int level)
{
    (void)info;
    (void)level;
}

static struct jpeg_error_mgr *prepare(struct failing *failing)
{
    struct jpeg_error_mgr *base = jpeg_std_error(&failing->base);
    base->error_exit = fail;
    base->emit_message = say_nothing;
    failing->words[0] = '\0';
    return base;
}

/* Called by functions that set the jump. */
static enum err_code begin(struct jpeg_decompress_struct *info, struct str bytes,
                           struct err *err)
{
    jpeg_create_decompress(info);
    jpeg_mem_src(info, (const unsigned char *)bytes.p, bytes.n);
    (void)jpeg_read_header(info, TRUE);
    TRY(picture_check_size(info->image_width, info->image_height, err));
    if (info->num_components != 1 && info->num_components != 3) {
        return err_set(err, ERR_UNSUPPORTED, "a JPEG of %d colours; 1 and 3 are taken",
                       info->num_components);
    }
    info->out_color_space = info->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    info->dct_method = JDCT_ISLOW;
    (void)jpeg_start_decompress(info);
    return ERR_OK;
}

enum err_code picture_read_jpeg(struct str bytes, struct picture *picture, struct err *err)
{
    struct jpeg_decompress_struct info = {0};
    struct failing failing;
    info.err = prepare(&failing);
    *picture = (struct picture){.samples = NULL};
    if (setjmp(failing.back) != 0) {
        jpeg_destroy_decompress(&info);
        picture_release(picture);
        return err_set(err, ERR_FORMAT, "the JPEG cannot be read (%s)", failing.words);
    }
    enum err_code code = begin(&info, bytes, err);
    if (code == ERR_OK) {
        picture_make(picture, (int)info.output_width, (int)info.output_height,
                     info.output_components);
        size_t row = (size_t)picture->width * (size_t)picture->channels;
        while (info.output_scanline < info.output_height) {
            JSAMPROW at = picture->samples + info.output_scanline * row;
            (void)jpeg_read_scanlines(&info, &at, 1);
        }
        (void)jpeg_finish_decompress(&info);
    }
    jpeg_destroy_decompress(&info);
    return code;
}

static void compress(struct jpeg_compress_struct *info, const struct picture *picture,
                     int quality)
{
    size_t row = (size_t)picture->width * (size_t)picture->channels;
    info->image_width = (JDIMENSION)picture->width;
    info->image_height = (JDIMENSION)picture->height;
    info->input_components = picture->channels;
    info->in_color_space = picture->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, quality, TRUE);
    info->dct_method = JDCT_ISLOW;
    jpeg_start_compress(info, TRUE);
    while (info->next_scanline < info->image_height) {
        JSAMPROW at = picture->samples + info->next_scanline * row;
        (void)jpeg_write_scanlines(info, &at, 1);
    }
    jpeg_finish_compress(info);
}

enum err_code picture_to_jpeg(struct arena *arena, const struct picture *picture, int quality,
                              struct str *bytes, struct err *err)
{
    struct jpeg_compress_struct info = {0};
    struct failing failing;
    unsigned char *made = NULL;
    unsigned long size = 0;
    info.err = prepare(&failing);
    if (setjmp(failing.back) != 0) {
        jpeg_destroy_compress(&info);
        return err_set(err, ERR_EXTERNAL, "the JPEG cannot be made (%s)", failing.words);
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &made, &size);
    compress(&info, picture, quality);
    jpeg_destroy_compress(&info);
    *bytes = arena_str(arena, str_n((const char *)made, size));
    free(made);
    return ERR_OK;
}
