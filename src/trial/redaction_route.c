#include "trial/redaction_route.h"

#include "base/ascii_case.h"

#include "task/text_redaction/text_file.h"

#include <string.h>

static bool is_named_text(const char *path)
{
    static const char *const endings[] = {".txt", ".text", ".log", ".md"};
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    bool named = dot == NULL;
    for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof endings[0]; i++) {
        named = named || str_is_but_case(str_of(dot), endings[i]);
    }
    return named;
}

bool redaction_is_text(const char *path)
{
    struct err why;
    struct str text;
    if (!is_named_text(path)) {
        return false;
    }
    struct arena *arena = arena_new();
    bool other = text_file_read(arena, path, &text, &why) == ERR_UNSUPPORTED;
    arena_free(arena);
    return !other; /* the text's own task says what else is wrong with it */
}
