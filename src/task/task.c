/* What all tasks share: looking one up, its styles. */
#include "task/task.h"

#include "base/limits.h"

#include <string.h>

enum { DOCUMENT_MAX = 16 * MIB };

const struct task *task_lookup(struct str name)
{
    for (size_t i = 0; i < task_table_count; i++) {
        if (str_is(name, task_table[i]->name)) {
            return task_table[i];
        }
    }
    return NULL;
}

static enum err_code add_file(struct task_files *files, struct str path, struct err *err)
{
    if (files->count == TASK_FILES_MAX) {
        return err_set(err, ERR_LIMIT, "an input names at most %d files", TASK_FILES_MAX);
    }
    files->paths[files->count++] = path;
    return ERR_OK;
}

/* As deep as the reader of JSON lets a value be. */
static enum err_code find_files(const struct js *value, struct task_files *files,
                                struct err *err)
{
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(find_files(&value->array.items[i], files, err));
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        const struct js_member *member = &value->object.members[i];
        if (str_is(member->name, "file") && member->value.type == JS_STRING) {
            TRY(add_file(files, member->value.string, err));
        } else {
            TRY(find_files(&member->value, files, err));
        }
    }
    return ERR_OK;
}

enum err_code task_input_files(const struct js *input, struct task_files *files,
                               struct err *err)
{
    files->count = 0;
    return find_files(input, files, err);
}

enum err_code task_each_entry(const struct js *value, task_entry_fn *each, void *data,
                              struct err *err)
{
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        TRY(task_each_entry(&value->array.items[i], each, data, err));
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        const struct js_member *member = &value->object.members[i];
        if (!str_is(member->name, "entry")) {
            TRY(task_each_entry(&member->value, each, data, err));
        } else if (member->value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"entry\" must be a string");
        } else {
            TRY(each(data, member->value.string, err));
        }
    }
    return ERR_OK;
}

void task_shown_init(struct task_shown *shown)
{
    strbuf_init(&shown->document, DOCUMENT_MAX);
    strbuf_init(&shown->places, DOCUMENT_MAX);
    strbuf_init(&shown->summary, DOCUMENT_MAX);
}

void task_shown_release(struct task_shown *shown)
{
    strbuf_release(&shown->document);
    strbuf_release(&shown->places);
    strbuf_release(&shown->summary);
}

enum err_code task_style_find(const struct task *task, const char *name,
                              const struct task_style **style, struct err *err)
{
    struct strbuf names;
    strbuf_init(&names, 200);
    for (const struct task_style *at = task->styles; at->name != NULL; at++) {
        if (name == NULL || strcmp(at->name, name) == 0) {
            *style = at;
            strbuf_release(&names);
            return ERR_OK;
        }
        strbuf_printf(&names, "%s%s", names.n > 0 ? ", " : "", at->name);
    }
    err_set(err, ERR_USAGE, "%s has no style \"%s\"; there are: %s", task->name, name, names.p);
    strbuf_release(&names);
    return ERR_USAGE;
}
