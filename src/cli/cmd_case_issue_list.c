/* policeai case issue list */
#include "casefile/casefile.h"
#include "cli/case_print.h"
#include "cli/command.h"
#include "review/review.h"

#include <stdio.h>

struct listing {
    struct db *db;
    int64_t count;
    enum err_code code;
    struct err *err;
};

static void print_issue(void *data, const struct review_issue *issue)
{
    struct listing *listing = data;
    struct review_counts counts;
    if (listing->code == ERR_OK) {
        listing->code = review_count(listing->db, issue->id, &counts, listing->err);
    }
    if (listing->code != ERR_OK) {
        return;
    }
    listing->count++;
    printf("issue %lld ", (long long)issue->id);
    case_print(issue->name, false);
    printf(
        ": %lld of %lld documents put before a person, %lld relevant, %lld not, %lld unsure, "
        "%lld disputed, %lld to be read; %lld round%s\n",
        (long long)counts.in_batches, (long long)counts.documents, (long long)counts.relevant,
        (long long)counts.not_relevant, (long long)counts.unsure, (long long)counts.disputed,
        (long long)counts.open, (long long)counts.rounds, counts.rounds == 1 ? "" : "s");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct listing listing = {.err = err};
    TRY(casefile_open(&listing.db, call->words[0], err));
    enum err_code code = review_issues(listing.db, print_issue, &listing, err);
    db_close(listing.db);
    TRY(code);
    TRY(listing.code);
    if (listing.count == 0) {
        printf("no issue yet: policeai case issue add\n");
    }
    return ERR_OK;
}

const struct command command_case_issue_list = {
    .name = "case issue list",
    .synopsis = "CASE",
    .summary = "the questions for which a case is read, and how far each is",
    .help =
        "Counts are of documents with a text; a document that two people have to read has no "
        "verdict until both did.",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
