/* The shape collection: one request shows all items, one file answers them; see shape.h. */
#include "run/shape.h"

#include "base/arena.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "run/answers_file.h"
#include "run/conversation.h"
#include "run/made_file.h"
#include "run/staged_collection.h"

#include <string.h>
#include <unistd.h>

struct collection {
    const struct client_plan *plan;
    struct staged_collection staged;
    struct conversation *conversation;
    struct client_counts *counts;
    struct arena *arena;
};

/* All items have the same outcome. */
static enum err_code all_alike(const struct collection *c, struct client_answer answer,
                               struct err *err)
{
    for (size_t i = 0; i < c->plan->count; i++) {
        answer.item = c->plan->order[i];
        TRY(c->plan->done(c->plan->data, &answer, err));
    }
    return ERR_OK;
}

/* An output that keeps the contract is the item's answer. */
static enum err_code judge(const struct collection *c, const struct filed_answer *filed,
                           struct client_answer *answer, struct err *why)
{
    struct js *output;
    struct arena *arena = arena_new();
    enum err_code code = js_parse(arena, filed->output, &output, why);
    if (code == ERR_OK) {
        code = c->plan->check(c->plan->data, answer->item, output, why);
    }
    if (code == ERR_OK) {
        answer->outcome = OUTCOME_ANSWERED;
        answer->output = filed->output;
    } else {
        answer->error_code = STR("contract");
        answer->error_message = str_of(why->message);
    }
    arena_free(arena);
    return ERR_OK;
}

static enum err_code one_outcome(const struct collection *c, size_t i,
                                 const struct filed_answer *filed, int64_t microseconds,
                                 struct err *err)
{
    struct err why;
    struct client_answer answer = {
        .item = c->plan->order[i], .outcome = OUTCOME_ERROR, .microseconds = microseconds};
    switch (filed->state) {
    case FILED_MISSING:
        answer.error_code = STR("missing");
        answer.error_message = STR("the tool's answers have no line for this item");
        break;
    case FILED_DOUBLED:
        answer.error_code = STR("doubled");
        answer.error_message = STR("the tool's answers have several lines for this item");
        break;
    case FILED_ERROR:
        answer.error_code = filed->error_code;
        answer.error_message = filed->error_message;
        break;
    case FILED_OUTPUT:
        TRY(judge(c, filed, &answer, &why));
        break;
    }
    return c->plan->done(c->plan->data, &answer, err);
}

/* Takes the file that the output names out of the sandbox and reads it. What is wrong with the
 * file is in *why; an error ends the run. */
static enum err_code read_answers(struct collection *c, const struct js *output,
                                  struct answers_file *file, bool *read, struct err *why,
                                  struct err *err)
{
    struct str path;
    char random[17];
    random_hex(random, 8);
    const char *copy = arena_printf(c->arena, "%s/made-%s", c->plan->scratch, random);
    *read = false;
    if (js_need_str(output, "file", &path, why) != ERR_OK ||
        made_file_take(conversation_sandbox(c->conversation), path, copy, why) != ERR_OK) {
        (void)unlink(copy);
        return ERR_OK;
    }
    enum err_code code = answers_file_read(c->arena, copy, &c->staged.shown, file, why);
    (void)unlink(copy);
    if (code == ERR_INVALID) {
        *err = *why;
        return code;
    }
    *read = code == ERR_OK;
    c->counts->faults += *read ? file->faults : 0;
    return ERR_OK;
}

static enum err_code split(struct collection *c, const struct reply *reply, struct err *err)
{
    struct answers_file file = {0};
    struct err why = {.code = ERR_OK};
    bool read;
    TRY(read_answers(c, reply->output, &file, &read, &why, err));
    if (!read) {
        struct client_answer answer = {.outcome = OUTCOME_ERROR,
                                       .error_code = STR("contract"),
                                       .error_message = str_of(why.message),
                                       .microseconds = reply->microseconds};
        return all_alike(c, answer, err);
    }
    for (size_t i = 0; i < c->plan->count; i++) {
        TRY(one_outcome(c, i, &file.answers[i], reply->microseconds, err));
    }
    return ERR_OK;
}

static enum err_code ask(struct collection *c, struct err *err)
{
    struct reply reply;
    struct strbuf input;
    struct jsonw w;
    TRY(staged_collection_write(&c->staged, conversation_in(c->conversation), err));
    strbuf_init(&input, LIMIT_LINE);
    jsonw_init(&w, &input);
    staged_collection_input(&c->staged, &w);
    jsonw_end(&w);
    const struct question question = {.input = strbuf_view(&input),
                                      .seconds = c->plan->manifest->seconds_per_item *
                                                 (int64_t)c->plan->count};
    enum err_code code = strbuf_check(&input, "the request", err);
    if (code == ERR_OK) {
        code = conversation_ask(c->conversation, &question, &reply, err);
    }
    strbuf_release(&input);
    TRY(code);
    return reply.kind == REPLY_OUTPUT ? split(c, &reply, err)
                                      : all_alike(c, shape_answer_of(0, &reply), err);
}

enum err_code collection_run(const struct shape_plan *plan, struct client_counts *counts,
                             struct err *err)
{
    struct collection c = {.plan = plan->client, .counts = counts};
    const struct conversation_plan how = {
        .client = plan->client, .counts = counts, .progress = plan->progress};
    *counts = (struct client_counts){0};
    if (plan->client->count == 0) {
        return ERR_OK;
    }
    TRY(conversation_open(&c.conversation, &how, err));
    c.arena = arena_new();
    staged_collection_init(&c.staged, plan->client, plan->task, plan->seed);
    enum err_code code = ask(&c, err);
    struct err closing = {.code = ERR_OK};
    enum err_code closed = conversation_close(c.conversation, code == ERR_OK, &closing);
    if (code == ERR_OK && closed != ERR_OK) {
        code = closed;
        *err = closing;
    }
    staged_collection_release(&c.staged);
    arena_free(c.arena);
    return code;
}
