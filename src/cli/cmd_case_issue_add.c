/* policeai case issue add */
#include "base/file.h"
#include "cli/command.h"
#include "cli/review_call.h"

#include <stdio.h>

enum { SEEDS_MAX = 100 };

struct issue_options {
    const char *text;
    const char *documents;
    const char *as;
    int64_t reviewers;
};

#define AT(member) offsetof(struct issue_options, member)
static const struct opt options[] = {
    {"text", 0, OPT_TEXT, AT(text), "TEXT", "a text to begin with, as it stands here", 0, 0},
    {"documents", 0, OPT_TEXT, AT(documents), "N,N…",
     "documents of the case to begin with, by number", 0, 0},
    {"reviewers", 0, OPT_INT, AT(reviewers), "N",
     "1, or 2 who read each document without seeing what the other said (1)", 1, 2},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who does it (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code gather(struct command_call *call, struct review_seed *seeds, size_t *count,
                            struct err *err)
{
    const struct issue_options *given = call->options;
    struct str list = given->documents == NULL ? (struct str){0} : str_of(given->documents);
    struct str part;
    if (given->text != NULL) {
        seeds[(*count)++] = (struct review_seed){.text = str_of(given->text)};
    }
    for (size_t i = 2; i < call->count && *count < SEEDS_MAX; i++) {
        struct str text;
        enum err_code code =
            file_read(call->arena, call->words[i], REVIEW_SEED_MAX, &text, err);
        if (code == ERR_NOT_FOUND) {
            err_hint(err, "words of your own go after --text, documents of the case after "
                          "--documents");
        }
        TRY(code);
        seeds[(*count)++] = (struct review_seed){.text = text};
    }
    while (str_split(&list, ',', &part) && *count < SEEDS_MAX) {
        int64_t document;
        TRY(review_document_number(arena_strndup(call->arena, part.p, part.n), &document, err));
        seeds[(*count)++] = (struct review_seed){.text = STR(""), .document = document};
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct issue_options *given = call->options;
    struct review_seed seeds[SEEDS_MAX + 1];
    struct review_call review;
    size_t count = 0;
    int64_t id;
    TRY(gather(call, seeds, &count, err));
    TRY(review_call_open(&review, call->arena, call->words[0], NULL, given->as, err));
    const struct review_new_issue issue = {.name = str_of(call->words[1]),
                                           .reviewers = given->reviewers,
                                           .seeds = seeds,
                                           .seed_count = count,
                                           .who = review.who};
    enum err_code code = review_issue_add(&review.acts, &issue, review.now, &id, err);
    review_call_close(&review);
    TRY(code);
    printf("issue %lld \"%s\", %zu seed%s, %lld reviewer%s\n", (long long)id, call->words[1],
           count, count == 1 ? "" : "s", (long long)given->reviewers,
           given->reviewers == 1 ? "" : "s");
    printf("next: policeai case stop declare, before the first batch is read\n");
    return ERR_OK;
}

static const struct issue_options defaults = {.reviewers = 1};

const struct command command_case_issue_add = {
    .name = "case issue add",
    .synopsis =
        "CASE NAME [FILE…] [--text TEXT] [--documents N,N…] [--reviewers N] [--as NAME]",
    .summary = "a question for which the documents of a case are read",
    .help =
        "NAME says what is looked for, as \"undermines identification\". The order of "
        "reading begins with the texts of FILES, of\nTEXT and of DOCUMENTS of the case: the "
        "charge, a defence statement, an interview. What is added is a line of the\n"
        "case's audit.",
    .options = options,
    .options_size = sizeof(struct issue_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = SEEDS_MAX,
    .run = run,
};
