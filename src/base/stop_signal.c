/* See stop_signal.h. */
#include "base/stop_signal.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum err_code stop_signal_watch(int *fd, struct err *err)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGCHLD);
    *fd = -1;
    if (pthread_sigmask(SIG_BLOCK, &set, NULL) == 0) {
        *fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    return *fd >= 0 ? ERR_OK : err_errno(err, "cannot watch for signals");
}

void stop_signal_take(int fd, int wait_ms, bool *stopping)
{
    struct signalfd_siginfo info;
    struct pollfd polled = {fd, POLLIN, 0};
    if (poll(&polled, 1, wait_ms) <= 0) {
        return;
    }
    while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
        *stopping = *stopping || info.ssi_signo != SIGCHLD;
    }
}
