/* policeai witness */
#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "stranger/log_place.h"
#include "stranger/witness.h"

#include <inttypes.h>
#include <stdio.h>

struct witness_options {
    bool online;
    const char *log;
    const char *key;
    const char *log_key;
    const char *state;
    const char *out;
};

#define AT(member) offsetof(struct witness_options, member)
static const struct opt options[] = {
    {"log", 0, OPT_TEXT, AT(log), "FOLDER|URL", "the published log to look at", 0, 0},
    {"key", 0, OPT_TEXT, AT(key), "FILE", "the witness's key, from witness keygen", 0, 0},
    {"log-key", 0, OPT_TEXT, AT(log_key), "VKEY",
     "the log's key, needed the first time; ask the operator for it by another way", 0, 0},
    {"state", 0, OPT_TEXT, AT(state), "FILE",
     "what was cosigned last, one for each log; else KEY.state", 0, 0},
    {"out", 0, OPT_TEXT, AT(out), "FILE", "the cosigned checkpoint; else it is printed", 0, 0},
    {"online", 0, OPT_FLAG, AT(online), NULL, "let URL be on another machine", 0, 0},
    {.name = NULL}};

static enum err_code give_out(const struct witness_options *given,
                              const struct witness_result *result, struct err *err)
{
    if (given->out == NULL) {
        printf("%.*s", STR_ARG(result->note));
        return ERR_OK;
    }
    TRY(file_write(given->out, result->note, 0644, err));
    printf("cosigned %.*s at %" PRIu64 " statements", STR_ARG(result->origin), result->size);
    if (result->before > 0) {
        printf(" (%" PRIu64 " the last time)", result->before);
    }
    printf(": %s\n", given->out);
    return ERR_OK;
}

static enum err_code cosign(struct arena *arena, const struct witness_options *given,
                            struct err *err)
{
    struct log_place place;
    struct witness_plan plan = {.now = clock_now(&(struct clock){0})};
    struct witness_result result;
    struct sig_secret secret;
    struct note_key log_key;
    if (given->log == NULL || given->key == NULL) {
        return err_set(err, ERR_USAGE, "say which log and which key: --log and --key");
    }
    if (given->log_key != NULL) {
        TRY(vkey_parse(str_of(given->log_key), &log_key, err));
        plan.log_key = &log_key;
    }
    TRY(witness_key_load(arena, given->key, &secret, &plan.name, err));
    plan.secret = &secret;
    plan.state =
        given->state != NULL ? given->state : arena_printf(arena, "%s.state", given->key);
    enum err_code code = log_place_open(&place, arena, given->log, given->online, err);
    if (code == ERR_OK) {
        plan.files = place.files;
        code = witness_cosign(arena, &plan, &result, err);
        log_place_close(&place);
    }
    sig_secret_wipe(&secret);
    TRY(code);
    return give_out(given, &result, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return cosign(call->arena, call->options, err);
}

const struct command command_witness = {
    .name = "witness",
    .synopsis = "--log FOLDER|URL --key FILE [--log-key VKEY] [--state FILE] [--out FILE] "
                "[--online]",
    .summary = "cosign another organisation's log when it continues what was seen",
    .help =
        "Reads the checkpoint of a published log and cosigns it (C2SP tlog-cosignature) when "
        "the log's key signed it and\nthe log's own files prove that it continues the "
        "last one cosigned here. What was cosigned is written down\nbefore the "
        "cosignature is made. The log's operator takes the file with `policeai ledger "
        "cosign add`.\n\nExit status: 0 cosigned; 1 refused, which deserves to be made "
        "known: rolled back, split view, rewritten,\nforged; 4 the log could not be read.",
    .options = options,
    .options_size = sizeof(struct witness_options),
    .run = run,
};
