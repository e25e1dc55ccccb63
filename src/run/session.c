/* The shape session: the tool is shown a collection, proposes items in batches and is told
 * after each what they were; see shape.h and doc/tool-protocol.md. */
#include "run/shape.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "run/conversation.h"
#include "run/staged_collection.h"

#include <stdlib.h>
#include <string.h>

struct session {
    const struct shape_plan *shape;
    const struct client_plan *plan;
    struct staged_collection staged;
    struct conversation *conversation;
    struct client_counts *counts;
    struct session_place *places; /* by place in order */
    size_t *batch;                /* places proposed last */
    size_t batch_count;
    size_t proposed;
    int64_t batches;
    bool stopped;
    int64_t microseconds; /* of all requests */
    bool failed;          /* by this reply, copied below */
    struct reply failure;
    struct arena *arena;
};

struct session_place {
    int64_t rank; /* from 1; 0: not proposed */
    int64_t batch;
    bool stopped;
};

/* False: the session ended there, for all items. */
static bool fine(struct session *s, const struct reply *reply)
{
    if (reply->kind == REPLY_OUTPUT) {
        s->microseconds += reply->microseconds;
        return true;
    }
    s->failed = true;
    s->failure = *reply;
    s->failure.error_code = arena_str(s->arena, reply->error_code);
    s->failure.error_message = arena_str(s->arena, reply->error_message);
    return false;
}

static bool breaks_contract(struct session *s, const struct err *why)
{
    s->failed = true;
    s->failure = (struct reply){.kind = REPLY_ERROR,
                                .error_code = STR("contract"),
                                .error_message = str_of(arena_strdup(s->arena, why->message)),
                                .microseconds = -1};
    return false;
}

/* Ids that were not shown or were proposed before are faults: the first time counts. */
static enum err_code take_ids(struct session *s, const struct js *ids, struct err *err)
{
    for (size_t i = 0; i < ids->array.count; i++) {
        const struct js *id = &ids->array.items[i];
        size_t at;
        if (id->type != JS_STRING || !shown_ids_find(&s->staged.shown, id->string, &at) ||
            s->places[at].rank > 0) {
            if (++s->counts->faults > LIMIT_TOOL_FAULTS) {
                return err_set(err, ERR_INVALID,
                               "the tool proposed more than %d items that it was not shown or "
                               "had proposed before",
                               LIMIT_TOOL_FAULTS);
            }
            continue;
        }
        s->places[at] = (struct session_place){(int64_t)++s->proposed, s->batches, s->stopped};
        s->batch[s->batch_count++] = at;
    }
    return ERR_OK;
}

/* {"propose":[ID,…][,"stop":BOOL]}. *more false when nothing more comes. */
static enum err_code take_proposal(struct session *s, const struct js *output, bool *more,
                                   struct err *err)
{
    struct err why;
    const struct js *ids = NULL;
    const struct js *stop = NULL;
    enum err_code code = js_need(output, "propose", JS_ARRAY, &ids, &why);
    if (code == ERR_OK) {
        code = js_may(output, "stop", JS_BOOL, &stop, &why);
    }
    if (code == ERR_OK && ids->array.count > SESSION_AT_MOST) {
        code = err_set(&why, ERR_FORMAT, "\"propose\" has %zu ids, was asked for at most %d",
                       ids->array.count, SESSION_AT_MOST);
    }
    s->batch_count = 0;
    if (code != ERR_OK) {
        *more = breaks_contract(s, &why);
        return ERR_OK;
    }
    s->batches++;
    s->stopped = s->stopped || (stop != NULL && stop->boolean);
    *more = ids->array.count > 0;
    TRY(take_ids(s, ids, err));
    *more = *more && s->proposed < s->plan->count;
    return ERR_OK;
}

/* What the simulated person says of the batch: each item's expected answer. */
static enum err_code give_feedback(struct session *s, const char *of, bool *more,
                                   struct err *err)
{
    struct strbuf input;
    struct reply reply;
    struct jsonw w;
    strbuf_init(&input, LIMIT_LINE);
    jsonw_init(&w, &input);
    jsonw_object(&w);
    jsonw_key(&w, "labels");
    jsonw_array(&w);
    for (size_t i = 0; i < s->batch_count; i++) {
        size_t at = s->batch[i];
        const struct js *label = s->shape->label(s->plan->data, s->plan->order[at]);
        jsonw_object(&w);
        jsonw_member(&w, "id", s->staged.shown.by_place[at].id);
        for (size_t k = 0; k < label->object.count; k++) {
            jsonw_key_str(&w, label->object.members[k].name);
            jsonw_raw(&w, label->object.members[k].value.raw);
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    const struct question question = {.op = "feedback",
                                      .of = of,
                                      .input = strbuf_view(&input),
                                      .seconds = s->plan->manifest->seconds_per_item *
                                                 SESSION_AT_MOST};
    enum err_code code = strbuf_check(&input, "the feedback", err);
    if (code == ERR_OK) {
        code = conversation_ask(s->conversation, &question, &reply, err);
    }
    strbuf_release(&input);
    TRY(code);
    *more = fine(s, &reply);
    return ERR_OK;
}

/* Asks for the next batch; `id` is that of the request. */
static enum err_code ask_batch(struct session *s, char id[SHOWN_ID], bool *more,
                               struct err *err)
{
    struct strbuf input;
    struct reply reply;
    struct jsonw w;
    bool first = s->batches == 0;
    size_t items = first && s->plan->count > SESSION_AT_MOST ? s->plan->count : SESSION_AT_MOST;
    strbuf_init(&input, LIMIT_LINE);
    jsonw_init(&w, &input);
    if (first) {
        staged_collection_input(&s->staged, &w);
    } else {
        jsonw_object(&w);
    }
    jsonw_member_int(&w, "at_most", SESSION_AT_MOST);
    jsonw_end(&w);
    const struct question question = {.input = strbuf_view(&input),
                                      .seconds =
                                          s->plan->manifest->seconds_per_item * (int64_t)items};
    enum err_code code = strbuf_check(&input, "the request", err);
    if (code == ERR_OK) {
        code = conversation_ask(s->conversation, &question, &reply, err);
    }
    strbuf_release(&input);
    TRY(code);
    memcpy(id, reply.id, sizeof reply.id);
    *more = fine(s, &reply);
    return *more ? take_proposal(s, reply.output, more, err) : ERR_OK;
}

static enum err_code talk(struct session *s, struct err *err)
{
    char id[SHOWN_ID];
    bool more = true;
    TRY(staged_collection_write(&s->staged, conversation_in(s->conversation), err));
    while (more) {
        TRY(ask_batch(s, id, &more, err));
        if (more) {
            TRY(give_feedback(s, id, &more, err));
        }
        if (s->shape->progress != NULL) {
            s->shape->progress(s->plan->data, (double)s->proposed / (double)s->plan->count);
        }
    }
    return ERR_OK;
}

static void write_place(struct strbuf *out, const struct session_place *place)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    if (place->rank > 0) {
        jsonw_member_int(&w, "batch", place->batch);
        jsonw_member_int(&w, "rank", place->rank);
    }
    jsonw_key(&w, "stopped");
    jsonw_bool(&w, place->stopped || place->rank == 0);
    jsonw_end(&w);
}

/* A session is whole or not there: when it failed, it failed for every item. */
static enum err_code give_outcomes(const struct session *s, struct err *err)
{
    struct strbuf output;
    enum err_code code = ERR_OK;
    strbuf_init(&output, 4096);
    for (size_t i = 0; code == ERR_OK && i < s->plan->count; i++) {
        struct client_answer answer = {.item = s->plan->order[i],
                                       .outcome = OUTCOME_ANSWERED,
                                       .microseconds = s->microseconds};
        if (s->failed) {
            answer = shape_answer_of(answer.item, &s->failure);
        } else {
            strbuf_clear(&output);
            write_place(&output, &s->places[i]);
            answer.output = strbuf_view(&output);
        }
        code = s->plan->done(s->plan->data, &answer, err);
    }
    strbuf_release(&output);
    return code;
}

enum err_code session_run(const struct shape_plan *plan, struct client_counts *counts,
                          struct err *err)
{
    struct session s = {.shape = plan, .plan = plan->client, .counts = counts};
    const struct conversation_plan how = {
        .client = plan->client, .counts = counts, .op = "feedback", .progress = NULL};
    *counts = (struct client_counts){0};
    if (plan->client->count == 0) {
        return ERR_OK;
    }
    TRY(conversation_open(&s.conversation, &how, err));
    s.arena = arena_new();
    s.places = xcalloc(plan->client->count + 1, sizeof *s.places);
    s.batch = xcalloc(SESSION_AT_MOST, sizeof *s.batch);
    staged_collection_init(&s.staged, plan->client, plan->task, plan->seed);
    enum err_code code = talk(&s, err);
    struct err closing = {.code = ERR_OK};
    enum err_code closed = conversation_close(s.conversation, code == ERR_OK, &closing);
    if (code == ERR_OK && closed != ERR_OK) {
        code = closed;
        *err = closing;
    }
    if (code == ERR_OK) {
        code = give_outcomes(&s, err);
    }
    staged_collection_release(&s.staged);
    free(s.places);
    free(s.batch);
    arena_free(s.arena);
    return code;
}
