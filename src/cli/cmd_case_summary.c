/* policeai case summary */
#include "casecheck/case_summary.h"
#include "casecheck/model_lines.h"
#include "casefile/casefile.h"
#include "cli/case_json.h"
#include "cli/case_print.h"
#include "cli/command.h"
#include "disclosure/sensitive_documents.h"

#include <stdio.h>

struct summary_options {
    const char *about, *model, *model_name;
    int64_t lines, document;
    bool sensitive, json;
};

#define AT(member) offsetof(struct summary_options, member)
static const struct opt options[] = {
    {"about", 0, OPT_TEXT, AT(about), "WORDS", "a person, a thing, a point to prove", 0, 0},
    {"lines", 0, OPT_INT, AT(lines), "N", "so many passages at most (12)", 1,
     SUMMARY_LINES_MAX},
    {"document", 0, OPT_INT, AT(document), "N", "of this document alone", 1, INT32_MAX},
    {"model", 0, OPT_TEXT, AT(model), "URL",
     "a language model on this machine may leave clauses out; what it adds is refused", 0, 0},
    {"model-name", 0, OPT_TEXT, AT(model_name), "NAME", "what the server calls it", 0, 0},
    {"sensitive", 0, OPT_FLAG, AT(sensitive), NULL, "also what is, or may be, sensitive", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a line", 0, 0},
    {.name = NULL}};

static void json_line(const struct summary_line *line, const struct model_line *shortened)
{
    struct strbuf out;
    struct jsonw w;
    case_json_begin(&out, &w);
    jsonw_member_int(&w, "rank", line->rank);
    case_json_place(&w, line->document, line->page, line->start, line->end, line->path);
    jsonw_member_str(&w, "text", line->text);
    if (shortened != NULL && shortened->text.n > 0) {
        jsonw_member_str(&w, "shortened", shortened->text);
    } else if (shortened != NULL && shortened->refused.n > 0) {
        jsonw_member_str(&w, "refused", shortened->refused);
    }
    case_json_end(&out, &w);
}

static void print_line(const struct summary_line *line, const struct model_line *shortened)
{
    bool is_short = shortened != NULL && shortened->text.n > 0;
    case_print_line(is_short ? shortened->text : line->text);
    printf(
        "\n    document %lld, page %lld, characters %lld to %lld: ", (long long)line->document,
        (long long)line->page, (long long)line->start, (long long)line->end);
    case_print(line->path, false);
    if (is_short) {
        printf(" (shortened)");
    } else if (shortened != NULL && shortened->refused.n > 0) {
        printf(" (what the model made of it was refused: ");
        case_print(shortened->refused, false);
        printf(")");
    }
    printf("\n");
}

/* What was left out, so that nobody takes the rest for all or for what may be shown. */
static void print_sensitive(const struct summary_options *given,
                            const struct sensitive_documents *sensitive)
{
    if (given->document > 0) {
        return;
    }
    if (sensitive->count > 0) {
        printf("%zu document%s that may be sensitive %s\n", sensitive->count,
               sensitive->count == 1 ? "" : "s",
               given->sensitive ? "among them" : "left out (--sensitive takes them too)");
    }
    if (sensitive->not_looked_at > 0) {
        printf("of %lld documents nobody has looked whether they are sensitive: `policeai case "
               "describe`\n",
               (long long)sensitive->not_looked_at);
    }
}

static enum err_code print_summary(struct command_call *call, const struct summary *summary,
                                   const struct sensitive_documents *sensitive, struct err *err)
{
    const struct summary_options *given = call->options;
    struct model_line *shortened = NULL;
    if (given->model != NULL) {
        const struct model_plan plan = {
            str_of(given->model), str_of(given->model_name), {NULL, 0}};
        TRY(model_lines(call->arena, &plan, summary, &shortened, err));
    }
    for (size_t i = 0; i < summary->count; i++) {
        const struct model_line *one = shortened == NULL ? NULL : &shortened[i];
        if (given->json) {
            json_line(&summary->lines[i], one);
        } else {
            print_line(&summary->lines[i], one);
        }
    }
    if (given->json) {
        return ERR_OK;
    }
    printf("%zu of %lld passages%s\n", summary->count, (long long)summary->sentences,
           summary->left_out > 0 ? "; the least central of them were not compared" : "");
    print_sensitive(given, sensitive);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct summary_options *given = call->options;
    struct summary summary;
    struct db *db;
    struct sensitive_documents sensitive = {0};
    struct summary_plan plan = {.about = str_of(given->about),
                                .lines = given->lines,
                                .documents = given->document > 0 ? &given->document : NULL,
                                .document_count = given->document > 0 ? 1 : 0,
                                .withheld = given->sensitive || given->document > 0};
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = sensitive_documents_read(db, call->arena, &sensitive, err);
    if (!given->sensitive && given->document == 0) {
        plan.leave_out = sensitive.items;
        plan.leave_out_count = sensitive.count;
    }
    code = code == ERR_OK ? case_summary(db, call->arena, &plan, &summary, err) : code;
    db_close(db);
    TRY(code);
    return print_summary(call, &summary, &sensitive, err);
}

static const struct summary_options defaults = {
    .about = "", .model_name = "local", .lines = 12};

const struct command command_case_summary = {
    .name = "case summary",
    .synopsis = "CASE [--about WORDS] [--lines N] [--document N] [--sensitive] [--model URL] "
                "[--json]",
    .summary =
        "what a case tells, in passages of its papers, each with document, page and place",
    .help =
        "Passages as they stand in the documents: a sentence with those that lean on it, an "
        "answer with its question, messages of a chat\nwith who wrote them and when. Chosen by "
        "how "
        "much others say the same (LexRank) and what they tell of what\nhappened, spread over "
        "what a summary has to tell: what was done, when and where, by whom, how it came out, "
        "what "
        "the suspect says,\nwho says he was elsewhere, what examinations gave, what speaks "
        "against "
        "it, what was written, where the case stands. Not twice the same,\nfew of one "
        "document; "
        "nothing that says that it must not be passed on. Nothing is written anew, and this is "
        "no "
        "list of all that matters.\n"
        "--about: those near to WORDS. --model: a language model that serves OpenAI's chat "
        "completions on the\nloopback may shorten them by whole clauses; a line with a word, "
        "name, "
        "number or date that is not in its source, or\nwithout one that turns the sense, is "
        "refused and the passage shown as it is.\nDocuments that are or may be sensitive are "
        "left "
        "out and counted, unless --sensitive is given or --document names one.\n\nExit status: "
        "0; 1 there is no such passage.",
    .options = options,
    .options_size = sizeof(struct summary_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
