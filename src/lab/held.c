/* See held.h. */
#include "lab/held.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"

enum { ID_DIGITS = 32 };

static const char *note_path(struct arena *arena, const struct datadir *dir, const char *key)
{
    return arena_printf(arena, "%s/holds/%s", dir->submissions, key);
}

enum err_code held_find(struct arena *arena, const struct datadir *dir, const char *key,
                        const char **submission, struct err *err)
{
    struct str text;
    const char *path = note_path(arena, dir, key);
    *submission = NULL;
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(file_read(arena, path, LIMIT_CONFIG, &text, err));
    text = str_trim(text);
    if (!hex_is(text, ID_DIGITS)) {
        return err_set(err, ERR_FORMAT, "%s: no id of a submission", path);
    }
    *submission = arena_strndup(arena, text.p, text.n);
    return ERR_OK;
}

enum err_code held_note(struct arena *arena, const struct datadir *dir, const char *key,
                        const char *submission, struct err *err)
{
    const char *other;
    const char *path = note_path(arena, dir, key);
    TRY(held_find(arena, dir, key, &other, err));
    if (other != NULL && !str_is(str_of(other), submission)) {
        return err_set(err, ERR_CONFLICT, "the same was received as submission %s", other);
    }
    TRY(file_make_folders(file_folder_of(arena, path), 0700, err));
    return file_write(path, str_of(arena_printf(arena, "%s\n", submission)), 0600, err);
}

const char *held_folder(struct arena *arena, const struct datadir *dir, const char *submission,
                        const char *name)
{
    return arena_printf(arena, "%s/%s/results/%s", dir->submissions, submission, name);
}

static const char *yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

enum err_code held_result_write(const char *folder, const struct held_result *result,
                                struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_CONFIG);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "benchmark", result->benchmark);
    jsonw_member_str(&w, "envelope", result->envelope);
    jsonw_member_str(&w, "name", result->name);
    jsonw_member(&w, "open", yes_no(result->open));
    jsonw_member_str(&w, "run", result->run);
    jsonw_member(&w, "timed", yes_no(result->timed));
    jsonw_member_str(&w, "title", result->title);
    jsonw_member_str(&w, "tool", result->tool);
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "result.json", err);
    if (code == ERR_OK) {
        code = file_write(arena_printf(arena, "%s/result.json", folder), strbuf_view(&out),
                          0600, err);
    }
    strbuf_release(&out);
    arena_free(arena);
    return code;
}

enum err_code held_result_read(struct arena *arena, const char *folder,
                               struct held_result *result, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(arena, "%s/result.json", folder);
    TRY(file_read(arena, path, LIMIT_CONFIG, &text, err));
    TRY(js_parse(arena, text, &json, err));
    *result = (struct held_result){.name = js_text(json, "name"),
                                   .envelope = js_text(json, "envelope"),
                                   .run = js_text(json, "run"),
                                   .tool = js_text(json, "tool"),
                                   .title = js_text(json, "title"),
                                   .benchmark = js_text(json, "benchmark"),
                                   .open = js_is(js_member(json, "open"), "yes"),
                                   .timed = js_is(js_member(json, "timed"), "yes")};
    return hex_is(result->envelope, 64) && hex_is(result->run, 64) && result->name.n > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s: not the record of a result", path);
}
