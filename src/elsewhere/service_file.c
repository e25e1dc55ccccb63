/* See service_file.h. */
#include "elsewhere/service_file.h"

#include "base/jsonw.h"
#include "base/limits.h"

#include <string.h>

enum { TEXT_MAX = 200, SECONDS_MAX = 3600, RETRIES_MAX = 10, PRICE_MAX = 1000000 };

static enum err_code need_text(const struct js *json, const char *key, struct str *out,
                               struct err *err)
{
    TRY(js_need_str(json, key, out, err));
    return out->n > 0 && out->n <= TEXT_MAX
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, TEXT_MAX);
}

/* What the adapter itself says in each request. */
static enum err_code check_parameters(const struct js *parameters, struct err *err)
{
    static const char *const ours[] = {"messages", "model", "n", "seed", "stream"};
    for (size_t i = 0; i < parameters->object.count; i++) {
        const struct js_member *one = &parameters->object.members[i];
        for (size_t k = 0; k < sizeof ours / sizeof ours[0]; k++) {
            if (str_is(one->name, ours[k])) {
                return err_set(err, ERR_FORMAT, "\"parameters\": \"%s\" is set by the adapter",
                               ours[k]);
            }
        }
        if (one->value.type == JS_NULL || one->value.type == JS_ARRAY ||
            one->value.type == JS_OBJECT) {
            return err_set(err, ERR_FORMAT,
                           "\"parameters\": \"%.*s\" must be a text, a number or a flag",
                           STR_ARG(str_sub(one->name, 0, TEXT_MAX)));
        }
    }
    return ERR_OK;
}

static enum err_code read_limits(const struct js *json, struct service_file *service,
                                 struct err *err)
{
    static const char *const keys[] = {"reply_bytes", "retries", "seconds_per_item", NULL};
    const struct js *limits = NULL;
    TRY(js_may(json, "limits", JS_OBJECT, &limits, err));
    if (limits == NULL) {
        return ERR_OK;
    }
    TRY(js_only(limits, keys, err));
    TRY(js_may_int(limits, "seconds_per_item", 1, SECONDS_MAX, &service->seconds_per_item,
                   err));
    TRY(js_may_int(limits, "retries", 0, RETRIES_MAX, &service->retries, err));
    return js_may_int(limits, "reply_bytes", 1, LIMIT_ENVELOPE, &service->reply_bytes, err);
}

static enum err_code read_amount(const struct js *price, const char *key, double *amount,
                                 struct err *err)
{
    struct str text;
    TRY(js_need_str(price, key, &text, err));
    return dec_parse(text, amount) && *amount >= 0 && *amount <= PRICE_MAX
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"price\": \"%s\" must be a decimal number as text, like \"0.15\"",
                         key);
}

static enum err_code read_price(const struct js *json, struct service_file *service,
                                struct err *err)
{
    static const char *const keys[] = {"currency", "in", "out", NULL};
    const struct js *price = NULL;
    TRY(js_may(json, "price", JS_OBJECT, &price, err));
    if (price == NULL) {
        return ERR_OK;
    }
    TRY(js_only(price, keys, err));
    TRY(need_text(price, "currency", &service->currency, err));
    TRY(read_amount(price, "in", &service->price_in, err));
    service->price = price->raw;
    return read_amount(price, "out", &service->price_out, err);
}

static enum err_code read_adapter(const struct js *json, struct service_file *service,
                                  struct err *err)
{
    struct str adapter;
    TRY(js_need_str(json, "adapter", &adapter, err));
    service->openai = str_is(adapter, "openai");
    if (!service->openai && !str_is(adapter, "http")) {
        return err_set(err, ERR_FORMAT, "\"adapter\" must be openai or http");
    }
    if (service->openai && js_member(json, "answer") != NULL) {
        return err_set(err, ERR_FORMAT, "\"answer\" is of adapter http: openai has a template");
    }
    if (!service->openai &&
        (js_member(json, "template") != NULL || js_member(json, "parameters") != NULL)) {
        return err_set(err, ERR_FORMAT,
                       "\"template\" and \"parameters\" are of adapter openai: http sends the "
                       "input as it is");
    }
    TRY(js_may_str(json, "answer", &service->answer, err));
    if (service->openai) {
        TRY(need_text(json, "template", &service->template_name, err));
    }
    TRY(js_may(json, "parameters", JS_OBJECT, &service->parameters, err));
    return service->parameters != NULL ? check_parameters(service->parameters, err) : ERR_OK;
}

static enum err_code read_members(const struct js *json, struct service_file *service,
                                  struct err *err)
{
    static const char *const keys[] = {
        "adapter", "address", "answer",   "goes_to", "limits",   "model",      "parameters",
        "price",   "service", "supplier", "task",    "template", "token_file", NULL};
    int64_t format;
    TRY(js_only(json, keys, err));
    TRY(js_need_int(json, "service", 1, 1, &format, err));
    TRY(need_text(json, "address", &service->address, err));
    TRY(need_text(json, "supplier", &service->supplier, err));
    TRY(need_text(json, "model", &service->model, err));
    TRY(need_text(json, "task", &service->task, err));
    TRY(js_may_str(json, "goes_to", &service->goes_to, err));
    TRY(js_may_str(json, "token_file", &service->token_file, err));
    TRY(read_adapter(json, service, err));
    TRY(read_limits(json, service, err));
    return read_price(json, service, err);
}

enum err_code service_file_parse(struct arena *arena, struct str text,
                                 struct service_file *service, struct err *err)
{
    struct js *json;
    *service = (struct service_file){
        .answer = STR(""), .seconds_per_item = 60, .retries = 3, .reply_bytes = MIB};
    TRY(js_parse(arena, text, &json, err));
    return read_members(json, service, err);
}
