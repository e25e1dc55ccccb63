/* What the commands about organisations share. */
#ifndef POLICEAI_CLI_ORGANISATION_OPTION_H
#define POLICEAI_CLI_ORGANISATION_OPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Lays the statement into the outbox and says when it will be published. */
enum err_code organisation_submit(struct arena *arena, const char *data, const char *type,
                                  const char *subject, struct str body,
                                  struct err *err) MUST_USE;

#endif
