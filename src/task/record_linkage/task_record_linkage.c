/* Task record-linkage: records go in, all of them at once; which belong to one person or thing
 * comes out.
 *
 * input {"record":{FIELD:TEXT,…}}: 1 to 100 fields, an empty text where nothing was recorded;
 * output {"cluster":NAME}: records of one name belong together, and what the name is has no
 * meaning; expected {"entity":NAME}. */
#include "task/task.h"

#include "base/jsonw.h"
#include "base/utf8.h"

enum { FIELDS_MAX = 100, NAME_BYTES = 200 };

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *record = NULL;
    TRY(js_need(input, "record", JS_OBJECT, &record, err));
    if (record->object.count == 0 || record->object.count > FIELDS_MAX) {
        return err_set(err, ERR_FORMAT, "\"record\" has %zu fields, must have 1 to %d",
                       record->object.count, FIELDS_MAX);
    }
    for (size_t i = 0; i < record->object.count; i++) {
        const struct js_member *field = &record->object.members[i];
        if (field->value.type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"record\": field \"%.*s\" must be a string",
                           STR_ARG(str_sub(field->name, 0, 60)));
        }
    }
    return ERR_OK;
}

static enum err_code check_name(const struct js *value, const char *key, struct err *err)
{
    struct str name;
    TRY(js_need_str(value, key, &name, err));
    if (name.n == 0 || name.n > NAME_BYTES) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, NAME_BYTES);
    }
    return ERR_OK;
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    (void)input;
    return check_name(expected, "entity", err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    (void)input;
    return check_name(output, "cluster", err);
}

/* A file of records is no single input. */
static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    (void)arena, (void)input;
    err_set(err, ERR_UNSUPPORTED, "%s: records are linked all together, not file by file",
            path);
    err_hint(err, "make a benchmark of them and use lab run: doc/tool-protocol.md");
    return ERR_UNSUPPORTED;
}

static void show(const struct js *input, const struct js *output, const char *style,
                 struct task_shown *shown)
{
    (void)input, (void)style;
    utf8_visible(&shown->document, js_text(output, "cluster"), false);
    strbuf_putc(&shown->document, '\n');
    strbuf_str(&shown->places, strbuf_view(&shown->document));
    strbuf_puts(&shown->summary, "in cluster ");
    utf8_visible(&shown->summary, js_text(output, "cluster"), false);
}

static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    (void)folder;
    strbuf_puts(input, "{\"record\":{\"given_name\":\"Ann\",\"surname\":\"Example\","
                       "\"date_of_birth\":\"19700101\",\"postcode\":\"\"}}");
    return strbuf_check(input, "the example", err);
}

static const struct task_style styles[] = {
    {"cluster", "cluster.txt", "the name of its cluster in one line"},
    {NULL, NULL, NULL},
};

static const char *const metrics[] = {"pairwise.f1/1",
                                      "pairwise.precision/1",
                                      "pairwise.recall/1",
                                      "bcubed.f1/1",
                                      "bcubed.precision/1",
                                      "bcubed.recall/1",
                                      NULL};

static const struct task_bound bounds[] = {
    {"pairwise.precision/1", 0.99, true, "set by this project"},
    {"pairwise.recall/1", 0.9, true, "set by this project"},
};

const struct task task_record_linkage = {
    .name = "record-linkage",
    .title = "Linkage of records",
    .summary = "Says which records of a collection are of one person, vehicle or other thing.",
    .shape = TASK_COLLECTION,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .from_file = from_file,
    .show = show,
    .styles = styles,
    .example = example,
};
