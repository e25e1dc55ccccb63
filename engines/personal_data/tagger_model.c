/* Reading a model: every number is checked before it is used. See tagger.h. */
#include "personal_data/tagger_model.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MAGIC = 8, STEP_MAX = 8192 };

struct reader {
    struct str rest;
    bool short_of; /* something was read past the end */
};

static uint32_t take(struct reader *reader, size_t bytes)
{
    uint32_t value = 0;
    if (reader->rest.n < bytes) {
        reader->short_of = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        value |= (uint32_t)(unsigned char)reader->rest.p[i] << (8 * i);
    }
    reader->rest = str_from(reader->rest, bytes);
    return value;
}

static enum err_code read_steps(struct reader *reader, struct tagger *tagger, struct err *err)
{
    for (unsigned before = 0; before < TAG_LABELS; before++) {
        for (unsigned after = 0; after < TAG_LABELS; after++) {
            int32_t step = (int16_t)take(reader, 2);
            if (step > STEP_MAX || step < -STEP_MAX) {
                return err_set(err, ERR_FORMAT,
                               "model of names: step %u to %u weighs %d: at most %d", before,
                               after, step, STEP_MAX);
            }
            tagger->steps[before][after] = step;
        }
    }
    return ERR_OK;
}

static enum err_code read_points(struct reader *reader, struct tagger_points *points,
                                 struct err *err)
{
    points->count = take(reader, 4);
    if (points->count > TAGGER_POINTS_MAX) {
        return err_set(err, ERR_FORMAT, "model of names: %zu points of calibration: at most %d",
                       points->count, TAGGER_POINTS_MAX);
    }
    for (size_t i = 0; i < points->count; i++) {
        struct tagger_point *point = &points->items[i];
        point->score = (int32_t)take(reader, 4);
        point->per_mille = take(reader, 4);
        if (point->per_mille > 1000 || (i > 0 && (point->score < point[-1].score ||
                                                  point->per_mille < point[-1].per_mille))) {
            return err_set(
                err, ERR_FORMAT,
                "model of names: point %zu of calibration is out of order or above 1000", i);
        }
    }
    return ERR_OK;
}

static enum err_code read_model(struct reader *reader, struct tagger *tagger, struct err *err)
{
    if (!str_starts(reader->rest, STR("PAITAG2\n"))) {
        return err_set(err, ERR_FORMAT, "model of names: does not begin with PAITAG2");
    }
    reader->rest = str_from(reader->rest, MAGIC);
    uint32_t bits = take(reader, 4);
    uint32_t labels = take(reader, 4);
    if (bits < TAGGER_BITS_MIN || bits > TAGGER_BITS_MAX || labels != TAG_LABELS) {
        return err_set(err, ERR_FORMAT,
                       "model of names: 2^%u rows of %u labels: 2^%d to 2^%d of %d", bits,
                       labels, TAGGER_BITS_MIN, TAGGER_BITS_MAX, TAG_LABELS);
    }
    TRY(read_steps(reader, tagger, err));
    for (unsigned kind = 0; kind < TAG_KINDS; kind++) {
        TRY(read_points(reader, &tagger->points[kind], err));
    }
    size_t rows = (size_t)1 << bits;
    if (reader->short_of || reader->rest.n != rows * TAG_LABELS) {
        return err_set(err, ERR_FORMAT,
                       "model of names: %zu bytes of weights where %zu are due", reader->rest.n,
                       rows * TAG_LABELS);
    }
    tagger->mask = (uint32_t)rows - 1;
    tagger->weights = xcalloc(rows, sizeof *tagger->weights);
    for (size_t row = 0; row < rows; row++) {
        memcpy(tagger->weights[row], reader->rest.p + row * TAG_LABELS, TAG_LABELS);
    }
    return ERR_OK;
}

enum err_code tagger_open(struct tagger **out, struct str model, struct err *err)
{
    struct tagger *tagger = xcalloc(1, sizeof *tagger);
    enum err_code code = read_model(&(struct reader){.rest = model}, tagger, err);
    if (code != ERR_OK) {
        tagger_close(tagger);
        return code;
    }
    *out = tagger;
    return ERR_OK;
}

void tagger_close(struct tagger *tagger)
{
    if (tagger != NULL) {
        free(tagger->weights);
        free(tagger);
    }
}

unsigned tagger_per_mille(const struct tagger_points *points, int32_t score)
{
    unsigned per_mille = 0;
    for (size_t i = 0; i < points->count && points->items[i].score <= score; i++) {
        per_mille = points->items[i].per_mille;
    }
    return per_mille;
}
