/* See form_catalogue.h. */
#include "form_catalogue.h"

#include <stdlib.h>

static int longer_first(const void *a, const void *b)
{
    const struct str *x = a;
    const struct str *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : str_cmp(*x, *y);
}

/* The title and the texts of a list (NULL: none), folded, the longest first. */
static enum err_code texts_of(struct arena *arena, struct str title, const struct js *list,
                              struct str **texts, size_t *count, struct err *err)
{
    size_t more = list == NULL ? 0 : list->array.count;
    *texts = arena_alloc(arena, (more + 1) * sizeof **texts);
    *count = 0;
    (*texts)[(*count)++] = loose_fold(arena, title);
    for (size_t i = 0; i < more; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type != JS_STRING || loose_fold(arena, item->string).n == 0) {
            return err_set(err, ERR_FORMAT, "item %zu of the list must be a text with words",
                           i + 1);
        }
        (*texts)[(*count)++] = loose_fold(arena, item->string);
    }
    qsort(*texts, *count, sizeof **texts, longer_first);
    return ERR_OK;
}

/* "questions" of a form's reading, by field. */
static enum err_code read_questions(struct arena *arena, const struct js *reading,
                                    struct field_kind *field, struct err *err)
{
    const struct js *fields = js_member(reading, "questions");
    const struct js *list = fields == NULL ? NULL : js_member_str(fields, field->id);
    if (list == NULL) {
        return ERR_OK;
    }
    if (list->type != JS_ARRAY) {
        return err_set(err, ERR_FORMAT, "the questions of \"%.*s\" must be a list",
                       STR_ARG(field->id));
    }
    field->questions = arena_zalloc(arena, (list->array.count + 1) * sizeof *field->questions);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type == JS_STRING) {
            loose_phrase_read(arena, item->string, &field->questions[field->question_count]);
        }
        if (field->questions[field->question_count++].count == 0) {
            return err_set(err, ERR_FORMAT,
                           "question %zu of \"%.*s\" must be a text with words", i + 1,
                           STR_ARG(field->id));
        }
    }
    return ERR_OK;
}

static enum err_code read_field(struct arena *arena, const struct js *value,
                                const struct js *reading, struct field_kind *field,
                                struct err *err)
{
    const struct js *labels = NULL;
    struct str needed;
    TRY(js_need_str(value, "id", &field->id, err));
    TRY(js_need_str(value, "title", &field->title, err));
    TRY(js_need_str(value, "needed", &needed, err));
    field->always = str_is(needed, "always");
    const struct js *fields = js_member(reading, "fields");
    if (fields != NULL) {
        labels = js_member_str(fields, field->id);
    }
    if (labels != NULL && labels->type != JS_ARRAY) {
        return err_set(err, ERR_FORMAT, "the labels of \"%.*s\" must be a list",
                       STR_ARG(field->id));
    }
    TRY(read_questions(arena, reading, field, err));
    return texts_of(arena, field->title, labels, &field->labels, &field->label_count, err);
}

/* "columns": ids of fields, or other words for columns that are none. */
static enum err_code read_columns(const struct js *reading, struct form_kind *form,
                                  struct err *err)
{
    const struct js *columns = NULL;
    TRY(js_may(reading, "columns", JS_ARRAY, &columns, err));
    if (columns != NULL && columns->array.count > FIELDS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d columns", FIELDS_MAX);
    }
    for (size_t i = 0; columns != NULL && i < columns->array.count; i++) {
        size_t field = SIZE_MAX - 1;
        for (size_t f = 0; f < form->field_count; f++) {
            bool same = columns->array.items[i].type == JS_STRING &&
                        str_eq(columns->array.items[i].string, form->fields[f].id);
            field = same ? f : field;
        }
        form->columns[form->column_count++] = field;
    }
    return ERR_OK;
}

/* "about": texts as they stand. */
static enum err_code read_abouts(struct arena *arena, const struct js *reading,
                                 struct form_kind *form, struct err *err)
{
    const struct js *abouts = NULL;
    TRY(reading == NULL ? ERR_OK : js_may(reading, "about", JS_ARRAY, &abouts, err));
    size_t count = abouts == NULL ? 0 : abouts->array.count;
    form->abouts = arena_zalloc(arena, (count + 1) * sizeof *form->abouts);
    for (size_t i = 0; i < count; i++) {
        if (abouts->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"about\" of %.*s must hold texts",
                           STR_ARG(form->id));
        }
        form->abouts[form->about_count++] = abouts->array.items[i].string;
    }
    return ERR_OK;
}

/* A list of phrases, as loose_words.h has them. */
static enum err_code read_phrases(struct arena *arena, const struct js *list,
                                  struct loose_phrase *phrases, size_t *count, struct err *err)
{
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type == JS_STRING) {
            loose_phrase_read(arena, item->string, &phrases[*count]);
        }
        if (phrases[(*count)++].count == 0) {
            return err_set(err, ERR_FORMAT, "phrase %zu must be a text with words", i + 1);
        }
    }
    return ERR_OK;
}

/* "words": lists, each of an id of a field ("": of none) and the phrases that go to it. */
static enum err_code read_cues(struct arena *arena, const struct js *reading,
                               struct form_kind *form, struct err *err)
{
    const struct js *lists = NULL;
    size_t count = 0;
    TRY(js_may(reading, "words", JS_ARRAY, &lists, err));
    for (size_t i = 0; lists != NULL && i < lists->array.count; i++) {
        const struct js *list = &lists->array.items[i];
        if (list->type != JS_ARRAY || list->array.count < 2 ||
            list->array.items[0].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "list %zu of \"words\" needs a field and phrases",
                           i + 1);
        }
        count += list->array.count;
    }
    form->cues = arena_zalloc(arena, (count + 1) * sizeof *form->cues);
    for (size_t i = 0; lists != NULL && i < lists->array.count; i++) {
        const struct js *list = &lists->array.items[i];
        size_t field = SIZE_MAX;
        for (size_t f = 0; f < form->field_count; f++) {
            field = str_eq(form->fields[f].id, list->array.items[0].string) ? f : field;
        }
        if (field == SIZE_MAX && list->array.items[0].string.n > 0) {
            return err_set(err, ERR_FORMAT, "\"words\" has no field \"%.*s\"",
                           STR_ARG(list->array.items[0].string));
        }
        for (size_t k = 1; k < list->array.count; k++) {
            struct label_cue *cue = &form->cues[form->cue_count++];
            cue->field = field;
            if (list->array.items[k].type == JS_STRING) {
                loose_phrase_read(arena, list->array.items[k].string, &cue->phrase);
            }
            if (cue->phrase.count == 0) {
                return err_set(err, ERR_FORMAT,
                               "item %zu of list %zu of \"words\" must be a text with words",
                               k + 1, i + 1);
            }
        }
    }
    return ERR_OK;
}

static enum err_code read_form(struct arena *arena, const struct js *value,
                               const struct js *readings, struct form_kind *form,
                               struct err *err)
{
    const struct js *fields;
    const struct js *headings = NULL;
    struct str rows = STR("no");
    TRY(js_need_str(value, "id", &form->id, err));
    TRY(js_need_str(value, "title", &form->title, err));
    TRY(js_need(value, "fields", JS_ARRAY, &fields, err));
    if (fields->array.count > FIELDS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d fields", FIELDS_MAX);
    }
    const struct js *reading = js_member_str(readings, form->id);
    TRY(js_may(reading == NULL ? value : reading, "headings", JS_ARRAY, &headings, err));
    TRY(js_may_str(reading == NULL ? value : reading, "rows", &rows, err));
    TRY(read_abouts(arena, reading, form, err));
    form->list = str_is(rows, "yes");
    form->code = loose_fold(arena, form->id);
    TRY(texts_of(arena, form->title, headings, &form->headings, &form->heading_count, err));
    for (size_t i = 0; i < fields->array.count; i++) {
        enum err_code code = read_field(arena, &fields->array.items[i], reading,
                                        &form->fields[form->field_count++], err);
        if (code != ERR_OK) {
            err_prefix(err, "field %zu", i + 1);
            return code;
        }
    }
    if (reading != NULL) {
        TRY(read_cues(arena, reading, form, err));
        TRY(read_columns(reading, form, err));
    }
    return ERR_OK;
}

static enum err_code parse(struct arena *arena, struct str text, const char *key,
                           enum js_type type, const struct js **list, struct err *err)
{
    struct js *value;
    TRY(js_parse(arena, text, &value, err));
    return js_need(value, key, type, list, err);
}

static enum err_code read_others(struct arena *arena, struct str readings,
                                 struct form_catalogue *catalogue, struct err *err)
{
    const struct js *list = NULL;
    struct js *value;
    TRY(js_parse(arena, readings, &value, err));
    TRY(js_may(value, "foreign", JS_ARRAY, &list, err));
    catalogue->foreign_count = 0;
    if (list != NULL) {
        catalogue->foreign =
            arena_zalloc(arena, (list->array.count + 1) * sizeof *catalogue->foreign);
        TRY(read_phrases(arena, list, catalogue->foreign, &catalogue->foreign_count, err));
    }
    TRY(parse(arena, readings, "others", JS_ARRAY, &list, err));
    return texts_of(arena, STR("signature witnessed by"), list, &catalogue->others,
                    &catalogue->other_count, err);
}

enum err_code form_catalogue_read(struct arena *arena, struct str forms, struct str readings,
                                  struct form_catalogue *catalogue, struct err *err)
{
    const struct js *list;
    const struct js *others;
    enum err_code code = parse(arena, readings, "forms", JS_OBJECT, &others, err);
    if (code != ERR_OK) {
        err_prefix(err, "readings.json");
        return code;
    }
    code = read_others(arena, readings, catalogue, err);
    if (code != ERR_OK) {
        err_prefix(err, "readings.json: others");
        return code;
    }
    code = parse(arena, forms, "forms", JS_ARRAY, &list, err);
    if (code != ERR_OK) {
        err_prefix(err, "forms.json");
        return code;
    }
    catalogue->count = list->array.count;
    catalogue->forms = arena_zalloc(arena, (catalogue->count + 1) * sizeof *catalogue->forms);
    for (size_t i = 0; i < catalogue->count; i++) {
        code = read_form(arena, &list->array.items[i], others, &catalogue->forms[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "forms.json or readings.json: form %zu (%.*s)", i + 1,
                       STR_ARG(js_text(&list->array.items[i], "id")));
            return code;
        }
    }
    return ERR_OK;
}

size_t form_catalogue_find(const struct form_catalogue *catalogue, struct str id)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (str_eq(catalogue->forms[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t form_kind_field(const struct form_kind *form, const char *id)
{
    for (size_t i = 0; i < form->field_count; i++) {
        if (str_is(form->fields[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}
