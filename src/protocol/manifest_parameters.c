/* Parameters of a tool: declared in tool.json, given for a run, written in two forms.
 *
 * Every value goes through one function, write_value, which checks it against its declaration
 * and writes both forms; a default is a value like any other. */
#include "protocol/manifest_parameters.h"

#include "base/jsonw.h"

#include <math.h>
#include <stdlib.h>

enum { PARAMETERS_MAX = 100, PARAMETER_NAME_MAX = 64, PARAMETER_TEXT_MAX = 65536 };

/* Signed documents hold integers up to 2^53-1. */
static const int64_t largest = 9007199254740991;

struct forms {
    struct jsonw *start;
    struct jsonw *record;
};

static enum err_code wrong(const struct manifest_parameter *parameter, const char *must,
                           struct err *err)
{
    return err_set(err, ERR_INVALID, "parameter \"%.*s\" must be %s", STR_ARG(parameter->name),
                   must);
}

static bool number_of(const struct js *value, double *number)
{
    if (value->type == JS_INT) {
        *number = (double)value->integer;
        return true;
    }
    if (value->type == JS_REAL) {
        *number = value->real;
        return isfinite(value->real);
    }
    return value->type == JS_STRING && dec_parse(value->string, number);
}

/* min or max of the declaration, or `otherwise`. */
static double bound_of(const struct manifest_parameter *parameter, const char *key,
                       double otherwise)
{
    const struct js *bound = js_member(parameter->json, key);
    double number;
    return bound != NULL && number_of(bound, &number) ? number : otherwise;
}

static enum err_code check_bounds(const struct manifest_parameter *parameter, double number,
                                  struct err *err)
{
    double min = bound_of(parameter, "min", -HUGE_VAL);
    double max = bound_of(parameter, "max", HUGE_VAL);
    if (!(number >= min && number <= max)) {
        return err_set(err, ERR_INVALID, "parameter \"%.*s\" is %.12g, must be %.12g to %.12g",
                       STR_ARG(parameter->name), number, min, max);
    }
    return ERR_OK;
}

static enum err_code write_number(const struct manifest_parameter *parameter,
                                  const struct js *value, struct forms *forms, struct err *err)
{
    double number;
    char text[DEC_SIZE];
    if (!number_of(value, &number)) {
        return wrong(parameter, "a number", err);
    }
    dec_format(text, number);
    TRY(check_bounds(parameter, strtod(text, NULL), err));
    jsonw_raw(forms->start, str_of(text));
    jsonw_puts(forms->record, text);
    return ERR_OK;
}

static enum err_code write_integer(const struct manifest_parameter *parameter,
                                   const struct js *value, struct forms *forms, struct err *err)
{
    if (value->type != JS_INT || value->integer > largest || value->integer < -largest) {
        return wrong(parameter, "an integer within 2^53-1", err);
    }
    TRY(check_bounds(parameter, (double)value->integer, err));
    jsonw_int(forms->start, value->integer);
    jsonw_int(forms->record, value->integer);
    return ERR_OK;
}

static enum err_code write_flag(const struct manifest_parameter *parameter,
                                const struct js *value, struct forms *forms, struct err *err)
{
    bool yes = js_is(value, "yes");
    if (value->type == JS_BOOL) {
        yes = value->boolean;
    } else if (!yes && !js_is(value, "no")) {
        return wrong(parameter, "true or false", err);
    }
    jsonw_bool(forms->start, yes);
    jsonw_puts(forms->record, yes ? "yes" : "no");
    return ERR_OK;
}

static bool is_choice(const struct manifest_parameter *parameter, struct str text)
{
    const struct js *choices = js_member(parameter->json, "choices");
    for (size_t i = 0; i < choices->array.count; i++) {
        if (choices->array.items[i].type == JS_STRING &&
            str_eq(choices->array.items[i].string, text)) {
            return true;
        }
    }
    return false;
}

static enum err_code write_text(const struct manifest_parameter *parameter,
                                const struct js *value, struct forms *forms, struct err *err)
{
    if (value->type != JS_STRING || value->string.n > PARAMETER_TEXT_MAX) {
        return wrong(parameter, "a string of at most 65536 bytes", err);
    }
    if (str_is(parameter->type, "choice") && !is_choice(parameter, value->string)) {
        return wrong(parameter, "one of its \"choices\"", err);
    }
    jsonw_str(forms->start, value->string);
    jsonw_str(forms->record, value->string);
    return ERR_OK;
}

static enum err_code write_value(const struct manifest_parameter *parameter,
                                 const struct js *value, struct forms *forms, struct err *err)
{
    if (str_is(parameter->type, "number")) {
        return write_number(parameter, value, forms, err);
    }
    if (str_is(parameter->type, "integer")) {
        return write_integer(parameter, value, forms, err);
    }
    return str_is(parameter->type, "flag") ? write_flag(parameter, value, forms, err)
                                           : write_text(parameter, value, forms, err);
}

static bool is_parameter_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_'))) {
            return false;
        }
    }
    return name.n > 0 && name.n <= PARAMETER_NAME_MAX;
}

static enum err_code check_choices(const struct js *json, struct err *err)
{
    const struct js *choices = NULL;
    TRY(js_need(json, "choices", JS_ARRAY, &choices, err));
    for (size_t i = 0; i < choices->array.count; i++) {
        if (choices->array.items[i].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "\"choices\" entry %zu must be a string", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code check_bound(const struct js *json, const char *key, struct err *err)
{
    const struct js *bound = js_member(json, key);
    if (bound != NULL && bound->type != JS_INT &&
        !(bound->type == JS_REAL && isfinite(bound->real))) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be a number", key);
    }
    return ERR_OK;
}

static enum err_code check_type(const struct manifest_parameter *parameter, struct err *err)
{
    static const char *const types[] = {"number", "integer", "text", "choice", "flag"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_is(parameter->type, types[i])) {
            return i == 3 ? check_choices(parameter->json, err) : ERR_OK;
        }
    }
    return err_set(
        err, ERR_FORMAT,
        "\"type\" must be \"number\", \"integer\", \"text\", \"choice\" or \"flag\"");
}

static enum err_code read_parameter(const struct js *json, struct manifest_parameter *parameter,
                                    struct err *err)
{
    static const char *const keys[] = {"name", "type",    "default", "min",
                                       "max",  "choices", "help",    NULL};
    struct str help;
    parameter->json = json;
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "name", &parameter->name, err));
    if (!is_parameter_name(parameter->name)) {
        return err_set(err, ERR_FORMAT,
                       "\"name\" must begin with a-z and hold only a-z, 0-9 and '_'");
    }
    TRY(js_need_str(json, "type", &parameter->type, err));
    TRY(js_need_str(json, "help", &help, err));
    TRY(check_type(parameter, err));
    TRY(check_bound(json, "min", err));
    TRY(check_bound(json, "max", err));
    if (js_member(json, "default") == NULL) {
        return err_set(err, ERR_FORMAT, "\"default\" is missing");
    }
    return ERR_OK;
}

static int compare_parameters(const void *a, const void *b)
{
    const struct manifest_parameter *left = a;
    const struct manifest_parameter *right = b;
    return str_cmp(left->name, right->name);
}

/* Names are ASCII, so byte order is RFC 8785 order. */
static enum err_code sort_parameters(struct manifest *manifest, struct err *err)
{
    struct manifest_parameter *list = manifest->parameters;
    qsort(list, manifest->parameter_count, sizeof *list, compare_parameters);
    for (size_t i = 1; i < manifest->parameter_count; i++) {
        if (str_eq(list[i - 1].name, list[i].name)) {
            return err_set(err, ERR_FORMAT, "\"parameters\" has \"%.*s\" twice",
                           STR_ARG(list[i].name));
        }
    }
    return ERR_OK;
}

/* Defaults are values: both forms are written and thrown away. */
static enum err_code check_defaults(const struct manifest *manifest, struct err *err)
{
    struct strbuf start;
    struct strbuf record;
    strbuf_init(&start, SIZE_MAX);
    strbuf_init(&record, SIZE_MAX);
    enum err_code code = manifest_parameters(manifest, NULL, &start, &record, err);
    strbuf_release(&start);
    strbuf_release(&record);
    if (code != ERR_OK) {
        err_prefix(err, "\"default\"");
    }
    return code;
}

enum err_code manifest_read_parameters(struct arena *arena, struct manifest *manifest,
                                       struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(manifest->json, "parameters", JS_ARRAY, &list, err));
    size_t count = list != NULL ? list->array.count : 0;
    if (count > PARAMETERS_MAX) {
        return err_set(err, ERR_LIMIT, "\"parameters\" has %zu entries, may have %d", count,
                       PARAMETERS_MAX);
    }
    manifest->parameters = arena_alloc(arena, (count + 1) * sizeof *manifest->parameters);
    for (size_t i = 0; i < count; i++) {
        enum err_code code =
            read_parameter(&list->array.items[i], &manifest->parameters[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "\"parameters\" entry %zu", i + 1);
            return code;
        }
    }
    manifest->parameter_count = count;
    TRY(sort_parameters(manifest, err));
    return check_defaults(manifest, err);
}

static enum err_code refuse_unknown(const struct manifest *manifest, const struct js *given,
                                    struct err *err)
{
    if (given == NULL) {
        return ERR_OK;
    }
    if (given->type != JS_OBJECT) {
        return err_set(err, ERR_INVALID, "parameters must be an object, found %s",
                       js_type_name(given->type));
    }
    for (size_t i = 0; i < given->object.count; i++) {
        struct str name = given->object.members[i].name;
        bool known = false;
        for (size_t k = 0; k < manifest->parameter_count; k++) {
            known = known || str_eq(manifest->parameters[k].name, name);
        }
        if (!known) {
            return err_set(err, ERR_INVALID, "the tool has no parameter \"%.*s\"",
                           STR_ARG(str_sub(name, 0, 80)));
        }
    }
    return ERR_OK;
}

enum err_code manifest_parameters(const struct manifest *manifest, const struct js *given,
                                  struct strbuf *for_start, struct strbuf *for_record,
                                  struct err *err)
{
    struct jsonw start;
    struct jsonw record;
    struct forms forms = {&start, &record};
    TRY(refuse_unknown(manifest, given, err));
    jsonw_init(&start, for_start);
    jsonw_init(&record, for_record);
    jsonw_object(&start);
    jsonw_object(&record);
    for (size_t i = 0; i < manifest->parameter_count; i++) {
        const struct manifest_parameter *parameter = &manifest->parameters[i];
        const struct js *value = NULL;
        for (size_t k = 0; given != NULL && k < given->object.count; k++) {
            if (str_eq(given->object.members[k].name, parameter->name)) {
                value = &given->object.members[k].value;
            }
        }
        jsonw_key_str(&start, parameter->name);
        jsonw_key_str(&record, parameter->name);
        TRY(write_value(parameter,
                        value != NULL ? value : js_member(parameter->json, "default"), &forms,
                        err));
    }
    jsonw_end(&start);
    jsonw_end(&record);
    TRY(strbuf_check(for_start, "parameters", err));
    return strbuf_check(for_record, "parameters", err);
}
