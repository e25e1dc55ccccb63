/* See parcel_write.h. */
#include "elsewhere/parcel_write.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST_MAX = 1 << 30 };

struct writing {
    struct arena *arena;
    const struct parcel *parcel;
    const char *folder;
    struct strbuf out; /* of the file being written */
    bool has_files;
};

enum err_code parcel_task_check(const struct task *task, struct err *err)
{
    if (task->shape != TASK_ITEM) {
        return err_set(err, ERR_UNSUPPORTED,
                       "task %s does not ask item by item, and only such go into a parcel yet",
                       task->name);
    }
    return task->output_file == NULL
               ? ERR_OK
               : err_set(err, ERR_UNSUPPORTED,
                         "answers of task %s are files, which cannot be sent back yet",
                         task->name);
}

static enum err_code end_file(struct writing *writing, const char *name, struct err *err)
{
    char *path = arena_printf(writing->arena, "%s/%s", writing->folder, name);
    enum err_code code = strbuf_check(&writing->out, name, err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&writing->out), 0644, err);
    }
    strbuf_clear(&writing->out);
    return code;
}

static enum err_code copy_file(struct writing *writing, struct str path, const char *name,
                               struct err *err)
{
    const struct parcel *parcel = writing->parcel;
    char *to = arena_printf(writing->arena, "%s/files/%s", writing->folder, name);
    if (!writing->has_files) {
        TRY(file_make_folders(arena_printf(writing->arena, "%s/files", writing->folder), 0755,
                              err));
        writing->has_files = true;
    }
    return file_exists(to) ? ERR_OK
                           : file_copy(arena_printf(writing->arena, "%s/%.*s",
                                                    parcel->bench->folder, STR_ARG(path)),
                                       to, 0444, err);
}

/* Writes the input with each {"file":PATH} in it under its random name. */
static enum err_code write_value(struct writing *writing, struct jsonw *w,
                                 const struct js *value, struct err *err)
{
    if (value->type == JS_ARRAY) {
        jsonw_array(w);
        for (size_t i = 0; i < value->array.count; i++) {
            TRY(write_value(writing, w, &value->array.items[i], err));
        }
        jsonw_end(w);
    } else if (value->type == JS_OBJECT) {
        jsonw_object(w);
        for (size_t i = 0; i < value->object.count; i++) {
            const struct js_member *member = &value->object.members[i];
            jsonw_key_str(w, member->name);
            if (str_is(member->name, "file") && member->value.type == JS_STRING) {
                const char *name = parcel_file_name(writing->arena, writing->parcel->secret,
                                                    member->value.string);
                TRY(copy_file(writing, member->value.string, name, err));
                jsonw_printf(w, "files/%s", name);
            } else {
                TRY(write_value(writing, w, &member->value, err));
            }
        }
        jsonw_end(w);
    } else {
        jsonw_raw(w, value->raw);
    }
    return ERR_OK;
}

static enum err_code write_inputs(struct writing *writing, struct err *err)
{
    const struct parcel *parcel = writing->parcel;
    for (size_t i = 0; i < parcel->count; i++) {
        struct jsonw w;
        jsonw_init(&w, &writing->out);
        jsonw_object(&w);
        jsonw_member_str(&w, "id", parcel->items[i].name);
        jsonw_key(&w, "input");
        TRY(write_value(writing, &w, parcel->bench->items[parcel->items[i].item].input, err));
        jsonw_end(&w);
        strbuf_putc(&writing->out, '\n');
    }
    return end_file(writing, "inputs.jsonl", err);
}

static enum err_code write_forms(struct writing *writing, struct err *err)
{
    const struct parcel *parcel = writing->parcel;
    const char *column = parcel->bench->task->answer_column;
    for (size_t i = 0; i < parcel->count; i++) {
        strbuf_printf(&writing->out, "{\"id\":\"%.*s\",\"output\":null}\n",
                      STR_ARG(parcel->items[i].name));
    }
    TRY(end_file(writing, "outputs.jsonl", err));
    if (column == NULL) {
        return ERR_OK;
    }
    strbuf_printf(&writing->out, "id,%s\r\n", column);
    for (size_t i = 0; i < parcel->count; i++) {
        strbuf_printf(&writing->out, "%.*s,\r\n", STR_ARG(parcel->items[i].name));
    }
    return end_file(writing, "outputs.csv", err);
}

static void say_what(struct strbuf *out, const struct parcel *parcel, bool has_files)
{
    const struct task *task = parcel->bench->task;
    strbuf_printf(out,
                  "PARCEL %s\n\n"
                  "WHAT THIS IS\n\n"
                  "Inputs for a measurement of your product: %s.\n%s\n\n"
                  "This measurement is registered in a public log already. If no answers come\n"
                  "back, the log shows a measurement without a result.\n\n"
                  "WHAT TO DO\n\n"
                  "1. inputs.jsonl has %zu lines. Each is {\"id\":…,\"input\":…}.\n",
                  parcel->id, task->title, task->summary, parcel->count);
    if (has_files) {
        strbuf_puts(out,
                    "   {\"file\":\"files/NAME\"} stands for a file of the folder files.\n");
    }
    strbuf_puts(out,
                "2. Give each input to the product once, one by one, as the product would be\n"
                "   used, in the version and with the settings that were agreed.\n"
                "3. Do not look answers up, change them by hand, or choose among several.\n\n");
}

static void say_back(struct strbuf *out, const struct parcel *parcel)
{
    const struct task *task = parcel->bench->task;
    strbuf_puts(out, "WHAT TO SEND BACK\n\n"
                     "outputs.jsonl, where each line has \"output\":null: put the answer in "
                     "place of null.\n");
    if (task->answer != NULL) {
        strbuf_printf(out, "An answer is %s\n", task->answer);
    }
    strbuf_puts(out,
                "\nIf the product failed on an input, say so in its line:\n"
                "{\"id\":…,\"error\":{\"code\":\"crashed\",\"message\":\"what it said\"}}\n"
                "It counts as a failure, and so does an input without an answer.\n\n");
    if (task->answer_column != NULL) {
        strbuf_printf(out,
                      "Or fill in outputs.csv: the answer goes into the column %s. An empty "
                      "cell is no\nanswer.\n\n",
                      task->answer_column);
    }
    strbuf_printf(out,
                  "One file is enough. Keep the ids as they are: each may come once. Their "
                  "order does\nnot matter. Name the parcel, %s, when you send it.\n",
                  parcel->id);
}

static enum err_code write_words(struct writing *writing, struct err *err)
{
    struct jsonw w;
    say_what(&writing->out, writing->parcel, writing->has_files);
    say_back(&writing->out, writing->parcel);
    TRY(end_file(writing, "README.txt", err));
    jsonw_init(&w, &writing->out);
    jsonw_object(&w);
    jsonw_member(&w, "parcel", writing->parcel->id);
    jsonw_member(&w, "task", writing->parcel->bench->task->name);
    jsonw_end(&w);
    strbuf_putc(&writing->out, '\n');
    return end_file(writing, "parcel.json", err);
}

static enum err_code set_times(struct writing *writing, const char *folder, struct err *err)
{
    static const struct timespec times[2] = {{.tv_sec = 0}, {.tv_sec = 0}};
    const char **names;
    size_t count;
    TRY(file_list(writing->arena, folder, &names, &count, err));
    for (size_t i = 0; i <= count; i++) { /* the folder itself last */
        const char *path =
            i < count ? arena_printf(writing->arena, "%s/%s", folder, names[i]) : folder;
        if (utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0) {
            return err_errno(err, "cannot set the time of %s", path);
        }
    }
    return ERR_OK;
}

static enum err_code write_all(struct writing *writing, struct err *err)
{
    TRY(write_inputs(writing, err));
    TRY(write_forms(writing, err));
    TRY(write_words(writing, err));
    if (writing->has_files) {
        TRY(set_times(writing, arena_printf(writing->arena, "%s/files", writing->folder), err));
    }
    return set_times(writing, writing->folder, err);
}

enum err_code parcel_write(const struct parcel *parcel, const char *to, struct err *err)
{
    struct stat there;
    struct writing writing = {.arena = arena_new(), .parcel = parcel};
    enum err_code code = ERR_OK;
    strbuf_init(&writing.out, LIST_MAX);
    writing.folder = arena_printf(writing.arena, "%s.partial-%ld", to, (long)getpid());
    if (lstat(to, &there) == 0) {
        TRY_OUT(err_set(err, ERR_CONFLICT, "%s is there already", to));
    }
    TRY_OUT(file_make_folders(writing.folder, 0755, err));
    code = write_all(&writing, err);
    if (code == ERR_OK && rename(writing.folder, to) != 0) {
        code = err_errno(err, "cannot make %s", to);
    }
    if (code != ERR_OK) {
        enum err_code ignored = file_remove_tree(writing.folder, NULL);
        (void)ignored; /* the error that stopped it is the one to tell */
    }
out:
    strbuf_release(&writing.out);
    arena_free(writing.arena);
    return code;
}
