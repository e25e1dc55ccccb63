/* Any bytes as a PNM and as a JPEG's head: a picture within the limits whose samples can all be
 * read, or an error; an orientation of 1 to 8, and a picture turned by it keeps its pixels. */
#include "../tools/perturb-picture/picture.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned sum_of(const struct picture *picture)
{
    unsigned sum = 0;
    size_t count = picture_size(picture);
    for (size_t i = 0; i < count; i++) {
        sum += picture->samples[i];
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct picture picture;
    /* a copy of its own, so that a byte past the end is seen */
    char *copy = malloc(size + (size == 0));
    if (copy == NULL) {
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        copy[i] = (char)data[i];
    }
    struct str bytes = str_n(copy, size);
    int orientation = picture_exif_orientation(bytes);
    if (orientation < 1 || orientation > 8) {
        abort();
    }
    if (picture_read_pnm(bytes, &picture, NULL) == ERR_OK) {
        unsigned sum = sum_of(&picture);
        if (picture.width < 1 || picture.height < 1 || picture_size(&picture) > size) {
            abort();
        }
        picture_orient(&picture, size > 0 ? data[size - 1] % 9 : 1);
        if (sum_of(&picture) != sum) {
            abort();
        }
        picture_release(&picture);
    }
    free(copy);
    return 0;
}
