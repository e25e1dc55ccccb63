/* Opening what a tool left in /out, without being led anywhere else by it. */
#include "base/str.h"
#include "sandbox/sandbox_state.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_plain_below_out(struct str path)
{
    struct str rest = str_from(path, 5);
    struct str part;
    if (!str_starts(path, STR("/out/")) || rest.n == 0 || str_has_byte(path, '\0')) {
        return false;
    }
    while (str_split(&rest, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, "..")) {
            return false;
        }
    }
    return true;
}

enum err_code sandbox_open_output(const struct sandbox *sandbox, const char *path, int *out,
                                  struct err *err)
{
    if (!is_plain_below_out(str_of(path))) {
        return err_set(err, ERR_INVALID, "the file %s must be /out/ and plain names", path);
    }
    struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
                                      RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV};
    int fd = (int)syscall(SYS_openat2, sandbox->out, path + 5, &how, sizeof how);
    if (fd < 0) {
        return errno == ENOENT
                   ? err_set(err, ERR_NOT_FOUND, "%s is not there", path)
                   : err_set(err, ERR_INVALID, "%s is a link or cannot be opened", path);
    }
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_nlink != 1) {
        close(fd);
        return err_set(err, ERR_INVALID, "%s must be a regular file with one link", path);
    }
    *out = fd;
    return ERR_OK;
}
