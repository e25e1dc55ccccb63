/* Files and descriptors. */
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool holds(int fd, const char *secret)
{
    char bytes[256];
    size_t length = strlen(secret);
    ssize_t got = pread(fd, bytes, sizeof bytes, 0);
    return got >= (ssize_t)length && memcmp(bytes, secret, length) == 0;
}

static bool read_at(const char *folder, const char *path, const char *secret)
{
    char full[4096];
    snprintf(full, sizeof full, "%s%s", folder, path);
    int fd = open(full, O_RDONLY | O_CLOEXEC);
    bool seen = fd >= 0 && holds(fd, secret);
    if (fd >= 0) {
        close(fd);
    }
    return seen;
}

/* PATH SECRET: reads a file of the host, straight and by every way around that has ever led
 * there: what is mounted, the folders above, the roots of other processes. */
bool probe_read(char **words)
{
    static const char *const ways[] = {
        "",     "/in",    "/in/..",       "/tool",        "/tool/..",   "/out",
        "/tmp", "/state", "/proc/1/root", "/proc/2/root", "/proc/1/cwd"};
    const char *name = strrchr(words[0], '/');
    bool seen = false;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        seen = seen || read_at(ways[i], words[0], words[1]) ||
               (name != NULL && read_at(ways[i], name, words[1]));
    }
    errno = seen ? 0 : ENOENT;
    return seen;
}

/* PATH…: makes a file at any of them, and removes it again. */
bool probe_write(char **words)
{
    int why = 0;
    for (; *words != NULL; words++) {
        int fd = open(*words, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) {
            close(fd);
            unlink(*words);
            return true;
        }
        why = errno;
    }
    errno = why;
    return false;
}

static bool fill_file(const char *folder, unsigned long mebibytes)
{
    static char block[1 << 16];
    char path[4096];
    snprintf(path, sizeof path, "%s/fill", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool whole = fd >= 0;
    for (unsigned long i = 0; whole && i < mebibytes * 16; i++) {
        whole = write(fd, block, sizeof block) == (ssize_t)sizeof block;
    }
    int why = errno;
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    errno = why;
    return whole;
}

/* MEBIBYTES FOLDER…: as much in one file of any of them. */
bool probe_fill(char **words)
{
    unsigned long mebibytes = strtoul(words[0], NULL, 10);
    bool filled = false;
    int why = 0;
    for (words++; *words != NULL && !filled; words++) {
        filled = fill_file(*words, mebibytes);
        why = errno;
    }
    errno = why;
    return filled;
}

/* MEBIBYTES: as much on standard output. */
bool probe_flood(char **words)
{
    static char block[1 << 16];
    unsigned long blocks = strtoul(words[0], NULL, 10) * 16;
    memset(block, 'x', sizeof block);
    for (size_t i = 79; i < sizeof block; i += 80) {
        block[i] = '\n';
    }
    for (unsigned long i = 0; i < blocks; i++) {
        size_t done = 0;
        while (done < sizeof block) {
            ssize_t put = write(STDOUT_FILENO, block + done, sizeof block - done);
            if (put <= 0) {
                return false;
            }
            done += (size_t)put;
        }
    }
    return true;
}

/* FROM TO: a link by which the host would read TO for a file of the tool. It is the host that
 * must not follow it. */
bool probe_link(char **words)
{
    return symlink(words[1], words[0]) == 0;
}

/* SECRET: a file that the host has open. */
bool probe_descriptors(char **words)
{
    bool seen = false;
    for (int fd = 3; fd < 1024 && !seen; fd++) {
        seen = holds(fd, words[0]);
    }
    return seen;
}

/* NAME SECRET */
bool probe_environment(char **words)
{
    const char *value = getenv(words[0]);
    return value != NULL && strcmp(value, words[1]) == 0;
}

static bool process_says(const char *pid, const char *wanted)
{
    char path[300];
    char bytes[4096];
    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, bytes, sizeof bytes) : 0;
    if (fd >= 0) {
        close(fd);
    }
    return got > 0 && memmem(bytes, (size_t)got, wanted, strlen(wanted)) != NULL;
}

/* HEAD TAIL: finds "HEAD-TAIL" on the command line of any process; in two words because this
 * one's own is among them. */
bool probe_arguments(char **words)
{
    char wanted[256];
    bool seen = false;
    const struct dirent *entry;
    DIR *proc = opendir("/proc");
    snprintf(wanted, sizeof wanted, "%s-%s", words[0], words[1]);
    while (proc != NULL && !seen && (entry = readdir(proc)) != NULL) {
        seen = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
               process_says(entry->d_name, wanted);
    }
    if (proc != NULL) {
        closedir(proc);
    }
    errno = 0;
    return seen;
}
