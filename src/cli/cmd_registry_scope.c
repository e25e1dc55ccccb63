/* policeai registry scope */
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/organisation_option.h"
#include "cli/registry_call.h"
#include "registry/scope.h"

#include <stdio.h>
#include <unistd.h>

struct scope_options {
    const char *data;
    const char *organisation;
    const char *product;
    const char *supplier;
    const char *answers;
    const char *date;
    bool dry;
};

#define AT(member) offsetof(struct scope_options, member)
static const struct opt options[] = {
    {"product", 0, OPT_TEXT, AT(product), "NAME", "what is asked about", 0, 0},
    {"supplier", 0, OPT_TEXT, AT(supplier), "NAME", "who supplies it", 0, 0},
    {"answers", 0, OPT_TEXT, AT(answers), "FILE.json",
     "{QUESTION:\"yes\"|\"no\"|\"unknown\", with \": words\" after (else asked on the "
     "terminal)",
     0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "on which day (else today)", 0, 0},
    {"dry-run", 0, OPT_FLAG, AT(dry), NULL, "say what it comes to and record nothing", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

enum { LINE_MAX_BYTES = 2000, QUESTIONS_MAX = 200 };

static enum err_code from_file(struct registry_call *call, const struct scope *scope,
                               const char *path, struct str *texts, enum scope_answer *answers,
                               struct err *err)
{
    struct str text;
    struct js *json;
    TRY(file_read(call->arena, path, LIMIT_BODY, &text, err));
    enum err_code code = js_parse(call->arena, text, &json, err);
    if (code == ERR_OK) {
        code = scope_answers_read(scope, json, texts, answers, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code ask_one(struct registry_call *call, const struct scope_question *question,
                             struct str *text, enum scope_answer *answer, struct err *err)
{
    char line[LINE_MAX_BYTES];
    fprintf(stderr, "\n%.*s\n%.*s\n", STR_ARG(question->asks), STR_ARG(question->help));
    for (;;) {
        fprintf(stderr, "yes, no or unknown, and after a colon why: ");
        if (fgets(line, sizeof line, stdin) == NULL) {
            return err_set(err, ERR_CANCELLED, "no answer to \"%.*s\": nothing is recorded",
                           STR_ARG(question->id));
        }
        *text = arena_str(call->arena, str_trim(str_of(line)));
        if (scope_answer_parse(*text, answer)) {
            return ERR_OK;
        }
    }
}

static enum err_code from_terminal(struct registry_call *call, const struct scope *scope,
                                   struct str *texts, enum scope_answer *answers,
                                   struct err *err)
{
    if (!isatty(STDIN_FILENO)) {
        err_set(err, ERR_USAGE, "there is no terminal to ask on");
        err_hint(err, "give --answers FILE.json");
        return ERR_USAGE;
    }
    for (size_t i = 0; i < scope->definition_count; i++) {
        fprintf(stderr, "By %.*s:\n  %.*s\n", STR_ARG(scope->definitions[i].whose),
                STR_ARG(scope->definitions[i].quote));
    }
    for (size_t i = 0; i < scope->question_count; i++) {
        TRY(ask_one(call, &scope->questions[i], &texts[i], &answers[i], err));
    }
    return ERR_OK;
}

static enum err_code submit(struct registry_call *call, const struct scope_options *given,
                            const struct scope *scope, struct scope_record *record,
                            struct err *err)
{
    struct strbuf body;
    TRY(registry_speaker(call, given->organisation, NULL, &record->organisation, err));
    strbuf_init(&body, LIMIT_BODY);
    scope_write(call->arena, scope, record, &body);
    enum err_code code = strbuf_check(&body, "the record", err);
    if (code == ERR_OK) {
        code = organisation_submit(call->arena, given->data, "scope.answered/1", NULL,
                                   strbuf_view(&body), err);
    }
    strbuf_release(&body);
    return code;
}

static enum err_code answer(struct registry_call *call, const struct scope_options *given,
                            struct err *err)
{
    struct scope scope;
    struct str texts[QUESTIONS_MAX];
    enum scope_answer answers[QUESTIONS_MAX];
    TRY(scope_read(call->arena, call->reference, &scope, err));
    if (given->answers != NULL) {
        TRY(from_file(call, &scope, given->answers, texts, answers, err));
    } else {
        TRY(from_terminal(call, &scope, texts, answers, err));
    }
    struct scope_record record = {
        .product = str_of(given->product),
        .supplier = str_of(given->supplier != NULL ? given->supplier : ""),
        .date = str_of(given->date != NULL ? given->date : call->today),
        .texts = texts,
        .finding = scope_judge(call->arena, &scope, answers)};
    printf("%s\n%.*s\n", record.finding.ai ? "ai" : "not ai", STR_ARG(record.finding.reason));
    return given->dry ? ERR_OK : submit(call, given, &scope, &record, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct scope_options *given = call->options;
    struct registry_call registry;
    if (given->product == NULL || given->product[0] == '\0') {
        return err_set(err, ERR_USAGE, "say what is asked about: --product NAME");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, !given->dry, err));
    enum err_code code = answer(&registry, given, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_scope = {
    .name = "registry scope",
    .synopsis = "--product NAME [--supplier NAME] [--answers FILE.json] [--dry-run] "
                "[--date YYYY-MM-DD] [--organisation ID] [--data FOLDER]",
    .summary = "is this product AI? The answer is recorded also when it is no",
    .help =
        "Two definitions, each taken apart into questions. \"not ai\" only when neither can "
        "be met; what nobody knows counts\nas AI until somebody does. Outcome and reason "
        "are recorded and counted: \"not AI\" is how things hide.\nWaits in the outbox, "
        "where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct scope_options),
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
