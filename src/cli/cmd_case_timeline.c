/* policeai case timeline */
#include "base/month.h"
#include "casecheck/case_index.h"
#include "cli/case_index_call.h"
#include "cli/case_json.h"
#include "cli/case_print.h"

#include <stdio.h>

struct timeline_options {
    const char *from, *to, *with;
    int64_t max;
    bool json, again;
};

#define AT(member) offsetof(struct timeline_options, member)
static const struct opt options[] = {
    {"from", 0, OPT_TEXT, AT(from), "DAY", "from this day on (2026-03-14)", 0, 0},
    {"to", 0, OPT_TEXT, AT(to), "DAY", "to this day", 0, 0},
    {"with", 0, OPT_TEXT, AT(with), "WORDS", "only sentences in which this stands", 0, 0},
    {"max", 0, OPT_INT, AT(max), "N", "so many moments at most (500)", 1, 1000000},
    {"again", 0, OPT_FLAG, AT(again), NULL,
     "documents that could not be indexed are tried once more", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a line", 0, 0},
    {.name = NULL}};

/* "2026-03-14"; "--03-14", of which the year is not said, as "14 March (year not said)". */
static void print_day(struct str day)
{
    int64_t month = 0;
    int64_t number = 0;
    if (day.n != 7 || day.p[0] != '-') {
        case_print(day, false);
        return;
    }
    month = (day.p[2] - '0') * 10 + (day.p[3] - '0');
    number = (day.p[5] - '0') * 10 + (day.p[6] - '0');
    if (month >= 1 && month <= 12) {
        printf("%lld %s (year not said)", (long long)number, month_name((int)month));
    }
}

static void print_json(void *data, const struct case_moment *moment)
{
    struct strbuf line;
    struct jsonw w;
    (void)data;
    case_json_begin(&line, &w);
    jsonw_member_str(&w, "day", moment->day);
    if (moment->minute >= 0) {
        jsonw_member_int(&w, "minute", moment->minute);
    }
    jsonw_member_str(&w, "time", moment->time);
    jsonw_member_str(&w, "how", moment->how);
    case_json_place(&w, moment->document, moment->page, moment->start, moment->end,
                    moment->path);
    if (moment->anchor_end > 0) {
        jsonw_member_int(&w, "anchor_start", moment->anchor_start);
        jsonw_member_int(&w, "anchor_end", moment->anchor_end);
    }
    jsonw_member_str(&w, "sentence", moment->sentence);
    case_json_end(&line, &w);
}

static void print_moment(void *data, const struct case_moment *moment)
{
    (void)data;
    print_day(moment->day);
    if (moment->minute >= 0) {
        printf(" %02d:%02d", (int)(moment->minute / 60), (int)(moment->minute % 60));
    }
    if (str_is(moment->time, "about")) {
        printf(" (about)");
    } else if (moment->time.n > 0) {
        printf(" (morning or evening is not said)");
    }
    if (str_is(moment->how, "reckoned")) {
        printf(" (day reckoned from characters %lld to %lld)", (long long)moment->anchor_start,
               (long long)moment->anchor_end);
    } else if (moment->how.n > 0) {
        printf(" (day reckoned from the document's own)");
    }
    printf(": document %lld, page %lld, characters %lld to %lld: ", (long long)moment->document,
           (long long)moment->page, (long long)moment->start, (long long)moment->end);
    case_print(moment->path, false);
    printf("\n    ");
    case_print_line(moment->sentence);
    printf("\n");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct timeline_options *given = call->options;
    struct db *db;
    int64_t found = 0;
    TRY(case_index_call_again(call, given->again, &db, err));
    enum err_code code =
        case_timeline(db, str_of(given->from), str_of(given->to), str_of(given->with),
                      given->max, &found, given->json ? print_json : print_moment, NULL, err);
    db_close(db);
    TRY(code);
    if (!given->json) {
        printf("%lld moment%s\n", (long long)found, found == 1 ? "" : "s");
    }
    call->status = found == 0 ? 1 : 0;
    return ERR_OK;
}

static const struct timeline_options defaults = {.from = "", .to = "", .with = "", .max = 500};

const struct command command_case_timeline = {
    .name = "case timeline",
    .synopsis = "CASE [--from DAY] [--to DAY] [--with WORDS] [--max N] [--again] [--json]",
    .summary = "days and times that a case's documents speak of, in order",
    .help =
        "What was read since the last call is indexed first, in a sandbox. Each moment stands "
        "with its sentence, document, page and\nplace. A day that is told by another (\"the "
        "next day\") or by the sentence before is shown as reckoned, with the place\nof that "
        "day; one that nothing tells is left out. Days without a year stand last. Two accounts "
        "of one event are two\nlines: nothing is merged.\n\nExit status: 0 something was "
        "found; 1 nothing.",
    .options = options,
    .options_size = sizeof(struct timeline_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
