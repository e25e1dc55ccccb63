/* policeai remove */
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/keeper_client.h"
#include "record/removal_request.h"

#include <stdio.h>

struct remove_options {
    bool yes;
    bool json;
    const char *data;
    const char *ground;
    const char *role;
    const char *date;
};

#define AT(member) offsetof(struct remove_options, member)
static const struct opt options[] = {
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"ground", 0, OPT_TEXT, AT(ground), "WORDS",
     "erasure, \"court order\" or \"published by mistake\"", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT",
     "the role that decides, published for ever; never a person's name", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "of the decision (today)", 0, 0},
    {"yes", 0, OPT_FLAG, AT(yes), NULL, "remove, instead of showing what would be removed", 0,
     0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static enum err_code compose(struct arena *arena, const struct remove_options *given,
                             const char *const *words, size_t count, struct str *request,
                             struct err *err)
{
    struct removal_request asked = {.date = STR(""), .count = count};
    struct strbuf out;
    if (given->ground == NULL || given->role == NULL) {
        err_set(err, ERR_USAGE, "a removal needs --ground and --role");
        err_hint(err, "both are published: --ground erasure --role \"records manager\"");
        return ERR_USAGE;
    }
    asked.ids = arena_alloc(arena, count * sizeof *asked.ids);
    for (size_t i = 0; i < count; i++) {
        asked.ids[i] = str_of(words[i]);
    }
    asked.ground = str_of(given->ground);
    asked.role = str_of(given->role);
    asked.date = str_of(given->date != NULL ? given->date : "");
    strbuf_init(&out, LIMIT_BODY);
    removal_request_write(&out, &asked);
    enum err_code code = strbuf_check(&out, "the request", err);
    *request = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}

/* How many an earlier removal had not taken. */
static size_t print_statements(const struct js *statements, bool done)
{
    size_t fresh = 0;
    for (size_t i = 0; i < statements->array.count; i++) {
        const struct js *statement = &statements->array.items[i];
        struct str by = js_text(statement, "removed_by");
        const struct js *index = js_member(statement, "index");
        fresh += by.n == 0;
        printf("%.*s  %.*s, leaf %lld of the %.*s log: ", STR_ARG(js_text(statement, "id")),
               STR_ARG(js_text(statement, "type")),
               (long long)(index != NULL ? index->integer : 0),
               STR_ARG(js_text(statement, "log")));
        if (by.n > 0) {
            printf("already removed by %.*s\n", STR_ARG(by));
        } else {
            puts(done ? "removed" : "would be removed");
        }
    }
    return fresh;
}

static enum err_code tell(const struct remove_options *given, struct str answer,
                          const struct js *value, struct err *err)
{
    const struct js *statements;
    const struct js *scrubbed = js_member(value, "scrubbed");
    struct str removal = js_text(value, "removal");
    TRY(js_need(value, "statements", JS_ARRAY, &statements, err));
    if (given->json) {
        printf("%.*s\n", STR_ARG(answer));
    }
    size_t fresh = given->json ? 0 : print_statements(statements, removal.n > 0);
    if (!given->json && removal.n > 0) {
        printf("said for ever by %.*s\n", STR_ARG(removal));
    }
    if (scrubbed != NULL && scrubbed->type == JS_BOOL && !scrubbed->boolean) {
        err_set(err, ERR_TIMEOUT, "removed, but bytes of it are left: %.*s",
                STR_ARG(js_text(value, "left")));
        err_hint(err, "a running server tries again each minute, and every start does");
        return ERR_TIMEOUT;
    }
    if (!given->yes && fresh > 0) {
        err_set(err, ERR_CANCELLED, "nothing was removed");
        err_hint(err, "this cannot be taken back; add --yes to remove");
        return ERR_CANCELLED;
    }
    return ERR_OK;
}

static enum err_code ask(struct arena *arena, const struct remove_options *given,
                         const char *const *words, size_t count, struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    struct str request;
    struct str answer;
    struct js *value;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(compose(arena, given, words, count, &request, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = keeper_remove(client, arena, request, !given->yes, &answer, err);
    keeper_client_close(client);
    TRY(code);
    TRY(js_parse(arena, answer, &value, err));
    return tell(given, answer, value, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return ask(call->arena, call->options, call->words, call->count, err);
}

const struct command command_remove = {
    .name = "remove",
    .synopsis = "ID… --ground WORDS --role TEXT [--date YYYY-MM-DD] [--yes] [--data FOLDER] "
                "[--json]",
    .summary = "remove what statements say, for ever",
    .help = "Takes the bodies of statements out of the log: with salts, blobs that nothing "
            "else names, rows, copies and\nfree pages. That it was done, on which ground and "
            "by which role is published; leaf and proofs stay good.\nWithout --yes it only "
            "shows what would go. doc/personal-data.md says what it cannot reach.",
    .options = options,
    .options_size = sizeof(struct remove_options),
    .words_min = 1,
    .words_max = REMOVAL_IDS_MAX,
    .run = run,
};
