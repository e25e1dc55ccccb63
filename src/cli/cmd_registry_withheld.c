/* policeai registry withheld */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "registry/withheld_values.h"

#include <stdio.h>

struct withheld_options {
    bool values;
    const char *data;
};

#define AT(member) offsetof(struct withheld_options, member)
static const struct opt options[] = {
    {"values", 0, OPT_FLAG, AT(values), NULL, "the values too", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void print_named(struct arena *arena, const char *name, struct str text)
{
    if (text.n > 0) {
        registry_print(str_of(arena_printf(arena, "  %-15s  %.*s", name, STR_ARG(text))));
    }
}

static void print_value(struct arena *arena, const struct withheld_value *one, bool values)
{
    const struct js *value = one->value;
    bool ncnd = js_member(one->gap, "ncnd") != NULL;
    struct str why = js_text(one->gap, ncnd ? "ncnd" : "section");
    registry_print(str_of(arena_printf(arena, "%.*s, %s %.*s", STR_ARG(one->pointer),
                                       ncnd ? "neither confirmed nor denied, class" : "section",
                                       STR_ARG(why))));
    print_named(arena, "decided by", js_text(one->gap, "decided_by"));
    print_named(arena, "review by", js_text(one->gap, "review"));
    print_named(arena, "harm", js_text(one->gap, "harm"));
    print_named(arena, "private harm", one->private_harm);
    print_named(arena, "public interest", js_text(one->gap, "public_interest"));
    if (values) {
        print_named(arena, "value",
                    value == NULL              ? STR("nothing is held")
                    : value->type == JS_STRING ? value->string
                                               : value->raw);
    }
}

static enum err_code print_entry(struct registry_call *call, struct keeper_client *client,
                                 const struct registry_entry *entry, bool values,
                                 struct err *err)
{
    struct withheld_value *list;
    size_t count;
    struct str gaps;
    TRY(keeper_gaps(client, call->arena,
                    arena_strndup(call->arena, entry->subject.p, entry->subject.n), &gaps,
                    err));
    TRY(withheld_values(call->arena, entry, gaps, &list, &count, err));
    registry_print(entry->title);
    for (size_t i = 0; i < count; i++) {
        print_value(call->arena, &list[i], values);
    }
    printf("%zu %s withheld\n", count, count == 1 ? "value is" : "values are");
    return ERR_OK;
}

static enum err_code tell(struct registry_call *call, const char *subject, bool values,
                          struct err *err)
{
    struct registry_entries heads;
    struct keeper_client *client;
    TRY(registry_heads(call->db, call->arena, str_of(subject), &heads, err));
    if (heads.count == 0) {
        return err_set(err, ERR_NOT_FOUND, "there is no record with the subject %.64s",
                       subject);
    }
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < heads.count; i++) {
        code = print_entry(call, client, &heads.list[i], values, err);
    }
    keeper_client_close(client);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct withheld_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = tell(&registry, call->words[0], given->values, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_withheld = {
    .name = "registry withheld",
    .synopsis = "SUBJECT [--values] [--data FOLDER]",
    .summary =
        "read back what a record withholds and why, the private form of the harm included",
    .help =
        "For whoever reviews a withholding, answers a request or prepares to disclose. Works "
        "where the record was published,\nfor those who can reach its keeper; nothing of it "
        "is public but the section, the role, the review and the harm.",
    .options = options,
    .options_size = sizeof(struct withheld_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
