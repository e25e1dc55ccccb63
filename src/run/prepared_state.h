/* What a tool built of a collection (/state), kept in a folder of the host until the run ends.
 *
 * It is there whole or not: the files are copied out of the sandbox once the tool has ended,
 * then their digest is written and synced beside them; a folder without its digest, or that no
 * longer has it (a cut came between), is made again. */
#ifndef POLICEAI_RUN_PREPARED_STATE_H
#define POLICEAI_RUN_PREPARED_STATE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The folder of that number in `states`. */
const char *prepared_state_folder(struct arena *arena, const char *states, size_t number);
/* It is there and has its digest. */
bool prepared_state_holds(struct arena *arena, const char *folder);
/* Copies from the descriptor of an ended sandbox (sandbox_state) in place of what is there.
 * ERR_INVALID, ERR_FORMAT and ERR_LIMIT are the tool's doing. */
enum err_code prepared_state_take(struct arena *arena, const char *folder, int state,
                                  struct err *err) MUST_USE;

#endif
