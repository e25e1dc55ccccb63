#include "trial/talk.h"

#include "base/clock.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "run/staging.h"

#include <string.h>

enum { POLL_MS = 20, FINISH_MS = 5000, PATIENCE_MS = 60000 };

int64_t talk_item_ms(const struct check *check)
{
    int64_t ms = check->manifest->seconds_per_item * 1000;
    return ms < PATIENCE_MS ? ms : PATIENCE_MS;
}

static void breaks(struct talk *talk, const char *words)
{
    if (talk->broke == NULL) {
        talk->broke = arena_strdup(talk->check->arena, words);
    }
}

static void tell_end(struct talk *talk)
{
    struct err why = {.code = ERR_OK};
    int status = 0;
    if (!talk->process.ready) {
        enum err_code ignored = process_not_ready(&talk->process, &why);
        (void)ignored;
        breaks(talk, why.message);
    } else if (sandbox_ended(talk->process.sandbox, POLL_MS, &status)) {
        breaks(talk, "it ended");
    } else {
        breaks(talk, "it closed its output");
    }
}

/* The next message; false when none came by `until` or the conversation broke. */
static bool next_message(struct talk *talk, int64_t until, struct message *message)
{
    struct pollfd fds[3];
    struct err why = {.code = ERR_OK};
    while (talk->broke == NULL) {
        struct str line;
        bool found;
        enum err_code code = process_line(&talk->process, &line, &found, &why);
        if (code == ERR_OK && found) {
            line = arena_str(talk->check->arena, line);
            code = message_read(talk->check->arena, line, message, &why);
        }
        if (code == ERR_OK && found && message->kind != MESSAGE_NOISE) {
            return true;
        }
        if (code == ERR_OK && found) {
            code = process_noise(&talk->process, line, &why);
        }
        if (code != ERR_OK) {
            breaks(talk, why.message);
        } else if (!found && talk->process.output_ended) {
            tell_end(talk);
        } else if (!found && clock_monotonic_ms() >= until) {
            return false;
        } else if (!found) {
            (void)poll(fds, (nfds_t)process_poll(&talk->process, fds), POLL_MS);
            process_pump(&talk->process);
        }
    }
    return false;
}

static void take_ready(struct talk *talk, int64_t began)
{
    const struct manifest *manifest = talk->check->manifest;
    struct message message;
    struct message_ready ready;
    struct err why = {.code = ERR_OK};
    if (!next_message(talk, began + manifest->start_seconds * 1000, &message)) {
        breaks(talk, "no ready within start_seconds");
    } else if (message_ready(&message, manifest->id, manifest->version, &ready, &why) !=
               ERR_OK) {
        breaks(talk, why.message);
    } else {
        talk->process.ready = true;
        talk->process.window = ready.window;
        talk->ready_ms = clock_monotonic_ms() - began;
    }
}

enum err_code talk_start(struct talk *talk, struct check *check, struct str parameters,
                         struct err *err)
{
    int64_t began = clock_monotonic_ms();
    *talk = (struct talk){.check = check};
    talk->plan = (struct process_plan){.tool_folder = check->folder,
                                       .manifest = check->manifest,
                                       .parameters = parameters,
                                       .tool_seed = 1,
                                       .scratch = check->scratch,
                                       .state_folder = check->state_folder};
    TRY(process_start(&talk->process, &talk->plan, err));
    take_ready(talk, began);
    return ERR_OK;
}

void talk_end(struct talk *talk)
{
    talk->check->noise_bytes += talk->process.noise_bytes;
    talk->check->error_bytes += (int64_t)talk->process.errors.n;
    process_end(&talk->process, &talk->check->report->record);
}

enum err_code talk_example_line(struct talk *talk, char id[TALK_ID], const char *more,
                                struct strbuf *line, struct err *err)
{
    const struct check *check = talk->check;
    struct staged staged;
    struct strbuf input;
    random_hex(id, 8);
    strbuf_init(&input, 2 * LIMIT_LINE);
    enum err_code code =
        staging_input(talk->process.in_folder, check->example_files, check->example_file_count,
                      check->example, &input, &staged, err);
    strbuf_truncate(&input, input.n - 1);
    strbuf_puts(&input, more);
    strbuf_putc(&input, '}');
    message_write_item(line, str_of(id), strbuf_view(&input));
    code = code == ERR_OK ? strbuf_check(&input, "the example", err) : code;
    strbuf_release(&input);
    return code;
}

void talk_send(struct talk *talk, struct str bytes)
{
    strbuf_str(&talk->process.to_tool, bytes);
    process_pump(&talk->process);
}

enum err_code talk_send_example(struct talk *talk, char id[TALK_ID], const char *more,
                                struct err *err)
{
    struct strbuf line;
    strbuf_init(&line, 2 * LIMIT_LINE);
    enum err_code code = talk_example_line(talk, id, more, &line, err);
    if (code == ERR_OK) {
        talk_send(talk, strbuf_view(&line));
    }
    strbuf_release(&line);
    return code;
}

int talk_wait(struct talk *talk, char (*ids)[TALK_ID], size_t count, int64_t ms,
              struct message *message)
{
    int64_t until = clock_monotonic_ms() + ms;
    while (next_message(talk, until, message)) {
        bool answer = message->kind == MESSAGE_OUTPUT || message->kind == MESSAGE_ERROR;
        for (size_t i = 0; i < count && message->id.p != NULL; i++) {
            if (str_is(message->id, ids[i]) && answer) {
                return (int)i;
            }
            if (str_is(message->id, ids[i]) && message->kind == MESSAGE_PROGRESS) {
                talk->check->progress++;
                answer = true; /* no stray */
                break;
            }
        }
        talk->strays += answer && message->kind == MESSAGE_PROGRESS ? 0 : 1;
    }
    return -1;
}

bool talk_finish(struct talk *talk, char (*ids)[TALK_ID], size_t count, size_t *answered)
{
    struct message message;
    int status = -1;
    int64_t until = clock_monotonic_ms() + FINISH_MS + talk_item_ms(talk->check);
    while (talk->process.to_tool.n > 0 && clock_monotonic_ms() < until) {
        process_pump(&talk->process);
    }
    sandbox_close_stdin(talk->process.sandbox);
    *answered = 0;
    while (talk_wait(talk, ids, count, until - clock_monotonic_ms(), &message) >= 0) {
        (*answered)++;
    }
    return sandbox_ended(talk->process.sandbox, FINISH_MS, &status) && status == 0;
}
