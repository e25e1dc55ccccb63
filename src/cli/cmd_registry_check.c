/* policeai registry check */
#include "base/encode.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_now.h"
#include "registry/completeness.h"
#include "registry/gate_decision.h"
#include "registry/gate_words.h"
#include "registry/use_notice.h"

#include <stdio.h>

struct check_options {
    const char *data;
    const char *force;
    const char *stage;
    const char *on;
};

#define AT(member) offsetof(struct check_options, member)
static const struct opt options[] = {
    {"force", 0, OPT_TEXT, AT(force), "ID", "for this force alone (else each it names)", 0, 0},
    {"stage", 0, OPT_TEXT, AT(stage), "STAGE",
     "what pilot or operational asks for (else the stage it is at)", 0, 0},
    {"on", 0, OPT_TEXT, AT(on), "YYYY-MM-DD", "as it stands at the end of that day", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

enum { SUBJECT_DIGITS = 32 };

static void print_finding(const struct registry_now *now, const struct gate_finding *finding)
{
    struct arena *arena = now->call.arena;
    char until[DATE_SIZE];
    const char *text = arena_printf(arena, "%-14s  %-22.*s  ", gate_state_word(finding->state),
                                    STR_ARG(finding->requirement->id));
    if (finding->why.n > 0) {
        text = arena_printf(arena, "%s%.*s", text,
                            STR_ARG(gate_words(arena, &now->fields, finding->why, true)));
    } else if (finding->withheld) {
        text = arena_printf(arena, "%swithheld", text);
    } else {
        text = arena_printf(arena, "%s%.*s", text,
                            STR_ARG(gate_words(arena, &now->fields, finding->by, true)));
    }
    if (finding->date.n > 0) {
        text = arena_printf(arena, "%s, %.*s", text, STR_ARG(finding->date));
    }
    if (finding->state == GATE_MET && finding->until > 0) {
        date_format(until, finding->until);
        text = arena_printf(arena, "%s, until %s", text, until);
    }
    if (finding->flag.n > 0) {
        text = arena_printf(arena, "%s; %.*s flag: %.*s", text, STR_ARG(finding->flag),
                            STR_ARG(finding->flag_reason.n > 0 ? finding->flag_reason
                                                               : STR("reason withheld")));
    }
    registry_print(str_of(arena_printf(
        arena, "%s%s%s", text, finding->late ? "; later than what it was to come before" : "",
        finding->unconfirmed ? "; by the centre, not yet confirmed" : "")));
}

static void print_decision(const struct gate_rows *rows, struct str force, int64_t now)
{
    struct decision_finding found = decision_of(&rows->decisions, force, STR(""), now);
    printf("decision        ");
    if (found.state == DECISION_NONE) {
        printf("none recorded\n");
        return;
    }
    printf("%.*s%s%s\n", STR_ARG(found.word), found.state == DECISION_LAPSED ? ", lapsed" : "",
           found.against_gate ? ", while requirements were missing or lapsed" : "");
}

/* True when nothing is missing or lapsed. */
static bool print_gate(struct registry_now *now, const struct gate_rows *rows, struct str force,
                       const char *stage)
{
    struct gate_judgement judged;
    char day[DATE_SIZE];
    gate_judge(now->call.arena, &now->gate, rows, force, str_of(stage != NULL ? stage : ""),
               now->now, &judged);
    date_format(day, now->now);
    printf("\n%.*s, %.*s%.*s, %s\n", STR_ARG(force), STR_ARG(now->gate.version),
           STR_ARG(str_of(judged.stage.n > 0 ? arena_printf(now->call.arena, " for %.*s",
                                                            STR_ARG(judged.stage))
                                             : "")),
           day);
    for (size_t i = 0; i < judged.count; i++) {
        print_finding(now, &judged.list[i]);
    }
    printf("evidence        %s%s\n", evidence_state_word(judged.evidence.state),
           judged.history.before_evidence ? "; used before there was any" : "");
    print_decision(rows, force, now->now);
    printf("%zu met, %zu missing, %zu lapsed, %zu not applicable, %zu neither confirmed nor "
           "denied\n",
           judged.met, judged.missing, judged.lapsed, judged.not_applicable, judged.not_told);
    return judged.missing + judged.lapsed == 0;
}

/* Nothing where no notice before use is asked for. */
static void print_notice(const struct registry_now *now, const struct gate_rows *rows)
{
    struct use_notice notice = use_notice_of(&now->gate.notice, rows, now->now);
    char published[DATE_SIZE];
    char opens[DATE_SIZE];
    char began[DATE_SIZE];
    if (notice.state == USE_NOTICE_NONE) {
        return;
    }
    date_format(published, notice.published);
    date_format(opens, notice.opens);
    printf("notice          %s: published %s, %lld days before use, so from %s on",
           use_notice_word(notice.state), published, (long long)notice.days, opens);
    if (notice.began != INT64_MIN) {
        date_format(began, notice.began);
        printf("; use began %s", began);
    }
    printf("\n");
}

static void print_fields(struct registry_now *now, const struct registry_entry *deployment)
{
    struct completeness made = completeness_of(now->call.arena, &now->fields, deployment);
    registry_print(
        str_of(arena_printf(now->call.arena, "%.*s, %.*s", STR_ARG(deployment->title),
                            STR_ARG(deployment->stage))));
    printf("%zu of %zu required fields stated, %zu withheld, %zu neither confirmed nor denied, "
           "%zu missing\n",
           made.stated, made.required, made.withheld, made.not_told, made.missing_count);
    for (size_t i = 0; i < made.missing_count; i++) {
        printf("not stated      %.*s (%.*s)\n", STR_ARG(made.missing[i]->title),
               STR_ARG(made.missing[i]->id));
    }
}

static enum err_code check_subject(struct registry_now *now, const struct check_options *given,
                                   const char *subject, int *status, struct err *err)
{
    struct gate_rows rows;
    bool good = true;
    TRY(gate_rows_read(now->call.db, now->call.arena, str_of(subject), &rows, err));
    print_fields(now, rows.deployment);
    print_notice(now, &rows);
    if (given->force != NULL) {
        good = print_gate(now, &rows, registry_force_id(now, given->force), given->stage);
    } else {
        const struct js *forces = js_member(rows.deployment->body, "forces");
        for (size_t i = 0; forces != NULL && i < forces->array.count; i++) {
            good = print_gate(now, &rows, forces->array.items[i].string, given->stage) && good;
        }
    }
    *status = good ? 0 : 1;
    return ERR_OK;
}

static enum err_code check_draft(struct registry_call *call, const char *name, int *status,
                                 struct err *err)
{
    struct draft draft;
    TRY(draft_read(call->arena, &call->dir, str_of(name), &draft, err));
    size_t blocking = registry_tell_problems(call, &draft, true);
    printf("%zu %s publishing\n", blocking, blocking == 1 ? "thing blocks" : "things block");
    *status = blocking == 0 ? 0 : 1;
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct check_options *given = call->options;
    struct registry_now now;
    enum err_code code;
    if (given->stage != NULL && !str_is(str_of(given->stage), "pilot") &&
        !str_is(str_of(given->stage), "operational")) {
        return err_set(err, ERR_USAGE, "--stage is pilot or operational, not \"%.40s\"",
                       given->stage);
    }
    if (!hex_is(str_of(call->words[0]), SUBJECT_DIGITS)) {
        struct registry_call drafts;
        TRY(registry_call_open(&drafts, call->arena, given->data, false, err));
        code = check_draft(&drafts, call->words[0], &call->status, err);
        registry_call_close(&drafts);
        return code;
    }
    TRY(registry_now_open(&now, call->arena, given->data, given->on, err));
    code = check_subject(&now, given, call->words[0], &call->status, err);
    registry_call_close(&now.call);
    return code;
}

const struct command command_registry_check = {
    .name = "registry check",
    .synopsis = "SUBJECT|DRAFT [--force ID] [--stage pilot|operational] [--on YYYY-MM-DD] "
                "[--data FOLDER]",
    .summary = "what a deployment has in place, what is missing, what has lapsed",
    .help = "Of a deployment (its subject): fields that are required and not stated, then for "
            "each force every requirement\nof the gate: met by what, missing, lapsed. Exit "
            "status 1 when something is missing or lapsed. It approves nothing.\nOf a draft "
            "(its name): what blocks publishing it.",
    .options = options,
    .options_size = sizeof(struct check_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
