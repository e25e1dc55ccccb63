/* policeai case stop declare */
#include "cli/command.h"
#include "cli/review_call.h"
#include "review/review_stop.h"

#include <math.h>
#include <stdio.h>

struct declare_options {
    double recall;
    double elusion;
    double confidence;
    int64_t sample;
    const char *reason;
    const char *as;
};

#define AT(member) offsetof(struct declare_options, member)
static const struct opt options[] = {
    {"recall", 0, OPT_REAL, AT(recall), "PERCENT",
     "control sample: so much of what is relevant is to be found, at least", 0, 100},
    {"elusion", 0, OPT_REAL, AT(elusion), "PERCENT",
     "elusion sample: so much of what is left unread may be relevant, at most", 0, 100},
    {"confidence", 0, OPT_REAL, AT(confidence), "PERCENT", "from 90 to 99.9 (95)", 90, 100},
    {"sample", 0, OPT_INT, AT(sample), "N", "documents of the sample", 1, 20000},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why, of every rule but the first", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who declares it (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct declare_options *given = call->options;
    struct review_call review;
    int64_t id;
    bool control = given->recall > 0;
    if ((given->recall > 0) == (given->elusion > 0)) {
        return err_set(err, ERR_USAGE, "a rule is --recall PERCENT or --elusion PERCENT");
    }
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    const struct review_rule rule = {
        .control = control,
        .target_permille = llround(10 * (control ? given->recall : given->elusion)),
        .confidence_permille = llround(10 * given->confidence),
        .sample = given->sample,
        .reason = str_of(given->reason),
        .who = review.who};
    enum err_code code =
        review_declare(&review.acts, review.issue.id, &rule, review.now, &id, err);
    review_call_close(&review);
    TRY(code);
    printf("rule %lld declared: ", (long long)id);
    if (control) {
        printf(
            "at least %.1f %% of what is relevant, confidence %.1f %%, by a control sample of "
            "%lld, drawn now: policeai case review next\n",
            given->recall, given->confidence, (long long)given->sample);
    } else {
        printf(
            "at most %.1f %% of what is left unread relevant, confidence %.1f %%, by a sample "
            "of %lld, drawn when you think that enough was read: policeai case stop sample\n",
            given->elusion, given->confidence, (long long)given->sample);
    }
    return ERR_OK;
}

static const struct declare_options defaults = {.confidence = 95, .sample = 400, .reason = ""};

const struct command command_case_stop_declare = {
    .name = "case stop declare",
    .synopsis =
        "CASE ISSUE --recall PERCENT|--elusion PERCENT [--confidence PERCENT] [--sample "
        "N] [--reason TEXT] [--as NAME]",
    .summary = "declare, before the first batch, when enough was read",
    .help =
        "A control sample is drawn of all documents at once and read first; reading may end "
        "when "
        "so many of its relevant ones were\nmet that, by the exact bound, the recall holds. An "
        "elusion sample is drawn of what was not read; the second and later\nones are judged "
        "more strictly. Another rule may be declared later with its reason; all stay on "
        "record.",
    .options = options,
    .options_size = sizeof(struct declare_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
