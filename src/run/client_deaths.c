/* Ends of processes and clocks that passed.
 *
 * A process that ends takes the items it had with it: one that was out alone has its outcome,
 * several are sent again one at a time, so that the one at fault is found. */
#include "run/client_state.h"

#include "base/clock.h"

enum { GRACE_MS = 5000 };

static enum err_code fail_alone(struct client *client, const struct sent *sent, bool malformed,
                                struct err *err)
{
    struct client_answer answer = {
        .item = sent->item, .outcome = OUTCOME_DIED, .microseconds = -1};
    if (malformed) {
        answer.outcome = OUTCOME_ERROR;
        answer.error_code = STR("malformed");
    }
    return client_outcome(client, &answer, err);
}

static void put_aside(struct slot *slot)
{
    for (int i = 0; i < slot->count; i++) {
        if (slot->sent[i].state != SENT_GONE) {
            slot->alone[slot->alone_count++] = slot->sent[i].item;
        }
    }
    slot->count = 0;
    slot->sending_alone = false;
}

enum err_code client_death(struct client *client, struct slot *slot, bool malformed,
                           struct err *err)
{
    bool first_start = !slot->started_before && !slot->process.ready;
    bool alone = slot->count == 1 && slot->sent[0].state == SENT_WAITING;
    enum err_code code = ERR_OK;
    if (first_start) {
        code = process_not_ready(&slot->process, err);
    } else if (alone) {
        code = fail_alone(client, &slot->sent[0], malformed, err);
        slot->count = 0;
    }
    put_aside(slot);
    client->counts->noise_bytes += slot->process.noise_bytes;
    process_end(&slot->process, &client->counts->record);
    slot->running = false;
    slot->started_before = true;
    slot->kill_ms = 0;
    return code;
}

static enum err_code cancel(struct client *client, struct slot *slot, struct err *err)
{
    struct client_answer answer = {.outcome = OUTCOME_TIMEOUT, .microseconds = -1};
    bool several = slot->count > 1;
    for (int i = 0; i < slot->count; i++) {
        message_write_cancel(&slot->process.to_tool, str_of(slot->sent[i].id));
        slot->sent[i].state = several ? SENT_AGAIN : SENT_GONE;
    }
    slot->kill_ms = clock_monotonic_ms() + GRACE_MS;
    answer.item = slot->sent[0].item;
    return several ? ERR_OK : client_outcome(client, &answer, err);
}

enum err_code client_check_clocks(struct client *client, struct slot *slot, struct err *err)
{
    int64_t now = clock_monotonic_us();
    int64_t allowed = client->plan->manifest->seconds_per_item * 1000000;
    if (!slot->process.ready) {
        return now / 1000 < slot->process.start_ends_ms
                   ? ERR_OK
                   : err_set(err, ERR_TIMEOUT,
                             "the tool was not ready %lld s after its start (start_seconds)",
                             (long long)client->plan->manifest->start_seconds);
    }
    if (slot->kill_ms > 0) {
        return now / 1000 < slot->kill_ms ? ERR_OK : client_death(client, slot, false, err);
    }
    for (int i = 0; i < slot->count; i++) {
        int64_t sent = slot->sent[i].sent_us;
        int64_t began = sent > slot->last_answer_us ? sent : slot->last_answer_us;
        if (now - began > allowed) {
            return cancel(client, slot, err);
        }
    }
    return ERR_OK;
}

enum err_code client_give_up(struct client *client, struct err *err)
{
    client->given_up = true;
    for (size_t i = 0; i < client->plan->count; i++) {
        struct client_answer answer = {.item = client->plan->order[i],
                                       .outcome = OUTCOME_NOT_ATTEMPTED,
                                       .microseconds = -1};
        if (!client->has_outcome[answer.item]) {
            TRY(client_outcome(client, &answer, err));
        }
    }
    return ERR_OK;
}
