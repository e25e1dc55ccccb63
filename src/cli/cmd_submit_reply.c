/* policeai submit reply */
#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/submit_call.h"
#include "ledger/supplier_reply.h"
#include "supplier/supplier_key.h"

#include <stdio.h>

struct reply_options {
    const char *text;
    bool waive;
    const char *key;
    const char *out;
};

#define AT(member) offsetof(struct reply_options, member)
static const struct opt options[] = {
    {"text", 0, OPT_TEXT, AT(text), "FILE", "what you say to the result, as it is printed", 0,
     0},
    {"waive", 0, OPT_FLAG, AT(waive), NULL, "say that you will not reply", 0, 0},
    {"key", 0, OPT_TEXT, AT(key), "FILE", "the key that signed the submission", 0, 0},
    {"out", 0, OPT_TEXT, AT(out), "FILE", "the reply", 0, 0},
    {.name = NULL}};

static enum err_code read_result(struct arena *arena, const char *folder,
                                 struct supplier_reply *reply, struct err *err)
{
    struct str text;
    struct js *json;
    const char *path = arena_printf(arena, "%s/result.json", folder);
    TRY(file_read(arena, path, SUPPLIER_REPLY_MAX, &text, err));
    enum err_code code = js_parse(arena, text, &json, err);
    if (code == ERR_OK) {
        code = js_need_str(json, "submission", &reply->submission, err);
    }
    if (code == ERR_OK) {
        code = js_need_str(json, "envelope", &reply->envelope, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code sign(struct arena *arena, const struct reply_options *given,
                          const struct supplier_reply *reply, struct err *err)
{
    struct sig_secret secret;
    struct strbuf out;
    const char *vkey;
    TRY(supplier_key_load(arena, given->key, &secret, &vkey, err));
    strbuf_init(&out, SUPPLIER_REPLY_MAX);
    enum err_code code = supplier_reply_sign(&out, reply, &secret, err);
    sig_secret_wipe(&secret);
    if (code == ERR_OK) {
        code = file_write(given->out, strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct reply_options *given = call->options;
    struct supplier_reply reply = {.text = STR("")};
    char date[DATE_SIZE];
    if ((given->text != NULL) == given->waive) {
        return err_set(err, ERR_USAGE, "give --text FILE, or --waive");
    }
    if (given->key == NULL || given->out == NULL) {
        return err_set(err, ERR_USAGE, "say --key FILE and --out FILE");
    }
    TRY(read_result(call->arena, call->words[0], &reply, err));
    date_format(date, submit_now());
    reply.date = str_of(date);
    if (given->text != NULL) {
        TRY(file_read(call->arena, given->text, SUPPLIER_REPLY_MAX, &reply.text, err));
        reply.text = str_trim(reply.text);
        if (reply.text.n == 0) {
            return err_set(err, ERR_FORMAT, "%s is empty; --waive says that you will not reply",
                           given->text);
        }
    }
    TRY(sign(call->arena, given, &reply, err));
    printf("%s: %s\n", given->out,
           given->waive ? "you will not reply"
                        : "your words; they are published with your name");
    return ERR_OK;
}

const struct command command_submit_reply = {
    .name = "submit reply",
    .synopsis = "FOLDER --text FILE | --waive  --key FILE --out FILE",
    .summary = "reply to a result, as its supplier",
    .help = "FOLDER is the result as the centre served it. The text, at most 10,000 bytes, is "
            "printed beside the result as your words.\nUntil the evidence is published a later "
            "reply "
            "takes its place.",
    .options = options,
    .options_size = sizeof(struct reply_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
