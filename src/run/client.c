/* The loop: who gets which item, what can be read and written, whose clock passed. */
#include "run/client_state.h"

#include "base/clock.h"
#include "base/mem.h"
#include "crypto/random.h"

#include <stdlib.h>
#include <string.h>

enum { POLL_MS = 50, POLLS_A_PROCESS = 3 };

static const char *const outcome_words[] = {"",     "answered", "error",
                                            "died", "timeout",  "not-attempted"};

const char *outcome_word(enum outcome outcome)
{
    return outcome_words[outcome];
}

bool outcome_of_word(struct str word, enum outcome *outcome)
{
    for (size_t i = 1; i < sizeof outcome_words / sizeof *outcome_words; i++) {
        if (str_is(word, outcome_words[i])) {
            *outcome = (enum outcome)i;
            return true;
        }
    }
    return false;
}

void client_counts_add(struct client_counts *counts, const struct client_counts *more)
{
    counts->restarts += more->restarts;
    counts->faults += more->faults;
    counts->noise_bytes += more->noise_bytes;
    sandbox_record_join(&counts->record, &more->record);
}

static bool sending(const struct client *client)
{
    int64_t stop = client->plan->stop_sending_ms;
    return client->next < client->plan->count && (stop == 0 || clock_monotonic_ms() < stop);
}

static bool has_work(const struct client *client, const struct slot *slot)
{
    return slot->alone_count > 0 || sending(client);
}

static enum err_code too_long(struct client *client, size_t item, struct err *err)
{
    struct client_answer answer = {.item = item,
                                   .outcome = OUTCOME_ERROR,
                                   .error_code = STR("limit"),
                                   .error_message = STR("the item's line is longer than 1 MiB"),
                                   .microseconds = -1};
    return client_outcome(client, &answer, err);
}

static enum err_code item_of(const struct client *client, size_t item, struct client_item *what,
                             struct err *err)
{
    const struct client_plan *plan = client->plan;
    if (plan->prepare == NULL) {
        *what = plan->items[item];
        return ERR_OK;
    }
    *what = (struct client_item){.input = NULL};
    return plan->prepare(plan->data, item, what, err);
}

/* Queues one item under a fresh id. */
static enum err_code send_item(struct client *client, struct slot *slot, size_t item,
                               struct err *err)
{
    struct client_item what;
    struct sent *sent = &slot->sent[slot->count];
    struct strbuf input;
    TRY(item_of(client, item, &what, err));
    *sent = (struct sent){.item = item, .state = SENT_WAITING};
    random_hex(sent->id, 8);
    strbuf_init(&input, LIMIT_LINE - 64);
    enum err_code code = staging_input(slot->process.in_folder, what.files, what.file_count,
                                       what.input, &input, &sent->staged, err);
    bool fits = !input.overflow;
    if (code == ERR_OK && fits) {
        message_write_item(&slot->process.to_tool, str_of(sent->id), strbuf_view(&input));
        sent->sent_us = clock_monotonic_us();
        slot->count++;
    } else {
        staging_remove_all(slot->process.in_folder, &sent->staged);
    }
    strbuf_release(&input);
    TRY(code);
    return fits ? ERR_OK : too_long(client, item, err);
}

static enum err_code start(struct client *client, struct slot *slot, struct err *err)
{
    if (slot->started_before) {
        if (client->counts->restarts >= LIMIT_RESTARTS) {
            return client_give_up(client, err);
        }
        client->counts->restarts++;
    }
    TRY(process_start(&slot->process, &client->process_plan, err));
    slot->running = true;
    slot->count = 0;
    return ERR_OK;
}

static enum err_code fill(struct client *client, struct slot *slot, struct err *err)
{
    if (!slot->running && has_work(client, slot)) {
        return start(client, slot, err);
    }
    if (!slot->running || !slot->process.ready || slot->kill_ms > 0) {
        return ERR_OK;
    }
    if (slot->count == 0) {
        slot->sending_alone = slot->alone_count > 0;
        if (slot->sending_alone) {
            TRY(send_item(client, slot, slot->alone[--slot->alone_count], err));
        }
    }
    while (!slot->sending_alone && slot->count < slot->process.window && sending(client)) {
        TRY(send_item(client, slot, client->plan->order[client->next++], err));
    }
    process_pump(&slot->process);
    return ERR_OK;
}

static enum err_code serve(struct client *client, struct slot *slot, struct err *err)
{
    bool malformed;
    process_pump(&slot->process);
    TRY(client_read_lines(client, slot, &malformed, err));
    if (malformed || slot->process.output_ended) {
        return client_death(client, slot, malformed, err);
    }
    return client_check_clocks(client, slot, err);
}

static bool finished(const struct client *client)
{
    if (client->given_up) {
        return true; /* each item has its outcome, also those put aside to be sent again */
    }
    for (int64_t i = 0; i < client->plan->workers; i++) {
        const struct slot *slot = &client->slots[i];
        for (int k = 0; k < slot->count; k++) {
            if (slot->sent[k].state != SENT_GONE) {
                return false;
            }
        }
        if (slot->alone_count > 0) {
            return false;
        }
    }
    return !sending(client);
}

static void wait_for_something(struct client *client)
{
    struct pollfd *fds =
        xcalloc((size_t)client->plan->workers * POLLS_A_PROCESS + 1, sizeof *fds);
    nfds_t count = 0;
    for (int64_t i = 0; i < client->plan->workers; i++) {
        if (client->slots[i].running) {
            count += (nfds_t)process_poll(&client->slots[i].process, fds + count);
        }
    }
    (void)poll(fds, count, POLL_MS);
    free(fds);
}

static enum err_code step(struct client *client, struct err *err)
{
    const struct client_plan *plan = client->plan;
    if (plan->tick != NULL && plan->tick(plan->data)) {
        return err_set(err, ERR_CANCELLED, "stopped");
    }
    for (int64_t i = 0; i < plan->workers && !client->given_up; i++) {
        TRY(fill(client, &client->slots[i], err));
    }
    if (client->given_up) {
        return ERR_OK;
    }
    wait_for_something(client);
    for (int64_t i = 0; i < plan->workers; i++) {
        if (client->slots[i].running) {
            TRY(serve(client, &client->slots[i], err));
        }
    }
    return ERR_OK;
}

/* Ends a process that did its work; false in *clean is not a failure of any item. */
static enum err_code finish(struct client *client, struct slot *slot, struct err *err)
{
    enum err_code code = ERR_OK;
    if (slot->process.ready && client->plan->observe != NULL) {
        code = client->plan->observe(client->plan->data, slot->process.sandbox, true, err);
    }
    (void)process_finish(&slot->process);
    return code;
}

static void release(struct client *client)
{
    for (int64_t i = 0; i < client->plan->workers; i++) {
        struct slot *slot = &client->slots[i];
        if (slot->running) {
            client->counts->noise_bytes += slot->process.noise_bytes;
            process_end(&slot->process, &client->counts->record);
        }
    }
    free(client->slots);
    free(client->has_outcome);
    arena_free(client->arena);
}

static size_t items_named(const struct client_plan *plan)
{
    size_t most = 0;
    for (size_t i = 0; i < plan->count; i++) {
        most = plan->order[i] >= most ? plan->order[i] + 1 : most;
    }
    return most;
}

enum err_code client_run(const struct client_plan *plan, struct client_counts *counts,
                         struct err *err)
{
    struct client client = {.plan = plan, .counts = counts, .arena = arena_new()};
    enum err_code code = ERR_OK;
    *counts = (struct client_counts){0};
    client.process_plan = (struct process_plan){.tool_folder = plan->tool_folder,
                                                .manifest = plan->manifest,
                                                .parameters = plan->parameters,
                                                .tool_seed = plan->tool_seed,
                                                .scratch = plan->scratch,
                                                .state_folder = plan->state_folder};
    client.slots = xcalloc((size_t)plan->workers, sizeof *client.slots);
    client.has_outcome = xcalloc(items_named(plan) + 1, sizeof *client.has_outcome);
    while (code == ERR_OK && !finished(&client)) {
        code = step(&client, err);
    }
    for (int64_t i = 0; i < plan->workers && code == ERR_OK; i++) {
        if (client.slots[i].running && !client.given_up) {
            code = finish(&client, &client.slots[i], err);
        }
    }
    release(&client);
    return code;
}
