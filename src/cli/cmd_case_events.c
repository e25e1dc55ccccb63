/* policeai case events */
#include "base/jsonw.h"
#include "base/strbuf.h"
#include "casefile/casefile.h"
#include "casefile/events.h"
#include "cli/case_print.h"
#include "cli/command.h"

#include <stdio.h>

struct events_options {
    const char *with;
    const char *from;
    const char *until;
    int64_t max;
    bool json;
};
#define AT(member) offsetof(struct events_options, member)
static const struct opt options[] = {
    {"with", 0, OPT_TEXT, AT(with), "WHO", "a number, or a name as it stands", 0, 0},
    {"from", 0, OPT_TEXT, AT(from), "TIME", "from then on (2026-03-01, 2026-03-01T12:30)", 0,
     0},
    {"until", 0, OPT_TEXT, AT(until), "TIME", "before then", 0, 0},
    {"max", 0, OPT_INT, AT(max), "N", "so many at most (1000)", 1, 10000000},
    {"json", 0, OPT_FLAG, AT(json), NULL, "one JSON object a line", 0, 0},
    {.name = NULL}};

struct printing {
    const struct events_options *given;
    int64_t count;
    int64_t unknown, assumed, no_zone;
};

static void print_json(const struct shown_event *shown)
{
    enum { LINE_MAX_BYTES = 4 << 20 };
    const struct event *e = &shown->event;
    struct strbuf line;
    struct jsonw w;
    strbuf_init(&line, LINE_MAX_BYTES);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", shown->document);
    jsonw_member_int(&w, "page", e->page);
    jsonw_member_int(&w, "start", e->start);
    jsonw_member_int(&w, "end", e->end);
    jsonw_member_str(&w, "kind", e->kind);
    jsonw_member_str(&w, "at", e->at);
    jsonw_member_str(&w, "zone", e->zone);
    jsonw_member_str(&w, "said", e->said);
    jsonw_member(&w, "day_first_assumed", e->assumed ? "yes" : "no");
    jsonw_member_str(&w, "from", e->from);
    jsonw_member_str(&w, "to", e->to);
    jsonw_member_str(&w, "party", e->party);
    jsonw_member_str(&w, "direction", e->direction);
    if (e->seconds >= 0) {
        jsonw_member_int(&w, "seconds", e->seconds);
    }
    jsonw_member_str(&w, "text", e->text);
    jsonw_member_str(&w, "other", e->other);
    jsonw_member_str(&w, "path", shown->path);
    jsonw_end(&w);
    printf("%.*s\n", (int)line.n, line.p);
    strbuf_release(&line);
}

static void print_some(const char *before, struct str text)
{
    if (text.n > 0) {
        fputs(before, stdout);
        case_print(text, false);
    }
}

/* A line each, on one line. */
static void print_other(struct str other)
{
    struct str line;
    const char *before = "";
    while (str_split(&other, '\n', &line)) {
        printf("%s", before);
        case_print(line, false);
        before = "; ";
    }
}

static void print(void *data, const struct shown_event *shown)
{
    struct printing *p = data;
    const struct event *e = &shown->event;
    p->count++;
    p->unknown += e->at.n == 0;
    p->assumed += e->assumed;
    p->no_zone += e->zone.n == 0;
    if (p->given->json) {
        print_json(shown);
        return;
    }
    case_print(e->at.n > 0 ? e->at : e->said, false);
    print_some(e->at.n > 0 ? "" : " (not understood)", e->zone);
    print_some("  ", e->kind);
    print_some("  ", e->direction);
    print_some("  from ", e->from);
    print_some("  to ", e->to);
    print_some("  with ", e->party);
    if (e->seconds >= 0) {
        printf("  %lld s", (long long)e->seconds);
    }
    printf("\n    ");
    if (e->text.n > 0) {
        case_print(e->text, false);
        printf("\n    ");
    }
    if (e->other.n > 0) {
        print_other(e->other);
        printf("\n    ");
    }
    printf("document %lld, part %lld, characters %lld to %lld: ", (long long)shown->document,
           (long long)e->page, (long long)e->start, (long long)e->end);
    case_print(shown->path, false);
    printf("\n");
}

static struct str given_text(const char *text)
{
    return text == NULL ? STR("") : str_of(text);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct events_options *given = call->options;
    struct printing printing = {.given = given};
    const struct events_asked asked = {.with = given_text(given->with),
                                       .from = given_text(given->from),
                                       .until = given_text(given->until),
                                       .max = given->max};
    struct db *db;
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = events_show(db, &asked, print, &printing, err);
    db_close(db);
    TRY(code);
    if (!given->json) {
        printf("%lld calls and messages; of these %lld without a stated time zone, %lld whose "
               "time was not understood, %lld dated with the\nday before the month because "
               "nothing tells the order\n",
               (long long)printing.count, (long long)printing.no_zone,
               (long long)printing.unknown, (long long)printing.assumed);
    }
    return ERR_OK;
}

static const struct events_options defaults = {.max = 1000};

const struct command command_case_events = {
    .name = "case events",
    .synopsis = "CASE [--with WHO] [--from TIME] [--until TIME] [--max N] [--json]",
    .summary = "calls and messages that tables and chats of a case tell of, by time",
    .help =
        "Rows of tables with known headings (Excel, CSV; reference/case-file/columns.json) and "
        "chats exported as text, each with\nits place. What a row does not say stays empty; a "
        "time has a zone only where one stands there, and times of several\nzones are put in "
        "order as they stand. Telephone numbers are compared by their last nine digits.",
    .options = options,
    .options_size = sizeof(struct events_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
