/* See service.h. */
#include "elsewhere/service.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "elsewhere/service_reply.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    PROBE_MS = 10000,
    WAIT_MAX_MS = 60000,
    WAIT_STEP_MS = 100,
    SILENT_MAX = LIMIT_RESTARTS,
    REQUEST_MAX = 8 * MIB
};

struct asking {
    struct service *service;
    const struct client_plan *plan;
    struct arena *arena; /* of one item */
    int silent;          /* items in a row that had no reply */
};

static bool stopped(void *data)
{
    const struct asking *asking = data;
    return asking->plan->tick != NULL && asking->plan->tick(asking->plan->data);
}

/* ---- what is said ---- */

static void write_parameters(struct jsonw *w, const struct js *parameters)
{
    for (size_t i = 0; parameters != NULL && i < parameters->object.count; i++) {
        jsonw_key_str(w, parameters->object.members[i].name);
        jsonw_raw(w, parameters->object.members[i].value.raw);
    }
    if (js_member(parameters, "temperature") == NULL) {
        jsonw_member_int(w, "temperature", 0);
    }
}

static enum err_code write_completion(const struct service *service, const struct js *input,
                                      struct strbuf *out, struct err *err)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "model", service->file->model);
    write_parameters(&w, service->file->parameters);
    jsonw_member_int(&w, "seed", service->seed);
    jsonw_key(&w, "messages");
    TRY(prompt_template_write(service->prompt, input, &w, err));
    jsonw_end(&w);
    return strbuf_check(out, "the request", err);
}

static struct http_request request_of(const struct service *service, const char *method,
                                      const char *target, int64_t patience_ms)
{
    return (struct http_request){.method = method,
                                 .target = target,
                                 .bearer = service->token,
                                 .what = "the service's reply",
                                 .max = (size_t)service->file->reply_bytes,
                                 .patience_ms = patience_ms};
}

/* ---- what comes back ---- */

static void note(char kept[201], struct str said)
{
    char visible[201];
    struct strbuf shown;
    if (said.n == 0) {
        return;
    }
    strbuf_init(&shown, 4096);
    utf8_visible(&shown, str_sub(said, 0, 100), false);
    snprintf(visible, sizeof visible, "%.*s", (int)(shown.n < 200 ? shown.n : 200), shown.p);
    strbuf_release(&shown);
    snprintf(kept, 201, "%s",
             kept[0] == '\0' || strcmp(kept, visible) == 0 ? visible : "several");
}

static void take_error(struct asking *asking, struct client_answer *answer, const char *code,
                       const struct err *why)
{
    answer->outcome = OUTCOME_ERROR;
    answer->error_code = str_of(code);
    answer->error_message = str_of(arena_strdup(asking->arena, why->message));
}

/* A reply with status 200. */
static void take_reply(struct asking *asking, const struct client_item *item, struct str body,
                       struct client_answer *answer)
{
    struct service *service = asking->service;
    struct service_reply reply;
    struct js *output;
    struct err why;
    enum err_code code =
        service->file->openai
            ? service_reply_openai(asking->arena, service->prompt, item->input, body, &reply,
                                   &why)
            : service_reply_http(asking->arena, service->file->answer, body, &reply, &why);
    note(service->reported, reply.model);
    note(service->fingerprint, reply.fingerprint);
    answer->tokens_in = reply.tokens_in;
    answer->tokens_out = reply.tokens_out;
    if (code != ERR_OK) {
        take_error(asking, answer, reply.code, &why);
        return;
    }
    if (reply.output.n > LIMIT_LINE) {
        err_set(&why, ERR_LIMIT, "the answer is longer than 1 MiB");
        take_error(asking, answer, "limit", &why);
        return;
    }
    if (js_parse(asking->arena, reply.output, &output, &why) != ERR_OK ||
        asking->plan->check(asking->plan->data, answer->item, output, &why) != ERR_OK) {
        take_error(asking, answer, "contract", &why);
        return;
    }
    answer->outcome = OUTCOME_ANSWERED;
    answer->output = reply.output;
}

static bool worth_another(enum err_code code, int status)
{
    return code == ERR_IO || (code == ERR_OK && (status == 429 || status == 500 ||
                                                 (status >= 502 && status <= 504)));
}

/* Of what went wrong with an exchange. */
static const char *word_of(enum err_code code)
{
    return code == ERR_OK      ? "status"
           : code == ERR_IO    ? "unreachable"
           : code == ERR_LIMIT ? "limit"
                               : "malformed";
}

/* One attempt; *again when another may help, *wait_ms what the service asks for. */
static enum err_code attempt(struct asking *asking, const struct client_item *item,
                             struct str request_body, struct client_answer *answer, bool *again,
                             int64_t *wait_ms, struct err *err)
{
    struct service *service = asking->service;
    struct http_request request =
        request_of(service, "POST", service->file->openai ? "/chat/completions" : "",
                   service->file->seconds_per_item * 1000);
    struct reply_head head = {.retry_after = -1};
    struct strbuf body;
    struct err why;
    request.type = "application/json";
    request.body = request_body;
    request.stop = stopped;
    request.stop_data = asking;
    int64_t began = clock_monotonic_us();
    enum err_code code = http_client_ask(service->client, &request, &head, &body, &why);
    answer->attempts++;
    *again = worth_another(code, head.status);
    *wait_ms = head.retry_after >= 0 ? head.retry_after * 1000 : -1;
    asking->silent = code == ERR_OK ? 0 : asking->silent;
    if (code == ERR_CANCELLED) {
        strbuf_release(&body);
        return err_set(err, ERR_CANCELLED, "stopped");
    }
    if (code == ERR_OK && head.status == 200) {
        answer->microseconds = clock_monotonic_us() - began;
        struct str kept = arena_str(asking->arena, strbuf_view(&body));
        take_reply(asking, item, kept, answer);
    } else if (code == ERR_TIMEOUT) {
        *answer = (struct client_answer){.item = answer->item,
                                         .outcome = OUTCOME_TIMEOUT,
                                         .microseconds = -1,
                                         .attempts = answer->attempts};
    } else {
        if (code == ERR_OK) {
            err_set(&why, ERR_EXTERNAL, "the service answers with status %d", head.status);
        }
        take_error(asking, answer, word_of(code), &why);
    }
    strbuf_release(&body);
    return ERR_OK;
}

/* Ends early when the run is to stop. */
static enum err_code wait_ms(struct asking *asking, int64_t milliseconds, struct err *err)
{
    int64_t until = clock_monotonic_ms() + milliseconds;
    for (int64_t left = milliseconds; left > 0; left = until - clock_monotonic_ms()) {
        int64_t step = left < WAIT_STEP_MS ? left : WAIT_STEP_MS;
        const struct timespec time = {.tv_nsec = step * 1000000};
        (void)nanosleep(&time, NULL);
        if (stopped(asking)) {
            return err_set(err, ERR_CANCELLED, "stopped");
        }
    }
    return ERR_OK;
}

static enum err_code ask_until(struct asking *asking, const struct client_item *item,
                               struct str body, struct client_answer *answer, struct err *err)
{
    int64_t backoff = asking->service->backoff_ms;
    bool again = true;
    asking->silent++;
    for (int64_t left = asking->service->file->retries; again; left--) {
        int64_t asked_for = -1;
        TRY(attempt(asking, item, body, answer, &again, &asked_for, err));
        again = again && left > 0;
        if (again) {
            int64_t wait = asked_for > backoff ? asked_for : backoff;
            TRY(wait_ms(asking, wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS, err));
            backoff *= 2;
        }
    }
    return ERR_OK;
}

static enum err_code ask_item(struct asking *asking, size_t index, struct err *err)
{
    const struct client_item *item = &asking->plan->items[index];
    struct client_answer answer = {.item = index, .microseconds = -1};
    struct strbuf body;
    struct err why;
    enum err_code code = ERR_OK;
    strbuf_init(&body, REQUEST_MAX);
    if (asking->silent >= SILENT_MAX) {
        answer.outcome = OUTCOME_NOT_ATTEMPTED;
    } else if (!asking->service->file->openai) {
        strbuf_str(&body, item->input->raw);
        code = ask_until(asking, item, strbuf_view(&body), &answer, err);
    } else if (write_completion(asking->service, item->input, &body, &why) != ERR_OK) {
        take_error(asking, &answer, "limit", &why);
    } else {
        code = ask_until(asking, item, strbuf_view(&body), &answer, err);
    }
    strbuf_release(&body);
    return code == ERR_OK ? asking->plan->done(asking->plan->data, &answer, err) : code;
}

enum err_code service_run(struct service *service, const struct client_plan *plan,
                          struct err *err)
{
    struct asking asking = {.service = service, .plan = plan, .arena = arena_new()};
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < plan->count; i++) {
        if (plan->stop_sending_ms > 0 && clock_monotonic_ms() >= plan->stop_sending_ms) {
            break;
        }
        arena_reset(asking.arena);
        code = stopped(&asking) ? err_set(err, ERR_CANCELLED, "stopped")
                                : ask_item(&asking, plan->order[i], err);
    }
    arena_free(asking.arena);
    return code;
}

/* ---- is it there ---- */

static void hint_models(const struct js *list, struct err *err)
{
    struct strbuf names;
    strbuf_init(&names, sizeof err->hint);
    for (size_t i = 0; list != NULL && i < list->array.count && names.n < 150; i++) {
        strbuf_puts(&names, i > 0 ? ", " : "");
        utf8_visible(&names, str_sub(js_text(&list->array.items[i], "id"), 0, 60), false);
    }
    err_hint(err, "it has: %s", names.p);
    strbuf_release(&names);
}

static enum err_code find_model(struct service *service, struct str body, struct err *err)
{
    struct arena *arena = arena_new();
    struct js *json;
    const struct js *list = NULL;
    bool found = false;
    enum err_code code = js_parse(arena, body, &json, err);
    if (code == ERR_OK) {
        code = js_need(json, "data", JS_ARRAY, &list, err);
    }
    for (size_t i = 0; code == ERR_OK && !found && i < list->array.count; i++) {
        int64_t created = 0;
        found = str_eq(js_text(&list->array.items[i], "id"), service->file->model);
        if (found &&
            js_may_int(&list->array.items[i], "created", 1, INT32_MAX, &created, NULL) ==
                ERR_OK &&
            created > 0) {
            date_format(service->listed, created);
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "the service's list of models");
    } else if (!found) {
        code = err_set(err, ERR_NOT_FOUND, "the service has no model \"%.*s\"",
                       STR_ARG(service->file->model));
        hint_models(list, err);
    }
    arena_free(arena);
    return code;
}

enum err_code service_probe(struct service *service, struct err *err)
{
    struct http_request request = request_of(service, "GET", "/models", PROBE_MS);
    struct reply_head head;
    struct strbuf body;
    request.what = "the service's list of models";
    if (!service->file->openai) {
        return http_client_reach(service->client, PROBE_MS, err);
    }
    enum err_code code = http_client_ask(service->client, &request, &head, &body, err);
    if (code == ERR_OK && head.status == 200) {
        code = find_model(service, strbuf_view(&body), err);
    } else if (code == ERR_OK && head.status != 404) { /* 404: it lists none */
        code = err_set(err, ERR_EXTERNAL, "the service answers /models with status %d",
                       head.status);
    }
    strbuf_release(&body);
    return code;
}
