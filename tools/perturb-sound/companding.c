/* See companding.h. */
#include "companding.h"

#include <stdbool.h>

/* Segments double in width; a code is sign, segment (3 bits), step within it (4 bits). */
enum {
    SIGN = 0x80,
    A_TURNED = 0x55,
    MU_TURNED = 0xFF,
    MU_BIAS = 33,   /* of 14 bits */
    MU_MOST = 8158, /* decision value: all above are the last step */
    STEPS = 16
};

/* The segment of a magnitude, whose upper ends are first, 2 * first, … */
static int segment_of(int magnitude, int first)
{
    int segment = 0;
    while (segment < 7 && magnitude >= first) {
        segment++;
        first *= 2;
    }
    return segment;
}

uint8_t companding_to_a(int16_t sample)
{
    int magnitude = (sample >= 0 ? sample : -(sample + 1)) >> 3; /* 12 bits */
    int segment = segment_of(magnitude, 32);
    int step = segment < 2 ? magnitude >> 1 & (STEPS - 1) : magnitude >> segment & (STEPS - 1);
    int code = (sample >= 0 ? SIGN : 0) | segment << 4 | step;
    return (uint8_t)(code ^ A_TURNED);
}

int16_t companding_from_a(uint8_t code)
{
    int turned = code ^ A_TURNED;
    int segment = turned >> 4 & 7;
    int middle = 2 * (turned & (STEPS - 1)) + 1; /* of the step, half steps */
    int magnitude = segment == 0 ? middle << 3 : (middle + 2 * STEPS) << (segment + 2);
    return (int16_t)((turned & SIGN) != 0 ? magnitude : -magnitude);
}

uint8_t companding_to_mu(int16_t sample)
{
    bool negative = sample < 0;
    int magnitude = negative ? -(sample >> 2) : sample >> 2; /* 14 bits */
    magnitude = (magnitude > MU_MOST ? MU_MOST : magnitude) + MU_BIAS;
    int segment = segment_of(magnitude, 64);
    int step = magnitude >> (segment + 1) & (STEPS - 1);
    return (uint8_t)(((negative ? SIGN : 0) | segment << 4 | step) ^ MU_TURNED);
}

int16_t companding_from_mu(uint8_t code)
{
    int turned = code ^ MU_TURNED;
    int segment = turned >> 4 & 7;
    int magnitude = ((2 * (turned & (STEPS - 1)) + MU_BIAS) << segment) - MU_BIAS;
    magnitude *= 4;
    return (int16_t)((turned & SIGN) != 0 ? -magnitude : magnitude);
}
