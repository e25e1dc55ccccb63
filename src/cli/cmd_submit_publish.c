/* policeai submit publish */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "cli/submit_call.h"
#include "supplier/reply_acts.h"

#include <stdio.h>

struct publish_options {
    const char *data;
    const char *run;
};

#define AT(member) offsetof(struct publish_options, member)
static const struct opt options[] = {
    {"run", 0, OPT_TEXT, AT(run), "ID", "which result, by its run or the first digits of it", 0,
     0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct publish_options *given = call->options;
    struct published_result published;
    struct received received;
    struct result result;
    struct datadir dir;
    struct str organisation;
    TRY(submit_open(call->arena, given->data, call->words[0], &dir, &received, err));
    TRY(results_pick(call->arena, &received, given->run, &result, err));
    TRY(organisation_of_keys(call->arena, &dir, &organisation, err));
    if (organisation.n == 0) {
        return err_set(err, ERR_DENIED, "the keys of this data folder are of no organisation");
    }
    TRY(result_publish(call->arena, &dir, &received, &result, organisation, submit_now(),
                       &published, err));
    if (published.added) {
        puts("the evidence was out already: what came since was added");
    } else {
        printf("%s\n%s\n", published.evidence, published.outcome);
    }
    if (published.reply[0] != '\0') {
        printf("reply %s\n", published.reply);
    }
    return ERR_OK;
}

const struct command command_submit_publish = {
    .name = "submit publish",
    .synopsis = "ID [--run ID] [--data FOLDER]",
    .summary = "issue the evidence on a submission, with what its supplier says",
    .help =
        "When the supplier replied, waived its reply, or the window closed; before that it is "
        "refused. Of evidence that is out\nalready, replies that came since are added.",
    .options = options,
    .options_size = sizeof(struct publish_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
