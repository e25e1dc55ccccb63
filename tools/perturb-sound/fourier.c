/* See fourier.h. */
#include "fourier.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN = 4096 };
static const double full_turn = 6.283185307179586;

size_t fourier_size(size_t count)
{
    size_t size = 1;
    while (size < count) {
        size *= 2;
    }
    return size;
}

static void swap(double *values, size_t i, size_t j)
{
    for (size_t k = 0; k < 2; k++) {
        double kept = values[2 * i + k];
        values[2 * i + k] = values[2 * j + k];
        values[2 * j + k] = kept;
    }
}

/* Into the order of reversed bits. */
static void reorder(double *values, size_t count)
{
    size_t j = 0;
    for (size_t i = 1; i < count; i++) {
        size_t bit = count / 2;
        while ((j & bit) != 0) {
            j ^= bit;
            bit /= 2;
        }
        j ^= bit;
        if (i < j) {
            swap(values, i, j);
        }
    }
}

static void butterfly(double *low, double *high, double c, double s)
{
    double re = high[0] * c - high[1] * s;
    double im = high[0] * s + high[1] * c;
    high[0] = low[0] - re;
    high[1] = low[1] - im;
    low[0] += re;
    low[1] += im;
}

void fourier(double *values, size_t count, bool back)
{
    double *turns = xmalloc((count + 1) * sizeof *turns); /* cosine and sine in turn */
    for (size_t i = 0; i < count / 2; i++) {
        double angle = full_turn * (double)i / (double)count;
        turns[2 * i] = cos(angle);
        turns[2 * i + 1] = back ? sin(angle) : -sin(angle);
    }
    reorder(values, count);
    for (size_t half = 1; half < count; half *= 2) {
        size_t step = count / (2 * half);
        for (size_t start = 0; start < count; start += 2 * half) {
            for (size_t i = 0; i < half; i++) {
                const double *turn = turns + 2 * i * step;
                butterfly(values + 2 * (start + i), values + 2 * (start + i + half), turn[0],
                          turn[1]);
            }
        }
    }
    for (size_t i = 0; back && i < 2 * count; i++) {
        values[i] /= (double)count;
    }
    free(turns);
}

static void put_real(double *values, size_t size, const double *samples, size_t count)
{
    memset(values, 0, 2 * size * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        values[2 * i] = samples[i];
    }
}

static void multiply(double *values, const double *by, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        double re = values[2 * i] * by[2 * i] - values[2 * i + 1] * by[2 * i + 1];
        double im = values[2 * i] * by[2 * i + 1] + values[2 * i + 1] * by[2 * i];
        values[2 * i] = re;
        values[2 * i + 1] = im;
    }
}

double *fourier_convolve(const double *samples, size_t count, const double *filter,
                         size_t filter_count)
{
    size_t size = fourier_size(4 * filter_count > BLOCK_MIN ? 4 * filter_count : BLOCK_MIN);
    size_t step = size - filter_count + 1;
    size_t length = count + filter_count - 1;
    double *made = xcalloc(length, sizeof *made);
    double *block = xmalloc(2 * size * sizeof *block);
    double *spectrum = xmalloc(2 * size * sizeof *spectrum);
    put_real(spectrum, size, filter, filter_count);
    fourier(spectrum, size, false);
    for (size_t at = 0; at < count; at += step) {
        size_t here = count - at < step ? count - at : step;
        put_real(block, size, samples + at, here);
        fourier(block, size, false);
        multiply(block, spectrum, size);
        fourier(block, size, true);
        for (size_t i = 0; i < size && at + i < length; i++) {
            made[at + i] += block[2 * i];
        }
    }
    free(spectrum);
    free(block);
    return made;
}
