/* See prompt_template.h. */
#include "elsewhere/prompt_template.h"

#include "base/limits.h"

enum { MESSAGES_MAX = 32, ID_MAX = 60 };

static enum err_code read_reader(const struct js *json, struct prompt_template *prompt,
                                 struct err *err)
{
    static const char *const words[] = {"label", "json", "quotes", "text"};
    struct str word;
    TRY(js_need_str(json, "reader", &word, err));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(word, words[i])) {
            prompt->reader = (enum reader)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FORMAT, "\"reader\" must be label, json, quotes or text");
}

static enum err_code check_message(const struct js *message, struct err *err)
{
    static const char *const keys[] = {"content", "role", NULL};
    struct str role;
    struct str content;
    TRY(js_only(message, keys, err));
    TRY(js_need_str(message, "content", &content, err));
    TRY(js_need_str(message, "role", &role, err));
    return str_is(role, "system") || str_is(role, "user") || str_is(role, "assistant")
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"role\" must be system, user or assistant");
}

static enum err_code check_messages(const struct js *messages, struct err *err)
{
    size_t count = messages->array.count;
    if (count == 0 || count > MESSAGES_MAX) {
        return err_set(err, ERR_FORMAT, "\"messages\" must have 1 to %d", MESSAGES_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        enum err_code code = check_message(&messages->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "message %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code need_word(const struct js *json, const char *key, struct str *out,
                               struct err *err)
{
    TRY(js_need_str(json, key, out, err));
    return out->n > 0 && out->n <= ID_MAX
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, ID_MAX);
}

enum err_code prompt_template_parse(struct arena *arena, struct str text,
                                    struct prompt_template *prompt, struct err *err)
{
    static const char *const keys[] = {"id",      "labels",  "member", "messages", "note",
                                       "pointer", "reader",  "source", "task",     "template",
                                       "text",    "version", NULL};
    struct js *json;
    int64_t format;
    *prompt = (struct prompt_template){.labels = STR("/labels"),
                                       .text = STR("/text"),
                                       .member = STR("text"),
                                       .pointer = STR("")};
    TRY(js_parse(arena, text, &json, err));
    TRY(js_only(json, keys, err));
    TRY(js_need_int(json, "template", 1, 1, &format, err));
    TRY(need_word(json, "id", &prompt->id, err));
    TRY(need_word(json, "version", &prompt->version, err));
    TRY(need_word(json, "task", &prompt->task, err));
    TRY(read_reader(json, prompt, err));
    TRY(js_may_str(json, "labels", &prompt->labels, err));
    TRY(js_may_str(json, "text", &prompt->text, err));
    TRY(js_may_str(json, "member", &prompt->member, err));
    TRY(js_may_str(json, "pointer", &prompt->pointer, err));
    TRY(js_need(json, "messages", JS_ARRAY, &prompt->messages, err));
    return check_messages(prompt->messages, err);
}

static void add_value(struct strbuf *out, const struct js *value)
{
    if (value->type == JS_STRING) {
        strbuf_str(out, value->string);
        return;
    }
    bool texts = value->type == JS_ARRAY;
    for (size_t i = 0; texts && i < value->array.count; i++) {
        texts = value->array.items[i].type == JS_STRING;
    }
    if (!texts) {
        strbuf_str(out, value->raw);
        return;
    }
    for (size_t i = 0; i < value->array.count; i++) {
        strbuf_puts(out, i > 0 ? ", " : "");
        strbuf_str(out, value->array.items[i].string);
    }
}

/* A "{{" that no pointer and "}}" follow stands for itself. */
static enum err_code fill_in(struct strbuf *out, struct str content, const struct js *input,
                             struct err *err)
{
    while (content.n > 0) {
        size_t open = str_find(content, STR("{{/"));
        size_t length = str_find(str_from(content, open), STR("}}"));
        if (open == SIZE_MAX || length == SIZE_MAX) {
            strbuf_str(out, content);
            return ERR_OK;
        }
        struct str pointer = str_sub(content, open + 2, length - 2);
        const struct js *value = js_at(input, pointer);
        if (value == NULL) {
            return err_set(err, ERR_FORMAT, "the template's {{%.*s}} is not in the input",
                           STR_ARG(str_sub(pointer, 0, ID_MAX)));
        }
        strbuf_str(out, str_sub(content, 0, open));
        add_value(out, value);
        content = str_from(content, open + length + 2);
    }
    return ERR_OK;
}

enum err_code prompt_template_write(const struct prompt_template *prompt,
                                    const struct js *input, struct jsonw *w, struct err *err)
{
    struct strbuf content;
    enum err_code code = ERR_OK;
    strbuf_init(&content, LIMIT_ITEM);
    jsonw_array(w);
    for (size_t i = 0; code == ERR_OK && i < prompt->messages->array.count; i++) {
        const struct js *message = &prompt->messages->array.items[i];
        strbuf_clear(&content);
        code = fill_in(&content, js_text(message, "content"), input, err);
        if (code == ERR_OK) {
            code = strbuf_check(&content, "a message", err);
        }
        jsonw_object(w);
        jsonw_member_str(w, "role", js_text(message, "role"));
        jsonw_member_str(w, "content", strbuf_view(&content));
        jsonw_end(w);
    }
    jsonw_end(w);
    strbuf_release(&content);
    return code;
}
