/* The files of the program that is wrapped, mapped so that the host counts them as part of
 * what was measured: the runtime's digest is over what is mapped when the tool says ready, and
 * a program that is started for each item is not there yet. */
#ifndef POLICEAI_ADAPTER_COMMAND_PROGRAM_FILES_H
#define POLICEAI_ADAPTER_COMMAND_PROGRAM_FILES_H

#include "base/arena.h"
#include "base/err.h"

/* Maps the program and the libraries that the dynamic linker would load for it, read-only,
 * until this process ends. The program itself is not run. A script has no libraries: its
 * interpreter is not known here. ERR_NOT_FOUND names a program that is not there. */
enum err_code program_files_map(struct arena *arena, const char *program, const char *home,
                                struct err *err) MUST_USE;

#endif
