/* policeai case timeline */
#include "casecheck/case_index.h"
#include "cli/case_index_call.h"
#include "cli/case_print.h"

#include <stdio.h>

struct timeline_options {
    const char *from, *to, *with;
    int64_t max;
};

#define AT(member) offsetof(struct timeline_options, member)
static const struct opt options[] = {
    {"from", 0, OPT_TEXT, AT(from), "DAY", "from this day on (2026-03-14)", 0, 0},
    {"to", 0, OPT_TEXT, AT(to), "DAY", "to this day", 0, 0},
    {"with", 0, OPT_TEXT, AT(with), "WORDS", "only sentences in which this stands", 0, 0},
    {"max", 0, OPT_INT, AT(max), "N", "so many moments at most (500)", 1, 1000000},
    {.name = NULL}};

static void print_moment(void *data, const struct case_moment *moment)
{
    (void)data;
    case_print(moment->day, false);
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
    case_print(moment->sentence, false);
    printf("\n");
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct timeline_options *given = call->options;
    struct db *db;
    int64_t found = 0;
    TRY(case_index_call(call, &db, err));
    enum err_code code =
        case_timeline(db, str_of(given->from), str_of(given->to), str_of(given->with),
                      given->max, &found, print_moment, NULL, err);
    db_close(db);
    TRY(code);
    printf("%lld moment%s\n", (long long)found, found == 1 ? "" : "s");
    call->status = found == 0 ? 1 : 0;
    return ERR_OK;
}

static const struct timeline_options defaults = {.from = "", .to = "", .with = "", .max = 500};

const struct command command_case_timeline = {
    .name = "case timeline",
    .synopsis = "CASE [--from DAY] [--to DAY] [--with WORDS] [--max N]",
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
