/* policeai registry questions */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "registry/gate_questions.h"

#include <stdio.h>

struct questions_options {
    const char *data;
    const char *on;
};

#define AT(member) offsetof(struct questions_options, member)
static const struct opt options[] = {
    {"on", 0, OPT_TEXT, AT(on), "YYYY-MM-DD", "as it stands at the end of that day", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void print(struct arena *arena, const struct chief_questions *made, struct str name)
{
    struct str shown = STR("");
    registry_print(
        str_of(arena_printf(arena, "Questions for the chief officer of %.*s", STR_ARG(name))));
    for (size_t i = 0; i < made->count; i++) {
        const struct chief_question *one = &made->list[i];
        if (one->deployment.n > 0 && !str_eq(one->deployment, shown)) {
            printf("\n");
            registry_print(str_of(arena_printf(arena, "%.*s (%.*s)", STR_ARG(one->title),
                                               STR_ARG(one->deployment))));
        }
        shown = one->deployment;
        registry_print(str_of(arena_printf(arena, "%3zu. %.*s", i + 1, STR_ARG(one->text))));
    }
    printf("\n%zu %s from %zu %s\n", made->count, made->count == 1 ? "question" : "questions",
           made->deployments, made->deployments == 1 ? "deployment" : "deployments");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct questions_options *given = call->options;
    struct registry_now now;
    struct chief_questions made;
    TRY(registry_now_open(&now, call->arena, given->data, given->on, err));
    struct str force = registry_force_id(&now, call->words[0]);
    enum err_code code = chief_questions_make(now.call.db, call->arena, &now.gate, &now.fields,
                                              force, now.now, 0, SIZE_MAX, &made, err);
    if (code == ERR_OK) {
        print(call->arena, &made, registry_force_name(&now, force));
    }
    registry_call_close(&now.call);
    return code;
}

const struct command command_registry_questions = {
    .name = "registry questions",
    .synopsis = "FORCE [--on YYYY-MM-DD] [--data FOLDER]",
    .summary = "what to ask a chief constable",
    .help = "Made from what is missing, lapsed, late or not answered in the public records of "
            "that force: for a commissioner,\nan ethics committee, an inspectorate, anyone.",
    .options = options,
    .options_size = sizeof(struct questions_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
