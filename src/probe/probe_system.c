/* Kernel and processes. Where rights of root are meant and the caller is not root, a user
 * namespace gives them: whoever may make one may do this outside. */
#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long number(const char *text)
{
    return strtoul(text, NULL, 10);
}

/* PORT: a connection to this machine. */
bool probe_connect(char **words)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)number(words[0])),
                             .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
}

/* PORT: sees who listens and who is connected to whom. */
bool probe_connections(char **words)
{
    char line[512];
    char wanted[16];
    bool seen = false;
    snprintf(wanted, sizeof wanted, ":%04lX ", number(words[0]));
    FILE *file = fopen("/proc/net/tcp", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        seen = seen || strstr(line, wanted) != NULL;
    }
    if (file != NULL) {
        (void)fclose(file); /* only read */
    }
    return seen;
}

/* COUNT: as many processes at once. */
bool probe_fork(char **words)
{
    unsigned long count = number(words[0]);
    unsigned long made = 0;
    int why = 0;
    int hold[2];
    if (pipe2(hold, O_CLOEXEC) != 0) {
        return false;
    }
    while (made < count) {
        pid_t child = fork();
        if (child == 0) {
            char byte;
            close(hold[1]);
            ssize_t ended = read(hold[0], &byte, 1); /* until the parent lets go */
            _exit(ended < 0);
        }
        if (child < 0) {
            why = errno;
            break;
        }
        made++;
    }
    close(hold[1]);
    while (wait(NULL) > 0) {
    }
    errno = why;
    return made == count;
}

/* MEBIBYTES: memory that is really there. */
bool probe_memory(char **words)
{
    size_t size = number(words[0]) << 20;
    char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) {
        return false;
    }
    for (size_t i = 0; i < size; i += 4096) {
        bytes[i] = (char)(1 + i);
    }
    return true;
}

/* Takes hold of another process of its own user, a sibling's. */
bool probe_ptrace(char **words)
{
    (void)words;
    pid_t sibling = fork();
    if (sibling == 0) {
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
        for (;;) {
            pause();
        }
    }
    usleep(20000);
    pid_t other = fork();
    if (other == 0) {
        long taken = ptrace(PTRACE_SEIZE, sibling, NULL, NULL);
        _exit(taken == 0 ? 0 : errno);
    }
    int status = 0;
    waitpid(other, &status, 0);
    kill(sibling, SIGKILL);
    waitpid(sibling, NULL, 0);
    errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECANCELED;
    return errno == 0;
}

/* PID: reaches a process of the host. */
bool probe_signal(char **words)
{
    return kill((pid_t)number(words[0]), 0) == 0;
}

/* KEY: a segment of shared memory of the host. */
bool probe_shared_memory(char **words)
{
    return shmget((key_t)number(words[0]), 0, 0) >= 0;
}

/* Root rights by a user namespace, when there are none. */
static bool become_root(int flags)
{
    char map[64];
    unsigned user = geteuid();
    if (user == 0) {
        return flags == 0 || unshare(flags) == 0;
    }
    if (unshare(CLONE_NEWUSER | flags) != 0) {
        return false;
    }
    int length = snprintf(map, sizeof map, "0 %u 1\n", user);
    int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
    bool mapped = fd >= 0 && write(fd, map, (size_t)length) == length;
    if (fd >= 0) {
        close(fd);
    }
    return mapped;
}

/* A file system over a folder, in a mount namespace of its own. */
bool probe_mount(char **words)
{
    (void)words;
    return become_root(CLONE_NEWNS) && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", "/tmp", "tmpfs", 0, "size=64k") == 0;
}

bool probe_setuid(char **words)
{
    (void)words;
    return become_root(0) && setuid(0) == 0 && geteuid() == 0;
}
