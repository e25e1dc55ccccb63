/* policeai registry publish */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct publish_options {
    const char *data;
    const char *organisation;
};

#define AT(member) offsetof(struct publish_options, member)
static const struct opt options[] = {
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "who says it (else the one the draft names, else the one this installation's key is of)",
     0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

/* All of them can be published, or none is. */
static enum err_code publish(struct registry_call *call, const struct publish_options *given,
                             const char *const *words, size_t count, struct err *err)
{
    struct draft **drafts = arena_alloc(call->arena, count * sizeof *drafts);
    for (size_t i = 0; i < count; i++) {
        drafts[i] = arena_alloc(call->arena, sizeof **drafts);
        TRY(draft_read(call->arena, &call->dir, str_of(words[i]), drafts[i], err));
    }
    return registry_say_all(call, drafts, count, given->organisation, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct publish_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = publish(&registry, given, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_publish = {
    .name = "registry publish",
    .synopsis = "NAME... [--organisation ID] [--data FOLDER]",
    .summary = "publish drafts",
    .help = "Each waits in the outbox, where it can be cancelled, and is then signed. Said for "
            "an organisation that has no key\nhere, it is shown as by the centre for it, not "
            "yet confirmed. When one of the drafts is refused, none is published. Killed "
            "midway, the "
            "same command does the\nrest.",
    .options = options,
    .options_size = sizeof(struct publish_options),
    .words_min = 1,
    .words_max = 500,
    .run = run,
};
