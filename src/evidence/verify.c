/* The levels of verify.h, one after the other. */
#include "evidence/verify.h"

#include "base/file.h"
#include "base/limits.h"
#include "evidence/verify_state.h"

#include <stdio.h>
#include <string.h>

#define ENDING ".dsse.json"

static const char *const state_words[] = {"holds", "withheld", "missing", "fails"};

const char *verify_state_word(enum verify_state state)
{
    return state_words[state];
}

static enum err_code open_evidence(struct verification *verification, struct err *err)
{
    const char *file = verification->plan->file;
    struct str bytes;
    size_t n = strlen(file);
    if (n <= strlen(ENDING) || !str_ends(str_of(file), STR(ENDING))) {
        return err_set(err, ERR_USAGE, "%s: the name of evidence ends in " ENDING, file);
    }
    verification->stem = arena_strndup(verification->arena, file, n - strlen(ENDING));
    TRY(file_read(verification->arena, file, LIMIT_ENVELOPE, &bytes, err));
    struct sha256 digest = sha256_of(bytes);
    sha256_hex(verification->sha256, &digest);
    TRY(dsse_parse(verification->arena, bytes, &verification->dsse, err));
    return predicate_parse(verification->dsse.value, &verification->predicate, err);
}

static void judge(struct verify_level *level, enum err_code code, const struct err *err)
{
    level->state = code == ERR_OK          ? VERIFY_HOLDS
                   : code == ERR_NOT_FOUND ? VERIFY_MISSING
                   : code == ERR_CANCELLED ? VERIFY_WITHHELD
                                           : VERIFY_FAILS;
    snprintf(level->words, sizeof level->words, "%s", code == ERR_OK ? "" : err->message);
}

static void judge_all(struct verification *verification)
{
    static const struct {
        const char *name;
        enum err_code (*verify)(struct verification *, struct err *);
    } levels[VERIFY_LEVELS] = {{"signature", verify_signature},
                               {"log", verify_log},
                               {"results", verify_results},
                               {"figures", verify_figures}};
    bool held = !str_is(verification->predicate.exposure, "open");
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        struct err err = {0};
        struct verify_level *level = &verification->report->levels[i];
        level->name = levels[i].name;
        judge(level, levels[i].verify(verification, &err), &err);
        if (i >= LEVEL_RESULTS && (held || verification->removed) &&
            level->state == VERIFY_MISSING) {
            level->state = VERIFY_WITHHELD;
        }
    }
}

enum err_code evidence_verify(struct arena *arena, const struct verify_plan *plan,
                              struct verify_report *report, struct err *err)
{
    struct verification verification = {.arena = arena, .plan = plan, .report = report};
    *report = (struct verify_report){0};
    TRY(open_evidence(&verification, err));
    if (plan->public_db != NULL && file_exists(plan->public_db)) {
        TRY(db_open(&verification.db, plan->public_db, DB_READ, err));
    }
    report->title = verification.predicate.title;
    report->benchmark = verification.predicate.benchmark_id;
    report->sha256 = str_of(arena_strdup(arena, verification.sha256));
    judge_all(&verification);
    db_close(verification.db);
    return ERR_OK;
}

enum err_code evidence_benchmark(struct arena *arena, const char *file, struct str *digest,
                                 struct err *err)
{
    const struct verify_plan plan = {.file = file};
    struct verification verification = {.arena = arena, .plan = &plan};
    TRY(open_evidence(&verification, err));
    *digest = verification.predicate.benchmark_digest;
    return ERR_OK;
}

int verify_exit_status(const struct verify_report *report)
{
    static const int statuses[] = {0, 5, 4, 1};
    enum verify_state worst = VERIFY_HOLDS;
    for (int i = 0; i < VERIFY_LEVELS; i++) {
        worst = report->levels[i].state > worst ? report->levels[i].state : worst;
    }
    return statuses[worst];
}
