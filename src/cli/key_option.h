/* --key and --recovery of the commands about keys: which secret key signs, and the append. */
#ifndef POLICEAI_CLI_KEY_OPTION_H
#define POLICEAI_CLI_KEY_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "crypto/sig.h"
#include "record/keeper_client.h"
#include "store/datadir.h"

#define KEY_OPTION_HELP                                                                        \
    "the file of the centre or recovery key that signs (else keys/centre of the data folder)"

/* One key.* statement, signed by the key in `file` (NULL: keys/centre) and appended. */
enum err_code key_option_append(struct arena *arena, const struct datadir *dir,
                                const char *file, const char *type, const char *subject,
                                struct str body, struct err *err) MUST_USE;

#endif
