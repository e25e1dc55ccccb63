/* policeai case people */
#include "base/arena.h"
#include "casecheck/case_index.h"
#include "cli/case_index_call.h"
#include "cli/case_json.h"
#include "cli/case_print.h"

#include <stdio.h>

enum { OVERVIEW_EACH = 20, MAX_DEFAULT = 200, FITS_MAX = 4 };

struct people_options {
    const char *kind, *key;
    int64_t max;
    bool json, again;
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
    {"again", 0, OPT_FLAG, AT(again), NULL,
     "documents that could not be indexed are tried once more", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a line", 0, 0},
    {.name = NULL}};

/* What is listed, so that one name can be told by another. */
struct listing {
    struct arena *arena;
    struct case_thing *items;
    size_t count, room;
};

static void keep_thing(void *data, const struct case_thing *thing)
{
    struct listing *list = data;
    if (list->count == list->room) {
        size_t room = list->room * 2 + 64;
        struct case_thing *items = arena_alloc(list->arena, room * sizeof *items);
        for (size_t i = 0; i < list->count; i++) {
            items[i] = list->items[i];
        }
        list->items = items;
        list->room = room;
    }
    struct case_thing *one = &list->items[list->count++];
    *one = *thing;
    one->kind = arena_str(list->arena, thing->kind);
    one->key = arena_str(list->arena, thing->key);
    one->text = arena_str(list->arena, thing->text);
    one->also = arena_str(list->arena, thing->also);
}

/* A word of a name: may the person of one word be the one with more of them? */
static bool may_be(struct str word, struct str name)
{
    bool first = str_starts(name, word) && name.n > word.n && name.p[word.n] == ' ';
    bool last = str_ends(name, word) && name.n > word.n && name.p[name.n - word.n - 1] == ' ';
    return first || last;
}

/* The next of the list, from `at` on, that a person of one word may be; SIZE_MAX: none. */
static size_t next_fit(const struct listing *list, const struct case_thing *thing, size_t at)
{
    bool one = str_is(thing->kind, "person") && !str_has_byte(thing->key, ' ');
    for (; one && at < list->count; at++) {
        if (str_is(list->items[at].kind, "person") && may_be(thing->key, list->items[at].key)) {
            return at;
        }
    }
    return SIZE_MAX;
}

static void json_thing(const struct listing *list, const struct case_thing *thing)
{
    struct strbuf line;
    struct jsonw w;
    case_json_begin(&line, &w);
    jsonw_member_str(&w, "kind", thing->kind);
    jsonw_member_str(&w, "key", thing->key);
    jsonw_member_str(&w, "text", thing->text);
    if (thing->also.n > 0) {
        jsonw_member_str(&w, "also_written", thing->also);
    }
    size_t at = next_fit(list, thing, 0);
    if (at != SIZE_MAX) {
        jsonw_key(&w, "may_be");
        jsonw_array(&w);
        for (; at != SIZE_MAX; at = next_fit(list, thing, at + 1)) {
            jsonw_str(&w, list->items[at].key);
        }
        jsonw_end(&w);
    }
    jsonw_member_int(&w, "documents", thing->documents);
    jsonw_member_int(&w, "mentions", thing->mentions);
    case_json_end(&line, &w);
}

static void print_thing(const struct listing *list, const struct case_thing *thing)
{
    case_print(thing->kind, false);
    printf("\t");
    case_print(thing->key, false);
    printf("\t");
    case_print_line(thing->text);
    printf("\t%lld document%s, %lld time%s", (long long)thing->documents,
           thing->documents == 1 ? "" : "s", (long long)thing->mentions,
           thing->mentions == 1 ? "" : "s");
    if (thing->also.n > 0) {
        printf("; also written ");
        case_print_line(thing->also);
    }
    size_t at = next_fit(list, thing, 0);
    for (size_t k = 0; at != SIZE_MAX && k < FITS_MAX; k++) {
        printf(k == 0 ? "; elsewhere, may be " : " or ");
        case_print(list->items[at].key, false);
        at = next_fit(list, thing, at + 1);
    }
    printf("\n");
}

/* The first `most` of a kind ("" all), told one by one. */
static enum err_code tell_things(const struct people_options *given, struct db *db,
                                 struct str kind, int64_t most, int64_t *count, struct err *err)
{
    struct listing list = {.arena = arena_new()};
    enum err_code code = case_things(db, kind, most, keep_thing, &list, err);
    for (size_t i = 0; i < list.count && code == ERR_OK; i++) {
        (given->json ? json_thing : print_thing)(&list, &list.items[i]);
    }
    *count += (int64_t)list.count;
    arena_free(list.arena);
    return code;
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
        TRY(tell_things(given, db, str_of(kinds[i].kind), most, count, err));
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
    return tell_things(given, db, str_is(kind, "all") ? STR("") : kind, most, count, err);
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
    TRY(case_index_call_again(call, given->again, &db, err));
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
    .synopsis = "CASE [--kind KIND] [--where KEY] [--max N] [--again] [--json]",
    .summary = "people, telephones, vehicles, places and exhibits that a case speaks of",
    .help =
        "What was read since the last call is indexed first, in a sandbox. A line: kind, key, "
        "as first written, in how many\ndocuments; tabs between. --where KEY: each place. "
        "Within one paper a surname, a given name or initials go with the one\nperson of that "
        "paper whom they fit, and are told as \"also written\". From paper to paper names are "
        "known by their words\nwithout title: two people of one name are one line, and a "
        "surname alone is a line of its own, with whom it may be.\nNot every name is found.\n\n"
        "Exit status: "
        "0 something was found; 1 nothing.",
    .options = options,
    .options_size = sizeof(struct people_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
