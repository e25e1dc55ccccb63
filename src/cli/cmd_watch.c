/* policeai watch */
#include "base/clock.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "stranger/log_place.h"
#include "stranger/watch.h"

#include <inttypes.h>
#include <stdio.h>

enum { LATE_DAYS = 7, DAY = 86400 };

struct watch_options {
    bool json;
    bool online;
    const char *state;
    const char *key;
    int64_t late;
};

#define AT(member) offsetof(struct watch_options, member)
static const struct opt options[] = {
    {"state", 0, OPT_TEXT, AT(state), "FILE", "what was seen, one for each log", 0, 0},
    {"key", 0, OPT_TEXT, AT(key), "VKEY",
     "the log's key as you know it; without it the first look believes the log's genesis", 0,
     0},
    {"late", 0, OPT_INT, AT(late), "DAYS",
     "a statement published this long after it was made is late (7)", 1, 36500},
    {"online", 0, OPT_FLAG, AT(online), NULL, "let URL be on another machine", 0, 0},
    {"json", 0, OPT_FLAG, AT(json), NULL, "print JSON", 0, 0},
    {.name = NULL}};
static const struct watch_options defaults = {.late = LATE_DAYS};

static void json_event(struct jsonw *w, const struct watch_event *event)
{
    jsonw_object(w);
    jsonw_member(w, "kind", event->kind);
    jsonw_key(w, "violation");
    jsonw_bool(w, event->violation);
    jsonw_member_str(w, "words", event->words);
    if (event->statement.n > 0) {
        jsonw_member_str(w, "statement", event->statement);
        jsonw_member_int(w, "index", (int64_t)event->index);
    }
    if (event->by.n > 0) {
        jsonw_member_str(w, "removal", event->by);
    }
    jsonw_end(w);
}

static void print_json(const struct watch_report *report, int status)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, SIZE_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", report->origin);
    jsonw_member_int(&w, "seen", (int64_t)report->before);
    jsonw_member_int(&w, "size", (int64_t)report->size);
    jsonw_key(&w, "first");
    jsonw_bool(&w, report->first);
    jsonw_key(&w, "events");
    jsonw_array(&w);
    for (const struct watch_event *event = report->list; event; event = event->next) {
        json_event(&w, event);
    }
    jsonw_end(&w);
    if (report->seen.n > 0) {
        jsonw_member_str(&w, "checkpoint_seen", report->seen);
        jsonw_member_str(&w, "checkpoint_shown", report->shown);
    }
    jsonw_member_int(&w, "status", status);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_event(struct strbuf *line, const struct watch_event *event)
{
    strbuf_clear(line);
    utf8_visible(line, event->words, false);
    printf("%s %s: %s\n", event->violation ? "VIOLATION" : "note", event->kind, line->p);
    if (event->statement.n > 0) {
        printf("    statement %.*s\n", STR_ARG(event->statement));
    }
    if (event->by.n > 0) {
        printf("    removed by statement %.*s\n", STR_ARG(event->by));
    }
}

static void print_text(const struct watch_report *report)
{
    struct strbuf line;
    strbuf_init(&line, SIZE_MAX);
    utf8_visible(&line, report->origin, false);
    if (report->first) {
        printf("%s: %" PRIu64 " statements, seen for the first time\n", line.p, report->size);
    } else {
        printf("%s: %" PRIu64 " statements, %" PRIu64 " the last time\n", line.p, report->size,
               report->before);
    }
    if (report->first && report->key_from_genesis) {
        printf("the log key was taken from the log itself: compare %.*s\n",
               STR_ARG(report->log_key));
    }
    for (const struct watch_event *event = report->list; event; event = event->next) {
        print_event(&line, event);
    }
    if (report->seen.n > 0) {
        printf("both checkpoints, which are the proof:\n%.*s%.*s", STR_ARG(report->seen),
               STR_ARG(report->shown));
    }
    strbuf_release(&line);
}

static enum err_code watch(struct arena *arena, const struct watch_options *given,
                           const char *word, int *status, struct err *err)
{
    struct log_place place;
    struct note_key key;
    struct watch_report report;
    struct watch_plan plan = {.state = given->state,
                              .now = clock_now(&(struct clock){0}),
                              .late_seconds = given->late * DAY};
    if (given->state == NULL) {
        return err_set(err, ERR_USAGE, "say where to keep what was seen: --state FILE");
    }
    if (given->key != NULL) {
        TRY(vkey_parse(str_of(given->key), &key, err));
        plan.log_key = &key;
    }
    TRY(log_place_open(&place, arena, word, given->online, err));
    plan.files = place.files;
    enum err_code code = watch_look(arena, &plan, &report, err);
    log_place_close(&place);
    TRY(code);
    *status = report.violations > 0 ? 1 : 0;
    if (given->json) {
        print_json(&report, *status);
    } else {
        print_text(&report);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return watch(call->arena, call->options, call->words[0], &call->status, err);
}

const struct command command_watch = {
    .name = "watch",
    .synopsis = "FOLDER|URL --state FILE [--key VKEY] [--late DAYS] [--online] [--json]",
    .summary = "look at a published log again: what was removed, rewritten, published late",
    .help =
        "Checks every leaf of a published log as `ledger verify` does, compares it with what "
        "was seen at the last look, and\nsays what was removed (and by which statement) "
        "and what was published long after it was stated.\nViolations: two signed heads "
        "of one size (both are printed: they are the proof), a rewritten or shortened\n"
        "history, another origin, a forged note or tile, a clock set back, and a field "
        "withheld that had been public.\n\nExit status: 0 no violation; 1 a violation; 4 "
        "the log could not be read.",
    .options = options,
    .options_size = sizeof(struct watch_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
