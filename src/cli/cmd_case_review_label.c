/* policeai case review label */
#include "cli/command.h"
#include "cli/review_call.h"
#include "review/review_label.h"

#include <stdio.h>

struct label_options {
    const char *reason;
    const char *as;
    int64_t seen;
    bool sensitive;
    bool settle;
    bool carry;
};

#define AT(member) offsetof(struct label_options, member)
static const struct opt options[] = {
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why", 0, 0},
    {"sensitive", 0, OPT_FLAG, AT(sensitive), NULL, "it should not be disclosed as it is", 0,
     0},
    {"settle", 0, OPT_FLAG, AT(settle), NULL, "ends a dispute; needs a reason", 0, 0},
    {"carry", 0, OPT_FLAG, AT(carry), NULL,
     "gives the label to those nearly the same, or of its conversation, too", 0, 0},
    {"seen", 0, OPT_INT, AT(seen), "N",
     "the last word about it that was seen, as a conflict names it (none)", 0, INT64_MAX},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who says so (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code label(struct review_call *review, const struct review_choice *choice,
                           const struct label_options *given, int64_t *carried, struct err *err)
{
    TRY(given->settle ? review_settle(&review->acts, choice, review->now, err)
                      : review_label(&review->acts, choice, review->now, err));
    return given->carry ? review_carry(&review->acts, choice->issue, choice->document,
                                       review->who, review->now, carried, err)
                        : ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct label_options *given = call->options;
    struct review_call review;
    int64_t document;
    int64_t carried = 0;
    TRY(review_document_number(call->words[2], &document, err));
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    const struct review_choice choice = {.issue = review.issue.id,
                                         .document = document,
                                         .says = str_of(call->words[3]),
                                         .reason = str_of(given->reason),
                                         .sensitive = given->sensitive,
                                         .seen = given->seen,
                                         .who = review.who};
    enum err_code code = label(&review, &choice, given, &carried, err);
    review_call_close(&review);
    TRY(code);
    printf("document %lld: %s%s\n", (long long)document, call->words[3],
           given->sensitive ? ", sensitive" : "");
    if (given->carry) {
        printf("carried to %lld more\n", (long long)carried);
    }
    return ERR_OK;
}

static const struct label_options defaults = {.reason = ""};

const struct command command_case_review_label = {
    .name = "case review label",
    .synopsis =
        "CASE ISSUE DOCUMENT relevant|not|unsure [--reason TEXT] [--sensitive] [--carry] "
        "[--settle] [--seen N] [--as NAME]",
    .summary = "say what a document is for a question",
    .help =
        "Each label stays, with who said it and when, in the case and its audit; the latest "
        "of each person counts. When somebody\nspoke about the document since it was seen, "
        "nothing is written and the message says who.",
    .options = options,
    .options_size = sizeof(struct label_options),
    .defaults = &defaults,
    .words_min = 4,
    .words_max = 4,
    .run = run,
};
