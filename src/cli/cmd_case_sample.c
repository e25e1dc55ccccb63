/* policeai case sample */
#include "base/file.h"
#include "cli/command.h"
#include "lab/places.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 8 };

static bool is_folder(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* Everything below `from`, counted; what ships with the program holds files and folders only.
 */
static enum err_code copy_below(struct arena *arena, const char *from, const char *to,
                                int depth, size_t *files, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_make_folders(to, 0700, err));
    TRY(file_list(arena, from, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        const char *one = arena_printf(arena, "%s/%s", from, names[i]);
        const char *other = arena_printf(arena, "%s/%s", to, names[i]);
        if (!is_folder(one)) {
            TRY(file_copy(one, other, 0600, err));
            (*files)++;
        } else if (depth < DEPTH_MAX) {
            TRY(copy_below(arena, one, other, depth + 1, files, err));
        }
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const char *to = call->words[0];
    struct places places;
    size_t files = 0;
    struct stat there;
    if (lstat(to, &there) == 0) {
        return err_set(err, ERR_CONFLICT, "%s is there already; name a folder that is not", to);
    }
    TRY(places_find(call->arena, &places, err));
    const char *from = arena_printf(call->arena, "%s/sample/case", places.reference);
    const char *part = arena_printf(call->arena, "%s.part-%ld", to, (long)getpid());
    enum err_code code = copy_below(call->arena, from, part, 0, &files, err);
    if (code == ERR_OK && rename(part, to) != 0) {
        code = err_errno(err, "cannot make %s", to);
    }
    if (code != ERR_OK) {
        struct err ignored;
        if (file_remove_tree(part, &ignored) != ERR_OK) {
            err_detail(err, "%s is left", part);
        }
        return code;
    }
    printf("%zu made-up files in %s\nread them with: policeai case read %s --to sample.case\n",
           files, to, to);
    return ERR_OK;
}

const struct command command_case_sample = {
    .name = "case sample",
    .synopsis = "FOLDER",
    .summary = "a made-up folder of a case, to try the commands on",
    .help = "Writes the folder, whole or not at all: a theft that nobody committed, on the "
            "papers of a small case file and what\nwas gathered beside them. Every file says "
            "that it is made up. doc/case-day.md goes through it.",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
