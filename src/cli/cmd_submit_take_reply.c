/* policeai submit take-reply */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"
#include "supplier/reply_acts.h"

#include <stdio.h>

struct take_options {
    const char *data;
};

static const struct opt options[] = {{"data", 0, OPT_TEXT, offsetof(struct take_options, data),
                                      "FOLDER", DATA_OPTION_HELP, 0, 0},
                                     {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct take_options *given = call->options;
    struct taken_reply taken;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(reply_take(call->arena, &dir, call->words[0], submit_now(), &taken, err));
    const struct result_reply *reply = &taken.result.replies[taken.result.reply_count - 1];
    printf("%s to result %.16s of submission %.8s%s%s\n",
           reply->text.n > 0 ? "a reply" : "a waiver", taken.result.held.run.p,
           taken.received.submission.id.p, taken.late ? ", late" : "",
           taken.result.reply_count > 1 && !taken.published ? ", in place of the one before"
                                                            : "");
    submit_print("says", reply->text.n > 0 ? reply->text : STR("nothing"));
    printf("next: policeai submit publish %.8s --run %.16s\n", taken.received.submission.id.p,
           taken.result.held.run.p);
    return ERR_OK;
}

const struct command command_submit_take_reply = {
    .name = "submit take-reply",
    .synopsis = "FILE [--data FOLDER]",
    .summary = "take a supplier's reply to a result",
    .help = "It must be signed by the key that signed the submission. Nothing is published: "
            "read it "
            "first, for the names of persons\nabove all. Every reply is kept; the last one "
            "counts. A "
            "late one is taken too and shown with its date.",
    .options = options,
    .options_size = sizeof(struct take_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
