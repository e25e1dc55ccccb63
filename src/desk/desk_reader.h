/* The process that reads: the tool over each file that waits, then the cast, then hand-overs.
 */
#ifndef POLICEAI_DESK_DESK_READER_H
#define POLICEAI_DESK_DESK_READER_H

#include "base/err.h"

struct desk_plan;

/* Until stop_fd is readable or closed by the other side. */
enum err_code desk_read_files(const struct desk_plan *plan, int stop_fd,
                              struct err *err) MUST_USE;

#endif
