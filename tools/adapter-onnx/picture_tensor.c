#include "picture_tensor.h"

#include <math.h>
#include <string.h>

enum { RGB = 3 };

struct region {
    int x, y, width, height;
};

/* Which source pixels make one pixel of the outcome, along one side. */
struct taps {
    int first, count;
    double *weights;
};

static struct taps *make_taps(struct arena *arena, int from, int to, enum picture_filter filter)
{
    struct taps *taps = arena_alloc(arena, (size_t)to * sizeof *taps);
    double scale = (double)from / to;
    double reach = filter == FILTER_ANTIALIAS && scale > 1 ? scale : 1;
    for (int i = 0; i < to; i++) {
        double middle = (i + 0.5) * scale;
        int first = (int)floor(middle - reach);
        int end = (int)ceil(middle + reach);
        first = first < 0 ? 0 : first;
        end = end > from ? from : end;
        taps[i] = (struct taps){first, end - first,
                                arena_alloc(arena, (size_t)(end - first) * sizeof(double))};
        double sum = 0;
        for (int k = 0; k < taps[i].count; k++) {
            double away = fabs(first + k + 0.5 - middle) / reach;
            taps[i].weights[k] = away < 1 ? 1 - away : 0;
            sum += taps[i].weights[k];
        }
        for (int k = 0; k < taps[i].count; k++) {
            taps[i].weights[k] /= sum;
        }
    }
    return taps;
}

static int part_of(double share, int whole)
{
    return (int)lround(share * whole);
}

/* At least one pixel. */
static struct region taken_part(const struct picture *picture, const double box[4])
{
    int x = part_of(box[0], picture->width);
    int y = part_of(box[1], picture->height);
    x = x < picture->width ? x : picture->width - 1;
    y = y < picture->height ? y : picture->height - 1;
    int width = part_of(box[2], picture->width) - x;
    int height = part_of(box[3], picture->height) - y;
    return (struct region){x, y, width > 1 ? width : 1, height > 1 ? height : 1};
}

static int clamp(double value, int min, int max)
{
    long rounded = lround(value);
    return rounded < min ? min : rounded > max ? max : (int)rounded;
}

/* What of the source goes where in the outcome. */
static void place(const struct picture_spec *spec, struct region *source, struct region *to,
                  int *width, int *height)
{
    *width = (int)spec->width;
    *height = (int)spec->height;
    *to = (struct region){0, 0, *width, *height};
    double by_width = (double)spec->width / source->width;
    double by_height = (double)spec->height / source->height;
    if (spec->fit == FIT_CROP) {
        double scale = fmax(by_width, by_height);
        int w = clamp(*width / scale, 1, source->width);
        int h = clamp(*height / scale, 1, source->height);
        source->x += (source->width - w) / 2;
        source->y += (source->height - h) / 2;
        source->width = w;
        source->height = h;
    } else if (spec->fit == FIT_PAD) {
        double scale = fmin(by_width, by_height);
        to->width = clamp(source->width * scale, 1, *width);
        to->height = clamp(source->height * scale, 1, *height);
        to->x = (*width - to->width) / 2;
        to->y = (*height - to->height) / 2;
    } else if (spec->fit == FIT_LINE) {
        to->width = clamp(ceil(source->width * by_height), 1, (int)spec->width_max);
        *width = to->width > *width ? to->width : *width;
    }
}

/* One row of the outcome, as `width` pixels of RGB. */
static void resample_row(const struct picture *picture, const struct region *source,
                         const struct taps *down, const struct taps *across, int width,
                         double *row, double *out)
{
    memset(row, 0, (size_t)source->width * RGB * sizeof *row);
    for (int k = 0; k < down->count; k++) {
        const unsigned char *from =
            picture->rgb + ((size_t)(source->y + down->first + k) * (size_t)picture->width +
                            (size_t)source->x) *
                               RGB;
        for (int i = 0; down->weights[k] > 0 && i < source->width * RGB; i++) {
            row[i] += down->weights[k] * from[i];
        }
    }
    for (int x = 0; x < width; x++) {
        double sum[RGB] = {0, 0, 0};
        for (int k = 0; k < across[x].count; k++) {
            const double *from = row + (size_t)(across[x].first + k) * RGB;
            for (int c = 0; c < RGB; c++) {
                sum[c] += across[x].weights[k] * from[c];
            }
        }
        memcpy(out + (size_t)x * RGB, sum, sizeof sum);
    }
}

struct outcome {
    const struct picture_spec *spec;
    float *values;
    size_t width, height;
};

static void put(const struct outcome *outcome, size_t x, size_t y, const double rgb[RGB])
{
    const struct picture_spec *spec = outcome->spec;
    double grey = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    size_t count = spec->channels == CHANNELS_GREY ? 1 : RGB;
    for (size_t c = 0; c < count; c++) {
        double pixel = spec->channels == CHANNELS_GREY  ? grey
                       : spec->channels == CHANNELS_BGR ? rgb[RGB - 1 - c]
                                                        : rgb[c];
        size_t at = spec->layout == LAYOUT_NCHW ? (c * outcome->height + y) * outcome->width + x
                                                : (y * outcome->width + x) * count + c;
        outcome->values[at] = (float)((pixel * spec->unit - spec->mean[c]) / spec->std[c]);
    }
}

static void fill(const struct outcome *outcome)
{
    const double pad = outcome->spec->pad;
    const double rgb[RGB] = {pad, pad, pad};
    for (size_t y = 0; y < outcome->height; y++) {
        for (size_t x = 0; x < outcome->width; x++) {
            put(outcome, x, y, rgb);
        }
    }
}

float *picture_tensor(struct arena *arena, const struct picture *picture,
                      const struct picture_spec *spec, struct tensor_shape *shape)
{
    struct region source = taken_part(picture, spec->box);
    struct region to;
    int width;
    int height;
    place(spec, &source, &to, &width, &height);
    int64_t channels = spec->channel_count;
    *shape = spec->layout == LAYOUT_NCHW
                 ? (struct tensor_shape){{1, channels, height, width}, 4}
                 : (struct tensor_shape){{1, height, width, channels}, 4};
    size_t count = (size_t)channels * (size_t)width * (size_t)height;
    const struct outcome outcome = {spec, arena_alloc(arena, count * sizeof(float)),
                                    (size_t)width, (size_t)height};
    const struct taps *down = make_taps(arena, source.height, to.height, spec->filter);
    const struct taps *across = make_taps(arena, source.width, to.width, spec->filter);
    double *row = arena_alloc(arena, (size_t)source.width * RGB * sizeof *row);
    double *line = arena_zalloc(arena, (size_t)to.width * RGB * sizeof *line);
    fill(&outcome);
    for (int y = 0; y < to.height; y++) {
        resample_row(picture, &source, &down[y], across, to.width, row, line);
        for (int x = 0; x < to.width; x++) {
            put(&outcome, (size_t)to.x + (size_t)x, (size_t)to.y + (size_t)y,
                line + (size_t)x * RGB);
        }
    }
    return outcome.values;
}
