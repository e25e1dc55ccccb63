/* policeai registry decide */
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"
#include "registry/gate.h"

#include <stdio.h>

struct decide_options {
    const char *data;
    const char *organisation;
    const char *decision;
    const char *stage;
    const char *role;
    const char *date;
    const char *expires;
    const char *conditions;
    const char *advice;
    const char *reason;
};

#define AT(member) offsetof(struct decide_options, member)
static const struct opt options[] = {
    {"decision", 0, OPT_TEXT, AT(decision), "WORDS",
     "proceed, \"proceed with conditions\", \"not now\", stop", 0, 0},
    {"stage", 0, OPT_TEXT, AT(stage), "STAGE", "for pilot or operational use", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "who decided, by role", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "on which day (else today)", 0, 0},
    {"expires", 0, OPT_TEXT, AT(expires), "YYYY-MM-DD", "the day on which it lapses", 0, 0},
    {"conditions", 0, OPT_TEXT, AT(conditions), "TEXT", "one a line", 0, 0},
    {"advice", 0, OPT_TEXT, AT(advice), "TEXT", "BY | WHAT THEY SAY [| YYYY-MM-DD], one a line",
     0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why; needed against the gate", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "the force that decides (else the one this installation's key is of)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code judge(struct registry_call *call, const char *deployment, struct str force,
                           const char *stage, struct gate *gate,
                           struct gate_judgement *judgement, struct err *err)
{
    struct gate_rows rows;
    TRY(gate_read(call->arena, call->reference, gate, err));
    TRY(gate_rows_read(call->db, call->arena, str_of(deployment), &rows, err));
    gate_judge(call->arena, gate, &rows, force, str_of(stage), clock_now(&(struct clock){0}),
               judgement);
    return ERR_OK;
}

static void write_ids(struct registry_call *call, struct jsonw *w, const char *key,
                      const struct gate_judgement *judgement, enum gate_state state)
{
    struct str *ids;
    size_t count;
    gate_ids(call->arena, judgement, state, &ids, &count);
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_str(w, ids[i]);
    }
    jsonw_end(w);
}

static void write_lines(struct jsonw *w, const char *key, const char *text)
{
    struct str rest = str_of(text);
    struct str line;
    jsonw_key(w, key);
    jsonw_array(w);
    while (str_split(&rest, '\n', &line)) {
        if (str_trim(line).n > 0) {
            jsonw_str(w, str_trim(line));
        }
    }
    jsonw_end(w);
}

static void write_advice(struct jsonw *w, const char *text)
{
    static const char *const names[] = {"by", "says", "date"};
    struct str rest = str_of(text);
    struct str line;
    jsonw_key(w, "advice");
    jsonw_array(w);
    while (str_split(&rest, '\n', &line)) {
        struct str part;
        struct str parts = line;
        if (str_trim(line).n == 0) {
            continue;
        }
        jsonw_object(w);
        for (size_t i = 0; i < 3 && str_split(&parts, '|', &part); i++) {
            if (str_trim(part).n > 0) {
                jsonw_member_str(w, names[i], str_trim(part));
            }
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void member(struct jsonw *w, const char *name, const char *text)
{
    if (text != NULL) {
        jsonw_member(w, name, text);
    }
}

static void write_body(struct registry_call *call, struct jsonw *w,
                       const struct decide_options *given, const char *deployment,
                       struct str force, const struct gate *gate,
                       const struct gate_judgement *judgement)
{
    jsonw_object(w);
    if (given->advice != NULL) {
        write_advice(w, given->advice);
    }
    if (given->conditions != NULL) {
        write_lines(w, "conditions", given->conditions);
    }
    jsonw_member(w, "date", given->date != NULL ? given->date : call->today);
    jsonw_member(w, "decision", given->decision);
    jsonw_member(w, "deployment", deployment);
    member(w, "expires", given->expires);
    jsonw_key(w, "gate");
    jsonw_object(w);
    write_ids(call, w, "lapsed", judgement, GATE_LAPSED);
    write_ids(call, w, "missing", judgement, GATE_MISSING);
    jsonw_member_str(w, "version", gate->version);
    jsonw_end(w);
    jsonw_member_str(w, "organisation", force);
    member(w, "reason", given->reason);
    jsonw_member(w, "role", given->role);
    jsonw_member(w, "stage", given->stage);
    jsonw_end(w);
}

static enum err_code need(const struct decide_options *given, struct err *err)
{
    const char *const all[] = {given->decision, given->stage,   given->role,
                               given->date,     given->expires, given->conditions,
                               given->advice,   given->reason};
    if (given->decision == NULL || given->stage == NULL || given->role == NULL) {
        return err_set(err, ERR_USAGE,
                       "say what was decided, for which stage and by which role: --decision, "
                       "--stage, --role");
    }
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i] != NULL && !utf8_valid(str_of(all[i]))) {
            return err_set(err, ERR_USAGE, "an option is not UTF-8 text");
        }
    }
    return ERR_OK;
}

/* What the gate says stands in the decision, and against it is told with the reason. */
static enum err_code decide(struct registry_call *call, const struct decide_options *given,
                            const char *deployment, struct err *err)
{
    struct gate gate;
    struct gate_judgement judgement;
    struct str force;
    struct strbuf out;
    struct jsonw w;
    struct js *body;
    bool proceeds = given->decision[0] == 'p';
    TRY(registry_speaker(call, given->organisation, NULL, &force, err));
    TRY(judge(call, deployment, force, given->stage, &gate, &judgement, err));
    fprintf(stderr, "the gate for %s use: %zu met, %zu missing, %zu lapsed\n", given->stage,
            judgement.met, judgement.missing, judgement.lapsed);
    if (judgement.green + judgement.orange + judgement.red > 0) {
        fprintf(stderr, "flags of the assessment: %zu green, %zu orange, %zu red\n",
                judgement.green, judgement.orange, judgement.red);
    }
    if (proceeds && judgement.missing + judgement.lapsed > 0 && given->reason == NULL) {
        err_set(err, ERR_USAGE, "this would be a decision against the gate: say why");
        err_hint(err,
                 "--reason is published with it; \"registry check %s\" says what is missing",
                 deployment);
        return ERR_USAGE;
    }
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    write_body(call, &w, given, deployment, force, &gate, &judgement);
    struct str text = arena_str(call->arena, strbuf_view(&out));
    enum err_code code = strbuf_check(&out, "the decision", err);
    strbuf_release(&out);
    TRY(code);
    TRY(js_parse(call->arena, text, &body, err));
    char *subject = arena_alloc(call->arena, DRAFT_SUBJECT_SIZE);
    draft_new_subject(subject);
    struct draft draft = {"", STR("decision.made/1"), str_of(subject), body};
    return registry_say_exact(call, &draft, force, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct decide_options *given = call->options;
    struct registry_call registry;
    TRY(need(given, err));
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code = decide(&registry, given, call->words[0], err);
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_decide = {
    .name = "registry decide",
    .synopsis =
        "DEPLOYMENT --decision WORDS --stage STAGE --role TEXT [--date DATE] [--expires "
        "DATE] [--conditions TEXT] [--advice TEXT] [--reason TEXT] [--organisation ID] "
        "[--data FOLDER]",
    .summary = "record what a chief officer has decided on a deployment",
    .help = "DEPLOYMENT is the subject of its record. What the gate finds missing or lapsed on "
            "the day stands in the decision; to\nproceed against it needs a reason, which is "
            "published. One decision is of one force. Waits in the outbox, where it can\nbe "
            "cancelled.",
    .options = options,
    .options_size = sizeof(struct decide_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
