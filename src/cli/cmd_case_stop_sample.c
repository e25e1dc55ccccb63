/* policeai case stop sample */
#include "cli/command.h"
#include "cli/review_call.h"
#include "review/review_stop.h"

#include <stdio.h>

struct sample_options {
    const char *as;
};

static const struct opt options[] = {{"as", 0, OPT_TEXT, offsetof(struct sample_options, as),
                                      "NAME", "who draws it (the login name)", 0, 0},
                                     {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct sample_options *given = call->options;
    struct review_call review;
    int64_t count;
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    enum err_code code =
        review_draw(&review.acts, review.issue.id, review.who, review.now, &count, err);
    review_call_close(&review);
    TRY(code);
    printf("%lld documents drawn of those that nobody has read: policeai case review next\n",
           (long long)count);
    return ERR_OK;
}

static const struct sample_options defaults = {0};

const struct command command_case_stop_sample = {
    .name = "case stop sample",
    .synopsis = "CASE ISSUE [--as NAME]",
    .summary = "draw the elusion sample of what was not read",
    .help = "Of the rule that stands. Each further sample is judged at a higher confidence, so "
            "that drawing until one fits does not help.",
    .options = options,
    .options_size = sizeof(struct sample_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
