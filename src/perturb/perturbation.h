/* What may happen to an input between who made it and a tool: to a text, to a recording, to a
 * picture. Each severity is said in words before anything is run; of recordings and pictures it
 * is physical values that tools/perturb-sound and tools/perturb-picture are given. */
#ifndef POLICEAI_PERTURB_PERTURBATION_H
#define POLICEAI_PERTURB_PERTURBATION_H

#include "base/prng.h"
#include "perturb/text_edit.h"

#include <stdbool.h>
#include <stddef.h>

enum { PERTURBATION_LEVELS = 5, PERTURBATION_VALUES = 3 };

enum perturbation_kind { PERTURB_TEXT, PERTURB_SOUND, PERTURB_PICTURE };

struct perturbation {
    const char *name;                        /* "typos" */
    const char *title;                       /* "Slips of the keyboard" */
    const char *levels[PERTURBATION_LEVELS]; /* from mild to severe; NULL after the last */
    enum perturbation_kind kind;
    /* of a text */
    size_t more; /* letters it may add beyond as many as there were */
    void (*apply)(struct text_edit *edit, struct prng *prng, int level); /* level from 0 */
    /* In place of `apply`: an order asks for `word`, which a good answer never is or holds. */
    void (*order)(struct text_edit *edit, struct prng *prng, int level, struct str word);
    /* of a file */
    size_t value_count;
    double values[PERTURBATION_LEVELS][PERTURBATION_VALUES];
    bool with_others;               /* other items of the benchmark are put over this one */
    bool moves_times, moves_places; /* so that expected ones would be wrong */
};

/* Of texts; of sound and pictures. */
extern const struct perturbation perturbation_table[];
extern const size_t perturbation_count;
extern const struct perturbation media_perturbation_table[];
extern const size_t media_perturbation_count;
/* By name, NULL when there is none. */
const struct perturbation *perturbation_lookup(struct str name);
size_t perturbation_levels(const struct perturbation *perturbation);
/* "texts", "sound", "pictures" */
const char *perturbation_kind_word(enum perturbation_kind kind);

#endif
