/* Bodies of supplier.reply/1 for tests. */
#ifndef POLICEAI_TESTS_REPLY_MAKER_H
#define POLICEAI_TESTS_REPLY_MAKER_H

#include "base/arena.h"
#include "crypto/sig.h"

/* The body, in the arena: the supplier "Sample Ltd", received on 2026-01-05. Ends the program
 * when it cannot be signed. */
const char *maker_reply(struct arena *arena, const struct sig_secret *secret,
                        const char *envelope, const char *organisation, const char *text);

#endif
