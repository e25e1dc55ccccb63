/* Words that are kept here and hidden there (private to this part). */
#ifndef POLICEAI_DESK_DIFFERENCES_MODEL_H
#define POLICEAI_DESK_DIFFERENCES_MODEL_H

#include "casefolder/case_elsewhere.h"
#include "desk/desk_state.h"

/* Those that nobody said are meant so, for the recipient at hand. */
enum err_code differences_open(struct desk *desk, struct case_difference **list, size_t *count,
                               struct err *err) MUST_USE;

#endif
