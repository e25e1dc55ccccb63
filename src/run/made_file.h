/* A file that a program in a sandbox made, copied out of it. */
#ifndef POLICEAI_RUN_MADE_FILE_H
#define POLICEAI_RUN_MADE_FILE_H

#include "base/err.h"
#include "base/str.h"
#include "sandbox/sandbox.h"

/* `path` as the program names it ("/out/…"); `to` is made new, mode 0600; on an error what
 * stands there is not whole. */
enum err_code made_file_take(const struct sandbox *sandbox, struct str path, const char *to,
                             struct err *err) MUST_USE;

#endif
