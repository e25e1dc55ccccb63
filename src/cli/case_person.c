#include "cli/case_person.h"

#include <pwd.h>
#include <unistd.h>

enum { ROOM = 16384 };

enum err_code case_person(struct arena *arena, const char *given, struct str *who,
                          struct err *err)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char *room = arena_alloc(arena, ROOM);
    if (given != NULL) {
        *who = str_of(given);
        return ERR_OK;
    }
    if (getpwuid_r(getuid(), &entry, room, ROOM, &found) == 0 && found != NULL) {
        *who = arena_str(arena, str_of(found->pw_name));
        return ERR_OK;
    }
    err_set(err, ERR_USAGE, "who acts is not said, and this user has no login name");
    err_hint(err, "--as NAME says it");
    return ERR_USAGE;
}
