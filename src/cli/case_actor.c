#include "cli/case_actor.h"

#include "base/utf8.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

static const char *login_name(struct arena *arena)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char buffer[4096];
    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) == 0 && found != NULL) {
        return arena_strdup(arena, found->pw_name);
    }
    return arena_printf(arena, "uid %ld", (long)geteuid());
}

enum err_code case_actor(struct arena *arena, const char *named, struct str *name,
                         struct err *err)
{
    *name = str_trim(str_of(named != NULL ? named : login_name(arena)));
    bool plain = name->n > 0 && name->n <= CASE_ACTOR_MAX && utf8_valid(*name);
    for (size_t i = 0; plain && i < name->n; i++) {
        plain = (unsigned char)name->p[i] >= ' ';
    }
    if (!plain) {
        err_set(err, ERR_INVALID, "who acts is one line of at most %d bytes", CASE_ACTOR_MAX);
        err_hint(err, "--as NAME");
        return ERR_INVALID;
    }
    return ERR_OK;
}
