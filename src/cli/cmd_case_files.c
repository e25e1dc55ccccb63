/* policeai case files */
#include "casefile/casefile.h"
#include "casefile/shown.h"
#include "cli/case_print.h"
#include "cli/case_totals.h"
#include "cli/command.h"

#include <stdio.h>

struct files_options {
    const char *fate;
    bool totals;
};

#define AT(member) offsetof(struct files_options, member)
static const struct opt options[] = {
    {"fate", 0, OPT_TEXT, AT(fate), "FATE", "only those read, partly, not or waiting", 0, 0},
    {"totals", 0, OPT_FLAG, AT(totals), NULL, "only the sums", 0, 0},
    {.name = NULL}};

static void print_file(void *data, const struct shown_file *file)
{
    const struct files_options *given = data;
    bool here = str_is(file->state, "here");
    if (given->totals || (given->fate != NULL && !str_is(file->fate, given->fate))) {
        return;
    }
    case_print(here ? file->fate : file->state, false);
    printf("\t%lld\t", (long long)file->document);
    case_print(file->kind, false);
    printf("\t%lld\t", (long long)file->pages);
    case_print(file->path, false);
    if (file->version > 1 || !here) {
        printf(" (version %lld)", (long long)file->version);
    }
    if (file->why.n > 0) {
        printf("\t");
        case_print(file->why, false);
    }
    if (file->same_as.n > 0) {
        printf("\t"
               "the same bytes as ");
        case_print(file->same_as, false);
    }
    printf("\n");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct files_options given = *(const struct files_options *)call->options;
    struct shown_totals totals;
    struct db *db;
    TRY(casefile_open(&db, call->words[0], err));
    if (!given.totals) {
        printf("fate\tdocument\tkind\tpages\tpath\n");
    }
    enum err_code code = shown_files(db, print_file, &given, err);
    if (code == ERR_OK) {
        code = shown_totals(db, &totals, err);
    }
    db_close(db);
    TRY(code);
    case_print_totals(&totals);
    return ERR_OK;
}

static const struct files_options defaults = {0};

const struct command command_case_files = {
    .name = "case files",
    .synopsis = "CASE [--fate FATE] [--totals]",
    .summary = "every file of a case: read, in part, not, and why",
    .help = "One line a file, tabs between: fate, document, kind, pages, path, and why not all "
            "of it was read; then sums that\nadd up to all files. A file within another stands "
            "as PATH//NAME. The same bytes in several places are one document.",
    .options = options,
    .options_size = sizeof(struct files_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
