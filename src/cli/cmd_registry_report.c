/* policeai registry report */
#include "base/file.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/import.h"

#include <stdio.h>

struct report_options {
    const char *data;
    const char *organisation;
    const char *from;
    const char *to;
    const char *operation;
    const char *place;
    const char *policy;
    const char *csv;
};

#define AT(member) offsetof(struct report_options, member)
static const struct opt options[] = {
    {"from", 0, OPT_TEXT, AT(from), "YYYY-MM-DD", "the first day", 0, 0},
    {"to", 0, OPT_TEXT, AT(to), "YYYY-MM-DD", "the last day", 0, 0},
    {"operation", 0, OPT_TEXT, AT(operation), "TEXT", "what one outing is called", 0, 0},
    {"place", 0, OPT_TEXT, AT(place), "TEXT", "where it was", 0, 0},
    {"policy", 0, OPT_TEXT, AT(policy), "TEXT", "under which version of which policy", 0, 0},
    {"csv", 0, OPT_TEXT, AT(csv), "FILE", "a report a line, instead: from, to, counts, ...", 0,
     0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code one(struct registry_call *call, const struct report_options *given,
                         const char *const *words, size_t count, struct err *err)
{
    struct draft draft = registry_draft(call, "report");
    TRY(registry_put_text(call, &draft, "deployment", words[0], err));
    TRY(registry_put_text(call, &draft, "from", given->from, err));
    TRY(registry_put_text(call, &draft, "to", given->to, err));
    TRY(registry_put_text(call, &draft, "operation", given->operation, err));
    TRY(registry_put_text(call, &draft, "place", given->place, err));
    TRY(registry_put_text(call, &draft, "policy", given->policy, err));
    for (size_t i = 1; i < count; i++) {
        TRY(registry_put(call, &draft, words[i], err));
    }
    return registry_say_new(call, &draft, given->organisation, err);
}

/* All of the file can be said, or none of it is. */
static enum err_code many(struct registry_call *call, const struct report_options *given,
                          const char *deployment, struct err *err)
{
    struct import_file file;
    struct str bytes;
    size_t blocking = 0;
    TRY(file_read(call->arena, given->csv, IMPORT_MAX_FILE, &bytes, err));
    enum err_code code = import_csv(call->arena, &call->set, bytes, "report", &file, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", given->csv);
        return code;
    }
    for (size_t i = 0; i < file.note_count; i++) {
        fprintf(stderr, "note: %s\n", file.notes[i]);
    }
    for (size_t i = 0; i < file.count; i++) {
        struct draft *draft = &file.list[i].draft;
        TRY(registry_put_text(call, draft, "deployment", deployment, err));
        size_t here = registry_tell_problems(call, draft, false);
        if (here > 0) {
            fprintf(stderr, "that is %s, %.*s\n", given->csv, STR_ARG(file.list[i].place));
        }
        blocking += here;
    }
    if (blocking > 0) {
        return err_set(err, ERR_INVALID, "%zu %s publishing: none was published", blocking,
                       blocking == 1 ? "thing blocks" : "things block");
    }
    for (size_t i = 0; i < file.count; i++) {
        TRY(registry_say_new(call, &file.list[i].draft, given->organisation, err));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct report_options *given = call->options;
    struct registry_call registry;
    if (given->csv != NULL &&
        (call->count > 1 || given->from != NULL || given->operation != NULL)) {
        return err_set(err, ERR_USAGE, "give the counts either by --csv or one by one");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = given->csv != NULL
                             ? many(&registry, given, call->words[0], err)
                             : one(&registry, given, call->words, call->count, err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_report = {
    .name = "registry report",
    .synopsis =
        "DEPLOYMENT [COUNT=N...] --from DATE --to DATE [--operation TEXT] [--place TEXT] "
        "[--policy TEXT] | --csv FILE  [--organisation ID] [--data FOLDER]",
    .summary = "say how often a deployment was used, and what came of it",
    .help =
        "DEPLOYMENT is the subject of its record. COUNT is one of reference/registry/"
        "use-counts.json: alerts=12. A part is never\nmore than its whole, nor told without "
        "it. By group: groups+=\"sex|female|alerts|7\". A CSV file has a report a line,\nits "
        "columns are from, to, operation, place, policy, note, groups and the counts. The same "
        "days and operation again\nmake a further version.",
    .options = options,
    .options_size = sizeof(struct report_options),
    .words_min = 1,
    .words_max = 500,
    .run = run,
};
