/* policeai submit answer */
#include "base/clock.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/submit_call.h"
#include "registry/draft.h"
#include "supplier/claim_answer.h"

#include <stdio.h>

struct answer_options {
    const char *data;
    const char *withheld;
    const char *refuse;
    const char *keep;
    const char *role;
};

#define AT(member) offsetof(struct answer_options, member)
static const struct opt options[] = {
    {"withheld", 0, OPT_TEXT, AT(withheld), "DRAFT",
     "granted: this draft of the tool's record leaves the field out (registry withhold)", 0, 0},
    {"keep", 0, OPT_TEXT, AT(keep), "REASON",
     "granted: of a file, which is kept here and not published", 0, 0},
    {"refuse", 0, OPT_TEXT, AT(refuse), "REASON", "not granted, and why", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "who decided it, by role", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code check_usage(const struct answer_options *given, struct err *err)
{
    int answers = (given->withheld != NULL) + (given->keep != NULL) + (given->refuse != NULL);
    if (answers != 1) {
        return err_set(err, ERR_USAGE,
                       "give --withheld DRAFT, --keep REASON or --refuse REASON");
    }
    return given->role != NULL && *given->role != '\0'
               ? ERR_OK
               : err_set(err, ERR_USAGE, "say who decided it with --role");
}

/* The gap must stand in the draft: an answer alone leaves nothing out. */
static enum err_code check_gap(struct arena *arena, const struct datadir *dir, const char *name,
                               struct str about, struct err *err)
{
    struct draft draft;
    TRY(draft_read(arena, dir, str_of(name), &draft, err));
    if (!str_is(draft.type, "tool.described/1")) {
        return err_set(err, ERR_INVALID, "draft %s is not of a tool's record", name);
    }
    if (!str_starts(about, STR("field:"))) {
        return ERR_OK; /* what is no field is judged with the answer */
    }
    struct str field = str_from(about, sizeof "field:" - 1);
    const struct js *value = js_member_str(js_member(draft.body, "fields"), field);
    if (js_member(value, "withhold") != NULL || js_member(value, "withheld") != NULL) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "draft %s does not leave out \"%.*s\"", name,
            STR_ARG(str_sub(field, 0, 60)));
    err_hint(err, "policeai registry withhold %s %.*s …", name, STR_ARG(str_sub(field, 0, 60)));
    return ERR_INVALID;
}

static enum err_code give(struct command_call *call, const struct answer_options *given,
                          const struct datadir *dir, const struct received *received,
                          size_t claim, struct err *err)
{
    char date[DATE_SIZE];
    date_format(date, submit_now());
    struct claim_answer answer = {.role = str_of(given->role), .date = str_of(date)};
    if (given->withheld != NULL && claim < received->submission.claim_count) {
        TRY(check_gap(call->arena, dir, given->withheld,
                      received->submission.claims[claim].about, err));
        answer.answer = STR("withheld");
        answer.reason =
            str_of(arena_printf(call->arena, "left out in draft %s", given->withheld));
    } else if (given->keep != NULL) {
        answer.answer = STR("kept");
        answer.reason = str_of(given->keep);
    } else {
        answer.answer = STR("refused");
        answer.reason = str_of(given->refuse != NULL ? given->refuse : "");
    }
    return claim_answer_give(call->arena, dir, received, claim, &answer, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct answer_options *given = call->options;
    struct received received;
    struct datadir dir;
    uint64_t number;
    TRY(check_usage(given, err));
    TRY(submit_open(call->arena, given->data, call->words[0], &dir, &received, err));
    if (!str_to_u64(str_of(call->words[1]), SUBMISSION_CLAIMS_MAX, &number) || number == 0) {
        return err_set(err, ERR_USAGE, "\"%s\" is no number of a claim", call->words[1]);
    }
    TRY(give(call, given, &dir, &received, (size_t)number - 1, err));
    printf("claim %s of submission %.8s is answered\n", call->words[1],
           received.submission.id.p);
    return ERR_OK;
}

const struct command command_submit_answer = {
    .name = "submit answer",
    .synopsis = "ID CLAIM --withheld DRAFT | --keep REASON | --refuse REASON  --role TEXT "
                "[--data FOLDER]",
    .summary = "answer what a supplier claims to be confidential",
    .help =
        "A claim withholds nothing. A field is withheld by a draft of the tool's record that "
        "leaves it out (registry withhold),\nwith section, harm and public-interest test: "
        "--withheld looks whether it is so. The answer is recorded in the private\nlog and "
        "served with the result.",
    .options = options,
    .options_size = sizeof(struct answer_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
