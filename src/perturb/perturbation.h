/* What may happen to a text between who wrote it and a tool, each with a severity that is said
 * in words before anything is run. */
#ifndef POLICEAI_PERTURB_PERTURBATION_H
#define POLICEAI_PERTURB_PERTURBATION_H

#include "base/prng.h"
#include "perturb/text_edit.h"

#include <stddef.h>

enum { PERTURBATION_LEVELS = 5 };

struct perturbation {
    const char *name;                        /* "typos" */
    const char *title;                       /* "Slips of the keyboard" */
    const char *levels[PERTURBATION_LEVELS]; /* from mild to severe; NULL after the last */
    size_t more; /* letters it may add beyond as many as there were */
    void (*apply)(struct text_edit *edit, struct prng *prng, int level); /* level from 0 */
};

extern const struct perturbation perturbation_table[];
extern const size_t perturbation_count;
/* By name, NULL when there is none. */
const struct perturbation *perturbation_lookup(struct str name);
size_t perturbation_levels(const struct perturbation *perturbation);

#endif
