/* See band.h. SOURCE of Kaiser's window and its length: Oppenheim and Schafer, Discrete-Time
 * Signal Processing, on filter design by windowing. */
#include "band.h"

#include "base/mem.h"
#include "fourier.h"

#include <math.h>
#include <stdlib.h>

/* Taps to either side, in samples of the lower rate, for a transition of a tenth of it at 80
 * dB; and of the telephone's band for 100 Hz at 63 dB. */
enum { HALF_TAPS = 26, BAND_HALF = 160 };
static const double resample_beta = 8, band_beta = 6;
static const double pi = 3.141592653589793;
/* Half way down of the band's edges, Hz. */
static const double band_low = 250, band_high = 3450;

/* The modified Bessel function of order 0 by its series. */
static double bessel(double x)
{
    double sum = 1;
    double term = 1;
    for (int k = 1; k < 50; k++) {
        term *= x / 2 / k * (x / 2 / k);
        sum += term;
    }
    return sum;
}

/* Kaiser's window at t of -1 to 1. */
static double kaiser(double t, double beta)
{
    return fabs(t) <= 1 ? bessel(beta * sqrt(1 - t * t)) / bessel(beta) : 0;
}

static double sinc(double x)
{
    return fabs(x) < 1e-12 ? 1 : sin(pi * x) / (pi * x);
}

static size_t divisor(size_t a, size_t b)
{
    while (b > 0) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* One row of 2 * half + 1 taps for each place between two samples of which there are `up`. */
static double *make_phases(size_t up, size_t down, size_t half)
{
    double cutoff = up < down ? (double)up / (double)down : 1;
    size_t taps = 2 * half + 1;
    double *phases = xmalloc(up * taps * sizeof *phases);
    for (size_t p = 0; p < up; p++) {
        double sum = 0;
        double *row = phases + p * taps;
        for (size_t j = 0; j < taps; j++) {
            double t = (double)j - (double)half - (double)p / (double)up;
            row[j] = cutoff * sinc(cutoff * t) * kaiser(t / (double)half, resample_beta);
            sum += row[j];
        }
        for (size_t j = 0; j < taps; j++) {
            row[j] /= sum; /* a constant stays what it is */
        }
    }
    return phases;
}

void band_resample(struct sound *sound, int from, int to, int rate)
{
    size_t common = divisor((size_t)from, (size_t)to);
    size_t up = (size_t)to / common;
    size_t down = (size_t)from / common;
    size_t half = HALF_TAPS * (down > up ? (down + up - 1) / up : 1);
    size_t count = (sound->count * up + down - 1) / down;
    double *phases = make_phases(up, down, half);
    double *made = xmalloc((count + 1) * sizeof *made);
    for (size_t k = 0; k < count; k++) {
        size_t whole = k * down / up;
        const double *row = phases + k * down % up * (2 * half + 1);
        double sum = 0;
        for (size_t j = 0; j <= 2 * half; j++) {
            size_t at = whole + j;
            if (at >= half && at - half < sound->count) {
                sum += row[j] * sound->samples[at - half];
            }
        }
        made[k] = sum;
    }
    free(phases);
    sound_take(sound, made, count, rate);
}

void band_telephone(struct sound *sound)
{
    double filter[2 * BAND_HALF + 1];
    if (sound->rate != BAND_TELEPHONE_RATE) {
        band_resample(sound, sound->rate, BAND_TELEPHONE_RATE, BAND_TELEPHONE_RATE);
    }
    if (sound->count == 0) {
        return;
    }
    double high = 2 * band_high / BAND_TELEPHONE_RATE;
    double low = 2 * band_low / BAND_TELEPHONE_RATE;
    for (int i = -BAND_HALF; i <= BAND_HALF; i++) {
        filter[i + BAND_HALF] = (high * sinc(high * i) - low * sinc(low * i)) *
                                kaiser((double)i / BAND_HALF, band_beta);
    }
    size_t count = sound->count;
    double *made = fourier_convolve(sound->samples, count, filter, 2 * BAND_HALF + 1);
    for (size_t i = 0; i < count; i++) {
        made[i] = made[i + BAND_HALF];
    }
    sound_take(sound, made, count, BAND_TELEPHONE_RATE);
}
