/* policeai submit show */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"
#include "supplier/reply_window.h"

#include <stdio.h>

struct show_options {
    const char *data;
};

static const struct opt options[] = {{"data", 0, OPT_TEXT, offsetof(struct show_options, data),
                                      "FOLDER", DATA_OPTION_HELP, 0, 0},
                                     {.name = NULL}};

static void print_submission(const struct received *received)
{
    const struct submission *submission = &received->submission;
    printf("submission %.*s, received %.*s\n", STR_ARG(submission->id),
           STR_ARG(received->date));
    submit_print("product", submission->product);
    submit_print("version", submission->version);
    submit_print("supplier", submission->supplier);
    submit_print("key", submission->vkey);
    submit_print("task", submission->task);
    submit_print("intended use", submission->intended_use);
    if (submission->not_for.n > 0) {
        submit_print("not for", submission->not_for);
    }
    for (size_t i = 0; i < submission->limitations->array.count; i++) {
        submit_print("limitation", submission->limitations->array.items[i].string);
    }
    if (submission->wanted.n > 0) {
        submit_print("asked for", submission->wanted);
    }
    for (size_t i = 0; i < submission->contacts->array.count; i++) {
        const struct js *contact = &submission->contacts->array.items[i];
        submit_print("write to", js_text(contact, "address"));
        submit_print("which is", js_text(contact, "role"));
    }
    for (size_t i = 0; submission->details != NULL && i < submission->details->object.count;
         i++) {
        const struct js_member *member = &submission->details->object.members[i];
        submit_print("detail", member->name);
        submit_print("says", member->value.string);
    }
}

static enum err_code print_claims(struct arena *arena, const struct received *received,
                                  struct err *err)
{
    for (size_t i = 0; i < received->submission.claim_count; i++) {
        const struct submission_claim *claim = &received->submission.claims[i];
        struct str answer;
        struct str reason;
        TRY(submit_claim_answer(arena, received, i, &answer, &reason, err));
        printf("claim %zu: %s\n", i + 1, answer.n == 0 ? "not answered" : "answered");
        submit_print("about", claim->about);
        submit_print("ground", claim->ground);
        submit_print("until", claim->until);
        submit_print("reason", claim->reason);
        if (answer.n > 0) {
            submit_print("answer", answer);
            submit_print("because", reason);
        }
    }
    return ERR_OK;
}

static void print_state(const struct received *received, const struct result *result)
{
    bool closed = result->served && reply_window_closed(result->until, submit_now());
    printf("result %.16s on %.*s\n", result->held.run.p, STR_ARG(result->held.benchmark));
    for (size_t i = 0; i < result->reply_count; i++) {
        submit_print(result->replies[i].text.n > 0 ? "reply of" : "waiver of",
                     result->replies[i].date);
    }
    if (!result->served) {
        printf("  next: policeai submit result %.8s --run %.16s --to FOLDER\n",
               received->submission.id.p, result->held.run.p);
    } else if (result->published_on.n > 0 && result->published_replies == result->reply_count) {
        submit_print("published", result->published_on);
    } else if (result->published_on.n > 0 || result->reply_count > 0 || closed) {
        printf("  next: policeai submit publish %.8s --run %.16s\n", received->submission.id.p,
               result->held.run.p);
    } else {
        printf("  served on %.*s; the supplier may reply until %.*s\n",
               STR_ARG(result->served_on), STR_ARG(result->until));
    }
}

static void print_first_step(const struct received *received)
{
    const struct submission *submission = &received->submission;
    if (submission->parcel.n > 0) {
        printf("next: policeai lab outputs %.*s %s/%.*s\n", STR_ARG(submission->parcel),
               received->folder, STR_ARG(submission->files[0].path));
    } else {
        printf("next: policeai tool check %s/package\n", received->folder);
        printf("then: policeai lab run %s/package BENCHMARK\n", received->folder);
    }
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct show_options *given = call->options;
    struct received received;
    struct datadir dir;
    struct result *results;
    size_t count;
    TRY(submit_open(call->arena, given->data, call->words[0], &dir, &received, err));
    TRY(results_read(call->arena, &received, &results, &count, err));
    print_submission(&received);
    TRY(print_claims(call->arena, &received, err));
    for (size_t i = 0; i < count; i++) {
        print_state(&received, &results[i]);
    }
    if (count == 0) {
        print_first_step(&received);
    }
    return ERR_OK;
}

const struct command command_submit_show = {
    .name = "submit show",
    .synopsis = "ID [--data FOLDER]",
    .summary = "a submission, its claims, its results, and what comes next",
    .help = "ID may be the first digits of it. What it prints is private: contacts and what is "
            "claimed to be confidential.",
    .options = options,
    .options_size = sizeof(struct show_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
