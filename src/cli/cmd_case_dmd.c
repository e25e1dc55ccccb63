/* policeai case dmd */
#include "cli/schedule_call.h"
#include "disclosure/management_document.h"

#include <stdio.h>

struct dmd_options {
    const char *out, *term, *why, *as;
};

#define AT(member) offsetof(struct dmd_options, member)
static const struct opt options[] = {
    {"out", 0, OPT_TEXT, AT(out), "FILE.docx", "a new file for the document", 0, 0},
    {"term", 0, OPT_TEXT, AT(term), "WORDS",
     "record words that were searched for, as `case search` takes them: one search a command",
     0, 0},
    {"reason", 0, OPT_TEXT, AT(why), "TEXT", "why these words", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who does it (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code dmd(struct command_call *call, struct casefile_acts *acts, struct err *err)
{
    const struct dmd_options *given = call->options;
    struct disclosure_act act;
    int64_t pages = 0;
    TRY(schedule_call_act(call->arena, given->as, &act, err));
    if (given->term != NULL) {
        TRY(management_term(acts, &act, str_of(given->term),
                            str_of(given->why != NULL ? given->why : ""), &pages, err));
        printf("recorded: %lld page%s now\n", (long long)pages, pages == 1 ? "" : "s");
    }
    if (given->out != NULL) {
        TRY(management_document(acts, &act, given->out, err));
        printf("written to %s\n", given->out);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct dmd_options *given = call->options;
    struct casefile_acts acts;
    if (given->out == NULL && given->term == NULL) {
        err_set(err, ERR_USAGE, "neither --out nor --term is given");
        err_hint(err, "--out FILE.docx writes the document, --term WORDS records a search");
        return ERR_USAGE;
    }
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = dmd(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct dmd_options defaults = {.out = NULL};

const struct command command_case_dmd = {
    .name = "case dmd",
    .synopsis = "CASE [--out FILE.docx] [--term WORDS --reason TEXT] [--as NAME]",
    .summary = "the disclosure management document of a case; search terms for it",
    .help = "What was gathered and read, words searched for, tools with their digests, "
            "schedules made, out of the case file; what\nonly people can say stands as "
            "headings to fill in.",
    .options = options,
    .options_size = sizeof(struct dmd_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
