/* Cases within one conversation: items, oddities, cancels, full windows. */
#include "trial/check_cases.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <poll.h>
#include <string.h>

enum { GRACE_MS = 5000, PIECES_GAP_MS = 50, WORDS_SHOWN = 120 };

/* What came in place of an output. */
static const char *reason(struct talk *talk, int found, const struct message *message)
{
    struct strbuf words;
    if (found < 0) {
        return talk->broke != NULL ? talk->broke : "no answer in time";
    }
    strbuf_init(&words, 16 * WORDS_SHOWN);
    strbuf_printf(&words, "error %.*s: ", STR_ARG(message->error_code));
    utf8_visible(&words, str_sub(message->error_message, 0, WORDS_SHOWN), false);
    const char *kept = arena_strdup(talk->check->arena, words.p);
    strbuf_release(&words);
    return kept;
}

/* Sends the example and waits; a row that fails when no output within the contract comes. */
static enum err_code expect_output(struct talk *talk, const char *name, const char *more,
                                   struct str *output, bool *came, struct err *err)
{
    char id[1][TALK_ID];
    struct message message;
    struct err why = {.code = ERR_OK};
    int64_t began = clock_monotonic_ms();
    *came = false;
    TRY(talk_send_example(talk, id[0], more, err));
    int found = talk_wait(talk, id, 1, talk_item_ms(talk->check), &message);
    if (found < 0 || message.kind == MESSAGE_ERROR) {
        check_say(talk->check, name, CHECK_FAILS, "%s", reason(talk, found, &message));
    } else if (talk->check->task->check_output(talk->check->example, message.output, &why) !=
               ERR_OK) {
        check_say(talk->check, name, CHECK_FAILS, "the output breaks the contract: %s",
                  why.message);
    } else {
        *output = message.output->raw;
        *came = true;
        check_say(talk->check, name, CHECK_HOLDS, "answered in %lld ms",
                  (long long)(clock_monotonic_ms() - began));
    }
    return ERR_OK;
}

static enum err_code one_item(struct talk *talk, struct err *err)
{
    struct str first;
    struct str second;
    bool came;
    TRY(expect_output(talk, "an item", "", &first, &came, err));
    if (!came) {
        return ERR_OK;
    }
    TRY(expect_output(talk, "the same item again", "", &second, &came, err));
    if (came) {
        check_say(talk->check, "repeats itself", CHECK_NOTE, "%s",
                  str_eq(first, second) ? "the same bytes twice"
                                        : "two answers differ: runs will be marked as varying");
    }
    return ERR_OK;
}

static enum err_code unknown_keys(struct talk *talk, struct err *err)
{
    struct str output;
    bool came;
    return expect_output(talk, "unknown keys are ignored", ",\"x-unknown\":[1,{\"a\":null}]",
                         &output, &came, err);
}

static enum err_code long_line(struct talk *talk, struct err *err)
{
    struct str output;
    bool came;
    struct strbuf more;
    strbuf_init(&more, LIMIT_LINE);
    strbuf_puts(&more, ",\"x-long\":\"");
    size_t room = LIMIT_LINE - talk->check->example->raw.n - 200;
    char *at = strbuf_reserve(&more, room);
    memset(at, 'x', room);
    more.n += room;
    strbuf_putc(&more, '"');
    more.p[more.n] = '\0';
    enum err_code code =
        expect_output(talk, "a line of nearly 1 MiB", more.p, &output, &came, err);
    strbuf_release(&more);
    return code;
}

/* A tool refuses such an input and lives on. */
static enum err_code bad_input(struct talk *talk, struct err *err)
{
    static const char name[] = "an input that breaks the contract";
    char id[1][TALK_ID] = {"00000000000000ba"};
    struct message message;
    (void)err;
    talk_send(talk, STR("{\"id\":\"00000000000000ba\",\"input\":{}}\n"));
    int found = talk_wait(talk, id, 1, talk_item_ms(talk->check), &message);
    if (found < 0) {
        check_say(talk->check, name, CHECK_FAILS, "%s", reason(talk, found, &message));
    } else if (message.kind == MESSAGE_OUTPUT) {
        check_say(talk->check, name, CHECK_FAILS, "it was given an output, not an error");
    } else {
        check_say(talk->check, name, CHECK_HOLDS, "%s", reason(talk, found, &message));
    }
    return ERR_OK;
}

static enum err_code cancelled(struct talk *talk, struct err *err)
{
    static const char name[] = "a cancelled item";
    char id[1][TALK_ID];
    struct message message;
    struct strbuf line;
    TRY(talk_send_example(talk, id[0], "", err));
    strbuf_init(&line, 100);
    message_write_cancel(&line, str_of(id[0]));
    talk_send(talk, strbuf_view(&line));
    strbuf_release(&line);
    int found = talk_wait(talk, id, 1, GRACE_MS, &message);
    if (found < 0) {
        check_say(talk->check, name, CHECK_FAILS, "%s",
                  talk->broke != NULL ? talk->broke : "neither answered nor given up in 5 s");
    } else {
        bool gave_up = message.kind == MESSAGE_ERROR && str_is(message.error_code, "cancelled");
        check_say(talk->check, name, CHECK_HOLDS, "%s",
                  gave_up ? "given up" : "answered all the same");
    }
    return ERR_OK;
}

static enum err_code cancel_of_nothing(struct talk *talk, struct err *err)
{
    struct str output;
    bool came;
    talk_send(talk, STR("{\"cancel\":\"00000000000000ca\"}\n"));
    return expect_output(talk, "after a cancel of nothing", "", &output, &came, err);
}

static enum err_code full_window(struct talk *talk, struct err *err)
{
    char ids[LIMIT_WINDOW][TALK_ID];
    bool answered[LIMIT_WINDOW] = {false};
    struct message message;
    size_t window = (size_t)talk->process.window;
    size_t done = 0;
    int found = 0;
    for (size_t i = 0; i < window; i++) {
        TRY(talk_send_example(talk, ids[i], "", err));
    }
    while (done < window && found >= 0) {
        found = talk_wait(talk, ids, window, talk_item_ms(talk->check), &message);
        if (found >= 0 && answered[found]) {
            talk->strays++;
        } else if (found >= 0) {
            answered[found] = true;
            done++;
        }
    }
    check_say(talk->check, "a full window", done == window ? CHECK_HOLDS : CHECK_FAILS,
              "%zu of %zu answered", done, window);
    return ERR_OK;
}

/* A reader that takes what one read() gives for one line fails here. */
static enum err_code pieces(struct talk *talk, struct err *err)
{
    char ids[2][TALK_ID];
    struct message message;
    struct strbuf lines;
    strbuf_init(&lines, 4 * LIMIT_LINE);
    enum err_code code = talk_example_line(talk, ids[0], "", &lines, err);
    size_t first = lines.n;
    if (code == ERR_OK && talk->process.window > 1) {
        code = talk_example_line(talk, ids[1], "", &lines, err);
    }
    size_t count = lines.n > first ? 2 : 1;
    if (code == ERR_OK) {
        talk_send(talk, str_sub(strbuf_view(&lines), 0, 20));
        (void)poll(NULL, 0, PIECES_GAP_MS);
        talk_send(talk, str_from(strbuf_view(&lines), 20));
        size_t done = 0;
        while (done < count &&
               talk_wait(talk, ids, count, talk_item_ms(talk->check), &message) >= 0) {
            done++;
        }
        check_say(talk->check, "lines in pieces, two at once",
                  done == count ? CHECK_HOLDS : CHECK_FAILS, "%zu of %zu answered", done,
                  count);
    }
    strbuf_release(&lines);
    return code;
}

static enum err_code strays(struct talk *talk, struct err *err)
{
    (void)err;
    check_say(talk->check, "answers only what it was asked",
              talk->strays == 0 ? CHECK_HOLDS : CHECK_FAILS, "%lld lines answered nothing",
              (long long)talk->strays);
    return ERR_OK;
}

check_case *const check_cases[] = {one_item,  unknown_keys,      bad_input,
                                   cancelled, cancel_of_nothing, full_window,
                                   pieces,    long_line,         strays};
const size_t check_case_count = sizeof check_cases / sizeof check_cases[0];

check_case *const check_whole_cases[] = {bad_input, strays};
const size_t check_whole_case_count = sizeof check_whole_cases / sizeof check_whole_cases[0];
