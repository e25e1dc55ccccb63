/* policeai case people */
#include "casecheck/case_index.h"
#include "cli/case_index_call.h"
#include "cli/case_json.h"
#include "cli/case_print.h"

#include <stdio.h>

enum { OVERVIEW_EACH = 20, MAX_DEFAULT = 200 };

struct people_options {
    const char *kind, *key;
    int64_t max;
    bool json;
};

#define AT(member) offsetof(struct people_options, member)
static const struct opt options[] = {
    {"kind", 0, OPT_TEXT, AT(kind), "KIND",
     "person, phone, vehicle, place, mail, exhibit or all; without it the first of people,\n"
     "telephones, vehicles and places",
     0, 0},
    {"where", 0, OPT_TEXT, AT(key), "KEY", "each place where this one is spoken of", 0, 0},
    {"max", 0, OPT_INT, AT(max), "N", "so many at most (200; 20 of each without --kind)", 1,
     1000000},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a line", 0, 0},
    {.name = NULL}};

static void json_thing(void *data, const struct case_thing *thing)
{
    int64_t *count = data;
    struct strbuf line;
    struct jsonw w;
    (*count)++;
    case_json_begin(&line, &w);
    jsonw_member_str(&w, "kind", thing->kind);
    jsonw_member_str(&w, "key", thing->key);
    jsonw_member_str(&w, "text", thing->text);
    jsonw_member_int(&w, "documents", thing->documents);
    jsonw_member_int(&w, "mentions", thing->mentions);
    case_json_end(&line, &w);
}

static void json_mention(void *data, const struct case_mention *mention)
{
    int64_t *count = data;
    struct strbuf line;
    struct jsonw w;
    (*count)++;
    case_json_begin(&line, &w);
    case_json_place(&w, mention->document, mention->page, mention->start, mention->end,
                    mention->path);
    jsonw_member_str(&w, "text", mention->text);
    case_json_end(&line, &w);
}

static void print_thing(void *data, const struct case_thing *thing)
{
    int64_t *count = data;
    (*count)++;
    case_print(thing->kind, false);
    printf("\t");
    case_print(thing->key, false);
    printf("\t");
    case_print_line(thing->text);
    printf("\t%lld document%s, %lld time%s\n", (long long)thing->documents,
           thing->documents == 1 ? "" : "s", (long long)thing->mentions,
           thing->mentions == 1 ? "" : "s");
}

static void print_mention(void *data, const struct case_mention *mention)
{
    int64_t *count = data;
    (*count)++;
    printf("document %lld, page %lld, characters %lld to %lld: ", (long long)mention->document,
           (long long)mention->page, (long long)mention->start, (long long)mention->end);
    case_print(mention->path, false);
    printf(": ");
    case_print_line(mention->text);
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

/* People, telephones, vehicles and places, the first of each, with how many there are. */
static enum err_code overview(const struct people_options *given, struct db *db, int64_t *count,
                              struct err *err)
{
    static const struct {
        const char *kind, *title;
    } kinds[] = {{"person", "people"},
                 {"phone", "telephones"},
                 {"vehicle", "vehicles"},
                 {"place", "places"}};
    int64_t most = given->max > 0 ? given->max : OVERVIEW_EACH;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        int64_t there;
        TRY(case_things_count(db, str_of(kinds[i].kind), &there, err));
        if (!given->json && there > 0) {
            printf("%s%s: %lld", *count > 0 ? "\n" : "", kinds[i].title, (long long)there);
            if (there > most) {
                printf(", the first %lld here; --kind %s shows more", (long long)most,
                       kinds[i].kind);
            }
            printf("\n");
        }
        TRY(case_things(db, str_of(kinds[i].kind), most, given->json ? json_thing : print_thing,
                        count, err));
    }
    if (!given->json && *count > 0) {
        printf("\n--kind person, phone, vehicle, place, mail or exhibit shows one kind alone, "
               "--kind KIND --where KEY each place of one\n");
    }
    return ERR_OK;
}

static enum err_code listed(const struct people_options *given, struct db *db, int64_t *count,
                            struct err *err)
{
    int64_t most = given->max > 0 ? given->max : MAX_DEFAULT;
    struct str kind = str_of(given->kind == NULL ? "person" : given->kind);
    if (given->key != NULL) {
        return case_mentions(db, kind, str_of(given->key), most,
                             given->json ? json_mention : print_mention, count, err);
    }
    return case_things(db, str_is(kind, "all") ? STR("") : kind, most,
                       given->json ? json_thing : print_thing, count, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct people_options *given = call->options;
    struct db *db;
    int64_t count = 0;
    bool all = given->kind != NULL && str_is(str_of(given->kind), "all");
    if ((given->kind != NULL && !is_kind(given->kind)) || (all && given->key != NULL)) {
        return err_set(err, ERR_USAGE,
                       "--kind must be person, phone, vehicle, place, mail, exhibit or, "
                       "without --where, all");
    }
    TRY(case_index_call(call, &db, err));
    enum err_code code = given->kind == NULL && given->key == NULL
                             ? overview(given, db, &count, err)
                             : listed(given, db, &count, err);
    db_close(db);
    call->status = count == 0 ? 1 : 0;
    return code;
}

static const struct people_options defaults = {0};

const struct command command_case_people = {
    .name = "case people",
    .synopsis = "CASE [--kind KIND] [--where KEY] [--max N] [--json]",
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
