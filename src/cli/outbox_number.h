/* What "outbox cancel", "outbox send" and "outbox delay" share: one number, one call. */
#ifndef POLICEAI_CLI_OUTBOX_NUMBER_H
#define POLICEAI_CLI_OUTBOX_NUMBER_H

#include "base/arena.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/keeper_client.h"

#include <stdint.h>

struct outbox_number_options {
    const char *data;
};

extern const struct opt outbox_number_opts[]; /* of the struct above */

typedef enum err_code outbox_number_fn(struct keeper_client *client, struct arena *arena,
                                       int64_t number, struct err *err);
/* Reads the number, reaches the keeper of the data folder, acts. */
enum err_code outbox_number_run(struct command_call *call, outbox_number_fn *act,
                                struct err *err) MUST_USE;

#endif
