/* Bytes that may be a picture: refused with words before anything large is unpacked, or pixels
 * of the size that is told. The decoder itself is Leptonica's. */
#include "../tools/adapter-onnx/picture_decoder.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct picture picture;
    struct err err = {.code = ERR_OK};
    unsigned sum = 0;
    if (picture_decode(arena, str_n((const char *)bytes, length), &picture, &err) != ERR_OK) {
        if (err.message[0] == '\0') {
            BUG("refused without a word");
        }
    } else if (picture.width < 1 || picture.height < 1 ||
               (int64_t)picture.width * picture.height > PICTURE_PIXELS_MAX) {
        BUG("%d x %d was taken", picture.width, picture.height);
    } else {
        for (int64_t i = 0; i < (int64_t)picture.width * picture.height * 3; i++) {
            sum += picture.rgb[i];
        }
    }
    arena_free(arena);
    __asm__ volatile("" : : "r"(sum)); /* each pixel was read */
    return 0;
}
