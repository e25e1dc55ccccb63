/* See conversation.h. */
#include "run/conversation.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/random.h"
#include "run/process.h"

#include <poll.h>
#include <stdlib.h>

enum { POLL_MS = 50, POLLS = 3, GRACE_MS = 5000, LINE_REST = 128 };

struct conversation {
    const struct conversation_plan *plan;
    struct process_plan process_plan;
    struct process process;
    struct arena *arena; /* of the last message */
    bool alive;
};

/* What ended a wait. */
enum end { END_MESSAGE, END_DIED, END_MALFORMED, END_TIME };

static enum err_code fault(struct conversation *c, struct err *err)
{
    if (++c->plan->counts->faults > LIMIT_TOOL_FAULTS) {
        return err_set(err, ERR_INVALID,
                       "the tool sent more than %d lines that answer nothing it was asked",
                       LIMIT_TOOL_FAULTS);
    }
    return ERR_OK;
}

/* Whether the message is what is waited for: before ready any, then output or error to `id`. */
static enum err_code judge(struct conversation *c, const char *id,
                           const struct message *message, bool *wanted, struct err *err)
{
    bool of_it = message->id.p != NULL && str_is(message->id, id);
    bool answer = message->kind == MESSAGE_OUTPUT || message->kind == MESSAGE_ERROR;
    *wanted = !c->process.ready || (of_it && answer);
    if (!*wanted && of_it && message->kind == MESSAGE_PROGRESS) {
        const struct js *part = js_member(message->json, "progress");
        double number = part->type == JS_REAL  ? part->real
                        : part->type == JS_INT ? (double)part->integer
                                               : -1;
        if (c->plan->progress != NULL && number >= 0 && number <= 1) {
            c->plan->progress(c->plan->client->data, number);
        }
        return ERR_OK;
    }
    return *wanted ? ERR_OK : fault(c, err);
}

/* Takes the lines that are there. *end is set and *ended true when one of them ends the wait.
 */
static enum err_code take_lines(struct conversation *c, const char *id, struct message *message,
                                enum end *end, bool *ended, struct err *err)
{
    struct str line;
    struct err why;
    bool found = true;
    while (!*ended) {
        bool fine = process_line(&c->process, &line, &found, &why) == ERR_OK;
        if (fine && !found) {
            break;
        }
        arena_reset(c->arena);
        fine = fine && message_read(c->arena, line, message, &why) == ERR_OK;
        if (fine && message->kind == MESSAGE_NOISE) {
            fine = process_noise(&c->process, line, &why) == ERR_OK;
        } else if (fine) {
            *end = END_MESSAGE;
            TRY(judge(c, id, message, ended, err));
        }
        if (!fine) {
            *end = END_MALFORMED;
            *ended = true;
        }
    }
    return ERR_OK;
}

/* Until an answer to `id`, the process's end or the time is up. */
static enum err_code wait_for(struct conversation *c, const char *id, int64_t until_ms,
                              struct message *message, enum end *end, struct err *err)
{
    const struct client_plan *client = c->plan->client;
    bool ended = false;
    while (!ended) {
        struct pollfd fds[POLLS];
        if (client->tick != NULL && client->tick(client->data)) {
            return err_set(err, ERR_CANCELLED, "stopped");
        }
        process_pump(&c->process);
        TRY(take_lines(c, id, message, end, &ended, err));
        if (!ended && c->process.output_ended) {
            *end = END_DIED;
            ended = true;
        } else if (!ended && clock_monotonic_ms() >= until_ms) {
            *end = END_TIME;
            ended = true;
        } else if (!ended) {
            (void)poll(fds, (nfds_t)process_poll(&c->process, fds), POLL_MS);
        }
    }
    return ERR_OK;
}

static void end_process(struct conversation *c)
{
    c->plan->counts->noise_bytes += c->process.noise_bytes;
    process_end(&c->process, &c->plan->counts->record);
    c->alive = false;
}

static enum err_code take_ready(struct conversation *c, const struct message *message,
                                struct err *err)
{
    const struct client_plan *client = c->plan->client;
    const struct manifest *manifest = client->manifest;
    struct message_ready ready;
    enum err_code code = message_ready(message, manifest->id, manifest->version, &ready, err);
    if (code == ERR_OK && c->plan->op != NULL && !message_offers(message, c->plan->op)) {
        code = err_set(err, ERR_FORMAT, "\"ops\" does not list \"%s\", which the task needs",
                       c->plan->op);
    }
    if (code != ERR_OK) {
        err_prefix(err, "the tool did not get ready");
        return code;
    }
    c->process.ready = true;
    return client->observe == NULL
               ? ERR_OK
               : client->observe(client->data, c->process.sandbox, false, err);
}

static enum err_code become_ready(struct conversation *c, struct err *err)
{
    struct message message;
    enum end end;
    TRY(wait_for(c, "", c->process.start_ends_ms, &message, &end, err));
    switch (end) {
    case END_MESSAGE:
        return take_ready(c, &message, err);
    case END_DIED:
        return process_not_ready(&c->process, err);
    case END_MALFORMED:
        return err_set(err, ERR_FORMAT, "the tool did not get ready: a malformed line");
    case END_TIME:
        break;
    }
    return err_set(err, ERR_TIMEOUT,
                   "the tool was not ready %lld s after its start (start_seconds)",
                   (long long)c->plan->client->manifest->start_seconds);
}

enum err_code conversation_open(struct conversation **out, const struct conversation_plan *plan,
                                struct err *err)
{
    const struct client_plan *client = plan->client;
    struct conversation *c = xcalloc(1, sizeof *c);
    c->plan = plan;
    c->process_plan = (struct process_plan){.tool_folder = client->tool_folder,
                                            .manifest = client->manifest,
                                            .parameters = client->parameters,
                                            .tool_seed = client->tool_seed,
                                            .scratch = client->scratch,
                                            .state_writable = plan->state_writable};
    c->arena = arena_new();
    *out = c;
    *plan->counts = (struct client_counts){0};
    enum err_code code = process_start(&c->process, &c->process_plan, err);
    c->alive = code == ERR_OK;
    if (code == ERR_OK) {
        code = become_ready(c, err);
    }
    if (code != ERR_OK) {
        enum err_code ignored = conversation_close(c, false, NULL);
        (void)ignored; /* nothing to finish */
        *out = NULL;
    }
    return code;
}

enum err_code conversation_close(struct conversation *c, bool finish, struct err *err)
{
    enum err_code code = ERR_OK;
    if (c == NULL) {
        return ERR_OK;
    }
    const struct client_plan *client = c->plan->client;
    if (c->alive && finish) {
        if (client->observe != NULL) {
            code = client->observe(client->data, c->process.sandbox, true, err);
        }
        (void)process_finish(&c->process);
    }
    if (c->alive) {
        end_process(c);
    }
    arena_free(c->arena);
    free(c);
    return code;
}

const char *conversation_in(const struct conversation *c)
{
    return c->process.in_folder;
}

const struct sandbox *conversation_sandbox(const struct conversation *c)
{
    return c->process.sandbox;
}

/* It may give up in time, which changes nothing: what was asked is late. */
static enum err_code give_up(struct conversation *c, const char *id, struct err *err)
{
    struct message message;
    enum end end;
    message_write_cancel(&c->process.to_tool, str_of(id));
    return wait_for(c, id, clock_monotonic_ms() + GRACE_MS, &message, &end, err);
}

enum err_code conversation_ask(struct conversation *c, const struct question *question,
                               struct reply *reply, struct err *err)
{
    struct message message = {.kind = MESSAGE_NOISE};
    enum end end;
    *reply = (struct reply){.kind = REPLY_DIED, .microseconds = -1};
    random_hex(reply->id, 8);
    if (question->input.n > LIMIT_LINE - LINE_REST) {
        return err_set(err, ERR_LIMIT, "what the tool is asked is longer than 1 MiB");
    }
    if (!c->alive) {
        return ERR_OK;
    }
    if (question->op != NULL) {
        message_write_op(&c->process.to_tool, question->op, str_of(reply->id), question->of,
                         question->input);
    } else {
        message_write_item(&c->process.to_tool, str_of(reply->id), question->input);
    }
    int64_t began = clock_monotonic_us();
    TRY(wait_for(c, reply->id, began / 1000 + question->seconds * 1000, &message, &end, err));
    if (end == END_MESSAGE) {
        reply->microseconds = clock_monotonic_us() - began;
        reply->kind = message.kind == MESSAGE_OUTPUT ? REPLY_OUTPUT : REPLY_ERROR;
        reply->output = message.output;
        reply->error_code = message.error_code;
        reply->error_message = message.error_message;
        return ERR_OK;
    }
    reply->kind = end == END_TIME        ? REPLY_TIMEOUT
                  : end == END_MALFORMED ? REPLY_MALFORMED
                                         : REPLY_DIED;
    enum err_code code = end == END_TIME ? give_up(c, reply->id, err) : ERR_OK;
    end_process(c);
    return code;
}
