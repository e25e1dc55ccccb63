/* What the commands of "registry" that look at the record share: the gate, the fields, the time
 * and the force that is meant. */
#ifndef POLICEAI_CLI_REGISTRY_NOW_H
#define POLICEAI_CLI_REGISTRY_NOW_H

#include "base/arena.h"
#include "base/err.h"
#include "cli/registry_call.h"
#include "registry/gate.h"
#include "registry/vocabulary.h"

#include <stdint.h>

struct registry_now {
    struct registry_call call;
    struct gate gate;
    struct vocabulary fields; /* of deployments */
    int64_t now;
};

/* `on`: YYYY-MM-DD, the end of that day, or NULL for now. Ended by registry_call_close. */
enum err_code registry_now_open(struct registry_now *now, struct arena *arena, const char *data,
                                const char *on, struct err *err) MUST_USE;
/* The id of a force by its id or name; what nobody knows is taken as an id. */
struct str registry_force_id(const struct registry_now *now, const char *given);
/* What it is called; the id when nobody knows. */
struct str registry_force_name(const struct registry_now *now, struct str id);
/* The text on standard output, control characters made visible; ends the line. */
void registry_print(struct str text);

#endif
