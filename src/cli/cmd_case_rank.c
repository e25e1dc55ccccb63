/* policeai case rank */
#include "cli/command.h"
#include "cli/lab_progress.h"
#include "cli/review_call.h"
#include "cli/tool_option.h"
#include "review/review_rank.h"
#include "run/isolation.h"
#include "trial/scratch.h"

#include <stdio.h>

struct rank_options {
    int64_t batch;
    const char *tool;
    const char *as;
};

#define AT(member) offsetof(struct rank_options, member)
static const struct opt options[] = {
    {"batch", 0, OPT_INT, AT(batch), "N", "so many documents are to be read next (50)", 1,
     REVIEW_BATCH_MAX},
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL",
     "which tool of document-review orders them (rank-documents)", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who does it (the login name)", 0, 0},
    {.name = NULL}};

static void print_ranked(const struct review_ranked *ranked)
{
    printf("round %lld: %lld documents, %lld of them with a label that teaches, %lld put in "
           "order\n",
           (long long)ranked->round, (long long)ranked->documents, (long long)ranked->known,
           (long long)ranked->ordered);
    if (ranked->cut > 0) {
        printf("%lld are longer than %d KiB: the tool saw their beginning\n",
               (long long)ranked->cut, REVIEW_TEXT_MAX >> 10);
    }
    if (ranked->in_batch == 0) {
        printf("nothing is left to be read\n");
    } else {
        printf("batch %lld: %lld documents to be read, policeai case review next\n",
               (long long)ranked->batch, (long long)ranked->in_batch);
    }
}

static enum err_code rank(struct command_call *call, const struct tool_option *tool,
                          const char *scratch, struct err *err)
{
    const struct rank_options *given = call->options;
    struct review_call review;
    struct review_ranked ranked;
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    TRY(folder_digest(tool->folder, &digest, err));
    sha256_hex(hex, &digest);
    TRY(review_call_open(&review, call->arena, call->words[0], call->words[1], given->as, err));
    lab_progress_catch_signals();
    const struct review_rank_plan plan = {.issue = review.issue.id,
                                          .batch = given->batch,
                                          .who = review.who,
                                          .tool_folder = tool->folder,
                                          .manifest = &tool->manifest,
                                          .tool_digest = str_of(hex),
                                          .scratch = scratch,
                                          .stopped = lab_progress_stopped};
    enum err_code code = review_rank(&review.acts, &plan, review.now, &ranked, err);
    review_call_close(&review);
    TRY(code);
    print_ranked(&ranked);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct rank_options *given = call->options;
    struct tool_option tool;
    const char *scratch;
    TRY(tool_option(call->arena, given->tool, &tool, err));
    if (!str_is(tool.manifest.task, "document-review")) {
        return err_set(err, ERR_INVALID, "%s is a tool of %.*s, not of document-review",
                       given->tool, STR_ARG(tool.manifest.task));
    }
    const struct isolation_terms terms = {tool.built_in, NULL, NULL};
    TRY(isolation_check(&terms, err));
    TRY(scratch_make(call->arena, &scratch, err));
    enum err_code code = rank(call, &tool, scratch, err);
    scratch_remove(scratch);
    return code;
}

static const struct rank_options defaults = {.batch = 50, .tool = "rank-documents"};

const struct command command_case_rank = {
    .name = "case rank",
    .synopsis = "CASE ISSUE [--batch N] [--tool TOOL] [--as NAME]",
    .summary = "put the documents of a case in the order in which they should be read",
    .help =
        "The tool sees, in its sandbox, the texts of all documents, the issue's seeds and what "
        "was said of documents that were\nread; the head of its order becomes a batch. A rule "
        "for stopping must have been declared, and the last batch read.\nDocuments that are "
        "nearly the same, or of one conversation, come one a batch. Killed, it leaves "
        "nothing.\n\nExit status: 0 there is a batch, or nothing is left; 1 it cannot be done "
        "now, and why.",
    .options = options,
    .options_size = sizeof(struct rank_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
