/* policeai registry withhold */
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/disclosure.h"
#include "registry/draft_withhold.h"

struct withhold_options {
    const char *data;
    const char *section;
    const char *harm;
    const char *private_harm;
    const char *interest;
    const char *role;
    const char *review;
};

#define AT(member) offsetof(struct withhold_options, member)
static const struct opt options[] = {
    {"section", 0, OPT_TEXT, AT(section), "31(1)(a)", "the exemption, with its limb", 0, 0},
    {"harm", 0, OPT_TEXT, AT(harm), "TEXT", "what publishing it would do; this is published", 0,
     0},
    {"private-harm", 0, OPT_TEXT, AT(private_harm), "TEXT|@FILE",
     "the same in full, for those who review it; kept here, never published", 0, 0},
    {"public-interest", 0, OPT_TEXT, AT(interest), "TEXT",
     "why that outweighs the public's interest; for qualified exemptions", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "who decided it, by role", 0, 0},
    {"review", 0, OPT_TEXT, AT(review), "YYYY-MM-DD", "by when it is looked at again", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code need(const char *text, const char *option, struct err *err)
{
    return text != NULL && *text != '\0' ? ERR_OK
                                         : err_set(err, ERR_USAGE, "say it with --%s", option);
}

/* A text, or that of a file: an argument can be seen by others who use the machine. */
static enum err_code private_harm_of(struct arena *arena, const char *given, struct str *text,
                                     struct err *err)
{
    *text = str_of(given != NULL ? given : "");
    if (text->n < 2 || text->p[0] != '@') {
        return ERR_OK;
    }
    TRY(file_read(arena, given + 1, LIMIT_BODY, text, err));
    *text = str_trim(*text);
    return utf8_valid(*text) && !str_has_byte(*text, '\0')
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s: not UTF-8 text", given + 1);
}

static struct str reasons_of(struct arena *arena, const struct withhold_options *given,
                             struct str private_harm)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "decided_by", given->role);
    jsonw_member(&w, "harm", given->harm);
    if (private_harm.n > 0) {
        jsonw_member_str(&w, "private_harm", private_harm);
    }
    if (given->interest != NULL) {
        jsonw_member(&w, "public_interest", given->interest);
    }
    jsonw_member(&w, "review", given->review);
    jsonw_member(&w, "section", given->section);
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

/* What would be refused when it is published is refused now. */
static enum err_code check(struct registry_call *call, const struct draft *draft,
                           struct err *err)
{
    struct disclosure_policy policy;
    bool tool = str_is(draft->type, "tool.described/1");
    TRY(disclosure_load(call->arena, call->reference, &policy, err));
    TRY(disclosure_not_elsewhere(call->arena, draft->body, err));
    return disclosure_check(&policy, tool ? &call->set.tool : &call->set.deployment,
                            draft->body, str_of(call->today), err);
}

static enum err_code withhold(struct registry_call *call, const struct withhold_options *given,
                              const char *const *words, struct err *err)
{
    struct draft draft;
    struct str harm;
    TRY(draft_read(call->arena, &call->dir, str_of(words[0]), &draft, err));
    const struct form_shape *shape = form_shape_find(&call->set, draft.type);
    const struct form_field *field =
        shape != NULL ? form_field_find(shape, str_of(words[1])) : NULL;
    if (field == NULL) {
        return err_set(err, ERR_USAGE, "the draft has no field \"%s\"", words[1]);
    }
    TRY(private_harm_of(call->arena, given->private_harm, &harm, err));
    TRY(draft_mark_withheld(call->arena, &draft, field, reasons_of(call->arena, given, harm),
                            err));
    TRY(check(call, &draft, err));
    return draft_write(call->arena, &call->dir, &draft, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct withhold_options *given = call->options;
    struct registry_call registry;
    TRY(need(given->section, "section", err));
    TRY(need(given->harm, "harm", err));
    TRY(need(given->role, "role", err));
    TRY(need(given->review, "review", err));
    TRY(registry_call_open(&registry, call->arena, given->data, false, err));
    enum err_code code = withhold(&registry, given, call->words, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_withhold = {
    .name = "registry withhold",
    .synopsis = "DRAFT FIELD --section S --harm TEXT [--private-harm TEXT|@FILE] --role TEXT "
                "--review YYYY-MM-DD [--public-interest TEXT] [--data FOLDER]",
    .summary = "leave a field of a draft out of what is published, and say why",
    .help =
        "In its place the public sees the exemption, the harm, the public-interest test, who "
        "decided, when it is looked at again,\nand a commitment by which the value can be "
        "proved later. The harm in its private words is kept with the value, read back with "
        "\"registry withheld\", and goes with it.\nNothing that was public once can be "
        "withheld.",
    .options = options,
    .options_size = sizeof(struct withhold_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
