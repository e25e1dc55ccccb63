/* What comes from a tool: ready, answers, errors, progress, noise, faults. */
#include "run/client_state.h"

#include "base/clock.h"

enum err_code client_outcome(struct client *client, const struct client_answer *answer,
                             struct err *err)
{
    client->has_outcome[answer->item] = true;
    return client->plan->done(client->plan->data, answer, err);
}

void client_forget_sent(struct slot *slot, int index)
{
    staging_remove_all(slot->process.in_folder, &slot->sent[index].staged);
    slot->sent[index] = slot->sent[--slot->count];
}

static int find_sent(const struct slot *slot, struct str id)
{
    for (int i = 0; i < slot->count; i++) {
        if (str_is(id, slot->sent[i].id)) {
            return i;
        }
    }
    return -1;
}

static enum err_code fault(struct client *client, struct err *err)
{
    if (++client->counts->faults > LIMIT_TOOL_FAULTS) {
        return err_set(err, ERR_INVALID,
                       "the tool sent more than %d lines that answer nothing it was asked",
                       LIMIT_TOOL_FAULTS);
    }
    return ERR_OK;
}

static enum err_code take_ready(struct client *client, struct slot *slot,
                                const struct message *message, struct err *err)
{
    const struct manifest *manifest = client->plan->manifest;
    struct message_ready ready;
    enum err_code code = message_ready(message, manifest->id, manifest->version, &ready, err);
    if (code != ERR_OK) {
        err_prefix(err, "the tool did not get ready");
        return code;
    }
    int64_t most = client->plan->window_max;
    slot->process.window = most > 0 && most < ready.window ? most : ready.window;
    slot->process.ready = true;
    slot->last_answer_us = clock_monotonic_us();
    return client->plan->observe == NULL
               ? ERR_OK
               : client->plan->observe(client->plan->data, slot->process.sandbox, false, err);
}

/* The host's own work is on nobody's clock. */
static void add_to_clocks(struct client *client, int64_t microseconds)
{
    for (int64_t i = 0; i < client->plan->workers; i++) {
        struct slot *slot = &client->slots[i];
        slot->last_answer_us += microseconds;
        for (int k = 0; k < slot->count; k++) {
            slot->sent[k].sent_us += microseconds;
        }
    }
}

static enum err_code check_file(struct client *client, const struct slot *slot,
                                const struct js *output, size_t item, struct err *err)
{
    const struct client_item *what = &client->plan->items[item];
    if (client->plan->output_check == NULL) {
        return ERR_OK;
    }
    int64_t began = clock_monotonic_us();
    enum err_code code =
        output_check_run(client->plan->output_check, slot->process.sandbox,
                         what->file_count > 0 ? what->files[0] : NULL, output, what->kept, err);
    add_to_clocks(client, clock_monotonic_us() - began);
    return code;
}

/* An output that breaks the task's contract is the item's error; the tool lives on. */
static void judge(struct client *client, const struct slot *slot, const struct message *message,
                  struct client_answer *answer, struct err *contract)
{
    answer->outcome = OUTCOME_ERROR;
    if (message->kind == MESSAGE_ERROR) {
        answer->error_code = message->error_code;
        answer->error_message = message->error_message;
    } else if (client->plan->check(client->plan->data, answer->item, message->output,
                                   contract) != ERR_OK) {
        answer->error_code = STR("contract");
        answer->error_message = str_of(contract->message);
    } else if (check_file(client, slot, message->output, answer->item, contract) != ERR_OK) {
        answer->error_code = STR("check");
        answer->error_message = str_of(contract->message);
    } else {
        answer->outcome = OUTCOME_ANSWERED;
        answer->output = message->output->raw;
    }
}

static enum err_code take_answer(struct client *client, struct slot *slot,
                                 const struct message *message, struct err *err)
{
    int index = message->id.p != NULL ? find_sent(slot, message->id) : -1;
    struct err contract;
    if (index < 0) {
        return fault(client, err);
    }
    if (message->kind == MESSAGE_PROGRESS) {
        return ERR_OK;
    }
    const struct sent sent = slot->sent[index];
    if (sent.state == SENT_AGAIN) {
        return ERR_OK; /* late: never counts */
    }
    client_forget_sent(slot, index);
    int64_t now = clock_monotonic_us();
    int64_t began = sent.sent_us > slot->last_answer_us ? sent.sent_us : slot->last_answer_us;
    slot->last_answer_us = now;
    if (sent.state == SENT_GONE) {
        slot->kill_ms = 0; /* it gave up in time: the process lives */
        return ERR_OK;
    }
    struct client_answer answer = {.item = sent.item, .microseconds = now - began};
    judge(client, slot, message, &answer, &contract);
    return client_outcome(client, &answer, err);
}

static enum err_code take_line(struct client *client, struct slot *slot, struct str line,
                               bool *malformed, struct err *err)
{
    struct message message;
    struct err why;
    arena_reset(client->arena);
    if (message_read(client->arena, line, &message, &why) != ERR_OK) {
        if (!slot->process.ready) {
            return err_set(err, ERR_FORMAT, "the tool did not get ready: a malformed line: %s",
                           why.message);
        }
        *malformed = true;
        return ERR_OK;
    }
    if (message.kind == MESSAGE_NOISE) {
        *malformed = process_noise(&slot->process, line, &why) != ERR_OK;
        return ERR_OK;
    }
    if (!slot->process.ready) {
        return take_ready(client, slot, &message, err);
    }
    if (message.kind == MESSAGE_READY || message.kind == MESSAGE_OTHER) {
        return fault(client, err);
    }
    return take_answer(client, slot, &message, err);
}

enum err_code client_read_lines(struct client *client, struct slot *slot, bool *malformed,
                                struct err *err)
{
    struct str line;
    struct err why;
    bool found = true;
    *malformed = false;
    while (found && !*malformed) {
        if (process_line(&slot->process, &line, &found, &why) != ERR_OK) {
            *malformed = true;
        } else if (found) {
            TRY(take_line(client, slot, line, malformed, err));
        }
    }
    if (*malformed && !slot->process.ready) {
        return err_set(err, ERR_FORMAT, "the tool did not get ready: %s", why.message);
    }
    return ERR_OK;
}
