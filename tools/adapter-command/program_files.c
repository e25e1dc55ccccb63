#include "program_files.h"

#include "base/file.h"
#include "child_process.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST_MS = 20000, LIST_LINES_MAX = 1000 };

/* The dynamic linkers of the machines that Debian 12 and this project run on; with --list they
 * print what they would load and run nothing (ld.so(8)). */
static const char *const linkers[] = {"/lib64/ld-linux-x86-64.so.2",
                                      "/lib/ld-linux-aarch64.so.1"};

static void map(const char *path)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        /* On purpose never unmapped. */
        (void)mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* "	libc.so.6 => /lib/…/libc.so.6 (0x…)", or without the arrow for one that a path names. */
static void map_line(struct arena *arena, struct str line)
{
    size_t arrow = str_find(line, STR("=> "));
    line = str_trim(arrow == SIZE_MAX ? line : str_from(line, arrow + 3));
    size_t end = str_find(line, STR(" (0x"));
    if (end != SIZE_MAX && line.p[0] == '/') {
        map(arena_strndup(arena, line.p, end));
    }
}

static void map_libraries(struct arena *arena, const char *linker, const char *program,
                          const char *home)
{
    const char *const argv[] = {linker, "--list", program, NULL};
    const struct child_plan plan = {.argv = argv, .home = home};
    struct child child;
    struct str line;
    if (child_start(&child, &plan, NULL) != ERR_OK) {
        return;
    }
    if (child_talk(&child, STR(""), CHILD_END, LIST_MS, NULL) == ERR_OK) {
        struct str rest = strbuf_view(&child.output);
        for (int i = 0; i < LIST_LINES_MAX && str_split(&rest, '\n', &line); i++) {
            map_line(arena, line);
        }
    }
    child_end(&child);
}

enum err_code program_files_map(struct arena *arena, const char *program, const char *home,
                                struct err *err)
{
    const char *path =
        strchr(program, '/') != NULL ? program : arena_printf(arena, "/usr/bin/%s", program);
    if (access(path, R_OK) != 0) {
        return err_errno(err, "the program %s", path);
    }
    map(path);
    for (size_t i = 0; i < sizeof linkers / sizeof linkers[0]; i++) {
        if (file_exists(linkers[i])) {
            map_libraries(arena, linkers[i], path, home);
        }
    }
    return ERR_OK;
}
