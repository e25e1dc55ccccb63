/* See places.h. */
#include "lab/places.h"

#include "base/file.h"
#include "base/strbuf.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Below the prefix of an installed program, PREFIX/bin/policeai (cmake/PaiInstall.cmake). */
#define INSTALLED_TOOLS "lib/policeai/tools"
#define INSTALLED_CHECKS "lib/policeai/checks"
#define INSTALLED_ADAPTERS "lib/policeai/adapters"
#define INSTALLED_PROBE "lib/policeai/probe"
#define INSTALLED_DATA "share/policeai"

enum err_code places_find(struct arena *arena, struct places *places, struct err *err)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n < 0) {
        return err_errno(err, "cannot tell where the program lies");
    }
    program[n] = '\0';
    const char *build = file_folder_of(arena, program);
    const char *source = file_folder_of(arena, build); /* or the prefix */
    const char *tools = arena_printf(arena, "%s/tools", build);
    const char *benchmarks = arena_printf(arena, "%s/benchmarks", source);
    bool built = file_exists(tools) && file_exists(benchmarks);
    const char *data = built ? source : arena_printf(arena, "%s/" INSTALLED_DATA, source);
    places->tools = built ? tools : arena_printf(arena, "%s/" INSTALLED_TOOLS, source);
    places->checks = built ? arena_printf(arena, "%s/checks", build)
                           : arena_printf(arena, "%s/" INSTALLED_CHECKS, source);
    places->adapters = built ? arena_printf(arena, "%s/adapters", build)
                             : arena_printf(arena, "%s/" INSTALLED_ADAPTERS, source);
    places->benchmarks = arena_printf(arena, "%s/benchmarks", data);
    places->reference = arena_printf(arena, "%s/reference", data);
    places->probe = built ? arena_printf(arena, "%s/probe", build)
                          : arena_printf(arena, "%s/" INSTALLED_PROBE, source);
    return ERR_OK;
}

bool places_built_in(const struct places *places, const char *tool_folder)
{
    char tools[PATH_MAX];
    char folder[PATH_MAX];
    if (realpath(places->tools, tools) == NULL || realpath(tool_folder, folder) == NULL) {
        return false;
    }
    size_t n = strlen(tools);
    return strncmp(folder, tools, n) == 0 && folder[n] == '/';
}

static void hint_names(struct arena *arena, const char *parent, const char *marker,
                       struct err *err)
{
    const char **names;
    size_t count;
    struct strbuf list;
    if (file_list(arena, parent, &names, &count, NULL) != ERR_OK) {
        return;
    }
    strbuf_init(&list, 200);
    for (size_t i = 0; i < count; i++) {
        if (file_exists(arena_printf(arena, "%s/%s/%s", parent, names[i], marker))) {
            strbuf_printf(&list, "%s%s", list.n > 0 ? ", " : "", names[i]);
        }
    }
    err_hint(err, "here are: %s", list.p);
    strbuf_release(&list);
}

enum err_code places_resolve(struct arena *arena, const char *parent, const char *word,
                             const char *marker, const char **folder, struct err *err)
{
    bool path = strchr(word, '/') != NULL || strcmp(word, ".") == 0;
    *folder = path ? word : arena_printf(arena, "%s/%s", parent, word);
    if (file_exists(arena_printf(arena, "%s/%s", *folder, marker))) {
        return ERR_OK;
    }
    err_set(err, ERR_NOT_FOUND, "%s: no %s there", *folder, marker);
    if (!path) {
        hint_names(arena, parent, marker, err);
    }
    return ERR_NOT_FOUND;
}

enum err_code places_adapter(struct arena *arena, const struct places *places, const char *name,
                             const char **folder, struct err *err)
{
    if (file_exists(places->adapters)) {
        return places_resolve(arena, places->adapters, name, "tool.json", folder, err);
    }
    err_set(err, ERR_NOT_FOUND, "%s is not there: the program was built or installed in part",
            places->adapters);
    err_hint(err, "`make` builds it, `make install` installs all of it");
    return ERR_NOT_FOUND;
}
