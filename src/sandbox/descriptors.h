/* Descriptors between processes; async-signal-safe. */
#ifndef POLICEAI_SANDBOX_DESCRIPTORS_H
#define POLICEAI_SANDBOX_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>

enum { DESCRIPTORS_MAX = 4 };

/* One byte and up to DESCRIPTORS_MAX descriptors; false with errno. */
bool descriptors_send(int socket, char word, const int *fds, size_t count);
/* The byte, or -1 at the end or on an error. The received descriptors are O_CLOEXEC; `fds`
 * beyond those that came are -1. Waits. */
int descriptors_receive(int socket, int fds[DESCRIPTORS_MAX]);
/* Closes every descriptor of this process that is not among `keep`; negative ones are ignored.
 */
void descriptors_close_all_but(const int *keep, size_t count);
/* Closes *fd when it is one, and sets it to -1. */
void descriptor_close(int *fd);

#endif
