/* policeai registry edit */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

#include <stdio.h>

struct edit_options {
    bool fields;
    const char *data;
    const char *from;
    const char *organisation;
};

#define AT(member) offsetof(struct edit_options, member)
static const struct opt options[] = {
    {"from", 0, OPT_TEXT, AT(from), "FILE", "a JSON object of fields and their values", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", "who will say it", 0, 0},
    {"fields", 0, OPT_FLAG, AT(fields), NULL, "list the fields and what they ask for", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void list_fields(const struct form_shape *shape)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct vocabulary_field *field = &shape->fields[i].field;
        printf("%-18.*s %-8s %.*s", STR_ARG(field->id), field_kind_word(field->kind),
               STR_ARG(field->title));
        for (size_t c = 0; c < field->column_count; c++) {
            printf("%s%.*s", c == 0 ? ": " : " | ", STR_ARG(field->columns[c].id));
        }
        for (size_t o = 0; o < field->option_count; o++) {
            printf("%s%.*s", o == 0 ? ": " : ", ", STR_ARG(field->options[o].id));
        }
        puts("");
    }
}

static enum err_code put_member(struct registry_call *call, struct draft *draft,
                                const struct form_shape *shape, const struct js_member *member,
                                struct err *err)
{
    const struct form_field *field = form_field_find(shape, member->name);
    if (field == NULL) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" is no field of a %s",
                       STR_ARG(str_sub(member->name, 0, 60)), shape->word);
    }
    return draft_put(call->arena, draft, field,
                     member->value.type == JS_NULL ? STR("") : member->value.raw, err);
}

/* Ids of fields to values, as the body has them. */
static enum err_code put_file(struct registry_call *call, struct draft *draft,
                              const struct form_shape *shape, const char *path, struct err *err)
{
    struct str text;
    struct js *value;
    TRY(file_read(call->arena, path, 2 * LIMIT_BODY, &text, err));
    enum err_code code = js_parse(call->arena, text, &value, err);
    if (code == ERR_OK && value->type != JS_OBJECT) {
        code = err_set(err, ERR_FORMAT, "must be an object of fields");
    }
    for (size_t i = 0; code == ERR_OK && i < value->object.count; i++) {
        code = put_member(call, draft, shape, &value->object.members[i], err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code edit(struct registry_call *call, const struct edit_options *given,
                          const char *const *words, size_t count, struct err *err)
{
    struct draft draft;
    struct str organisation;
    TRY(draft_read(call->arena, &call->dir, str_of(words[0]), &draft, err));
    const struct form_shape *shape = form_shape_find(&call->set, draft.type);
    if (shape == NULL) {
        return err_set(err, ERR_INVALID, "the draft is of the type %.*s, which is not known",
                       STR_ARG(draft.type));
    }
    if (given->fields) {
        list_fields(shape);
        return ERR_OK;
    }
    if (given->organisation != NULL) {
        TRY(registry_speaker(call, given->organisation, &draft, &organisation, err));
        TRY(draft_put_text(call->arena, &draft, "organisation", organisation, err));
    }
    if (given->from != NULL) {
        TRY(put_file(call, &draft, shape, given->from, err));
    }
    for (size_t i = 1; i < count; i++) {
        TRY(registry_put(call, &draft, words[i], err));
    }
    TRY(draft_write(call->arena, &call->dir, &draft, err));
    size_t blocking = registry_tell_problems(call, &draft, true);
    printf("draft %s: %s\n", draft.name,
           blocking > 0 ? "cannot be published yet" : "can be published");
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct edit_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, false, err));
    enum err_code code = edit(&registry, given, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_edit = {
    .name = "registry edit",
    .synopsis = "NAME [FIELD=VALUE...] [--from FILE] [--fields] [--organisation ID] [--data "
                "FOLDER]",
    .summary = "change a draft, and say what blocks publishing it",
    .help = "FIELD=VALUE puts a value, FIELD= takes it away, FIELD+=VALUE adds a line of a "
            "list or a row of a table,\nFIELD=@FILE reads it from a file. A list has an entry "
            "a line; a row has '|' between its columns:\n  tools+=\"Example Ltd | Redactor | "
            "2.1\"\nDates are YYYY-MM-DD or D/M/YYYY; forces are ids or names with commas "
            "between them.",
    .options = options,
    .options_size = sizeof(struct edit_options),
    .words_min = 1,
    .words_max = 500,
    .run = run,
};
