/* policeai registry new */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

#include <stdio.h>

struct new_options {
    const char *data;
    const char *of;
    const char *organisation;
};

#define AT(member) offsetof(struct new_options, member)
static const struct opt options[] = {
    {"of", 0, OPT_TEXT, AT(of), "SUBJECT",
     "the next version of this record, beginning with what it says", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "who will say it (else asked again when it is published)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code need_shape(struct registry_call *call, const char *word,
                                const struct form_shape **shape, struct err *err)
{
    const char *told = "";
    *shape = form_shape_find(&call->set, str_of(word));
    if (*shape != NULL) {
        return ERR_OK;
    }
    for (size_t i = 0; i < call->set.count; i++) {
        told = arena_printf(call->arena, "%s%s%s", told, i > 0 ? ", " : "",
                            call->set.shapes[i].word);
    }
    err_set(err, ERR_USAGE, "there is no kind of record \"%.60s\"", word);
    err_hint(err, "there are: %s", told);
    return ERR_USAGE;
}

static enum err_code from_record(struct registry_call *call, const char *subject,
                                 const struct form_shape *shape, struct draft *draft,
                                 struct err *err)
{
    struct keeper_client *client;
    TRY(data_option_there(&call->dir, err));
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code = draft_from_head(call->arena, call->db, client, str_of(subject),
                                         shape->type, draft, err);
    keeper_client_close(client);
    return code;
}

static enum err_code make(struct registry_call *call, const struct new_options *given,
                          const char *const *words, size_t count, struct err *err)
{
    const struct form_shape *shape;
    struct str organisation;
    TRY(need_shape(call, words[0], &shape, err));
    TRY(draft_name_check(str_of(words[1]), err));
    if (draft_exists(call->arena, &call->dir, str_of(words[1]))) {
        err_set(err, ERR_CONFLICT, "there is a draft \"%s\" already", words[1]);
        err_hint(err, "change it with \"registry edit\", or take another name");
        return ERR_CONFLICT;
    }
    struct draft draft = registry_draft(call, shape->word);
    if (given->of != NULL) {
        TRY(from_record(call, given->of, shape, &draft, err));
    }
    draft.name = words[1];
    if (given->organisation != NULL) {
        TRY(registry_speaker(call, given->organisation, &draft, &organisation, err));
        TRY(draft_put_text(call->arena, &draft, "organisation", organisation, err));
    }
    for (size_t i = 2; i < count; i++) {
        TRY(registry_put(call, &draft, words[i], err));
    }
    TRY(draft_write(call->arena, &call->dir, &draft, err));
    registry_tell_problems(call, &draft, true);
    printf("draft %s, subject %.*s\n", draft.name, STR_ARG(draft.subject));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct new_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, false, err));
    enum err_code code = make(&registry, given, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_new = {
    .name = "registry new",
    .synopsis = "KIND NAME [FIELD=VALUE...] [--of SUBJECT] [--organisation ID] [--data FOLDER]",
    .summary = "begin a draft of a record: deployment, tool, report, notice, ...",
    .help =
        "A draft is a private file in the data folder; it may be half filled and wrong. What "
        "blocks publishing is told on\nstandard error. FIELD=VALUE as in \"registry edit\".",
    .options = options,
    .options_size = sizeof(struct new_options),
    .words_min = 2,
    .words_max = 500,
    .run = run,
};
