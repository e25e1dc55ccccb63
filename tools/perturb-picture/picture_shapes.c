/* What moves or mixes pixels; see perturb_picture.h. */
#include "perturb_picture.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.141592653589793;

static int held(int at, int count)
{
    return at < 0 ? 0 : at >= count ? count - 1 : at;
}

static double sample_at(const struct picture *picture, int x, int y, int channel)
{
    size_t at = (size_t)held(y, picture->height) * (size_t)picture->width +
                (size_t)held(x, picture->width);
    return picture->samples[at * (size_t)picture->channels + (size_t)channel];
}

/* Between four pixels; the edge is repeated outside. */
static double between(const struct picture *picture, double x, double y, int channel)
{
    int left = (int)floor(x);
    int top = (int)floor(y);
    double fx = x - left;
    double fy = y - top;
    double above = (1 - fx) * sample_at(picture, left, top, channel) +
                   fx * sample_at(picture, left + 1, top, channel);
    double below = (1 - fx) * sample_at(picture, left, top + 1, channel) +
                   fx * sample_at(picture, left + 1, top + 1, channel);
    return (1 - fy) * above + fy * below;
}

/* ---- blur ---- */

/* One line of `count` values that are `step` apart. */
static void blur_line(float *values, size_t step, int count, const double *kernel, int radius,
                      float *line)
{
    for (int i = 0; i < count; i++) {
        line[i] = values[(size_t)i * step];
    }
    for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            sum += kernel[k + radius] * line[held(i + k, count)];
        }
        values[(size_t)i * step] = (float)sum;
    }
}

static double *gauss(double sigma, int radius)
{
    double *kernel = xmalloc((size_t)(2 * radius + 1) * sizeof *kernel);
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
        kernel[k + radius] = exp(-0.5 * k * k / (sigma * sigma));
        sum += kernel[k + radius];
    }
    for (int k = 0; k <= 2 * radius; k++) {
        kernel[k] /= sum;
    }
    return kernel;
}

void perturb_blur(struct picture *picture, double sigma)
{
    int radius = (int)ceil(4 * sigma);
    int width = picture->width;
    int height = picture->height;
    size_t pixels = (size_t)width * (size_t)height;
    size_t channels = (size_t)picture->channels;
    double *kernel = gauss(sigma, radius);
    float *plane = xmalloc(pixels * sizeof *plane);
    float *line = xmalloc((size_t)(width > height ? width : height) * sizeof *line);
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < pixels; i++) {
            plane[i] = picture->samples[i * channels + c];
        }
        for (int y = 0; y < height; y++) {
            blur_line(plane + (size_t)y * (size_t)width, 1, width, kernel, radius, line);
        }
        for (int x = 0; x < width; x++) {
            blur_line(plane + x, (size_t)width, height, kernel, radius, line);
        }
        for (size_t i = 0; i < pixels; i++) {
            picture->samples[i * channels + c] = picture_sample(plane[i]);
        }
    }
    free(line);
    free(plane);
    free(kernel);
}

/* ---- what needs each pixel of another picture ---- */

typedef double pixel_fn(const void *data, const struct picture *from, int x, int y,
                        int channel);

static void draw(struct picture *made, const struct picture *from, pixel_fn *pixel,
                 const void *data)
{
    uint8_t *to = made->samples;
    for (int y = 0; y < made->height; y++) {
        for (int x = 0; x < made->width; x++) {
            for (int c = 0; c < made->channels; c++) {
                *to++ = picture_sample(pixel(data, from, x, y, c));
            }
        }
    }
}

struct motion {
    double length, dx, dy;
};

static double motion_pixel(const void *data, const struct picture *from, int x, int y,
                           int channel)
{
    const struct motion *motion = data;
    int steps = (int)ceil(motion->length);
    double sum = 0;
    for (int i = 0; i < steps; i++) {
        double t = (i + 0.5) / steps * motion->length - motion->length / 2;
        sum += between(from, x + t * motion->dx, y + t * motion->dy, channel);
    }
    return sum / steps;
}

void perturb_motion(struct picture *picture, double length, double angle)
{
    struct picture made;
    const struct motion motion = {length, cos(angle), sin(angle)};
    picture_make(&made, picture->width, picture->height, picture->channels);
    draw(&made, picture, motion_pixel, &motion);
    picture_take(picture, &made);
}

/* ---- rotation ---- */

static int compare_bytes(const void *a, const void *b)
{
    return *(const uint8_t *)a - *(const uint8_t *)b;
}

/* The paper, as far as the border tells. */
static uint8_t border_median(const struct picture *picture, int channel)
{
    size_t count = 0;
    size_t most = 2 * ((size_t)picture->width + (size_t)picture->height);
    uint8_t *border = xmalloc(most);
    for (int x = 0; x < picture->width; x++) {
        border[count++] = (uint8_t)sample_at(picture, x, 0, channel);
        border[count++] = (uint8_t)sample_at(picture, x, picture->height - 1, channel);
    }
    for (int y = 0; y < picture->height; y++) {
        border[count++] = (uint8_t)sample_at(picture, 0, y, channel);
        border[count++] = (uint8_t)sample_at(picture, picture->width - 1, y, channel);
    }
    qsort(border, count, 1, compare_bytes);
    uint8_t median = border[count / 2];
    free(border);
    return median;
}

struct rotation {
    double c, s;           /* of the angle, counter-clockwise as one sees it */
    double to_x, to_y;     /* the middle of the new picture */
    double from_x, from_y; /* and of the old */
    uint8_t ground[3];
};

static double rotation_pixel(const void *data, const struct picture *from, int x, int y,
                             int channel)
{
    const struct rotation *turn = data;
    double dx = x - turn->to_x;
    double dy = y - turn->to_y;
    double sx = turn->from_x + turn->c * dx - turn->s * dy;
    double sy = turn->from_y + turn->s * dx + turn->c * dy;
    bool inside =
        sx >= -0.5 && sy >= -0.5 && sx <= from->width - 0.5 && sy <= from->height - 0.5;
    return inside ? between(from, sx, sy, channel) : turn->ground[channel];
}

void perturb_rotate(struct picture *picture, double degrees)
{
    struct picture made;
    struct rotation turn = {.c = cos(degrees * pi / 180), .s = sin(degrees * pi / 180)};
    double width = picture->width * fabs(turn.c) + picture->height * fabs(turn.s);
    double height = picture->width * fabs(turn.s) + picture->height * fabs(turn.c);
    picture_make(&made, (int)ceil(width - 1e-9), (int)ceil(height - 1e-9), picture->channels);
    turn.to_x = (made.width - 1) / 2.0;
    turn.to_y = (made.height - 1) / 2.0;
    turn.from_x = (picture->width - 1) / 2.0;
    turn.from_y = (picture->height - 1) / 2.0;
    for (int c = 0; c < picture->channels; c++) {
        turn.ground[c] = border_median(picture, c);
    }
    draw(&made, picture, rotation_pixel, &turn);
    picture_take(picture, &made);
}

/* ---- smaller ---- */

/* The mean over the area that a pixel covers. */
static double shrink_pixel(const void *data, const struct picture *from, int x, int y,
                           int channel)
{
    const double *by = data; /* pixels of the old per pixel of the new, across and down */
    double left = x * by[0];
    double top = y * by[1];
    double right = fmin(left + by[0], from->width);
    double bottom = fmin(top + by[1], from->height);
    double sum = 0;
    double area = 0;
    for (int sy = (int)top; sy < bottom; sy++) {
        double tall = fmin(sy + 1, bottom) - fmax(sy, top);
        for (int sx = (int)left; sx < right; sx++) {
            double part = (fmin(sx + 1, right) - fmax(sx, left)) * tall;
            sum += part * sample_at(from, sx, sy, channel);
            area += part;
        }
    }
    return area > 0 ? sum / area : 0;
}

void perturb_shrink(struct picture *picture, double factor)
{
    struct picture made;
    int width = (int)lrint(picture->width * factor);
    int height = (int)lrint(picture->height * factor);
    picture_make(&made, width > 0 ? width : 1, height > 0 ? height : 1, picture->channels);
    const double by[2] = {(double)picture->width / made.width,
                          (double)picture->height / made.height};
    draw(&made, picture, shrink_pixel, by);
    picture_take(picture, &made);
}
