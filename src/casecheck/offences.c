#include "casecheck/offences.h"

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/strbuf.h"

enum { HINT_MAX = 2000 };

static enum err_code load(struct arena *arena, const char *path, const struct js **list,
                          struct err *err)
{
    struct str text;
    struct js *root;
    TRY(file_read(arena, path, LIMIT_REFERENCE, &text, err));
    enum err_code code = js_parse(arena, text, &root, err);
    if (code == ERR_OK && root->type != JS_OBJECT) {
        code = err_set(err, ERR_FORMAT, "not an object");
    }
    if (code == ERR_OK) {
        code = js_need(root, "offences", JS_ARRAY, list, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

enum err_code offence_title(struct arena *arena, const char *reference, struct str id,
                            struct str *title, struct err *err)
{
    const struct js *list = NULL;
    struct strbuf known;
    const char *path = arena_printf(arena, "%s/case-file/offences.json", reference);
    TRY(load(arena, path, &list, err));
    strbuf_init(&known, HINT_MAX);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *offence = &list->array.items[i];
        struct str name = js_text(offence, "id");
        if (str_eq(name, id)) {
            *title = js_text(offence, "title");
            strbuf_release(&known);
            return ERR_OK;
        }
        strbuf_puts(&known, i == 0 ? "" : ", ");
        strbuf_str(&known, name);
    }
    struct str names = strbuf_view(&known);
    err_set(err, ERR_INVALID, "no offence \"%.*s\": its points to prove are not known",
            STR_ARG(str_sub(id, 0, 60)));
    err_hint(err, "one of %.*s", STR_ARG(names));
    strbuf_release(&known);
    return ERR_INVALID;
}
