/* Questions for a chief constable, made from what is missing, lapsed, late or not answered: for
 * a commissioner, an ethics committee, an inspectorate, anyone. A function of the rows. */
#ifndef POLICEAI_REGISTRY_GATE_QUESTIONS_H
#define POLICEAI_REGISTRY_GATE_QUESTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/gate.h"
#include "registry/vocabulary.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct chief_question {
    struct str deployment; /* its subject; "" : about the force as a whole */
    struct str title;      /* of the deployment, "" with the above */
    struct str text;       /* one or two sentences */
};

struct chief_questions {
    struct chief_question *list; /* of the force, then deployment by deployment in log order */
    size_t count;
    size_t deployments;  /* looked at: those not ended that name the force */
    size_t all;          /* of them there are */
    int64_t next_change; /* INT64_MAX: none in sight */
};

/* The questions for one force at `now`, from what is missing or lapsed in its records: of
 * `most` deployments in the order of the log, from the one numbered `from` on. Those about the
 * force as a whole come with number 0. In the arena. */
enum err_code chief_questions_make(struct db *db, struct arena *arena, const struct gate *gate,
                                   const struct vocabulary *vocabulary, struct str force,
                                   int64_t now, size_t from, size_t most,
                                   struct chief_questions *made, struct err *err) MUST_USE;

#endif
