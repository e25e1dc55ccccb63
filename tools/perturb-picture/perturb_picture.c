/* See perturb_picture.h. */
#include "perturb_picture.h"
#include "toolkit/value_bounds.h"

#include <math.h>
#include <string.h>

static const double pi = 3.141592653589793;

static enum err_code blur(struct perturb_picture *perturb, struct err *err)
{
    (void)err;
    perturb_blur(&perturb->picture, perturb->values[0]);
    return ERR_OK;
}

static enum err_code motion_blur(struct perturb_picture *perturb, struct err *err)
{
    (void)err;
    perturb_motion(&perturb->picture, perturb->values[0], pi * prng_unit(&perturb->prng));
    return ERR_OK;
}

static enum err_code jpeg(struct perturb_picture *perturb, struct err *err)
{
    return picture_to_jpeg(perturb->arena, &perturb->picture, (int)lrint(perturb->values[0]),
                           &perturb->jpeg, err);
}

/* ---- light ---- */

/* SOURCE: IEC 61966-2-1:1999, sRGB. Of 0 to 1. */
static double to_linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double from_linear(double value)
{
    return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055;
}

/* Electrons that the light frees (Poisson, here by a normal draw of the same mean and
 * variance), and those that reading adds. SOURCE of the model: EMVA 1288, release 4.0. */
void perturb_low_light(struct picture *picture, const double values[PERTURB_VALUES_MAX],
                       struct prng *prng)
{
    double electrons[256];
    size_t size = picture_size(picture);
    for (int i = 0; i < 256; i++) {
        electrons[i] = to_linear(i / 255.0) * values[0] * values[1];
    }
    for (size_t i = 0; i < size; i++) {
        double mean = electrons[picture->samples[i]];
        double noise = sqrt(mean + values[2] * values[2]) * prng_normal(prng);
        double light = fmax(0, fmin(1, (mean + noise) / values[1]));
        picture->samples[i] = picture_sample(255 * from_linear(light));
    }
}

static enum err_code low_light(struct perturb_picture *perturb, struct err *err)
{
    (void)err;
    perturb_low_light(&perturb->picture, perturb->values, &perturb->prng);
    return ERR_OK;
}

static enum err_code grain(struct perturb_picture *perturb, struct err *err)
{
    struct picture *picture = &perturb->picture;
    size_t size = picture_size(picture);
    (void)err;
    for (size_t i = 0; i < size; i++) {
        picture->samples[i] = picture_sample(picture->samples[i] +
                                             perturb->values[0] * prng_normal(&perturb->prng));
    }
    return ERR_OK;
}

static enum err_code contrast(struct perturb_picture *perturb, struct err *err)
{
    struct picture *picture = &perturb->picture;
    size_t channels = (size_t)picture->channels;
    size_t pixels = picture_size(picture) / channels;
    (void)err;
    for (size_t c = 0; c < channels; c++) {
        double mean = 0;
        for (size_t i = 0; i < pixels; i++) {
            mean += picture->samples[i * channels + c];
        }
        mean /= (double)pixels;
        for (size_t i = 0; i < pixels; i++) {
            uint8_t *sample = &picture->samples[i * channels + c];
            *sample = picture_sample(mean + perturb->values[0] * (*sample - mean));
        }
    }
    return ERR_OK;
}

/* ---- shape ---- */

static enum err_code rotation(struct perturb_picture *perturb, struct err *err)
{
    double side = prng_below(&perturb->prng, 2) == 0 ? 1 : -1;
    double angle = perturb->values[0] * pi / 180;
    const struct picture *picture = &perturb->picture;
    double width = picture->width * fabs(cos(angle)) + picture->height * fabs(sin(angle));
    double height = picture->width * fabs(sin(angle)) + picture->height * fabs(cos(angle));
    TRY(picture_check_size((int64_t)ceil(width), (int64_t)ceil(height), err));
    perturb_rotate(&perturb->picture, side * perturb->values[0]);
    return ERR_OK;
}

static enum err_code occlusion(struct perturb_picture *perturb, struct err *err)
{
    struct picture *picture = &perturb->picture;
    size_t channels = (size_t)picture->channels;
    double side = sqrt(perturb->values[0]);
    size_t width = (size_t)lrint(picture->width * side);
    size_t height = (size_t)lrint(picture->height * side);
    size_t left = (size_t)prng_below(&perturb->prng, (size_t)picture->width - width + 1);
    size_t top = (size_t)prng_below(&perturb->prng, (size_t)picture->height - height + 1);
    (void)err;
    for (size_t y = top; y < top + height; y++) {
        memset(picture->samples + (y * (size_t)picture->width + left) * channels, 0,
               width * channels);
    }
    return ERR_OK;
}

static enum err_code downscale(struct perturb_picture *perturb, struct err *err)
{
    (void)err;
    perturb_shrink(&perturb->picture, perturb->values[0]);
    return ERR_OK;
}

struct kind {
    const char *name;
    struct value_bound bounds[PERTURB_VALUES_MAX]; /* what NULL after the last */
    enum err_code (*apply)(struct perturb_picture *perturb, struct err *err);
};

static const struct kind kinds[] = {
    {"blur", {{"sigma, px", 0.1, 50}}, blur},
    {"motion-blur", {{"the length, px", 1, 200}}, motion_blur},
    {"jpeg", {{"the quality", 1, 100}}, jpeg},
    {"low-light",
     {{"the share of the light", 0.0001, 1},
      {"electrons of full light", 10, 1000000},
      {"read noise, electrons", 0, 1000}},
     low_light},
    {"grain", {{"the standard deviation", 0, 255}}, grain},
    {"rotation", {{"the angle, degrees", 0, 180}}, rotation},
    {"occlusion", {{"the share of the area", 0, 1}}, occlusion},
    {"downscale", {{"the factor", 0.01, 1}}, downscale},
    {"contrast", {{"the factor", 0, 1}}, contrast},
};

enum err_code perturb_picture_apply(struct perturb_picture *perturb, struct str name,
                                    struct err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(name, kinds[i].name)) {
            TRY(value_bounds_check(kinds[i].name, kinds[i].bounds, PERTURB_VALUES_MAX,
                                   perturb->values, perturb->value_count, err));
            return kinds[i].apply(perturb, err);
        }
    }
    return err_set(err, ERR_NOT_FOUND, "no perturbation of pictures is called \"%.*s\"",
                   STR_ARG(str_sub(name, 0, 40)));
}
