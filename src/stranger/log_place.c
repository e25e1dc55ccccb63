/* See log_place.h. */
#include "stranger/log_place.h"

#include "base/file.h"
#include "stranger/http_get.h"

#include <string.h>
#include <sys/stat.h>

static bool is_address(const char *word)
{
    return strstr(word, "://") != NULL;
}

bool log_place_is(const char *word)
{
    struct stat info;
    return is_address(word) || (stat(word, &info) == 0 && S_ISDIR(info.st_mode));
}

enum err_code log_place_open(struct log_place *place, struct arena *arena, const char *word,
                             bool online, struct err *err)
{
    *place = (struct log_place){0};
    if (is_address(word)) {
        TRY(http_get_open(&place->get, str_of(word), online, err));
        place->files = http_get_files(place->get);
        return ERR_OK;
    }
    const char *inner = arena_printf(arena, "%s/log", word);
    bool is_data = file_exists(arena_printf(arena, "%s/ledger.db", word)) ||
                   (file_exists(arena_printf(arena, "%s/checkpoint", inner)) &&
                    !file_exists(arena_printf(arena, "%s/checkpoint", word)));
    const char *folder = is_data ? inner : word;
    if (!file_exists(arena_printf(arena, "%s/checkpoint", folder))) {
        err_set(err, ERR_NOT_FOUND, "%s holds no checkpoint", folder);
        err_hint(err, "name a folder with checkpoint, tile/ and body/, or http://HOST:PORT");
        return ERR_NOT_FOUND;
    }
    place->files = log_files_in(folder);
    return ERR_OK;
}

void log_place_close(struct log_place *place)
{
    http_get_close(place->get);
    place->get = NULL;
}
