/* Descriptors between processes: SCM_RIGHTS (unix(7)) one way, close_range(2) the other. */
#include "sandbox/descriptors.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union control_message {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(DESCRIPTORS_MAX * sizeof(int))];
};

bool descriptors_send(int socket, char word, const int *fds, size_t count)
{
    union control_message control;
    memset(&control, 0, sizeof control);
    struct iovec vector = {.iov_base = &word, .iov_len = 1};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (count > 0) {
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(count * sizeof *fds);
        memcpy(CMSG_DATA(&control.header), fds, count * sizeof *fds);
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(count * sizeof *fds);
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == 1;
}

int descriptors_receive(int socket, int fds[DESCRIPTORS_MAX])
{
    union control_message control;
    char word;
    struct iovec vector = {.iov_base = &word, .iov_len = 1};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    for (size_t i = 0; i < DESCRIPTORS_MAX; i++) {
        fds[i] = -1;
    }
    ssize_t got;
    do {
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got != 1) {
        return -1;
    }
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        memcpy(fds, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
    }
    return (unsigned char)word;
}

/* The smallest kept descriptor >= from, or -1. */
static int next_kept(const int *keep, size_t count, int from)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        if (keep[i] >= from && (best < 0 || keep[i] < best)) {
            best = keep[i];
        }
    }
    return best;
}

void descriptors_close_all_but(const int *keep, size_t count)
{
    int from = 0;
    for (;;) {
        int kept = next_kept(keep, count, from);
        if (kept < 0) {
            close_range((unsigned)from, UINT_MAX, 0);
            return;
        }
        if (kept > from) {
            close_range((unsigned)from, (unsigned)kept - 1, 0);
        }
        from = kept + 1;
    }
}

void descriptor_close(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}
