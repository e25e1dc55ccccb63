/* policeai registry withhold-records */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/disclosure.h"

struct records_options {
    const char *data;
    const char *organisation;
    const char *section;
    const char *harm;
    const char *interest;
    const char *role;
    const char *review;
    const char *date;
};

#define AT(member) offsetof(struct records_options, member)
static const struct opt options[] = {
    {"section", 0, OPT_TEXT, AT(section), "31(1)(a)", "the exemption, with its limb", 0, 0},
    {"harm", 0, OPT_TEXT, AT(harm), "TEXT", "what publishing them would do; this is published",
     0, 0},
    {"public-interest", 0, OPT_TEXT, AT(interest), "TEXT",
     "why that outweighs the public's interest; for qualified exemptions", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "who decided it, by role", 0, 0},
    {"review", 0, OPT_TEXT, AT(review), "YYYY-MM-DD", "by when it is looked at again", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "decided on which day (else today)", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code need(const char *text, const char *option, struct err *err)
{
    return text != NULL && *text != '\0' ? ERR_OK
                                         : err_set(err, ERR_USAGE, "say it with --%s", option);
}

static enum err_code need_all(const struct records_options *given, struct err *err)
{
    TRY(need(given->section, "section", err));
    TRY(need(given->harm, "harm", err));
    TRY(need(given->role, "role", err));
    return need(given->review, "review", err);
}

static struct str body_of(const struct registry_call *call, const struct records_options *given,
                          uint64_t count, struct str organisation)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "count", (int64_t)count);
    jsonw_member(&w, "date", given->date != NULL ? given->date : call->today);
    jsonw_member(&w, "decided_by", given->role);
    jsonw_member(&w, "harm", given->harm);
    jsonw_member_str(&w, "organisation", organisation);
    if (given->interest != NULL) {
        jsonw_member(&w, "public_interest", given->interest);
    }
    jsonw_member(&w, "review", given->review);
    jsonw_member(&w, "section", given->section);
    jsonw_end(&w);
    struct str text = arena_str(call->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code withhold(struct registry_call *call, const struct records_options *given,
                              const char *word, struct err *err)
{
    enum { COUNT_MAX = 1000 };
    struct disclosure_policy policy;
    struct draft draft = {.name = "", .type = STR("records.withheld/1")};
    char subject[DRAFT_SUBJECT_SIZE];
    struct str organisation;
    struct js *body;
    uint64_t count;
    if (!str_to_u64(str_of(word), COUNT_MAX, &count)) {
        return err_set(err, ERR_USAGE, "\"%.40s\" is no number of records, 0 to %d", word,
                       COUNT_MAX);
    }
    TRY(disclosure_load(call->arena, call->reference, &policy, err));
    TRY(registry_speaker(call, given->organisation, NULL, &organisation, err));
    TRY(js_parse(call->arena, body_of(call, given, count, organisation), &body, err));
    TRY(disclosure_check_records(&policy, body, str_of(call->today), err));
    draft_new_subject(subject);
    draft.subject = str_of(subject);
    draft.body = body;
    return registry_say_exact(call, &draft, organisation, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct records_options *given = call->options;
    struct registry_call registry;
    TRY(need_all(given, err));
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = withhold(&registry, given, call->words[0], err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_withhold_records = {
    .name = "registry withhold-records",
    .synopsis = "COUNT --section S --harm TEXT --role TEXT --review YYYY-MM-DD "
                "[--public-interest TEXT] [--date YYYY-MM-DD] [--organisation ID] "
                "[--data FOLDER]",
    .summary = "say how many records a force withholds as a whole, and why",
    .help = "The public sees the number, the exemption, the harm, who decided and when it is "
            "looked at again; no record of them\nis published. Said again for the same "
            "section it is the next version: 0 when there are none any more. Where even the\n"
            "number would tell, neither confirm nor deny instead: \"registry adopt\".",
    .options = options,
    .options_size = sizeof(struct records_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
