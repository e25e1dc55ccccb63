/* policeai registry drafts */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

#include <stdio.h>

struct drafts_options {
    bool discard;
    bool show;
    const char *data;
};

#define AT(member) offsetof(struct drafts_options, member)
static const struct opt options[] = {
    {"show", 0, OPT_FLAG, AT(show), NULL, "print the drafts as JSON, one a line", 0, 0},
    {"discard", 0, OPT_FLAG, AT(discard), NULL, "remove the named drafts", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code one(struct registry_call *call, const struct drafts_options *given,
                         const char *name, struct err *err)
{
    struct draft draft;
    struct draft_problems problems;
    if (given->discard) {
        return draft_remove(call->arena, &call->dir, str_of(name), err);
    }
    TRY(draft_read(call->arena, &call->dir, str_of(name), &draft, err));
    if (given->show) {
        printf("{\"body\":%.*s,\"name\":\"%s\",\"subject\":\"%.*s\",\"type\":\"%.*s\"}\n",
               STR_ARG(draft.body->raw), name, STR_ARG(draft.subject), STR_ARG(draft.type));
        return ERR_OK;
    }
    draft_check(call->arena, &call->set, &draft, str_of(call->today), &problems);
    printf("%s  %.*s  %zu block, %zu not told\n", name, STR_ARG(draft.type), problems.blocking,
           problems.count - problems.blocking);
    return ERR_OK;
}

static enum err_code list(struct registry_call *call, const struct drafts_options *given,
                          const char *const *words, size_t count, struct err *err)
{
    if (given->discard && count == 0) {
        return err_set(err, ERR_USAGE, "name the drafts to discard");
    }
    if (count == 0) {
        TRY(draft_list(call->arena, &call->dir, (const char ***)&words, &count, err));
    }
    for (size_t i = 0; i < count; i++) {
        TRY(one(call, given, words[i], err));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct drafts_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, false, err));
    enum err_code code = list(&registry, given, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_drafts = {
    .name = "registry drafts",
    .synopsis = "[NAME...] [--show] [--discard] [--data FOLDER]",
    .summary = "the drafts of this data folder, and what blocks publishing each",
    .help =
        "A published draft stays until it is discarded: publishing it again says that there "
        "is nothing to do.",
    .options = options,
    .options_size = sizeof(struct drafts_options),
    .words_max = 500,
    .run = run,
};
