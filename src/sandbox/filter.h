/* The seccomp program: which calls are refused (formats.md, "Refused calls").
 *
 * Made in the host, since libseccomp allocates; installed by process 1 with plain calls. */
#ifndef POLICEAI_SANDBOX_FILTER_H
#define POLICEAI_SANDBOX_FILTER_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Call numbers below this are counted; later ones do not exist. */
enum { FILTER_CALLS = 512 };

struct filter {
    void *program; /* struct sock_filter [length] */
    unsigned short length;
};

/* `counted`: refused calls are handed to a listener; else the kernel answers EPERM. */
enum err_code filter_build(struct filter *filter, bool counted, struct err *err) MUST_USE;
void filter_release(struct filter *filter);
/* Async-signal-safe. Needs no_new_privs. The listener's descriptor, 0 for a filter without
 * one, -1 with errno. */
int filter_install(const struct filter *filter, bool counted);
/* Waits for one refused call on the listener, answers EPERM, returns its number; -1 when there
 * was none after all. Async-signal-safe. */
int filter_answer(int listener);
/* "socket", in the arena; "call-N" for a number without a name. */
const char *filter_call_name(struct arena *arena, int number);

#endif
