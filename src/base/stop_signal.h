/* Signals of a process that watches others, read from a descriptor so that it can be polled
 * beside them: SIGINT, SIGTERM and SIGHUP ask it to stop, SIGCHLD says that a child may have
 * ended. */
#ifndef POLICEAI_BASE_STOP_SIGNAL_H
#define POLICEAI_BASE_STOP_SIGNAL_H

#include "base/err.h"

#include <stdbool.h>

/* From now on these signals are taken by *fd alone, which the caller closes; -1 on failure.
 * Call it before threads begin. */
enum err_code stop_signal_watch(int *fd, struct err *err) MUST_USE;
/* Waits up to `wait_ms` (-1: for ever) and takes note of what came: *stopping becomes true when
 * it is asked to stop, and never false. Children are the caller's to ask, one by one. */
void stop_signal_take(int fd, int wait_ms, bool *stopping);

#endif
