#include "protocol/message.h"

#include "base/jsonw.h"
#include "base/limits.h"

enum { ERROR_CODE_MAX = 40 };

static bool is_error_code(struct str code)
{
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return code.n >= 1 && code.n <= ERROR_CODE_MAX;
}

static struct str string_or(const struct js *value, struct str otherwise)
{
    return value != NULL && value->type == JS_STRING ? value->string : otherwise;
}

/* At most `most` bytes, no character cut in two. */
static struct str cut(struct str text, size_t most)
{
    size_t n = text.n <= most ? text.n : most;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return str_sub(text, 0, n);
}

static void read_error(struct message *message, const struct js *error)
{
    struct str code = string_or(js_member(error, "code"), STR(""));
    message->kind = MESSAGE_ERROR;
    message->error_code = is_error_code(code) ? code : STR("other");
    message->error_message =
        cut(string_or(js_member(error, "message"), STR("")), LIMIT_ERROR_TEXT);
}

enum err_code message_read(struct arena *arena, struct str line, struct message *message,
                           struct err *err)
{
    struct js *json;
    *message = (struct message){.kind = MESSAGE_NOISE};
    if (line.n == 0 || line.p[0] != '{') {
        return ERR_OK;
    }
    TRY(js_parse(arena, line, &json, err));
    const struct js *output = js_member(json, "output");
    const struct js *error = js_member(json, "error");
    const struct js *id = js_member(json, "id");
    message->kind = MESSAGE_OTHER;
    message->json = json;
    message->id = string_or(id, (struct str){NULL, 0});
    if (js_member(json, "ready") != NULL) {
        message->kind = MESSAGE_READY;
    } else if (message->id.p == NULL || (output != NULL && error != NULL)) {
        message->kind = MESSAGE_OTHER;
    } else if (output != NULL) {
        message->kind = MESSAGE_OUTPUT;
        message->output = output;
    } else if (error != NULL) {
        read_error(message, error);
    } else if (js_member(json, "progress") != NULL) {
        message->kind = MESSAGE_PROGRESS;
    }
    return ERR_OK;
}

static enum err_code need_same(const struct js *json, const char *name, struct str wanted,
                               struct err *err)
{
    struct str text;
    TRY(js_need_str(json, name, &text, err));
    if (!str_eq(text, wanted)) {
        return err_set(err, ERR_FORMAT, "\"%s\" is %.*s, but tool.json says %.*s", name,
                       STR_ARG(str_sub(text, 0, 60)), STR_ARG(str_sub(wanted, 0, 60)));
    }
    return ERR_OK;
}

enum err_code message_ready(const struct message *message, struct str id, struct str version,
                            struct message_ready *ready, struct err *err)
{
    const struct js *flag;
    if (message->kind != MESSAGE_READY) {
        return err_set(err, ERR_FORMAT, "\"ready\" is missing from the tool's first object");
    }
    TRY(js_need(message->json, "ready", JS_BOOL, &flag, err));
    if (!flag->boolean) {
        return err_set(err, ERR_FORMAT, "\"ready\" is false");
    }
    TRY(need_same(message->json, "id", id, err));
    TRY(need_same(message->json, "version", version, err));
    return js_need_int(message->json, "window", 1, LIMIT_WINDOW, &ready->window, err);
}

bool message_offers(const struct message *ready, const char *op)
{
    const struct js *ops = js_member(ready->json, "ops");
    for (size_t i = 0; ops != NULL && ops->type == JS_ARRAY && i < ops->array.count; i++) {
        if (js_is(&ops->array.items[i], op)) {
            return true;
        }
    }
    return false;
}

void message_write_start(struct strbuf *out, struct str parameters, int64_t seed,
                         int64_t threads)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "op", "start");
    jsonw_member_int(&w, "protocol", 1);
    jsonw_key(&w, "parameters");
    jsonw_raw(&w, parameters);
    jsonw_member_int(&w, "seed", seed);
    jsonw_member_int(&w, "threads", threads);
    jsonw_member(&w, "locale", "C.UTF-8");
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

void message_write_item(struct strbuf *out, struct str id, struct str input)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", id);
    jsonw_key(&w, "input");
    jsonw_raw(&w, input);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

void message_write_op(struct strbuf *out, const char *op, struct str id, const char *of,
                      struct str input)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member(&w, "op", op);
    jsonw_member_str(&w, "id", id);
    if (of != NULL) {
        jsonw_member(&w, "of", of);
    }
    jsonw_key(&w, "input");
    jsonw_raw(&w, input);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

void message_write_cancel(struct strbuf *out, struct str id)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "cancel", id);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}
