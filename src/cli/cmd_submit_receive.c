/* policeai submit receive */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"

#include <stdio.h>

struct receive_options {
    const char *data;
    const char *key;
};

#define AT(member) offsetof(struct receive_options, member)
static const struct opt options[] = {
    {"key", 0, OPT_TEXT, AT(key), "VKEY",
     "the supplier's key as the supplier told you; needed the first time", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct receive_options *given = call->options;
    struct received received;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(received_take(call->arena, &dir, call->words[0], given->key, submit_now(), &received,
                      err));
    const struct submission *submission = &received.submission;
    printf("submission %.*s: %zu files, %zu claims to be answered\n", STR_ARG(submission->id),
           submission->file_count, submission->claim_count);
    printf("next: policeai submit show %.8s\n", submission->id.p);
    return ERR_OK;
}

const struct command command_submit_receive = {
    .name = "submit receive",
    .synopsis = "FILE [--key VKEY] [--data FOLDER]",
    .summary = "take a supplier's submission into the data folder",
    .help =
        "All of it or nothing; nothing of it is published. The key is compared once, by "
        "people, with --key; from then on it\nstands for that supplier. The act is recorded "
        "in the private log. What is measured of it waits for the\nsupplier's reply before it "
        "is published.",
    .options = options,
    .options_size = sizeof(struct receive_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
