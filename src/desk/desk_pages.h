/* The process of the pages: requests of this machine alone, guarded, answered from the case.
 *
 * Let in: a Host that is 127.0.0.1 or localhost with our port (so that a name elsewhere that is
 * made to point here reads nothing); with a session, which a link that is good once makes; a
 * POST only with our own Origin and the form's guard. Everything else is 403 before anything is
 * read from the case. */
#ifndef POLICEAI_DESK_DESK_PAGES_H
#define POLICEAI_DESK_DESK_PAGES_H

#include "base/err.h"

#include <stdbool.h>

struct desk_pages_plan {
    const char *folder;
    const char *reference;
    int listen_fd, port;
    int stop_fd, ready_fd;
};

struct case_folder;

/* From here on the calling process opens the case, the reference data and the random device,
 * writes in policeai-case/ alone, starts no program and makes no socket. *files false: the
 * kernel has no Landlock, and files are not kept from it. */
enum err_code desk_pages_confine(const struct case_folder *folder, const char *reference,
                                 bool *files, struct err *err) MUST_USE;
/* Confines itself to the case, says so on ready_fd, serves until stop_fd. */
enum err_code desk_pages_serve(const struct desk_pages_plan *plan, struct err *err) MUST_USE;

#endif
