/* Pictures of the usual kinds to bytes of red, green and blue, within limits that are looked at
 * before anything is unpacked. PNG, JPEG, TIFF (its first page), BMP, GIF, WebP and PNM; grey
 * and palettes become colours, alpha lies over white, 16 bits become 8. What a camera wrote
 * about which side is up (Exif) is not followed. */
#ifndef POLICEAI_ADAPTER_ONNX_PICTURE_DECODER_H
#define POLICEAI_ADAPTER_ONNX_PICTURE_DECODER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum { PICTURE_SIDE_MAX = 30000, PICTURE_PIXELS_MAX = 40000000 };
#define PICTURE_BYTES_MAX (128u * 1024 * 1024)

struct picture {
    int width, height;
    const unsigned char *rgb; /* width * height * 3, rows from the top */
};

/* The pixels lie in the arena. ERR_UNSUPPORTED for what is no picture, ERR_LIMIT with the size,
 * ERR_FORMAT for one that is cut off or broken. */
enum err_code picture_decode(struct arena *arena, struct str bytes, struct picture *picture,
                             struct err *err) MUST_USE;

#endif
