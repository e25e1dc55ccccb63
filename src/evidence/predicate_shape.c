#include "evidence/predicate_shape.h"

#include "base/jsonw.h"
#include "ledger/checkpoint.h"

static bool is_dec(const struct js *value)
{
    double number;
    return value != NULL && value->type == JS_STRING && dec_parse(value->string, &number);
}

/* Numerator and denominator: counts, or sums that are no integers. */
static bool is_number(const struct js *value)
{
    return is_dec(value) || (value != NULL && value->type == JS_INT);
}

static bool is_text(const struct js *value)
{
    return value != NULL && value->type == JS_STRING && value->string.n > 0;
}

static bool is_count(const struct js *value)
{
    return value != NULL && value->type == JS_INT && value->integer >= 0;
}

static bool may_be(bool (*is)(const struct js *), const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    return value == NULL || is(value);
}

static bool is_interval(const struct js *value)
{
    return value != NULL && value->type == JS_ARRAY && value->array.count == 2 &&
           is_dec(&value->array.items[0]) && is_dec(&value->array.items[1]);
}

static enum err_code check_value(const struct js *figure, struct err *err)
{
    static const char *const keys[] = {"clusters", "denominator", "group", "interval",
                                       "method",   "metric",      "n",     "numerator",
                                       "value",    NULL};
    TRY(js_only(figure, keys, err));
    return is_dec(js_member(figure, "value")) && is_interval(js_member(figure, "interval")) &&
                   is_text(js_member(figure, "method")) &&
                   is_number(js_member(figure, "numerator")) &&
                   is_number(js_member(figure, "denominator"))
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "a value needs numerator, denominator, interval and method");
}

static enum err_code check_undefined(const struct js *figure, struct err *err)
{
    static const char *const keys[] = {"clusters", "denominator", "group",     "metric",
                                       "n",        "numerator",   "undefined", NULL};
    TRY(js_only(figure, keys, err));
    return is_text(js_member(figure, "undefined")) && may_be(is_number, figure, "numerator") &&
                   may_be(is_number, figure, "denominator")
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"undefined\" must say why");
}

static enum err_code check_figure(const struct js *figure, struct err *err)
{
    if (!is_text(js_member(figure, "group")) || !is_text(js_member(figure, "metric")) ||
        !is_count(js_member(figure, "n")) || !may_be(is_count, figure, "clusters")) {
        return err_set(err, ERR_FORMAT, "needs group, metric and n");
    }
    return js_member(figure, "undefined") != NULL ? check_undefined(figure, err)
                                                  : check_value(figure, err);
}

enum err_code figures_check_shape(const struct js *figures, struct err *err)
{
    for (size_t i = 0; i < figures->array.count; i++) {
        if (check_figure(&figures->array.items[i], err) != ERR_OK) {
            err_prefix(err, "figure %zu", i + 1);
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}

static bool is_one_of(const struct js *value, const char *const *words)
{
    while (*words != NULL && !js_is(value, *words)) {
        words++;
    }
    return *words != NULL;
}

static enum err_code check_words(const struct js *body, struct err *err)
{
    static const char *const exposures[] = {"force's own", "open", "sealed", NULL};
    static const char *const levels[] = {"full", "reduced", "remote", NULL};
    static const char *const flags[] = {"no", "yes", NULL};
    const struct js *observed = js_member(body, "observed");
    if (!is_one_of(js_member(body, "exposure"), exposures)) {
        return err_set(err, ERR_FORMAT, "\"exposure\" must be open, sealed or force's own");
    }
    if (!is_one_of(js_member(js_member(body, "isolation"), "level"), levels)) {
        return err_set(err, ERR_FORMAT, "isolation \"level\" must be full, reduced or remote");
    }
    return observed == NULL || is_one_of(observed, flags)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"observed\" must be yes or no");
}

static enum err_code check_varies(const struct js *varies, struct err *err)
{
    static const char *const keys[] = {"denominator", "numerator", NULL};
    if (varies == NULL) {
        return ERR_OK;
    }
    TRY(js_only(varies, keys, err));
    return is_count(js_member(varies, "denominator")) &&
                   is_count(js_member(varies, "numerator"))
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"varies\" needs numerator and denominator");
}

static enum err_code check_parameters(const struct js *parameters, struct err *err)
{
    for (size_t i = 0; i < parameters->object.count; i++) {
        enum js_type type = parameters->object.members[i].value.type;
        if (type != JS_STRING && type != JS_INT) {
            return err_set(err, ERR_FORMAT, "a parameter must be a string or an integer");
        }
    }
    return ERR_OK;
}

static enum err_code check_checkpoint(struct str note, struct err *err)
{
    struct signed_checkpoint checkpoint;
    struct arena *arena = arena_new();
    enum err_code code = checkpoint_parse(arena, note, &checkpoint, err);
    arena_free(arena);
    return code;
}

enum err_code predicate_check_shape(const struct js *body, struct err *err)
{
    if (!is_text(js_member(body, "engine"))) {
        return err_set(err, ERR_FORMAT, "\"engine\" is empty");
    }
    TRY(check_words(body, err));
    TRY(check_varies(js_member(body, "varies"), err));
    TRY(check_parameters(js_member(body, "parameters"), err));
    TRY(check_checkpoint(js_member(body, "checkpoint")->string, err));
    return figures_check_shape(js_member(body, "figures"), err);
}
