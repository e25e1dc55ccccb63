#include "run/made_file.h"

#include "base/file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { COPY = 65536 };

static enum err_code copy_out(int from, const char *path, struct err *err)
{
    char block[COPY];
    ssize_t got;
    enum err_code code = ERR_OK;
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    while (code == ERR_OK && (got = read(from, block, sizeof block)) != 0) {
        code = got < 0 ? err_errno(err, "cannot read what the tool made")
                       : file_write_fd(to, path, str_n(block, (size_t)got), err);
    }
    if (close(to) != 0 && code == ERR_OK) {
        code = err_errno(err, "cannot write %s", path);
    }
    return code;
}

enum err_code made_file_take(const struct sandbox *sandbox, struct str path, const char *to,
                             struct err *err)
{
    char name[PATH_MAX];
    int fd;
    if (path.n >= sizeof name) {
        return err_set(err, ERR_LIMIT, "the path of the file that was made is too long");
    }
    snprintf(name, sizeof name, "%.*s", STR_ARG(path));
    TRY(sandbox_open_output(sandbox, name, &fd, err));
    enum err_code code = copy_out(fd, to, err);
    close(fd);
    return code;
}
