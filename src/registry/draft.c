/* See draft.h. */
#include "registry/draft.h"

#include "base/ascii_case.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/random.h"

#include <errno.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 64, NAMES_TOLD = 12, SUBJECT_BYTES = 16 };

static const char *folder_of(struct arena *arena, const struct datadir *dir)
{
    return arena_printf(arena, "%s/drafts", dir->root);
}

static const char *path_of(struct arena *arena, const struct datadir *dir, struct str name)
{
    return arena_printf(arena, "%s/%.*s.json", folder_of(arena, dir), STR_ARG(name));
}

static bool name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

enum err_code draft_name_check(struct str name, struct err *err)
{
    bool good = name.n > 0 && name.n <= NAME_MAX_BYTES;
    for (size_t i = 0; good && i < name.n; i++) {
        bool dash = name.p[i] == '-' && i > 0 && i + 1 < name.n && name.p[i - 1] != '-';
        good = dash || name_byte(name.p[i]);
    }
    return good ? ERR_OK
                : err_set(err, ERR_USAGE,
                          "\"%.*s\" is no name of a draft: a-z, 0-9 and single '-' between "
                          "them, at most %d",
                          STR_ARG(str_sub(name, 0, 80)), NAME_MAX_BYTES);
}

struct str draft_name_from(struct arena *arena, struct str title)
{
    enum { KEPT = 40 };
    char *name = arena_alloc(arena, KEPT + 1);
    size_t n = 0;
    for (size_t i = 0; i < title.n && n < KEPT; i++) {
        char c = ascii_lower(title.p[i]);
        if (name_byte(c)) {
            name[n++] = c;
        } else if (n > 0 && name[n - 1] != '-') {
            name[n++] = '-';
        }
    }
    while (n > 0 && name[n - 1] == '-') {
        n--;
    }
    name[n] = '\0';
    return str_n(name, n);
}

void draft_new_subject(char subject[DRAFT_SUBJECT_SIZE])
{
    random_hex(subject, SUBJECT_BYTES);
}

enum err_code draft_parse(struct arena *arena, struct str text, struct draft *draft,
                          struct err *err)
{
    static const char *const keys[] = {"body", "subject", "type", NULL};
    struct js *value;
    TRY(js_parse(arena, text, &value, err));
    TRY(js_only(value, keys, err));
    TRY(js_need_str(value, "type", &draft->type, err));
    TRY(js_need_str(value, "subject", &draft->subject, err));
    if (!hex_is(draft->subject, DRAFT_SUBJECT_SIZE - 1)) {
        return err_set(err, ERR_FORMAT, "\"subject\" must be 32 hexadecimal digits");
    }
    return js_need(value, "body", JS_OBJECT, &draft->body, err);
}

static enum err_code not_there(struct arena *arena, const struct datadir *dir, struct str name,
                               struct err *err)
{
    const char **names = NULL;
    size_t count = 0;
    const char *told = "";
    TRY(draft_list(arena, dir, &names, &count, err));
    for (size_t i = 0; i < count && i < NAMES_TOLD; i++) {
        told = arena_printf(arena, "%s%s%s", told, i > 0 ? ", " : "", names[i]);
    }
    err_set(err, ERR_NOT_FOUND, "there is no draft \"%.*s\"", STR_ARG(name));
    if (count > 0) {
        err_hint(err, "there are: %s%s", told, count > NAMES_TOLD ? ", …" : "");
    } else {
        err_hint(err, "begin one with \"policeai registry new\"");
    }
    return ERR_NOT_FOUND;
}

enum err_code draft_read(struct arena *arena, const struct datadir *dir, struct str name,
                         struct draft *draft, struct err *err)
{
    struct str text;
    TRY(draft_name_check(name, err));
    const char *path = path_of(arena, dir, name);
    if (!file_exists(path)) {
        return not_there(arena, dir, name, err);
    }
    TRY(file_read(arena, path, 2 * LIMIT_BODY, &text, err));
    enum err_code code = draft_parse(arena, text, draft, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    draft->name = arena_strndup(arena, name.p, name.n);
    return code;
}

enum err_code draft_write(struct arena *arena, const struct datadir *dir,
                          const struct draft *draft, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    TRY(draft_name_check(str_of(draft->name), err));
    TRY(file_make_folders(folder_of(arena, dir), 0700, err));
    strbuf_init(&out, 2 * LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_key(&w, "body");
    jsonw_raw(&w, draft->body->raw);
    jsonw_member_str(&w, "subject", draft->subject);
    jsonw_member_str(&w, "type", draft->type);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "the draft", err);
    if (code == ERR_OK) {
        code =
            file_write(path_of(arena, dir, str_of(draft->name)), strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}

bool draft_exists(struct arena *arena, const struct datadir *dir, struct str name)
{
    return draft_name_check(name, NULL) == ERR_OK && file_exists(path_of(arena, dir, name));
}

enum err_code draft_remove(struct arena *arena, const struct datadir *dir, struct str name,
                           struct err *err)
{
    TRY(draft_name_check(name, err));
    if (unlink(path_of(arena, dir, name)) != 0) {
        return errno == ENOENT ? not_there(arena, dir, name, err)
                               : err_errno(err, "cannot remove the draft %.*s", STR_ARG(name));
    }
    return file_sync_folder(folder_of(arena, dir), err);
}

enum err_code draft_list(struct arena *arena, const struct datadir *dir, const char ***names,
                         size_t *count, struct err *err)
{
    const char *folder = folder_of(arena, dir);
    const char **files;
    size_t found;
    *names = NULL;
    *count = 0;
    if (!file_exists(folder)) {
        return ERR_OK;
    }
    TRY(file_list(arena, folder, &files, &found, err));
    *names = arena_alloc(arena, (found + 1) * sizeof **names);
    for (size_t i = 0; i < found; i++) {
        struct str file = str_of(files[i]);
        struct str name = file.n > 5 ? str_sub(file, 0, file.n - 5) : STR("");
        if (str_ends(file, STR(".json")) && draft_name_check(name, NULL) == ERR_OK) {
            (*names)[(*count)++] = arena_strndup(arena, name.p, name.n);
        }
    }
    return ERR_OK;
}

const struct js *draft_value(const struct js *body, const struct form_field *field)
{
    const struct js *holder =
        field->place == IN_BODY ? body : js_member(body, form_place_word(field->place));
    return js_member_str(holder, field->member);
}

bool draft_is_withhold(const struct js *value)
{
    return value->type == JS_OBJECT && value->object.count == 1 &&
           str_is(value->object.members[0].name, "withhold");
}

/* The object (NULL: an empty one) with one member put in, replaced or, by "", left out. */
static void write_with(struct jsonw *w, const struct js *object, struct str name,
                       struct str json)
{
    bool done = json.n == 0;
    jsonw_object(w);
    for (size_t i = 0; object != NULL && i < object->object.count; i++) {
        const struct js_member *one = &object->object.members[i];
        bool this = str_eq(one->name, name);
        if (!this || json.n > 0) {
            jsonw_key_str(w, one->name);
            jsonw_raw(w, this ? json : one->value.raw);
        }
        done = done || this;
    }
    if (!done) {
        jsonw_key_str(w, name);
        jsonw_raw(w, json);
    }
    jsonw_end(w);
}

/* The text of the object with the member put, in the arena. */
static enum err_code with(struct arena *arena, const struct js *object, struct str name,
                          struct str json, struct str *text, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 2 * LIMIT_BODY);
    jsonw_init(&w, &out);
    write_with(&w, object, name, json);
    enum err_code code = strbuf_check(&out, "the draft", err);
    *text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}

static enum err_code put(struct arena *arena, struct draft *draft, struct str name,
                         struct str json, struct err *err)
{
    struct str text;
    struct js *body;
    TRY(with(arena, draft->body, name, json, &text, err));
    TRY(js_parse(arena, text, &body, err));
    draft->body = body;
    return ERR_OK;
}

enum err_code draft_put(struct arena *arena, struct draft *draft,
                        const struct form_field *field, struct str json, struct err *err)
{
    json = str_is(json, "[]") ? STR("") : json; /* a list of nothing is not stated */
    const char *place = form_place_word(field->place);
    struct str text;
    if (field->place == IN_BODY) {
        return put(arena, draft, field->member, json, err);
    }
    const struct js *holder = js_member(draft->body, place);
    if (holder != NULL && holder->type != JS_OBJECT) {
        holder = NULL;
    }
    TRY(with(arena, holder, field->member, json, &text, err));
    /* an operation that says nothing is none */
    bool empty = field->place == IN_OPERATION && str_is(text, "{}");
    return put(arena, draft, str_of(place), empty ? STR("") : text, err);
}

enum err_code draft_put_text(struct arena *arena, struct draft *draft, const char *member,
                             struct str text, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, 2 * LIMIT_BODY);
    jsonw_quote(&out, text);
    struct str json = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return put(arena, draft, str_of(member), json, err);
}
