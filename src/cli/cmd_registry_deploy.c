/* policeai registry deploy */
#include "base/encode.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct deploy_options {
    const char *data;
    const char *organisation;
    const char *tool;
    const char *forces;
    const char *stage;
    const char *reason;
};

#define AT(member) offsetof(struct deploy_options, member)
static const struct opt options[] = {
    {"tool", 0, OPT_TEXT, AT(tool), "TOOL",
     "the subject of a tool's record, or SUPPLIER|PRODUCT|VERSION", 0, 0},
    {"forces", 0, OPT_TEXT, AT(forces), "IDS", "which forces use it: ids or names, by commas",
     0, 0},
    {"stage", 0, OPT_TEXT, AT(stage), "STAGE", "considering, pilot, operational", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "what this record begins with", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "who says it (else the only force, else the one this installation's key is of)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

/* The identity that the tool's record states, and its name. */
static enum err_code tool_of_record(struct registry_call *call, struct str subject,
                                    struct draft *draft, struct err *err)
{
    struct registry_entries heads;
    struct strbuf json;
    const struct form_shape *shape = form_shape_find(&call->set, STR("deployment"));
    TRY(registry_heads(call->db, call->arena, subject, &heads, err));
    if (heads.count == 0 || !str_is(heads.list[0].type, "tool.described/1")) {
        return err_set(err, ERR_NOT_FOUND, "there is no record of a tool with the subject %.*s",
                       STR_ARG(subject));
    }
    const struct registry_entry *head = &heads.list[heads.count - 1];
    strbuf_init(&json, LIMIT_BODY);
    strbuf_printf(&json, "[{\"tool\":%.*s}]", STR_ARG(js_member(head->body, "tool")->raw));
    struct str text = arena_str(call->arena, strbuf_view(&json));
    strbuf_release(&json);
    TRY(draft_put(call->arena, draft, form_field_find(shape, STR("tools")), text, err));
    struct str name = registry_field_text(head, STR("name"));
    return name.n == 0 ? ERR_OK
                       : registry_put_text(call, draft, "name",
                                           arena_strndup(call->arena, name.p, name.n), err);
}

static enum err_code fill(struct registry_call *call, const struct deploy_options *given,
                          const char *const *words, size_t count, struct draft *draft,
                          struct err *err)
{
    if (given->tool != NULL && hex_is(str_of(given->tool), DRAFT_SUBJECT_SIZE - 1)) {
        TRY(tool_of_record(call, str_of(given->tool), draft, err));
    } else {
        TRY(registry_put_text(call, draft, "tools", given->tool, err));
    }
    TRY(registry_put_text(call, draft, "forces", given->forces, err));
    TRY(registry_put_text(call, draft, "stage", given->stage, err));
    TRY(registry_put_text(call, draft, "reason", given->reason, err));
    for (size_t i = 0; i < count; i++) {
        TRY(registry_put(call, draft, words[i], err));
    }
    return ERR_OK;
}

/* One force speaks for itself. */
static const char *speaker_of(struct registry_call *call, const struct deploy_options *given,
                              const struct draft *draft)
{
    const struct js *forces = js_member(draft->body, "forces");
    bool one = forces != NULL && forces->type == JS_ARRAY && forces->array.count == 1 &&
               forces->array.items[0].type == JS_STRING;
    if (given->organisation != NULL || !one) {
        return given->organisation;
    }
    return arena_strndup(call->arena, forces->array.items[0].string.p,
                         forces->array.items[0].string.n);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct deploy_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "deployment");
    enum err_code code = fill(&registry, given, call->words, call->count, &draft, err);
    if (code == ERR_OK) {
        code = registry_say(&registry, &draft, speaker_of(&registry, given, &draft), err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_deploy = {
    .name = "registry deploy",
    .synopsis = "--tool TOOL --forces IDS --stage STAGE [FIELD=VALUE...] [--reason TEXT] "
                "[--organisation ID] [--data FOLDER]",
    .summary = "publish the record of a deployment in one step",
    .help =
        "For what can be filled in at once; \"registry new deployment NAME\" begins a draft "
        "instead. FIELD=VALUE as in\n\"registry edit\": name=... is needed. Waits in the "
        "outbox, where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct deploy_options),
    .words_max = 500,
    .run = run,
};
