/* policeai benchmark openings */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/sealed_option.h"

#include <stdio.h>

struct benchmark_openings_options {
    const char *data;
    bool json;
};

static const struct benchmark_openings_options defaults = {.json = false};

#define AT(member) offsetof(struct benchmark_openings_options, member)
static const struct opt options[] = {
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print one JSON object", 0, 0},
    {.name = NULL}};

static void print_event(const struct custody_event *event)
{
    if (event->removed) {
        printf("%.*s (removed)\n", STR_ARG(event->at));
        return;
    }
    printf("%lld %.*s %.*s: %.*s, \"%.*s\"", (long long)event->number, STR_ARG(event->at),
           STR_ARG(event->act), STR_ARG(event->role), STR_ARG(event->purpose));
    if (event->requester.n > 0) {
        printf(", for %.*s", STR_ARG(event->requester));
    }
    if (event->query > 0) {
        printf(" (query %lld)", (long long)event->query);
    }
    printf("; files %.*s\n", STR_ARG(event->found));
}

static void print_text(const struct custody_set *set, const struct custody_history *history)
{
    printf("%.*s %.*s, held by %.*s: opened %zu time%s\n", STR_ARG(set->id),
           STR_ARG(set->version), STR_ARG(set->holder), history->opening_count,
           history->opening_count == 1 ? "" : "s");
    for (size_t i = 0; i < history->opening_count; i++) {
        print_event(&history->openings[i]);
    }
    for (size_t i = 0; i < history->answer_count; i++) {
        const struct custody_answered *answer = &history->answers[i];
        printf("told %.*s, query %lld: %.*s%s\n", STR_ARG(answer->requester),
               (long long)answer->query,
               STR_ARG(answer->released.n > 0 ? answer->released : STR("no figure")),
               answer->improved ? "" : ", as before");
    }
}

static void json_event(struct jsonw *w, const struct custody_event *event)
{
    const struct {
        const char *name;
        struct str text;
    } texts[] = {{"act", event->act},
                 {"at", event->at},
                 {"found", event->found},
                 {"purpose", event->purpose},
                 {"requester", event->requester},
                 {"role", event->role}};
    jsonw_object(w);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].text.n > 0) {
            jsonw_member_str(w, texts[i].name, texts[i].text);
        }
    }
    jsonw_member_int(w, "number", event->number);
    if (event->query > 0) {
        jsonw_member_int(w, "query", event->query);
    }
    jsonw_member(w, "removed", event->removed ? "yes" : "no");
    jsonw_end(w);
}

static void print_json(const struct custody_set *set, const struct custody_history *history)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_KEEPER_MESSAGE);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", set->id);
    jsonw_member_str(&w, "version", set->version);
    jsonw_member_str(&w, "holder", set->holder);
    jsonw_member_int(&w, "budget", set->budget);
    jsonw_key(&w, "openings");
    jsonw_array(&w);
    for (size_t i = 0; i < history->opening_count; i++) {
        json_event(&w, &history->openings[i]);
    }
    jsonw_end(&w);
    jsonw_key(&w, "told");
    jsonw_array(&w);
    for (size_t i = 0; i < history->answer_count; i++) {
        const struct custody_answered *answer = &history->answers[i];
        jsonw_object(&w);
        jsonw_member_str(&w, "requester", answer->requester);
        jsonw_member_str(&w, "run", answer->run);
        jsonw_member_int(&w, "query", answer->query);
        jsonw_member_str(&w, "released", answer->released);
        jsonw_member(&w, "improved", answer->improved ? "yes" : "no");
        if (answer->planted != NULL) {
            jsonw_key(&w, "planted");
            jsonw_raw(&w, answer->planted->raw);
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static enum err_code list_sets(struct command_call *call, const struct datadir *dir,
                               struct err *err)
{
    struct custody_set *sets;
    size_t count;
    TRY(custody_list(call->arena, dir, &sets, &count, err));
    for (size_t i = 0; i < count; i++) {
        printf("%.*s %.*s: %.*s, %lld items in %lld clusters, held by %.*s\n",
               STR_ARG(sets[i].id), STR_ARG(sets[i].version), STR_ARG(sets[i].task),
               (long long)sets[i].item_count, (long long)sets[i].cluster_count,
               STR_ARG(sets[i].holder));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct benchmark_openings_options *given = call->options;
    struct keeper_client *keeper = NULL;
    struct custody_history history;
    struct custody_set *set;
    struct datadir dir;
    TRY(data_option(call->arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    if (call->count == 0) {
        return list_sets(call, &dir, err);
    }
    TRY(sealed_set(call->arena, &dir, call->words[0], &set, err));
    TRY(keeper_client_open(&keeper, &dir, err));
    enum err_code code = custody_history(call->arena, keeper, set, &history, err);
    keeper_client_close(keeper);
    TRY(code);
    if (given->json) {
        print_json(set, &history);
    } else {
        print_text(set, &history);
    }
    return ERR_OK;
}

const struct command command_benchmark_openings = {
    .name = "benchmark openings",
    .synopsis = "[ID[@VERSION]] [--json] [--data FOLDER]",
    .summary = "who opened a sealed benchmark, when and what for",
    .help = "Reads the private log. \"files read since\" says that a file of the set was read "
            "outside an opening since the one before,\n\"changed since\" that one was changed; "
            "\"not told\", that the file system keeps no such times or an opening was cut.\n"
            "Without ID: the sets in custody.",
    .options = options,
    .options_size = sizeof(struct benchmark_openings_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 1,
    .run = run,
};
