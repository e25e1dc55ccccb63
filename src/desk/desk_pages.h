/* The process of the pages: src/private says who is let in; what is answered comes from the
 * case. */
#ifndef POLICEAI_DESK_DESK_PAGES_H
#define POLICEAI_DESK_DESK_PAGES_H

#include "desk/desk.h"
#include "private/private_processes.h"

#include <stdbool.h>

struct case_folder;

/* From here on the calling process opens the case, the reference data and the random device,
 * writes in policeai-case/ alone, starts no program and makes no socket. *files false: the
 * kernel has no Landlock, and files are not kept from it. */
enum err_code desk_pages_confine(const struct case_folder *folder, const char *reference,
                                 bool *files, struct err *err) MUST_USE;
/* Confines itself to the case, says so on ready_fd, serves until stop_fd. */
enum err_code desk_pages_serve(const struct desk_plan *plan,
                               const struct private_serving *serving, struct err *err) MUST_USE;

#endif
