/* Pairs of a table, and the pictures that pairs name; see gather.h. */
#include "benchmark/gather_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "task/picture/picture_file.h"

#include <sys/stat.h>

static const char *const sides[] = {"left", "right"};

/* "NAME" of a column "SIDE.NAME"; p NULL for another. */
static struct str field_of(struct str column, const char *side)
{
    struct str rest = column;
    struct str before;
    if (str_split(&rest, '.', &before) && str_is(before, side) && rest.n > 0) {
        return rest;
    }
    return (struct str){NULL, 0};
}

enum err_code gather_pair_columns(const struct csv_table *table, const char *from,
                                  struct err *err)
{
    for (size_t k = 0; k < 2; k++) {
        size_t count = 0;
        for (size_t c = 0; c < table->columns; c++) {
            count += field_of(table->names[c], sides[k]).p != NULL;
        }
        if (count == 0) {
            err_set(err, ERR_NOT_FOUND, "%s has no column \"%s.NAME\"", from, sides[k]);
            err_hint(err, "columns left.title and right.title, say, hold what both sides are; "
                          "left.file and right.file name pictures");
            return ERR_NOT_FOUND;
        }
    }
    return ERR_OK;
}

static void write_pair(const struct csv_table *table, size_t row, struct strbuf *input)
{
    struct jsonw w;
    jsonw_init(&w, input);
    jsonw_object(&w);
    for (size_t k = 0; k < 2; k++) {
        jsonw_key(&w, sides[k]);
        jsonw_object(&w);
        for (size_t c = 0; c < table->columns; c++) {
            struct str field = field_of(table->names[c], sides[k]);
            if (field.p != NULL) {
                jsonw_key_str(&w, field);
                jsonw_str(&w, str_trim(table->cells[row * table->columns + c]));
            }
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
}

enum err_code gather_pair_row(struct gathering *own, const struct csv_table *table, size_t row,
                              struct strbuf *input, struct err *err)
{
    write_pair(table, row, input);
    TRY(strbuf_check(input, "the pair", err));
    return gather_pair_files(own, file_folder_of(own->arena, own->plan->from), "", input, err);
}

/* Neither absolute nor upwards: what lies below the folder and nothing else is copied. */
static enum err_code check_path(const char *path, struct err *err)
{
    struct str rest = str_of(path);
    struct str part;
    TRY(gather_check_name(path, err));
    while (str_split(&rest, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, "..")) {
            err_set(err, ERR_INVALID, "\"%.200s\" is no file below the folder of the pairs",
                    path);
            err_hint(err, "name it relative to that folder, without . and ..");
            return ERR_INVALID;
        }
    }
    return ERR_OK;
}

static enum err_code take_picture(struct gathering *own, const char *folder, struct str name,
                                  const char *copy, struct err *err)
{
    struct stat about;
    const char *path = arena_strndup(own->arena, name.p, name.n);
    TRY(check_path(path, err));
    const char *from = arena_printf(own->arena, "%s/%s", folder, path);
    const char *to = arena_printf(own->arena, "%s/%s", own->work, copy);
    if (lstat(from, &about) == 0 && !S_ISREG(about.st_mode)) {
        err_set(err, ERR_INVALID, "%s is no regular file", from);
        err_hint(err, "copy what it leads to beside it");
        return ERR_INVALID;
    }
    TRY(picture_file_check(from, err));
    if (file_exists(to)) { /* of a pair before */
        return ERR_OK;
    }
    TRY(file_make_folders(file_folder_of(own->arena, to), 0755, err));
    return file_copy(from, to, 0644, err);
}

static enum err_code write_side(struct gathering *own, const char *folder, const char *below,
                                const struct js *side, struct jsonw *w, struct err *err)
{
    jsonw_object(w);
    for (size_t i = 0; i < side->object.count; i++) {
        const struct js_member *member = &side->object.members[i];
        jsonw_key_str(w, member->name);
        if (str_is(member->name, "file") && member->value.type == JS_STRING) {
            struct str name = member->value.string;
            const char *copy = arena_printf(own->arena, "files/%s%.*s", below, STR_ARG(name));
            TRY(take_picture(own, folder, name, copy, err));
            jsonw_puts(w, copy);
        } else {
            jsonw_raw(w, member->value.raw);
        }
    }
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_sides(struct gathering *own, const char *folder, const char *below,
                                 const struct js *pair, struct strbuf *out, struct err *err)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    for (size_t i = 0; i < pair->object.count; i++) {
        const struct js_member *member = &pair->object.members[i];
        bool side = str_is(member->name, sides[0]) || str_is(member->name, sides[1]);
        jsonw_key_str(&w, member->name);
        if (side && member->value.type == JS_OBJECT) {
            TRY(write_side(own, folder, below, &member->value, &w, err));
        } else {
            jsonw_raw(&w, member->value.raw);
        }
    }
    jsonw_end(&w);
    return strbuf_check(out, "the pair", err);
}

enum err_code gather_pair_files(struct gathering *own, const char *folder, const char *below,
                                struct strbuf *input, struct err *err)
{
    struct js *pair;
    struct task_files files;
    struct strbuf out;
    TRY(js_parse(own->arena, arena_str(own->arena, strbuf_view(input)), &pair, err));
    TRY(task_input_files(pair, &files, err));
    if (files.count == 0) {
        return ERR_OK;
    }
    if (files.count != 2) {
        err_set(err, ERR_INVALID, "the pair names %zu files", files.count);
        err_hint(err, "both sides of a pair name a picture, or none does");
        return ERR_INVALID;
    }
    strbuf_init(&out, LIMIT_ITEM);
    enum err_code code = write_sides(own, folder, below, pair, &out, err);
    if (code == ERR_OK) {
        strbuf_clear(input);
        strbuf_str(input, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}
