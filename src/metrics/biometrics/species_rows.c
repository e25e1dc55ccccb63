/* Errors by species; see species_rows.h. */
#include "metrics/biometrics/species_rows.h"

#include "base/mem.h"

#include <stdlib.h>

struct species {
    size_t rows;
    size_t count;   /* species, bona fide among them */
    uint32_t *cell; /* per row: twice the species, plus 1 where wrong */
};

void *species_rows_prepare(const double *vectors, size_t rows)
{
    struct species *own = xcalloc(1, sizeof *own);
    own->rows = rows;
    own->count = 1;
    own->cell = xmalloc((rows + 1) * sizeof *own->cell);
    for (size_t i = 0; i < rows; i++) {
        uint32_t number = (uint32_t)vectors[2 * i];
        own->count = number >= own->count ? number + 1u : own->count;
        own->cell[i] = 2 * number + (vectors[2 * i + 1] > 0);
    }
    return own;
}

void species_rows_release(void *prepared)
{
    struct species *own = prepared;
    if (own != NULL) {
        free(own->cell);
        free(own);
    }
}

struct errors {
    struct metric_value attack; /* of the worst species */
    struct metric_value bona_fide;
};

static struct errors errors_of(const struct species *own, const uint32_t *times)
{
    double *cells = xcalloc(2 * own->count, sizeof *cells);
    struct errors errors = {.attack = {.undefined = "no attacks"}};
    for (size_t i = 0; i < own->rows; i++) {
        cells[own->cell[i]] += times != NULL ? times[i] : 1;
    }
    for (size_t s = 1; s < own->count; s++) {
        struct metric_value rate =
            metric_fraction(cells[2 * s + 1], cells[2 * s] + cells[2 * s + 1], "no attacks");
        if (rate.defined && (!errors.attack.defined || rate.value > errors.attack.value)) {
            errors.attack = rate;
        }
    }
    errors.bona_fide =
        metric_fraction(cells[1], cells[0] + cells[1], "no bona fide presentations");
    free(cells);
    return errors;
}

struct metric_value species_rows_apcer_max(const void *prepared, const uint32_t *times)
{
    return errors_of(prepared, times).attack;
}

struct metric_value species_rows_acer(const void *prepared, const uint32_t *times)
{
    struct errors errors = errors_of(prepared, times);
    if (!errors.attack.defined || !errors.bona_fide.defined) {
        return errors.attack.defined ? errors.bona_fide : errors.attack;
    }
    return (struct metric_value){.defined = true,
                                 .value = (errors.attack.value + errors.bona_fide.value) / 2};
}
