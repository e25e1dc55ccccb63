/* policeai case people */
#include "casecheck/case_index.h"
#include "cli/case_index_call.h"
#include "cli/case_print.h"

#include <stdio.h>

struct people_options {
    const char *kind, *key;
    int64_t max;
};

#define AT(member) offsetof(struct people_options, member)
static const struct opt options[] = {
    {"kind", 0, OPT_TEXT, AT(kind), "KIND",
     "person (the default), phone, vehicle, place, mail, exhibit or all", 0, 0},
    {"where", 0, OPT_TEXT, AT(key), "KEY", "each place where this one is spoken of", 0, 0},
    {"max", 0, OPT_INT, AT(max), "N", "so many at most (200)", 1, 1000000},
    {.name = NULL}};

static void print_thing(void *data, const struct case_thing *thing)
{
    int64_t *count = data;
    (*count)++;
    case_print(thing->kind, false);
    printf("\t");
    case_print(thing->key, false);
    printf("\t");
    case_print(thing->text, false);
    printf("\t%lld documents, %lld times\n", (long long)thing->documents,
           (long long)thing->mentions);
}

static void print_mention(void *data, const struct case_mention *mention)
{
    int64_t *count = data;
    (*count)++;
    printf("document %lld, page %lld, characters %lld to %lld: ", (long long)mention->document,
           (long long)mention->page, (long long)mention->start, (long long)mention->end);
    case_print(mention->path, false);
    printf(": ");
    case_print(mention->text, false);
    printf("\n");
}

static bool is_kind(const char *kind)
{
    static const char *const kinds[] = {"person", "phone",   "vehicle", "place",
                                        "mail",   "exhibit", "all"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(str_of(kind), kinds[i])) {
            return true;
        }
    }
    return false;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct people_options *given = call->options;
    struct db *db;
    int64_t count = 0;
    bool all = str_is(str_of(given->kind), "all");
    if (!is_kind(given->kind) || (all && given->key != NULL)) {
        return err_set(err, ERR_USAGE,
                       "--kind must be person, phone, vehicle, place, mail, exhibit or, "
                       "without --where, all");
    }
    TRY(case_index_call(call, &db, err));
    enum err_code code = given->key != NULL
                             ? case_mentions(db, str_of(given->kind), str_of(given->key),
                                             given->max, print_mention, &count, err)
                             : case_things(db, all ? STR("") : str_of(given->kind), given->max,
                                           print_thing, &count, err);
    db_close(db);
    call->status = count == 0 ? 1 : 0;
    return code;
}

static const struct people_options defaults = {.kind = "person", .max = 200};

const struct command command_case_people = {
    .name = "case people",
    .synopsis = "CASE [--kind KIND] [--where KEY] [--max N]",
    .summary = "people, telephones, vehicles, places and exhibits that a case speaks of",
    .help =
        "What was read since the last call is indexed first, in a sandbox. A line: kind, key, "
        "as first written, in how many\ndocuments; tabs between. --where KEY: each place. A "
        "name is known again by its words without title, so two people of\none name are one "
        "line, and one person under two names is two. Not every name is found.\n\nExit status: "
        "0 something was found; 1 nothing.",
    .options = options,
    .options_size = sizeof(struct people_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
