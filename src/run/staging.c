#include "run/staging.h"

#include "base/file.h"
#include "crypto/random.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXTENSION_MAX = 8 };

/* The host of a folder of that form, 0 for any other name. */
static pid_t host_of(const char *name)
{
    struct str rest = str_of(name);
    struct str number;
    uint64_t pid;
    if (!str_starts(rest, STR(STAGING_PREFIX))) {
        return 0;
    }
    rest = str_from(rest, strlen(STAGING_PREFIX));
    return str_split(&rest, '-', &number) && rest.p != NULL &&
                   str_to_u64(number, INT32_MAX, &pid)
               ? (pid_t)pid
               : 0;
}

enum err_code staging_sweep(const char *scratch, struct err *err)
{
    struct arena *arena = arena_new();
    const char **names;
    size_t count;
    enum err_code code = file_list(arena, scratch, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        pid_t host = host_of(names[i]);
        if (host > 0 && kill(host, 0) != 0 && errno == ESRCH) {
            code = file_remove_tree(arena_printf(arena, "%s/%s", scratch, names[i]), err);
        }
    }
    arena_free(arena);
    return code;
}

/* ".wav" of a plain short extension, else "". A tool may go by it, so it is kept. */
static const char *extension_of(const char *file)
{
    const char *base = strrchr(file, '/');
    const char *dot = strrchr(base != NULL ? base : file, '.');
    if (dot == NULL || strlen(dot) > EXTENSION_MAX ||
        strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") !=
            strlen(dot + 1)) {
        return "";
    }
    return dot;
}

enum err_code staging_set_time(const char *path, struct err *err)
{
    const struct timespec times[2] = {{.tv_sec = 0}, {.tv_sec = 0}};
    if (utimensat(AT_FDCWD, path, times, 0) != 0) {
        return err_errno(err, "cannot set the time of %s", path);
    }
    return ERR_OK;
}

enum err_code staging_add_as(const char *folder, const char *file, const char *stem,
                             char name[STAGED_NAME], struct err *err)
{
    char path[4096];
    snprintf(name, STAGED_NAME, "%s%s", stem, extension_of(file));
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return err_set(err, ERR_LIMIT, "%s: the path is too long", folder);
    }
    TRY(file_copy_for_now(file, path, 0444, err)); /* emptied with each process */
    return staging_set_time(path, err);
}

enum err_code staging_add(const char *folder, const char *file, char name[STAGED_NAME],
                          struct err *err)
{
    char random[17];
    random_hex(random, 8);
    return staging_add_as(folder, file, random, name, err);
}

void staging_remove(const char *folder, char name[STAGED_NAME])
{
    char path[4096];
    if (name[0] != '\0' && snprintf(path, sizeof path, "%s/%s", folder, name) > 0) {
        (void)unlink(path);
    }
    name[0] = '\0';
}

struct writing {
    struct jsonw *w;
    const char *const *paths; /* from that of the next file on, NULL after the last; or NULL */
};

static void write_value(struct writing *own, const struct js *value, const char *left_out)
{
    struct jsonw *w = own->w;
    if (value->type == JS_ARRAY) {
        jsonw_array(w);
        for (size_t i = 0; i < value->array.count; i++) {
            write_value(own, &value->array.items[i], NULL);
        }
        jsonw_end(w);
    } else if (value->type == JS_OBJECT) {
        jsonw_object(w);
        for (size_t i = 0; i < value->object.count; i++) {
            const struct js_member *member = &value->object.members[i];
            bool file = str_is(member->name, "file") && member->value.type == JS_STRING;
            if (left_out != NULL && str_is(member->name, left_out)) {
                continue;
            }
            jsonw_key_str(w, member->name);
            if (file && own->paths != NULL && *own->paths != NULL) {
                jsonw_puts(w, *own->paths++);
            } else {
                write_value(own, &member->value, NULL);
            }
        }
        jsonw_end(w);
    } else {
        jsonw_raw(w, value->raw);
    }
}

void staging_write(struct jsonw *w, const struct js *input, const char *left_out,
                   const char *const *paths)
{
    struct writing own = {w, paths};
    write_value(&own, input, left_out);
}

void staging_rewrite(struct strbuf *out, const struct js *input, const char *const *paths)
{
    struct jsonw w;
    jsonw_init(&w, out);
    staging_write(&w, input, NULL, paths);
}

enum err_code staging_input(const char *folder, const char *const *files, size_t count,
                            const struct js *input, struct strbuf *out, struct staged *staged,
                            struct err *err)
{
    staged->count = 0;
    if (count > TASK_FILES_MAX) {
        return err_set(err, ERR_LIMIT, "an input names at most %d files", TASK_FILES_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        TRY(staging_add(folder, files[i], staged->names[i], err));
        staged->count++;
    }
    if (count > 0) {
        char paths[TASK_FILES_MAX][STAGED_NAME + 8];
        const char *in_order[TASK_FILES_MAX + 1] = {NULL};
        for (size_t i = 0; i < count; i++) {
            snprintf(paths[i], sizeof paths[i], "/in/%s", staged->names[i]);
            in_order[i] = paths[i];
        }
        staging_rewrite(out, input, in_order);
    } else {
        strbuf_str(out, input->raw);
    }
    return ERR_OK;
}

void staging_remove_all(const char *folder, struct staged *staged)
{
    for (size_t i = 0; i < staged->count; i++) {
        staging_remove(folder, staged->names[i]);
    }
    staged->count = 0;
}
