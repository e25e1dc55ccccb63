/* What the commands of "submit" share: today, a date in words, printing what others wrote. */
#ifndef POLICEAI_CLI_SUBMIT_CALL_H
#define POLICEAI_CLI_SUBMIT_CALL_H

#include "base/arena.h"
#include "base/err.h"
#include "store/datadir.h"
#include "supplier/received.h"

#include <stdint.h>

/* Seconds since 1970, by the system's clock. */
int64_t submit_now(void);
/* The data folder of the centre, which must hold a log, and the submission in it. */
enum err_code submit_open(struct arena *arena, const char *data, const char *id,
                          struct datadir *dir, struct received *received,
                          struct err *err) MUST_USE;
/* "  WHAT: TEXT" on standard output, what is no plain text made visible. */
void submit_print(const char *what, struct str text);
/* The answer to claim `i` ("withheld", "refused", "kept" and why), or "" when there is none
 * yet. */
enum err_code submit_claim_answer(struct arena *arena, const struct received *received,
                                  size_t i, struct str *answer, struct str *reason,
                                  struct err *err) MUST_USE;

#endif
