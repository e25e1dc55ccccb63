/* policeai case schedule item */
#include "cli/case_print.h"
#include "cli/schedule_call.h"
#include "disclosure/schedule_thin.h"

#include <stdio.h>

struct shown {
    const struct schedule_words *words;
};

static void line(const char *name, struct str value)
{
    if (value.n > 0) {
        printf("%s: ", name);
        case_print(value, false);
        printf("\n");
    }
}

static void print_passage(void *data, const struct schedule_passage *passage)
{
    const struct shown *shown = data;
    printf("may be sensitive: page %lld, characters %lld to %lld: ", (long long)passage->page,
           (long long)passage->start, (long long)passage->end);
    case_print(schedule_words_reason(shown->words, passage->reason), false);
    printf("\n");
}

static void print_item(const struct schedule_item *item, const struct schedule_words *words,
                       unsigned flags)
{
    struct strbuf lacks;
    line("gathered at", item->path);
    printf("place: %s\n"
           "number: %lld\n",
           schedule_place_word(item->place), (long long)item->number);
    line("category", schedule_words_category(words, item->category));
    line("category proposed", item->proposed_category);
    line("not described", item->not_described);
    line("description", item->description);
    if (item->own_description.n > 0) {
        line("description proposed", item->proposed_description);
    }
    line("mark", item->mark);
    line("why it is marked so", item->mark_why);
    line("sensitive, by an officer", item->own_sensitive);
    line("why", item->sensitive_why);
    line("may undermine or assist", item->bears);
    line("where it is", item->location);
    strbuf_init(&lacks, 4096);
    thin_description_say(flags, &lacks);
    line("the description lacks", strbuf_view(&lacks));
    strbuf_release(&lacks);
    line("changed last by", item->by);
    line("changed last at", item->at);
    printf("changes: %lld\n", (long long)item->acts);
}

static enum err_code show(struct command_call *call, struct casefile_acts *acts,
                          struct err *err)
{
    struct schedule_words words;
    struct schedule_item item;
    struct schedule_thin *thin;
    int64_t document;
    TRY(schedule_call_number(call->words[1], &document, err));
    TRY(schedule_call_words(call->arena, &words, err));
    TRY(schedule_item_read(acts->db, call->arena, document, &item, err));
    TRY(schedule_thin_look(acts->db, call->arena, &words, &thin, err));
    print_item(&item, &words, schedule_thin_flags(thin, &item));
    struct shown shown = {&words};
    return schedule_passages(acts->db, document, print_passage, &shown, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct casefile_acts acts;
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = show(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

const struct command command_case_schedule_item = {
    .name = "case schedule item",
    .synopsis = "CASE DOCUMENT",
    .summary = "one document as an item: what was proposed, what was decided, what it lacks",
    .help = "Places count characters of the page's text, as `policeai case show` has it.",
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
