/* See gate_questions.h. */
#include "registry/gate_questions.h"

#include "base/clock.h"
#include "base/mem.h"
#include "registry/completeness.h"
#include "registry/coverage.h"
#include "registry/gate_decision.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

struct asking {
    struct arena *arena;
    const struct gate *gate;
    const struct vocabulary *vocabulary;
    struct str force;
    int64_t now;
    size_t from;
    size_t most;
    struct str subject;
    struct str title;
    struct chief_question *list;
    size_t count;
    size_t capacity;
    int64_t next_change;
};

static void ask(struct asking *asking, const char *text)
{
    asking->list =
        mem_grow(asking->list, asking->count, &asking->capacity, sizeof *asking->list);
    asking->list[asking->count++] =
        (struct chief_question){asking->subject, asking->title, str_of(text)};
}

static const char *day(struct asking *asking, int64_t moment)
{
    char text[DATE_SIZE];
    date_format(text, moment);
    return arena_strdup(asking->arena, text);
}

static void sooner(struct asking *asking, int64_t moment)
{
    if (moment > asking->now && moment < asking->next_change) {
        asking->next_change = moment;
    }
}

/* ---- of the force ---- */

static void ask_coverage(struct asking *asking, const struct coverage *coverage)
{
    sooner(asking, coverage->next_change);
    if (coverage->state == COVERAGE_OVERDUE) {
        ask(asking,
            arena_printf(asking->arena,
                         "A return on the force's use of AI was due by %s. When will it come?",
                         day(asking, coverage->due - 1)));
    }
    if (coverage->nil_contradicted) {
        ask(asking, "The force returned that it uses no AI; a public record names it as using "
                    "a tool. Which of the two is right?");
    }
    if (coverage->nil_lapsed) {
        ask(asking, "The force's return of no AI in use answered an earlier request and has "
                    "lapsed. Is it still so?");
    }
    if (coverage->withheld > 0) {
        ask(asking,
            arena_printf(asking->arena,
                         "The force withholds %lld records whole. Who reviewed that last, and "
                         "what may be said of them?",
                         (long long)coverage->withheld));
    }
}

/* ---- of a deployment ---- */

static void ask_requirement(struct asking *asking, const struct gate_finding *finding)
{
    const struct gate_requirement *requirement = finding->requirement;
    const char *question = NULL;
    if (finding->state == GATE_MISSING) {
        question = arena_printf(asking->arena,
                                "missing (%.*s). When will it be there, and on what does the "
                                "use rest until then?",
                                STR_ARG(finding->why));
    } else if (finding->state == GATE_LAPSED) {
        question = arena_printf(asking->arena,
                                "%.*s. Is it still relied on, and when will it be renewed?",
                                STR_ARG(finding->why));
    } else if (finding->late) {
        question =
            arena_printf(asking->arena,
                         "it is of %.*s, after the %s that it is to come before. On what "
                         "did that rest?",
                         STR_ARG(finding->date),
                         requirement->before == BEFORE_DECISION ? "decision" : "use");
    }
    if (question != NULL) {
        ask(asking, arena_printf(asking->arena, "%.*s: %s [%.*s]", STR_ARG(requirement->title),
                                 question, STR_ARG(requirement->source)));
    }
}

static void ask_decision(struct asking *asking, const struct gate_rows *rows)
{
    bool in_use = str_is(rows->deployment->stage, "pilot") ||
                  str_is(rows->deployment->stage, "operational");
    struct decision_finding found =
        decision_of(&rows->decisions, asking->force, rows->deployment->stage, asking->now);
    sooner(asking, found.until);
    if (!in_use) {
        return;
    }
    if (found.state == DECISION_NONE) {
        ask(asking,
            "It is in use, and no decision of this force on it is recorded. Who decided, "
            "when, and on which papers?");
    } else if (found.state == DECISION_LAPSED) {
        ask(asking,
            arena_printf(asking->arena,
                         "It is in use, and the decision on it lapsed on %s. Who decided "
                         "that it goes on?",
                         day(asking, found.until)));
    } else if (!found.allows) {
        ask(asking,
            arena_printf(asking->arena,
                         "It is in use, and the force's decision reads \"%.*s\". Why is "
                         "it used?",
                         STR_ARG(found.word)));
    } else if (found.against_gate) {
        ask(asking, "It was decided to proceed while requirements were missing or lapsed. Are "
                    "they met now?");
    }
}

static void ask_fields(struct asking *asking, const struct registry_entry *deployment)
{
    struct completeness made = completeness_of(asking->arena, asking->vocabulary, deployment);
    const char *names = "";
    for (size_t i = 0; i < made.missing_count; i++) {
        names = arena_printf(asking->arena, "%s%s%.*s", names, i > 0 ? "; " : "",
                             STR_ARG(made.missing[i]->title));
    }
    if (made.missing_count > 0) {
        ask(asking,
            arena_printf(asking->arena,
                         "Of %zu fields that its stage requires %zu are not stated: %s. "
                         "What is to be said there?",
                         made.required, made.missing_count, names));
    }
}

static void ask_history(struct asking *asking, const struct use_history *history)
{
    if (history->before_evidence) {
        ask(asking,
            arena_printf(asking->arena,
                         "It was used from %s on, before there was evidence for this tool with "
                         "these settings. On what did the decision to use it rest?",
                         day(asking, history->before_since)));
    }
}

static enum err_code ask_deployment(struct asking *asking, struct db *db, struct str subject,
                                    struct err *err)
{
    struct gate_rows rows;
    struct gate_judgement judgement;
    TRY(gate_rows_read(db, asking->arena, subject, &rows, err));
    gate_judge(asking->arena, asking->gate, &rows, asking->force, STR(""), asking->now,
               &judgement);
    asking->subject = subject;
    asking->title = rows.deployment->title;
    sooner(asking, judgement.next_change);
    if (!rows.deployment->confirmed) {
        ask(asking, "It was entered by the centre. Does the force confirm it?");
    }
    ask_history(asking, &judgement.history);
    ask_decision(asking, &rows);
    for (size_t i = 0; i < judgement.count; i++) {
        ask_requirement(asking, &judgement.list[i]);
    }
    ask_fields(asking, rows.deployment);
    return ERR_OK;
}

/* Subjects of the deployments that name the force and have not ended: the part to be looked at,
 * and how many there are. */
static enum err_code read_subjects(struct asking *asking, struct db *db,
                                   struct chief_questions *made, struct str **subjects,
                                   struct err *err)
{
    struct db_query *query;
    struct str *list = NULL;
    size_t capacity = 0;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(db, sql_state_subjects_of_force, &query, err));
    db_bind_text(query, 1, asking->force);
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        if (made->all >= asking->from && made->deployments < asking->most) {
            list = mem_grow(list, made->deployments, &capacity, sizeof *list);
            list[made->deployments++] = arena_str(asking->arena, db_text(query, 0));
        }
        made->all++;
    }
    db_reset(query);
    *subjects = list;
    return code;
}

static enum err_code ask_deployments(struct asking *asking, struct db *db,
                                     struct chief_questions *made, struct err *err)
{
    struct str *subjects = NULL;
    enum err_code code = read_subjects(asking, db, made, &subjects, err);
    for (size_t i = 0; code == ERR_OK && subjects != NULL && i < made->deployments; i++) {
        code = ask_deployment(asking, db, subjects[i], err);
    }
    free(subjects);
    return code;
}

static enum err_code ask_all(struct asking *asking, struct db *db, struct chief_questions *made,
                             struct err *err)
{
    struct coverage_rows coverage;
    if (asking->from == 0) {
        TRY(coverage_rows_read(db, asking->arena, asking->force, &coverage, err));
        struct coverage of_force = coverage_of(&coverage, asking->force, asking->now);
        ask_coverage(asking, &of_force);
    }
    return ask_deployments(asking, db, made, err);
}

enum err_code chief_questions_make(struct db *db, struct arena *arena, const struct gate *gate,
                                   const struct vocabulary *vocabulary, struct str force,
                                   int64_t now, size_t from, size_t most,
                                   struct chief_questions *made, struct err *err)
{
    struct asking asking = {.arena = arena,
                            .gate = gate,
                            .vocabulary = vocabulary,
                            .force = force,
                            .now = now,
                            .from = from,
                            .most = most,
                            .next_change = INT64_MAX};
    *made = (struct chief_questions){.count = 0};
    enum err_code code = ask_all(&asking, db, made, err);
    made->list = arena_alloc(arena, (asking.count + 1) * sizeof *made->list);
    if (asking.count > 0) {
        memcpy(made->list, asking.list, asking.count * sizeof *made->list);
    }
    made->count = asking.count;
    made->next_change = asking.next_change;
    free(asking.list);
    return code;
}
