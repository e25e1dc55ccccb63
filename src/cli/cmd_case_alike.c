/* policeai case alike */
#include "casefile/casefile.h"
#include "casefile/shown_document.h"
#include "cli/case_print.h"
#include "cli/command.h"

#include <stdio.h>

struct alike_case_options {
    int64_t percent;
    int64_t max;
};

#define AT(member) offsetof(struct alike_case_options, member)
static const struct opt options[] = {
    {"percent", 0, OPT_INT, AT(percent), "N", "from so much alike on, 50 to 100 (80)", 50, 100},
    {"max", 0, OPT_INT, AT(max), "N", "so many pairs at most (200)", 1, 1000000},
    {.name = NULL}};

struct counts {
    int64_t pairs, same;
};

static void print_pair(void *data, const struct shown_pair *pair)
{
    struct counts *counts = data;
    counts->pairs++;
    printf("%lld of %lld phrases alike: document %lld (", (long long)pair->both,
           (long long)pair->either, (long long)pair->a);
    case_print(pair->path_a, false);
    printf(") and document %lld (", (long long)pair->b);
    case_print(pair->path_b, false);
    printf(")\n");
}

static void print_same(void *data, int64_t document, int64_t bytes, int64_t places)
{
    struct counts *counts = data;
    counts->same++;
    printf("the same %lld bytes in %lld places: document %lld\n", (long long)bytes,
           (long long)places, (long long)document);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct alike_case_options *given = call->options;
    struct counts counts = {0};
    struct db *db;
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = shown_same(db, print_same, &counts, err);
    if (code == ERR_OK) {
        code = shown_pairs(db, given->percent, given->max, print_pair, &counts, err);
    }
    db_close(db);
    TRY(code);
    printf("%lld documents in several places, %lld pairs at least %lld%% alike\n",
           (long long)counts.same, (long long)counts.pairs, (long long)given->percent);
    return ERR_OK;
}

static const struct alike_case_options defaults = {.percent = 80, .max = 200};

const struct command command_case_alike = {
    .name = "case alike",
    .synopsis = "CASE [--percent N] [--max N]",
    .summary = "files of a case with the same bytes, documents with nearly the same text",
    .help =
        "Texts are compared by phrases of four words: phrases in both of those in either. A "
        "pair 80% alike is found with a\nprobability of 0.99, one of 50% with 0.55. Texts of "
        "fewer than 20 words are not compared.",
    .options = options,
    .options_size = sizeof(struct alike_case_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
