/* Files: whole reads with a limit, writes that are there whole or not at all.
 *
 * Paths are NUL-terminated. Every function opens with O_CLOEXEC. "Synced" means fsync of the
 * file and of the folder that holds it. */
#ifndef POLICEAI_BASE_FILE_H
#define POLICEAI_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A file of at most `max` bytes into the arena, NUL-terminated after its end. ERR_NOT_FOUND,
 * ERR_LIMIT naming path and limit. Only regular files. */
enum err_code file_read(struct arena *arena, const char *path, size_t max, struct str *text,
                        struct err *err) MUST_USE;
enum err_code file_read_fd(struct arena *arena, int fd, const char *path, size_t max,
                           struct str *text, struct err *err) MUST_USE;
/* Writes path.tmp-PID, syncs it, renames it over path, syncs the folder. On failure path is as
 * it was and no temporary file is left. */
enum err_code file_write(const char *path, struct str text, mode_t mode,
                         struct err *err) MUST_USE;
/* All bytes, over short writes and EINTR. */
enum err_code file_write_fd(int fd, const char *path, struct str text,
                            struct err *err) MUST_USE;
enum err_code file_sync_folder(const char *path, struct err *err) MUST_USE;
/* mkdir -p with mode for new folders; fine when it is there. The names of new ones are synced,
 * and that of the last one in any case. */
enum err_code file_make_folders(const char *path, mode_t mode, struct err *err) MUST_USE;
/* The folder that holds path, in the arena ("." for a bare name). */
char *file_folder_of(struct arena *arena, const char *path);
bool file_exists(const char *path);
/* Everything below path, and path itself; links are removed, never followed. */
enum err_code file_remove_tree(const char *path, struct err *err) MUST_USE;
/* Sorted names (by bytes) of a folder's entries, without "." and ".."; `count` of them. */
enum err_code file_list(struct arena *arena, const char *path, const char ***names,
                        size_t *count, struct err *err) MUST_USE;
/* Copies a regular file; `to` is written like file_write does. */
enum err_code file_copy(const char *from, const char *to, mode_t mode,
                        struct err *err) MUST_USE;
/* The same, not synced: of what is made anew when the machine stops. */
enum err_code file_copy_for_now(const char *from, const char *to, mode_t mode,
                                struct err *err) MUST_USE;

/* Lines of a file without reading it whole. `line` is without '\n', borrowed until the next
 * call; *last_has_newline tells whether the line ended with one. */
struct file_lines {
    int fd;
    const char *path;
    struct strbuf buffer;
    size_t taken;
    size_t number; /* of the line last returned, from 1 */
    size_t max;
    bool ended;
    bool had_newline;
};
enum err_code file_lines_open(struct file_lines *lines, const char *path, size_t max_line,
                              struct err *err) MUST_USE;
/* *found false at the end. A line longer than max_line is ERR_LIMIT with its number. */
enum err_code file_lines_next(struct file_lines *lines, struct str *line, bool *found,
                              struct err *err) MUST_USE;
void file_lines_close(struct file_lines *lines);

#endif
