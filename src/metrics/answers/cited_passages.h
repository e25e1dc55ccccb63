/* Passages that an answer cites: input {"passages":[{"id","text"}]}, expected
 * {"answers","citations":[ID,…]}, output {"answer","citations":[{"id","start","end"}]}, places
 * in code points. This project's own definitions; no reference exists. */
#ifndef POLICEAI_METRICS_CITED_PASSAGES_H
#define POLICEAI_METRICS_CITED_PASSAGES_H

#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct cited_passages {
    size_t cited;   /* different passages that the output cites */
    size_t right;   /* of them, those that are expected */
    size_t wanted;  /* different passages expected */
    bool answers;   /* the answer has words once it is normalised (squad.h) */
    bool supported; /* and one cited span has them, side by side and in order */
    bool no_answer; /* nothing is right but to say so */
};
/* `output` NULL: nothing cited, `answers` and not supported. */
enum err_code cited_passages_find(const struct js *input, const struct js *expected,
                                  const struct js *output, struct cited_passages *found,
                                  struct err *err) MUST_USE;

#endif
