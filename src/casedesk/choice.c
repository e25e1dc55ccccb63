/* See choice.h. */
#include "casedesk/choice.h"

enum { CHOICE_MAX = 20 };

struct str choice_of(struct desk *desk, struct str query, const char *name,
                     const char *const *values)
{
    struct str given = desk_field(desk, query, name, CHOICE_MAX);
    for (; *values != NULL; values++) {
        if (str_is(given, *values)) {
            return given;
        }
    }
    return STR("");
}

void choice_write(struct jsonw *w, const char *key, const char *const *values,
                  struct str chosen)
{
    jsonw_key(w, key);
    jsonw_array(w);
    for (; *values != NULL; values++) {
        jsonw_object(w);
        jsonw_member(w, "id", *values);
        jsonw_member(w, "word", **values == '\0' ? "all" : *values);
        jsonw_key(w, "chosen");
        jsonw_bool(w, str_is(chosen, *values));
        jsonw_end(w);
    }
    jsonw_end(w);
}
