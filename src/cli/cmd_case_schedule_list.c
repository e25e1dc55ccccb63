/* policeai case schedule list */
#include "base/jsonw.h"
#include "cli/case_print.h"
#include "cli/schedule_call.h"
#include "disclosure/schedule_thin.h"

#include <stdio.h>
#include <string.h>

struct list_options {
    const char *place, *category;
    bool thin, unmarked, json;
};

#define AT(member) offsetof(struct list_options, member)
static const struct opt options[] = {
    {"place", 0, OPT_TEXT, AT(place), "PLACE",
     "evidence, not-relevant, non-sensitive, sensitive, block or held", 0, 0},
    {"category", 0, OPT_TEXT, AT(category), "ID", "of the presumption list; any: of all", 0, 0},
    {"thin", 0, OPT_FLAG, AT(thin), NULL, "only descriptions that lack something, and what", 0,
     0},
    {"unmarked", 0, OPT_FLAG, AT(unmarked), NULL, "only what nobody marked", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one object a line", 0, 0},
    {.name = NULL}};

struct listing {
    const struct list_options *given;
    const struct schedule_thin *thin;
};

static const char *place_id(enum schedule_place place)
{
    return place == SCHEDULE_NOT_RELEVANT ? "not-relevant" : schedule_place_word(place);
}

static bool is_wanted(const struct listing *listing, const struct schedule_item *item,
                      unsigned flags)
{
    const struct list_options *given = listing->given;
    bool of_list = !str_is(item->category, "none");
    bool category = given->category == NULL || (strcmp(given->category, "any") == 0
                                                    ? of_list
                                                    : str_is(item->category, given->category));
    bool place = given->place == NULL || strcmp(given->place, place_id(item->place)) == 0;
    return category && place && (!given->thin || flags != 0) &&
           (!given->unmarked || item->unmarked);
}

static void print_json(const struct schedule_item *item, struct str lacks)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 1 << 20);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", item->document);
    jsonw_member(&w, "place", place_id(item->place));
    jsonw_member_int(&w, "number", item->number);
    jsonw_member_str(&w, "category", item->category);
    jsonw_member_str(&w, "description", item->description);
    jsonw_member_str(&w, "mark", item->mark);
    jsonw_member_int(&w, "block", item->block);
    jsonw_member_int(&w, "acts", item->acts);
    jsonw_member_str(&w, "lacks", lacks);
    jsonw_member_str(&w, "path", item->path);
    jsonw_end(&w);
    printf("%s\n", out.p);
    strbuf_release(&out);
}

static void print_line(const struct schedule_item *item, struct str lacks)
{
    printf("%lld\t%s\t%lld\t", (long long)item->document, place_id(item->place),
           (long long)item->number);
    case_print(item->category, false);
    printf("\t");
    case_print(item->place == SCHEDULE_HELD ? item->not_described : item->description, false);
    if (lacks.n > 0) {
        printf("\t");
        case_print(lacks, false);
    }
    printf("\n");
}

static enum err_code print_item(void *data, const struct schedule_item *item, struct err *err)
{
    struct listing *listing = data;
    struct strbuf lacks;
    (void)err;
    unsigned flags = schedule_thin_flags(listing->thin, item);
    if (!is_wanted(listing, item, flags)) {
        return ERR_OK;
    }
    strbuf_init(&lacks, 4096);
    if (listing->given->thin || listing->given->json) {
        thin_description_say(flags, &lacks);
    }
    if (listing->given->json) {
        print_json(item, strbuf_view(&lacks));
    } else {
        print_line(item, strbuf_view(&lacks));
    }
    strbuf_release(&lacks);
    return ERR_OK;
}

static enum err_code list(struct command_call *call, struct casefile_acts *acts,
                          struct err *err)
{
    struct listing listing = {.given = call->options};
    struct schedule_words words;
    struct schedule_sums sums;
    struct schedule_thin *thin;
    TRY(schedule_call_words(call->arena, &words, err));
    TRY(schedule_thin_look(acts->db, call->arena, &words, &thin, err));
    listing.thin = thin;
    if (!listing.given->json) {
        printf("document\tplace\tnumber\tcategory\tdescription\n");
    }
    TRY(schedule_items(acts->db, 0, INT64_MAX, print_item, &listing, err));
    if (!listing.given->json) {
        TRY(schedule_sums(acts->db, &sums, err));
        schedule_call_sums(&sums);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct casefile_acts acts;
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = list(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct list_options defaults = {.place = NULL};

const struct command command_case_schedule_list = {
    .name = "case schedule list",
    .synopsis = "CASE [--place PLACE] [--category ID|any] [--thin] [--unmarked] [--json]",
    .summary = "each document of a case: on which schedule, its number and description",
    .help = "One line a document, tabs between, then sums that add up to all documents. held: "
            "not described yet. number 0: not on\na schedule that was made. What nobody marked "
            "counts as unused material.",
    .options = options,
    .options_size = sizeof(struct list_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
