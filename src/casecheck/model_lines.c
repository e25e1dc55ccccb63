/* See model_lines.h. SOURCE of the request: OpenAI's API reference, "Create chat completion".
 */
#include "casecheck/model_lines.h"

#include "base/json.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "casecheck/quote_check.h"
#include "http/http_client.h"

enum {
    REQUEST_MAX = 1 << 20,
    REPLY_MAX = 1 << 20,
    PATIENCE_MS = 300000,
    LINE_BYTES_MAX = 4000
};

static const char task_words[] =
    "Shorten each numbered sentence by leaving out whole clauses that say little. Add no word, "
    "change no word, keep the order of words. Answer with JSON alone: {\"lines\":[{\"n\":1,"
    "\"text\":\"…\"},…]}.";

static void write_message(struct jsonw *w, const char *role, struct str content)
{
    jsonw_object(w);
    jsonw_member(w, "role", role);
    jsonw_member_str(w, "content", content);
    jsonw_end(w);
}

static enum err_code write_request(const struct model_plan *plan, const struct summary *summary,
                                   struct strbuf *out, struct err *err)
{
    struct strbuf list;
    struct jsonw w;
    strbuf_init(&list, REQUEST_MAX);
    for (size_t i = 0; i < summary->count; i++) {
        strbuf_printf(&list, "%zu. ", i + 1);
        strbuf_str(&list, summary->lines[i].text);
        strbuf_putc(&list, '\n');
    }
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "model", plan->model);
    jsonw_key(&w, "temperature");
    jsonw_int(&w, 0);
    jsonw_key(&w, "messages");
    jsonw_array(&w);
    write_message(&w, "system", str_of(task_words));
    write_message(&w, "user", strbuf_view(&list));
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&list, "what the model is asked", err);
    strbuf_release(&list);
    TRY(code);
    return strbuf_check(out, "what the model is asked", err);
}

/* The text of choices[0].message.content, in the arena. */
static enum err_code read_reply(struct arena *arena, struct str body, struct str *content,
                                struct err *err)
{
    struct js *reply;
    const struct js *text;
    TRY(js_parse(arena, arena_str(arena, body), &reply, err));
    text = js_at(reply, STR("/choices/0/message/content"));
    if (text == NULL || text->type != JS_STRING) {
        return err_set(err, ERR_FORMAT, "the model's reply has no text");
    }
    *content = text->string;
    return ERR_OK;
}

static void judge(struct arena *arena, const struct summary *summary, const struct js *item,
                  struct model_line *lines)
{
    const struct js *number = js_member(item, "n");
    struct str text = str_trim(js_text(item, "text"));
    struct err why = {0};
    if (number == NULL || number->type != JS_INT || number->integer < 1 ||
        (uint64_t)number->integer > summary->count || text.n == 0 || text.n > LINE_BYTES_MAX) {
        return; /* of no sentence: nothing comes of it */
    }
    struct model_line *line = &lines[number->integer - 1];
    line->offered = arena_str(arena, text);
    if (quote_check(arena, summary->lines[line->line].text, text, &why) == ERR_OK) {
        line->text = line->offered;
        line->refused = STR("");
    } else {
        line->text = STR("");
        line->refused = str_of(arena_strdup(arena, why.message));
    }
}

static enum err_code ask(struct arena *arena, const struct model_plan *plan,
                         const struct summary *summary, struct http_client *client,
                         struct str *content, struct err *err)
{
    struct strbuf request;
    struct strbuf body;
    struct reply_head head;
    strbuf_init(&request, 2 * REQUEST_MAX);
    enum err_code code = write_request(plan, summary, &request, err);
    if (code == ERR_OK) {
        const struct http_request question = {.method = "POST",
                                              .target = "/chat/completions",
                                              .type = "application/json",
                                              .body = strbuf_view(&request),
                                              .bearer = plan->token,
                                              .what = "shortened sentences",
                                              .max = REPLY_MAX,
                                              .patience_ms = PATIENCE_MS};
        code = http_client_ask(client, &question, &head, &body, err);
        if (code == ERR_OK && head.status != 200) {
            code = err_set(err, ERR_IO, "the model answered with status %d", head.status);
        }
        if (code == ERR_OK) {
            code = read_reply(arena, strbuf_view(&body), content, err);
        }
        strbuf_release(&body);
    }
    strbuf_release(&request);
    return code;
}

enum err_code model_lines(struct arena *arena, const struct model_plan *plan,
                          const struct summary *summary, struct model_line **lines,
                          struct err *err)
{
    struct http_client *client;
    struct str content;
    struct js *said;
    const struct js *list;
    *lines = arena_zalloc(arena, (summary->count + 1) * sizeof **lines);
    for (size_t i = 0; i < summary->count; i++) {
        (*lines)[i] = (struct model_line){i, STR(""), STR(""), STR("")};
    }
    TRY(http_client_open(&client, plan->url, false, err));
    enum err_code code = ask(arena, plan, summary, client, &content, err);
    http_client_close(client);
    TRY(code);
    TRY(js_parse(arena, content, &said, err));
    TRY(js_need(said, "lines", JS_ARRAY, &list, err));
    for (size_t i = 0; i < list->array.count; i++) {
        judge(arena, summary, &list->array.items[i], *lines);
    }
    return ERR_OK;
}
