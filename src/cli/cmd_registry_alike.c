/* policeai registry alike */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "registry/boilerplate_records.h"

#include <stdio.h>

struct alike_options {
    const char *data;
    const char *force;
    int64_t percent;
    int64_t max;
};

#define AT(member) offsetof(struct alike_options, member)
static const struct opt options[] = {
    {"force", 0, OPT_TEXT, AT(force), "ID", "records that name this force alone", 0, 0},
    {"percent", 0, OPT_INT, AT(percent), "N", "from so much alike on (50 to 100)", 50, 100},
    {"max", 0, OPT_INT, AT(max), "N", "so many pairs at most", 1, 100000},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void print_pair(struct arena *arena, const struct alike_records *records,
                       const struct boilerplate_pair *pair)
{
    const struct boilerplate_text *a = &records->texts[pair->a];
    const struct boilerplate_text *b = &records->texts[pair->b];
    registry_print(str_of(arena_printf(
        arena, "%zu of %zu phrases alike: %.*s of %.*s, %.*s of %.*s", pair->both, pair->either,
        STR_ARG(a->field), STR_ARG(a->record), STR_ARG(b->field), STR_ARG(b->record))));
}

static void print_several(struct arena *arena, const struct several_tools *one)
{
    const char *text =
        arena_printf(arena, "%.*s (%.*s): ", STR_ARG(one->title), STR_ARG(one->subject));
    if (one->tools > 1) {
        text = arena_printf(arena, "%slists %zu tools", text, one->tools);
    }
    if (one->named.n > 0) {
        text = arena_printf(arena, "%s%snames without listing: %.*s", text,
                            one->tools > 1 ? "; " : "", STR_ARG(one->named));
    }
    registry_print(str_of(text));
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct alike_options *given = call->options;
    struct registry_now now;
    struct alike_records records;
    struct boilerplate found;
    TRY(registry_now_open(&now, call->arena, given->data, NULL, err));
    struct str force = given->force != NULL ? registry_force_id(&now, given->force) : STR("");
    enum err_code code = alike_records_read(now.call.db, call->arena, force, &records, err);
    registry_call_close(&now.call);
    TRY(code);
    boilerplate_find(call->arena, records.texts, records.text_count, (size_t)given->percent,
                     100, (size_t)given->max, &found);
    for (size_t i = 0; i < found.count; i++) {
        print_pair(call->arena, &records, &found.pairs[i]);
    }
    for (size_t i = 0; i < records.several_count; i++) {
        print_several(call->arena, &records.several[i]);
    }
    printf("%zu long texts of %zu deployments: %zu pairs at least %lld%% alike%s; %zu with "
           "several "
           "tools\n",
           records.text_count, records.deployments, found.count, (long long)given->percent,
           found.cut ? ", more were cut" : "", records.several_count);
    return ERR_OK;
}

static const struct alike_options defaults = {.percent = 80, .max = 100};

const struct command command_registry_alike = {
    .name = "registry alike",
    .synopsis = "[--force ID] [--percent N] [--max N] [--data FOLDER]",
    .summary = "the same words in several records, several tools in one",
    .help = "Compares the long texts of all deployments by phrases of four words: phrases in "
            "both of those in either. Then lists\ndeployments that list several tools, or name "
            "products which other records list and they do not. It says what is\nalike, never "
            "why.",
    .options = options,
    .options_size = sizeof(struct alike_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
