/* See gate_words.h. */
#include "registry/gate_words.h"

#include "base/limits.h"
#include "base/strbuf.h"

/* Where the list of ids begins: behind the last ": ". */
static size_t list_start(struct str text)
{
    size_t start = 0;
    for (size_t i = 0; i + 1 < text.n; i++) {
        start = text.p[i] == ':' && text.p[i + 1] == ' ' ? i + 2 : start;
    }
    return start;
}

struct str gate_words(struct arena *arena, const struct vocabulary *fields, struct str text,
                      bool ids)
{
    struct strbuf out;
    size_t start = list_start(text);
    struct str rest = str_from(text, start);
    struct str word;
    bool known = false;
    strbuf_init(&out, LIMIT_BODY);
    strbuf_str(&out, str_sub(text, 0, start));
    for (size_t n = 0; rest.n > 0 && str_split(&rest, ',', &word); n++) {
        const struct vocabulary_field *field = vocabulary_find(fields, str_trim(word));
        known = known || field != NULL;
        strbuf_puts(&out, n > 0 ? ", " : "");
        strbuf_str(&out, field != NULL ? field->title : str_trim(word));
        if (field != NULL && ids) {
            strbuf_printf(&out, " (%.*s)", STR_ARG(field->id));
        }
    }
    struct str made = known && strbuf_check(&out, "words", NULL) == ERR_OK
                          ? arena_str(arena, strbuf_view(&out))
                          : text;
    strbuf_release(&out);
    return made;
}
