/* See vocabulary.h. */
#include "registry/vocabulary.h"

#include "registry/reference_file.h"

#include <stdint.h>

static const char *const kind_words[] = {
    [FIELD_TEXT] = "text",       [FIELD_LONG] = "long",     [FIELD_DATE] = "date",
    [FIELD_INTEGER] = "integer", [FIELD_CHOICE] = "choice", [FIELD_LIST] = "list",
    [FIELD_TABLE] = "table",
};

const char *field_kind_word(enum field_kind kind)
{
    return kind_words[kind];
}

static enum err_code read_kind(struct str word, enum field_kind *kind, struct err *err)
{
    for (size_t i = 0; i < sizeof kind_words / sizeof kind_words[0]; i++) {
        if (str_is(word, kind_words[i])) {
            *kind = (enum field_kind)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"%.*s\" is no kind of field", STR_ARG(word));
}

/* Item `at` of a list of texts. */
static enum err_code text_at(const struct js *list, size_t at, struct str *text,
                             struct err *err)
{
    if (list->type != JS_ARRAY || at >= list->array.count ||
        list->array.items[at].type != JS_STRING) {
        return err_set(err, ERR_FORMAT, "entry %zu must be a text", at + 1);
    }
    *text = list->array.items[at].string;
    return ERR_OK;
}

static enum err_code read_options(struct arena *arena, const struct js *list,
                                  struct field_option **options, size_t *count, struct err *err)
{
    *count = list->array.count;
    *options = arena_zalloc(arena, (*count + 1) * sizeof **options);
    for (size_t i = 0; i < *count; i++) {
        TRY(text_at(&list->array.items[i], 0, &(*options)[i].id, err));
        TRY(text_at(&list->array.items[i], 1, &(*options)[i].title, err));
    }
    return ERR_OK;
}

static enum err_code read_columns(struct arena *arena, const struct js *list,
                                  struct vocabulary_field *field, struct err *err)
{
    struct str kind;
    field->column_count = list->array.count;
    field->columns = arena_zalloc(arena, (list->array.count + 1) * sizeof *field->columns);
    for (size_t i = 0; i < list->array.count; i++) {
        struct field_column *column = &field->columns[i];
        TRY(text_at(&list->array.items[i], 0, &column->id, err));
        TRY(text_at(&list->array.items[i], 1, &column->title, err));
        TRY(text_at(&list->array.items[i], 2, &kind, err));
        TRY(read_kind(kind, &column->kind, err));
    }
    return ERR_OK;
}

static enum err_code read_required(struct arena *arena, const struct js *value,
                                   struct vocabulary_field *field, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_need(value, "required", JS_ARRAY, &list, err));
    field->required_count = list->array.count;
    field->required = arena_zalloc(arena, (list->array.count + 1) * sizeof *field->required);
    for (size_t i = 0; i < list->array.count; i++) {
        TRY(text_at(list, i, &field->required[i], err));
    }
    return ERR_OK;
}

static enum err_code read_shape(struct arena *arena, const struct js *value,
                                struct vocabulary_field *field, struct err *err)
{
    const struct js *list = NULL;
    if (field->kind == FIELD_CHOICE) {
        TRY(js_need(value, "choices", JS_ARRAY, &list, err));
        return read_options(arena, list, &field->options, &field->option_count, err);
    }
    if (field->kind == FIELD_TABLE) {
        TRY(js_need(value, "columns", JS_ARRAY, &list, err));
        return read_columns(arena, list, field, err);
    }
    return ERR_OK;
}

static enum err_code read_field(struct arena *arena, const struct js *value,
                                struct vocabulary_field *field, struct err *err)
{
    const struct js *atrs = NULL;
    struct str kind;
    TRY(js_need_str(value, "id", &field->id, err));
    TRY(js_need_str(value, "title", &field->title, err));
    TRY(js_need_str(value, "help", &field->help, err));
    TRY(js_need_str(value, "class", &field->disclosure, err));
    TRY(js_need_str(value, "kind", &kind, err));
    TRY(read_kind(kind, &field->kind, err));
    TRY(read_shape(arena, value, field, err));
    TRY(read_required(arena, value, field, err));
    field->atrs_v1 = STR("");
    field->atrs_v3 = STR("");
    TRY(js_may(value, "atrs", JS_OBJECT, &atrs, err));
    if (atrs != NULL) {
        TRY(js_may_str(atrs, "v1", &field->atrs_v1, err));
        TRY(js_may_str(atrs, "v3", &field->atrs_v3, err));
    }
    return ERR_OK;
}

static size_t count_fields(const struct js *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < groups->array.count; i++) {
        const struct js *fields = js_member(&groups->array.items[i], "fields");
        count += fields != NULL && fields->type == JS_ARRAY ? fields->array.count : 0;
    }
    return count;
}

static enum err_code read_group(struct arena *arena, const struct js *group,
                                struct vocabulary *vocabulary, struct err *err)
{
    const struct js *fields = NULL;
    struct str title;
    TRY(js_need_str(group, "title", &title, err));
    TRY(js_need(group, "fields", JS_ARRAY, &fields, err));
    for (size_t i = 0; i < fields->array.count; i++) {
        struct vocabulary_field *field = &vocabulary->fields[vocabulary->count];
        enum err_code code = read_field(arena, &fields->array.items[i], field, err);
        if (code != ERR_OK) {
            err_prefix(err, "%.*s, field %zu", STR_ARG(title), i + 1);
            return code;
        }
        if (vocabulary_find(vocabulary, field->id) != NULL) {
            return err_set(err, ERR_FORMAT, "field \"%.*s\" stands there twice",
                           STR_ARG(field->id));
        }
        field->group = title;
        vocabulary->count++;
    }
    return ERR_OK;
}

static enum err_code take_vocabulary(struct arena *arena, const struct js *value, void *made,
                                     struct err *err)
{
    struct vocabulary *vocabulary = made;
    const struct js *groups = NULL;
    *vocabulary = (struct vocabulary){0};
    TRY(js_need_str(value, "id", &vocabulary->id, err));
    TRY(js_need_str(value, "title", &vocabulary->title, err));
    TRY(js_need_str(value, "source", &vocabulary->source, err));
    TRY(js_need(value, "groups", JS_ARRAY, &groups, err));
    vocabulary->fields =
        arena_zalloc(arena, (count_fields(groups) + 1) * sizeof *vocabulary->fields);
    for (size_t i = 0; i < groups->array.count; i++) {
        TRY(read_group(arena, &groups->array.items[i], vocabulary, err));
    }
    return ERR_OK;
}

enum err_code vocabulary_load(struct arena *arena, const char *reference, const char *name,
                              struct vocabulary *vocabulary, struct err *err)
{
    const char *path = arena_printf(arena, "%s/registry/%s.json", reference, name);
    return reference_read(arena, path, take_vocabulary, vocabulary, err);
}

const struct vocabulary_field *vocabulary_find(const struct vocabulary *vocabulary,
                                               struct str id)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        if (str_eq(vocabulary->fields[i].id, id)) {
            return &vocabulary->fields[i];
        }
    }
    return NULL;
}

bool field_required(const struct vocabulary_field *field, struct str stage)
{
    for (size_t i = 0; i < field->required_count; i++) {
        if (str_eq(field->required[i], stage) || str_is(field->required[i], "any")) {
            return true;
        }
    }
    return false;
}

struct str field_option_title(const struct vocabulary_field *field, struct str id)
{
    for (size_t i = 0; i < field->option_count; i++) {
        if (str_eq(field->options[i].id, id)) {
            return field->options[i].title;
        }
    }
    return id;
}

size_t use_count_find(const struct use_vocabulary *vocabulary, struct str id)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        if (str_eq(vocabulary->counts[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The count that a member names. */
static enum err_code need_count(const struct use_vocabulary *vocabulary, const struct js *value,
                                size_t *at, struct err *err)
{
    *at = value != NULL && value->type == JS_STRING ? use_count_find(vocabulary, value->string)
                                                    : SIZE_MAX;
    return *at != SIZE_MAX ? ERR_OK : err_set(err, ERR_FORMAT, "a count that is not there");
}

static enum err_code read_counts(struct arena *arena, const struct js *list,
                                 struct use_vocabulary *vocabulary, struct err *err)
{
    vocabulary->counts =
        arena_zalloc(arena, (list->array.count + 1) * sizeof(struct use_count));
    for (size_t i = 0; i < list->array.count; i++) {
        struct use_count *count = &vocabulary->counts[vocabulary->count];
        const struct js *value = &list->array.items[i];
        count->part_of = STR("");
        TRY(js_need_str(value, "id", &count->id, err));
        TRY(js_need_str(value, "title", &count->title, err));
        TRY(js_need_str(value, "help", &count->help, err));
        TRY(js_may_str(value, "part_of", &count->part_of, err));
        vocabulary->count++;
    }
    return ERR_OK;
}

static enum err_code read_rates(struct arena *arena, const struct js *list,
                                struct use_vocabulary *vocabulary, struct err *err)
{
    vocabulary->rate_count = list->array.count;
    vocabulary->rates = arena_zalloc(arena, (list->array.count + 1) * sizeof(struct use_rate));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *value = &list->array.items[i];
        struct use_rate *rate = &vocabulary->rates[i];
        TRY(need_count(vocabulary, js_member(value, "numerator"), &rate->numerator, err));
        TRY(need_count(vocabulary, js_member(value, "denominator"), &rate->denominator, err));
    }
    return ERR_OK;
}

static enum err_code read_wholes(struct arena *arena, const struct js *list,
                                 struct use_vocabulary *vocabulary, struct err *err)
{
    vocabulary->whole_count = list->array.count;
    vocabulary->wholes =
        arena_zalloc(arena, (list->array.count + 1) * sizeof(struct use_whole));
    for (size_t i = 0; i < list->array.count; i++) {
        struct use_whole *whole = &vocabulary->wholes[i];
        const struct js *parts = NULL;
        TRY(need_count(vocabulary, js_member(&list->array.items[i], "whole"), &whole->whole,
                       err));
        TRY(js_need(&list->array.items[i], "parts", JS_ARRAY, &parts, err));
        whole->part_count = parts->array.count;
        whole->parts = arena_zalloc(arena, (parts->array.count + 1) * sizeof *whole->parts);
        for (size_t j = 0; j < parts->array.count; j++) {
            TRY(need_count(vocabulary, &parts->array.items[j], &whole->parts[j], err));
        }
    }
    return ERR_OK;
}

static enum err_code read_characteristics(struct arena *arena, const struct js *list,
                                          struct use_vocabulary *vocabulary, struct err *err)
{
    vocabulary->characteristic_count = list->array.count;
    vocabulary->characteristics =
        arena_zalloc(arena, (list->array.count + 1) * sizeof(struct field_option));
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *value = &list->array.items[i];
        TRY(js_need_str(value, "id", &vocabulary->characteristics[i].id, err));
        TRY(js_need_str(value, "title", &vocabulary->characteristics[i].title, err));
    }
    return ERR_OK;
}

static enum err_code take_use(struct arena *arena, const struct js *value, void *made,
                              struct err *err)
{
    struct use_vocabulary *vocabulary = made;
    const struct js *list = NULL;
    *vocabulary = (struct use_vocabulary){0};
    TRY(js_need_str(value, "id", &vocabulary->id, err));
    TRY(js_need_str(value, "title", &vocabulary->title, err));
    TRY(js_need_str(value, "not_recorded", &vocabulary->not_recorded, err));
    TRY(js_need(value, "counts", JS_ARRAY, &list, err));
    TRY(read_counts(arena, list, vocabulary, err));
    TRY(js_need(value, "rates", JS_ARRAY, &list, err));
    TRY(read_rates(arena, list, vocabulary, err));
    TRY(js_need(value, "wholes", JS_ARRAY, &list, err));
    TRY(read_wholes(arena, list, vocabulary, err));
    TRY(js_need(value, "characteristics", JS_ARRAY, &list, err));
    return read_characteristics(arena, list, vocabulary, err);
}

enum err_code use_vocabulary_load(struct arena *arena, const char *reference,
                                  struct use_vocabulary *vocabulary, struct err *err)
{
    const char *path = arena_printf(arena, "%s/registry/use-counts.json", reference);
    return reference_read(arena, path, take_use, vocabulary, err);
}
