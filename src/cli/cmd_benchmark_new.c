/* policeai benchmark new */
#include "benchmark/gather.h"
#include "benchmark/making.h"
#include "cli/command.h"

#include <stdio.h>

struct benchmark_new_options {
    struct gather_plan plan;
};

static const struct benchmark_new_options defaults = {.plan = {.licence = "not stated",
                                                               .source = "not stated",
                                                               .sensitivity = "operational",
                                                               .exposure = "force's own",
                                                               .text_column = "text",
                                                               .labellers = 2}};

#define AT(member) offsetof(struct benchmark_new_options, plan.member)
static const struct opt options[] = {
    {"task", 0, OPT_TEXT, AT(task), "TASK",
     "text-classification, text-redaction, transcription, ocr, item-matching, image-matching "
     "or face-verification",
     0, 0},
    {"from", 0, OPT_TEXT, AT(from), "INPUTS", "a folder of files, or a .csv or .tsv table", 0,
     0},
    {"labels", 0, OPT_TEXT, AT(labels), "A,B,…", "what a person chooses from", 0, 0},
    {"labels-from", 0, OPT_TEXT, AT(labels_file), "FILE",
     "the same, a label a line; what it means after a tab", 0, 0},
    {"labels-as-given", 0, OPT_FLAG, AT(labels_as_given), NULL,
     "show labels in this order (else the alphabet's)", 0, 0},
    {"text", 0, OPT_TEXT, AT(text_column), "COLUMN", "of a table: the texts (text)", 0, 0},
    {"ids", 0, OPT_TEXT, AT(id_column), "COLUMN", "of a table: the ids (else row-000001 …)", 0,
     0},
    {"cluster", 0, OPT_TEXT, AT(cluster), "WAY",
     "what inputs share: of a table a column (case, document, person); of a folder \"folder\" "
     "or \"before:TEXT\"",
     0, 0},
    {"groups", 0, OPT_TEXT, AT(group_columns), "A,B,…",
     "of a table: columns by which results are told apart", 0, 0},
    {"id", 0, OPT_TEXT, AT(id), "ID", "of the benchmark (else the folder's name)", 0, 0},
    {"title", 0, OPT_TEXT, AT(title), "TEXT", "of the benchmark (else its id)", 0, 0},
    {"licence", 0, OPT_TEXT, AT(licence), "TEXT", "of the inputs", 0, 0},
    {"source", 0, OPT_TEXT, AT(source), "TEXT", "where the inputs are from", 0, 0},
    {"sensitivity", 0, OPT_TEXT, AT(sensitivity), "WORD",
     "public, synthetic or operational (operational)", 0, 0},
    {"exposure", 0, OPT_TEXT, AT(exposure), "WORD", "open, sealed or force's own (force's own)",
     0, 0},
    {"labellers", 0, OPT_INT, AT(labellers), "N", "people who label each item (2)", 1,
     MAKING_LABELLERS},
    {"skip-bad", 0, OPT_FLAG, AT(skip), NULL, "leave out what cannot be taken", 0, 0},
    {.name = NULL}};

static void print_bad(void *data, const char *message, const char *hint)
{
    (void)data;
    fprintf(stderr, "not taken: %s%s%s\n", message, hint[0] != '\0' ? "; " : "", hint);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_new_options *given = call->options;
    struct gather_plan plan = given->plan;
    size_t taken;
    size_t left;
    if (plan.task == NULL || plan.from == NULL) {
        return err_set(err, ERR_USAGE, "give --task TASK and --from INPUTS");
    }
    plan.folder = call->words[0];
    plan.bad = print_bad;
    TRY(gather(&plan, &taken, &left, err));
    printf("%s: %zu inputs", plan.folder, taken);
    if (left > 0) {
        printf(", %zu left out", left);
    }
    printf("\nnext: policeai benchmark sample %s --test N\n", plan.folder);
    return ERR_OK;
}

const struct command command_benchmark_new = {
    .name = "benchmark new",
    .synopsis = "FOLDER --task TASK --from INPUTS [--labels A,B] …",
    .summary = "begin a benchmark from files or a table without labels",
    .help =
        "Makes FOLDER, the draft: what the benchmark is (draft.json, which you may edit "
        "until anybody labels), its\ninputs, and copies of the files they name. Sub-folders "
        "of INPUTS become the group \"folder\". Nothing is made\nwhile an input cannot be "
        "taken; each such is named. Pairs come of a table with columns left.NAME and "
        "right.NAME\n(left.file and right.file name pictures beside it), or of .json files "
        "with \"left\" and \"right\". --cluster before:_\ngives a_1.txt and a_2.txt the "
        "cluster a.",
    .options = options,
    .options_size = sizeof(struct benchmark_new_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
