/* The shape indexed: one process builds /state from a collection, others answer items from it
 * and cannot write to it; see shape.h and doc/tool-protocol.md.
 *
 * Items go through the client (windows, clocks, deaths, several processes), collection by
 * collection; here their answers get back the names that the benchmark has for entries. */
#include "run/shape.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "run/conversation.h"
#include "run/entry_names.h"
#include "run/prepared_state.h"
#include "run/staged_collection.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUTPUT_MAX = 8 * LIMIT_LINE };

struct indexed {
    const struct shape_plan *shape;
    const struct client_plan *plan;
    struct client_counts *counts;
    struct arena *arena;
    struct client_item *items; /* as the tool is shown them, by the plan's index */
    bool *asked;               /* by place in the plan's order */
    /* Of the collection at hand. */
    const struct shape_collection *collection;
    struct staged_collection staged;
    struct strbuf answer; /* the last one, in the benchmark's words */
};

/* "collection" says where to look, which the tool is shown by /state: it is taken out. */
static enum err_code strip_items(struct indexed *x, struct err *err)
{
    size_t most = 0;
    for (size_t i = 0; i < x->plan->count; i++) {
        most = x->plan->order[i] >= most ? x->plan->order[i] + 1 : most;
    }
    x->items = arena_zalloc(x->arena, (most + 1) * sizeof *x->items);
    for (size_t i = 0; i < x->plan->count; i++) {
        const struct client_item *item = &x->plan->items[x->plan->order[i]];
        struct strbuf text;
        struct js *input;
        struct jsonw w;
        strbuf_init(&text, LIMIT_ITEM);
        jsonw_init(&w, &text);
        staging_write(&w, item->input, "collection", NULL);
        struct str kept = arena_str(x->arena, strbuf_view(&text));
        strbuf_release(&text);
        TRY(js_parse(x->arena, kept, &input, err));
        x->items[x->plan->order[i]] = *item;
        x->items[x->plan->order[i]].input = input;
    }
    return ERR_OK;
}

/* The places of the plan's order whose items are for the collection; the number of them. */
static size_t items_for(struct indexed *x, size_t *order)
{
    size_t count = 0;
    for (size_t i = 0; i < x->plan->count; i++) {
        const struct js *name =
            js_member(x->plan->items[x->plan->order[i]].input, "collection");
        if (!x->asked[i] && name != NULL && name->type == JS_STRING &&
            str_eq(name->string, x->collection->name)) {
            x->asked[i] = true;
            order[count++] = x->plan->order[i];
        }
    }
    return count;
}

static enum err_code all_alike(const struct indexed *x, const size_t *order, size_t count,
                               const struct reply *reply, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct client_answer answer = shape_answer_of(order[i], reply);
        TRY(x->plan->done(x->plan->data, &answer, err));
    }
    return ERR_OK;
}

/* Shows the collection and asks for it to be prepared. A reply that is no output lasts as long
 * as x->arena. */
static enum err_code ask(struct indexed *x, struct conversation *conversation,
                         struct reply *reply, struct err *err)
{
    struct strbuf input;
    struct jsonw w;
    TRY(staged_collection_write(&x->staged, conversation_in(conversation), err));
    strbuf_init(&input, LIMIT_LINE);
    jsonw_init(&w, &input);
    staged_collection_input(&x->staged, &w);
    jsonw_end(&w);
    const struct question question = {.op = "prepare",
                                      .input = strbuf_view(&input),
                                      .seconds = x->plan->manifest->seconds_per_item *
                                                 (int64_t)x->collection->count};
    enum err_code code = conversation_ask(conversation, &question, reply, err);
    strbuf_release(&input);
    reply->error_code = arena_str(x->arena, reply->error_code);
    reply->error_message = arena_str(x->arena, reply->error_message);
    return code;
}

/* What the tool left cannot be kept: the tool's doing, told as its answer. */
static void refuse(struct indexed *x, struct reply *reply, const struct err *why)
{
    reply->kind = REPLY_ERROR;
    reply->error_code = STR("contract");
    reply->error_message = str_of(arena_strdup(x->arena, why->message));
}

/* One process that may write to /state, and nothing is kept unless it says that it is done. */
static enum err_code build(struct indexed *x, const char *folder, struct reply *reply,
                           struct err *err)
{
    struct conversation *conversation;
    struct client_counts counts;
    struct err closing = {.code = ERR_OK};
    const struct conversation_plan how = {.client = x->plan,
                                          .counts = &counts,
                                          .op = "prepare",
                                          .state_writable = true,
                                          .progress = x->shape->progress};
    enum err_code code = conversation_open(&conversation, &how, err);
    int state = -1;
    if (code == ERR_OK) {
        code = ask(x, conversation, reply, err);
        bool fine = code == ERR_OK && reply->kind == REPLY_OUTPUT;
        state = fine ? sandbox_state(conversation_sandbox(conversation)) : -1;
        enum err_code closed = conversation_close(conversation, fine, &closing);
        if (code == ERR_OK && closed != ERR_OK) {
            code = closed;
            *err = closing;
        }
    }
    client_counts_add(x->counts, &counts);
    if (code == ERR_OK && state >= 0) {
        struct err why = {.code = ERR_OK};
        code = prepared_state_take(x->arena, folder, state, &why);
        if (code == ERR_INVALID || code == ERR_LIMIT || code == ERR_FORMAT) {
            refuse(x, reply, &why);
            code = ERR_OK;
        } else if (code != ERR_OK) {
            *err = why;
        }
    }
    if (state >= 0) {
        close(state);
    }
    return code;
}

/* An output with the benchmark's names, in x->answer. */
static enum err_code name_entries(struct indexed *x, const struct js *output, struct err *err)
{
    strbuf_clear(&x->answer);
    return entry_names_write(output, &x->staged.shown, x->collection->entries, &x->answer, err);
}

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    struct indexed *x = data;
    struct js *named;
    struct arena *arena = arena_new();
    enum err_code code = name_entries(x, output, err);
    if (code == ERR_OK) {
        code = js_parse(arena, strbuf_view(&x->answer), &named, err);
    }
    if (code == ERR_OK) {
        code = x->plan->check(x->plan->data, item, named, err);
    }
    arena_free(arena);
    return code;
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct indexed *x = data;
    struct client_answer named = *answer;
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    if (answer->outcome == OUTCOME_ANSWERED) {
        struct js *output;
        code = js_parse(arena, answer->output, &output, err);
        if (code == ERR_OK) {
            code = name_entries(x, output, err);
        }
        named.output = strbuf_view(&x->answer);
    }
    if (code == ERR_OK) {
        code = x->plan->done(x->plan->data, &named, err);
    }
    arena_free(arena);
    return code;
}

static bool tick(void *data)
{
    const struct indexed *x = data;
    return x->plan->tick != NULL && x->plan->tick(x->plan->data);
}

static enum err_code observe(void *data, struct sandbox *sandbox, bool ending, struct err *err)
{
    const struct indexed *x = data;
    return x->plan->observe == NULL ? ERR_OK
                                    : x->plan->observe(x->plan->data, sandbox, ending, err);
}

static enum err_code query(struct indexed *x, const char *folder, const size_t *order,
                           size_t count, struct err *err)
{
    struct client_counts counts;
    struct client_plan plan = *x->plan;
    plan.items = x->items;
    plan.order = order;
    plan.count = count;
    plan.state_folder = folder;
    plan.check = check;
    plan.done = done;
    plan.tick = tick;
    plan.observe = observe;
    plan.data = x;
    enum err_code code = client_run(&plan, &counts, err);
    client_counts_add(x->counts, &counts);
    return code;
}

static void stage(struct indexed *x)
{
    size_t count = x->collection->count;
    struct client_plan *entries = arena_zalloc(x->arena, sizeof *entries);
    size_t *order = arena_alloc(x->arena, (count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    *entries = *x->plan;
    entries->items = x->collection->entries;
    entries->order = order;
    entries->count = count;
    staged_collection_init(&x->staged, entries, x->shape->task, x->shape->seed);
}

static enum err_code one_collection(struct indexed *x, size_t number, struct err *err)
{
    struct reply reply = {.kind = REPLY_OUTPUT};
    const char *folder = prepared_state_folder(x->arena, x->shape->states, number);
    size_t *order = arena_alloc(x->arena, (x->plan->count + 1) * sizeof *order);
    x->collection = &x->shape->collections[number];
    size_t count = items_for(x, order);
    if (count == 0) {
        return ERR_OK;
    }
    stage(x);
    enum err_code code = ERR_OK;
    if (!prepared_state_holds(x->arena, folder)) {
        code = build(x, folder, &reply, err);
    }
    if (code == ERR_OK) {
        code = reply.kind == REPLY_OUTPUT ? query(x, folder, order, count, err)
                                          : all_alike(x, order, count, &reply, err);
    }
    staged_collection_release(&x->staged);
    return code;
}

/* The number of the collection that the first item not yet asked is for. */
static enum err_code next_collection(const struct indexed *x, size_t *number, bool *more,
                                     struct err *err)
{
    for (size_t i = 0; i < x->plan->count; i++) {
        if (x->asked[i]) {
            continue;
        }
        const struct client_item *item = &x->plan->items[x->plan->order[i]];
        struct str name = js_text(item->input, "collection");
        for (size_t k = 0; k < x->shape->collection_count; k++) {
            if (str_eq(x->shape->collections[k].name, name)) {
                *number = k;
                *more = true;
                return ERR_OK;
            }
        }
        return err_set(err, ERR_INVALID, "item %.*s is for a collection that is not there",
                       STR_ARG(item->id));
    }
    *more = false;
    return ERR_OK;
}

enum err_code indexed_run(const struct shape_plan *plan, struct client_counts *counts,
                          struct err *err)
{
    struct indexed x = {
        .shape = plan, .plan = plan->client, .counts = counts, .arena = arena_new()};
    size_t number;
    bool more = false;
    *counts = (struct client_counts){0};
    x.asked = arena_zalloc(x.arena, (plan->client->count + 1) * sizeof *x.asked);
    strbuf_init(&x.answer, OUTPUT_MAX);
    enum err_code code = strip_items(&x, err);
    do {
        if (code == ERR_OK) {
            code = next_collection(&x, &number, &more, err);
        }
        if (code == ERR_OK && more) {
            code = one_collection(&x, number, err);
        }
    } while (code == ERR_OK && more);
    strbuf_release(&x.answer);
    arena_free(x.arena);
    return code;
}
