/* policeai registry diff */
#include "base/strbuf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/field_diff.h"

#include <stdio.h>

struct diff_options {
    const char *data;
};

static const struct opt options[] = {{"data", 0, OPT_TEXT, offsetof(struct diff_options, data),
                                      "FOLDER", DATA_OPTION_HELP, 0, 0},
                                     {.name = NULL}};

/* A version by its number from 1, or by its statement's id or the beginning of it. */
static enum err_code find_version(const struct registry_entries *versions, const char *word,
                                  size_t *at, struct err *err)
{
    uint64_t number;
    if (str_to_u64(str_of(word), versions->count, &number) && number > 0) {
        *at = (size_t)number - 1;
        return ERR_OK;
    }
    for (size_t i = 0; i < versions->count; i++) {
        if (str_of(word).n >= 8 && str_starts(versions->list[i].id, str_of(word))) {
            *at = i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_NOT_FOUND, "there is no version \"%.64s\": 1 to %zu, or its id",
                   word, versions->count);
}

static void print_value(const char *before, const struct js *value)
{
    struct strbuf visible;
    if (value == NULL) {
        return;
    }
    strbuf_init(&visible, 16 * LIMIT_BODY);
    utf8_visible(&visible, value->type == JS_STRING ? value->string : value->raw, false);
    printf("  %s %s\n", before, visible.p);
    strbuf_release(&visible);
}

static void print_head(const struct registry_entry *entry, size_t number)
{
    const struct js *reason = js_member(entry->body, "reason");
    printf("version %zu  %.*s  %.*s%s", number + 1, STR_ARG(entry->logged_at),
           STR_ARG(entry->organisation), entry->confirmed ? "" : ", not yet confirmed");
    if (reason != NULL && reason->type == JS_STRING) {
        struct strbuf visible;
        strbuf_init(&visible, 16 * LIMIT_BODY);
        utf8_visible(&visible, reason->string, false);
        printf(": %s", visible.p);
        strbuf_release(&visible);
    }
    puts("");
}

static enum err_code diff(struct registry_call *call, const char *const *words, size_t count,
                          struct err *err)
{
    struct registry_entries versions;
    struct field_diff changes;
    TRY(registry_versions(call->db, call->arena, str_of(words[0]), &versions, err));
    if (versions.count == 0) {
        return err_set(err, ERR_NOT_FOUND, "there is no record with the subject %.64s",
                       words[0]);
    }
    if (versions.count == 1 && count < 3) {
        return err_set(err, ERR_NOT_FOUND, "there is one version of it alone");
    }
    size_t a = versions.count - 2;
    size_t b = versions.count - 1;
    if (count == 3) {
        TRY(find_version(&versions, words[1], &a, err));
        TRY(find_version(&versions, words[2], &b, err));
    }
    print_head(&versions.list[a], a);
    print_head(&versions.list[b], b);
    field_diff(call->arena, versions.list[a].body, versions.list[b].body, &changes);
    for (size_t i = 0; i < changes.count; i++) {
        const struct field_change *change = &changes.list[i];
        printf("%s %.*s%s%.*s\n", field_change_word(change->kind), STR_ARG(change->parent),
               change->parent.n > 0 ? "." : "", STR_ARG(change->name));
        print_value("-", change->before);
        print_value("+", change->after);
    }
    if (changes.count == 0) {
        puts("nothing differs");
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct diff_options *given = call->options;
    struct registry_call registry;
    if (call->count == 2) {
        return err_set(err, ERR_USAGE, "name both versions, or none for the last two");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = diff(&registry, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_diff = {
    .name = "registry diff",
    .synopsis = "SUBJECT [A B] [--data FOLDER]",
    .summary = "what changed between two versions of a record, field by field",
    .help =
        "A and B are numbers of versions from 1, or ids of their statements; without them the "
        "last two. Two withheld values\nare the same when what is said of them is: whether the "
        "value behind them changed cannot be told.",
    .options = options,
    .options_size = sizeof(struct diff_options),
    .words_min = 1,
    .words_max = 3,
    .run = run,
};
