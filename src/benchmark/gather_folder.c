/* Inputs of a folder of files; see gather.h. */
#include "benchmark/gather_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/utf8.h"

#include <string.h>
#include <sys/stat.h>

#define BEFORE "before:"

enum { DEPTH_MAX = 16 };

/* The input names the file under another name than `path`: there it gets that of the copy. */
static void rename_file(struct strbuf *input, struct str named, const char *copy)
{
    struct strbuf quoted;
    strbuf_init(&quoted, 65536);
    jsonw_quote(&quoted, named);
    size_t at = str_find(strbuf_view(input), strbuf_view(&quoted));
    size_t length = quoted.n;
    strbuf_clear(&quoted);
    jsonw_quote(&quoted, str_of(copy));
    strbuf_str(&quoted, str_from(strbuf_view(input), at + length));
    strbuf_truncate(input, at);
    strbuf_str(input, strbuf_view(&quoted));
    strbuf_release(&quoted);
}

static enum err_code copy_file(struct gathering *own, const char *path, const char *copy,
                               struct err *err)
{
    char *to = arena_printf(own->arena, "%s/%s", own->work, copy);
    TRY(file_make_folders(file_folder_of(own->arena, to), 0755, err));
    return file_copy(path, to, 0644, err);
}

static enum err_code make_input(struct gathering *own, const char *path, const char *relative,
                                struct strbuf *input, struct err *err)
{
    struct js *value;
    struct task_files named;
    TRY(own->task->from_file(own->arena, path, input, err));
    if (own->task->labelling == TASK_COMPARES) {
        const char *folder = file_folder_of(own->arena, relative);
        return gather_pair_files(
            own, file_folder_of(own->arena, path),
            strcmp(folder, ".") == 0 ? "" : arena_printf(own->arena, "%s/", folder), input,
            err);
    }
    struct str json = arena_str(own->arena, strbuf_view(input));
    TRY(js_parse(own->arena, json, &value, err));
    TRY(task_input_files(value, &named, err));
    if (named.count > 0) {
        const char *copy = arena_printf(own->arena, "files/%s", relative);
        rename_file(input, named.paths[0], copy);
        TRY(copy_file(own, path, copy, err));
    }
    return strbuf_check(input, "the input", err);
}

enum err_code gather_check_name(const char *relative, struct err *err)
{
    struct str name = str_of(relative);
    if (name.n > 200 || !utf8_valid(name) || strchr(relative, '\\') != NULL ||
        strchr(relative, '\n') != NULL) {
        err_set(err, ERR_INVALID,
                "%.200s: a path of more than 200 bytes, not UTF-8, or with a "
                "backslash or a line's end",
                relative);
        err_hint(err, "give the file another name");
        return ERR_INVALID;
    }
    return ERR_OK;
}

/* What the file shares with others: its folder, or how its name begins. */
static enum err_code cluster_of(struct gathering *own, const char *relative,
                                struct str *cluster, struct err *err)
{
    struct str way = str_of(own->plan->cluster != NULL ? own->plan->cluster : "");
    const char *slash = strrchr(relative, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : relative);
    *cluster = str_of(relative);
    if (str_is(way, "folder")) {
        *cluster = slash != NULL ? str_n(relative, (size_t)(slash - relative)) : *cluster;
    } else if (way.n > 0) {
        struct str mark = str_from(way, strlen(BEFORE));
        size_t at = str_find(name, mark);
        if (at == 0 || at >= name.n) {
            err_set(err, ERR_INVALID, "%s/%s: nothing stands before a \"%.*s\" in its name",
                    own->plan->from, relative, STR_ARG(mark));
            err_hint(err, "rename it, or list the files in a table with a column of clusters");
            return ERR_INVALID;
        }
        *cluster = str_sub(name, 0, at);
    }
    return ERR_OK;
}

static void take_file(struct gathering *own, const char *relative)
{
    struct err err = {0};
    struct strbuf input;
    char *path = arena_printf(own->arena, "%s/%s", own->plan->from, relative);
    struct gathered item = {.id = str_of(relative)};
    strbuf_init(&input, LIMIT_ITEM);
    enum err_code code = gather_check_name(relative, &err);
    if (code == ERR_OK) {
        code = cluster_of(own, relative, &item.cluster, &err);
    }
    if (code == ERR_OK) {
        code = make_input(own, path, relative, &input, &err);
    }
    if (code == ERR_OK) {
        code = gather_input(own, arena_str(own->arena, strbuf_view(&input)), &item.input, &err);
    }
    strbuf_release(&input);
    if (own->group_count > 0) {
        const char *slash = strchr(relative, '/');
        item.values[0] =
            slash != NULL ? str_n(relative, (size_t)(slash - relative)) : STR("(none)");
    }
    if (code == ERR_OK) {
        gather_add(own, &item);
    } else {
        gather_bad(own, &err);
    }
}

static enum err_code walk(struct gathering *own, const char *below, int depth, struct err *err)
{
    const char **names;
    size_t count;
    const char *folder = arena_printf(own->arena, "%s/%s", own->plan->from, below);
    if (depth > DEPTH_MAX) {
        return err_set(err, ERR_LIMIT, "%s lies deeper than %d folders", folder, DEPTH_MAX);
    }
    TRY(file_list(own->arena, folder, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct stat about;
        const char *relative = arena_printf(own->arena, "%s%s", below, names[i]);
        const char *path = arena_printf(own->arena, "%s/%s", own->plan->from, relative);
        if (names[i][0] == '.') {
            continue;
        }
        if (lstat(path, &about) != 0) {
            return err_errno(err, "cannot look at %s", path);
        }
        if (S_ISDIR(about.st_mode)) {
            TRY(walk(own, arena_printf(own->arena, "%s/", relative), depth + 1, err));
        } else if (own->task->labelling == TASK_COMPARES &&
                   !str_ends(str_of(names[i]), STR(".json"))) {
            continue; /* a picture that a pair may name */
        } else if (S_ISREG(about.st_mode)) {
            take_file(own, relative);
        } else {
            struct err strange = {0};
            err_set(&strange, ERR_INVALID, "%s is no regular file", path);
            err_hint(&strange, "copy what it leads to beside it");
            gather_bad(own, &strange);
        }
        if (own->count > MAKING_CANDIDATES) {
            return err_set(err, ERR_LIMIT, "%s holds more than %d files", own->plan->from,
                           MAKING_CANDIDATES);
        }
    }
    return ERR_OK;
}

static enum err_code has_folders(struct gathering *own, bool *some, struct err *err)
{
    const char **names;
    size_t count;
    *some = false;
    TRY(file_list(own->arena, own->plan->from, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct stat about;
        const char *path = arena_printf(own->arena, "%s/%s", own->plan->from, names[i]);
        *some =
            *some || (names[i][0] != '.' && lstat(path, &about) == 0 && S_ISDIR(about.st_mode));
    }
    return ERR_OK;
}

enum err_code gather_folder(struct gathering *own, struct err *err)
{
    bool folders;
    struct str way = str_of(own->plan->cluster != NULL ? own->plan->cluster : "folder");
    if (!str_is(way, "folder") && (!str_starts(way, STR(BEFORE)) || way.n == strlen(BEFORE))) {
        err_set(err, ERR_USAGE, "--cluster %.*s: files of a folder have no columns",
                STR_ARG(way));
        err_hint(err, "--cluster folder, or --cluster before:TEXT for what stands before the "
                      "first TEXT in a file's name");
        return ERR_USAGE;
    }
    TRY(has_folders(own, &folders, err));
    if (folders) {
        own->groups[0] = (struct gather_group){"folder", name_table_new(own->arena)};
        own->group_count = 1;
    }
    return walk(own, "", 0, err);
}
