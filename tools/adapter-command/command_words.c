#include "command_words.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/strbuf.h"

#include <string.h>

enum { NAME_MAX_BYTES = 100, WORD_FILLED_MAX = 120 * 1024, FILE_MODE = 0600 };

/* What the kernel takes for one word: MAX_ARG_STRLEN is 128 KiB (execve(2)). */

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!plain) {
            return false;
        }
    }
    return name.n > 0 && name.n <= NAME_MAX_BYTES;
}

/* Takes what stands before the next placeholder off *rest, with "{{" as it is in *before, and
 * the placeholder's name; `name.p` is NULL at the end. */
static enum err_code next_part(struct str *rest, struct strbuf *before, struct str *name,
                               struct err *err)
{
    *name = (struct str){NULL, 0};
    while (rest->n > 0) {
        if (rest->p[0] != '{') {
            if (before != NULL) {
                strbuf_putc(before, rest->p[0]);
            }
            *rest = str_from(*rest, 1);
        } else if (str_starts(*rest, STR("{{"))) {
            if (before != NULL) {
                strbuf_putc(before, '{');
            }
            *rest = str_from(*rest, 2);
        } else {
            size_t end = str_find(*rest, STR("}"));
            *name = str_sub(*rest, 1, end == SIZE_MAX ? 0 : end - 1);
            if (end == SIZE_MAX || !is_name(*name)) {
                err_set(err, ERR_FORMAT, "\"%.*s\" is no placeholder",
                        STR_ARG(str_sub(*rest, 0, NAME_MAX_BYTES)));
                err_hint(err, "write {NAME} for a member of the input, {{ for a brace");
                return ERR_FORMAT;
            }
            *rest = str_from(*rest, end + 1);
            return ERR_OK;
        }
    }
    return ERR_OK;
}

enum err_code command_word_check(struct str word, struct err *err)
{
    struct str name;
    if (str_has_byte(word, '\0')) {
        return err_set(err, ERR_FORMAT, "holds a NUL");
    }
    do {
        TRY(next_part(&word, NULL, &name, err));
    } while (name.p != NULL);
    return ERR_OK;
}

bool command_word_has_placeholder(struct str word)
{
    struct str name;
    return next_part(&word, NULL, &name, NULL) == ERR_OK && name.p != NULL;
}

const char *command_out_file(const struct command_item *item)
{
    return arena_printf(item->arena, "%s/out", item->folder);
}

bool command_file_of(const struct js *value, struct str *path)
{
    const struct js *file = js_member(value, "file");
    if (file == NULL || file->type != JS_STRING) {
        return false;
    }
    *path = file->string;
    return true;
}

static enum err_code only_file(const struct command_item *item, struct str *path,
                               struct err *err)
{
    size_t found = 0;
    for (size_t i = 0; i < item->input->object.count; i++) {
        found += command_file_of(&item->input->object.members[i].value, path) ? 1 : 0;
    }
    if (found != 1) {
        return err_set(err, ERR_INVALID,
                       "{file} is the input's only file, but it has %zu: name the member",
                       found);
    }
    return ERR_OK;
}

static enum err_code write_text(const struct command_item *item, struct str name,
                                struct str text, struct str *path, struct err *err)
{
    const char *file = arena_printf(item->arena, "%s/%.*s.txt", item->folder, STR_ARG(name));
    *path = str_of(file);
    return file_write(file, text, FILE_MODE, err);
}

/* A member that is there by its own name comes before "NAME-file". */
static enum err_code value_of(const struct command_item *item, struct str name,
                              struct str *value, struct err *err)
{
    const struct js *member = js_member_str(item->input, name);
    bool as_file = member == NULL && str_ends(name, STR("-file"));
    struct str base = as_file ? str_sub(name, 0, name.n - 5) : name;
    if (member == NULL && str_is(name, "out-file")) {
        *value = str_of(command_out_file(item));
        return ERR_OK;
    }
    if (member == NULL && str_is(name, "file")) {
        return only_file(item, value, err);
    }
    if (member == NULL) {
        member = str_is(base, "input") ? item->input : js_member_str(item->input, base);
    }
    if (member == NULL) {
        return err_set(err, ERR_INVALID, "the input has no member \"%.*s\"", STR_ARG(base));
    }
    struct str text = member->type == JS_STRING ? member->string : member->raw;
    if (as_file) {
        return write_text(item, base, text, value, err);
    }
    if (!command_file_of(member, value)) {
        *value = text;
    }
    if (str_has_byte(*value, '\0')) {
        return err_set(err, ERR_INVALID, "\"%.*s\" holds a NUL", STR_ARG(base));
    }
    return ERR_OK;
}

static enum err_code fill_word(const struct command_item *item, const char *word,
                               struct strbuf *out, struct err *err)
{
    struct str rest = str_of(word);
    struct str name;
    do {
        TRY(next_part(&rest, out, &name, err));
        if (name.p != NULL) {
            struct str value = {NULL, 0};
            TRY(value_of(item, name, &value, err));
            strbuf_str(out, value);
        }
    } while (name.p != NULL);
    enum err_code code = strbuf_check(out, "a word of the command line", err);
    if (code != ERR_OK) {
        err_hint(err, "give a long text by a file or on stdin: {text-file}");
    }
    return code;
}

enum err_code command_words_fill(const struct command_item *item, const char *const *words,
                                 const char *const **filled, struct err *err)
{
    size_t count = 0;
    struct strbuf out;
    enum err_code code = ERR_OK;
    while (words[count] != NULL) {
        count++;
    }
    const char **list = arena_alloc(item->arena, (count + 1) * sizeof *list);
    strbuf_init(&out, WORD_FILLED_MAX);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        strbuf_clear(&out);
        code = fill_word(item, words[i], &out, err);
        list[i] = arena_strndup(item->arena, out.p, out.n);
        if (code != ERR_OK) {
            err_prefix(err, "\"argv\" word %zu", i + 1);
        }
    }
    list[count] = NULL;
    strbuf_release(&out);
    *filled = list;
    return code;
}
