/* See review_stop.h. */
#include "review/review_stop.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/prng.h"
#include "base/utf8.h"
#include "crypto/random.h"
#include "review/review_acts.h"
#include "review/stop_rule.h"
#include "review_sql.h"
#include "store/db_ask.h"

#include <math.h>
#include <stdlib.h>

enum { SAMPLE_MAX = 20000, SEED_HEX = 17 };

struct ids {
    int64_t *items;
    size_t count, capacity;
};

static enum err_code read_ids(struct db_query *query, struct ids *ids, struct err *err)
{
    bool row = false;
    TRY(db_step(query, &row, err));
    while (row) {
        ids->items = mem_grow(ids->items, ids->count, &ids->capacity, sizeof *ids->items);
        ids->items[ids->count++] = db_int(query, 0);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

/* The first `wanted` of a shuffle (Fisher and Yates). */
static void shuffle(struct ids *ids, size_t wanted, uint64_t seed)
{
    struct prng prng;
    prng_seed(&prng, seed);
    for (size_t i = 0; i < wanted && i < ids->count; i++) {
        size_t pick = i + (size_t)prng_below(&prng, ids->count - i);
        int64_t other = ids->items[pick];
        ids->items[pick] = ids->items[i];
        ids->items[i] = other;
    }
}

struct draw {
    int64_t issue, rule, number, wanted;
    bool control;
    struct str who;
};

static enum err_code keep_sample(struct casefile_acts *acts, const struct draw *draw,
                                 const struct ids *ids, uint64_t seed, int64_t now,
                                 struct err *err)
{
    struct db_query *query;
    struct review_line line;
    int64_t sample;
    int64_t newest;
    char at[TIME_SIZE];
    char hex[SEED_HEX];
    time_format(at, now);
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)seed);
    TRY(db_number(acts->db, sql_review_document_newest, &newest, err, ""));
    TRY(db_ask(acts->db, sql_review_sample_add, &query, err, "iitiiittt", draw->issue,
               draw->rule, str_of(draw->control ? "control" : "elusion"), draw->number,
               (int64_t)ids->count, newest, str_of(hex), draw->who, str_of(at)));
    TRY(review_added(query, &sample, 1, err));
    for (int64_t i = 0; i < draw->wanted; i++) {
        TRY(db_do(acts->db, sql_review_sample_document_add, err, "iii", sample, i + 1,
                  ids->items[i]));
    }
    review_line_begin(&line, draw->issue);
    jsonw_member_int(&line.w, "rule", draw->rule);
    jsonw_member(&line.w, "kind", draw->control ? "control" : "elusion");
    jsonw_member_int(&line.w, "sample", sample);
    jsonw_member_int(&line.w, "documents", draw->wanted);
    jsonw_member_int(&line.w, "out_of", (int64_t)ids->count);
    jsonw_member(&line.w, "seed", hex);
    return review_line_end(&line, acts, "review-sample-drawn", draw->who, now, err);
}

/* draw->wanted is at most what there is, afterwards. */
static enum err_code draw_sample(struct casefile_acts *acts, struct draw *draw, int64_t now,
                                 struct err *err)
{
    struct ids ids = {0};
    struct db_query *query;
    uint64_t seed = random_u64();
    enum err_code code =
        draw->control
            ? db_ask(acts->db, sql_review_draw_from_all, &query, err, "")
            : db_ask(acts->db, sql_review_draw_from_unread, &query, err, "i", draw->issue);
    code = code == ERR_OK ? read_ids(query, &ids, err) : code;
    if (code == ERR_OK && ids.count == 0) {
        code = err_set(err, ERR_CONFLICT, "there is nothing to draw from: %s",
                       draw->control ? "the case has no document with a text"
                                     : "every document was put before a person");
    }
    if (code == ERR_OK && draw->control && draw->wanted > (int64_t)ids.count) {
        err_set(err, ERR_INVALID,
                "a control sample of %lld documents is more than the case has with a text: %zu",
                (long long)draw->wanted, ids.count);
        err_hint(err, "take a sample of at most %zu", ids.count);
        code = ERR_INVALID;
    }
    if (code == ERR_OK) {
        draw->wanted = draw->wanted < (int64_t)ids.count ? draw->wanted : (int64_t)ids.count;
        shuffle(&ids, (size_t)draw->wanted, seed);
        code = keep_sample(acts, draw, &ids, seed, now, err);
    }
    free(ids.items);
    return code;
}

/* The smallest elusion sample in which no relevant document would meet a limit; SAMPLE_MAX + 1:
 * none does. */
static int64_t least_elusion_sample(double limit, double confidence)
{
    int64_t low = 0;
    int64_t high = SAMPLE_MAX + 1;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        bool can = stop_relevant_allowed(middle, limit, stop_confidence_of(confidence, 1)) >= 0;
        *(can ? &high : &low) = middle;
    }
    return high;
}

static void hint_larger(const struct review_rule *rule, int64_t least, struct err *err)
{
    const char *other = "take a lower confidence or another target";
    if (least > SAMPLE_MAX) {
        err_hint(err, "%s", other);
    } else if (rule->control) {
        err_hint(err, "it has to hold at least %lld relevant documents, or %s",
                 (long long)least, other);
    } else {
        err_hint(err, "one of %lld can, or %s", (long long)least, other);
    }
}

static enum err_code check_rule(const struct review_rule *rule, bool first, struct err *err)
{
    double target = (double)rule->target_permille / 1000;
    double confidence = (double)rule->confidence_permille / 1000;
    TRY(review_check_who(rule->who, err));
    if (rule->target_permille < 1 || rule->target_permille > 999 ||
        rule->confidence_permille < 900 || rule->confidence_permille > 999) {
        return err_set(err, ERR_INVALID,
                       "a rule has a target from 0.1 to 99.9 percent and a confidence from 90 "
                       "to 99.9 percent");
    }
    if (rule->sample < 1 || rule->sample > SAMPLE_MAX) {
        return err_set(err, ERR_INVALID, "a sample has 1 to %d documents", SAMPLE_MAX);
    }
    if (rule->reason.n > REVIEW_REASON_MAX || !utf8_valid(rule->reason)) {
        return err_set(err, ERR_INVALID, "a reason is UTF-8 of at most %d bytes",
                       REVIEW_REASON_MAX);
    }
    if (!first && str_trim(rule->reason).n == 0) {
        return err_set(err, ERR_INVALID,
                       "a rule is declared already: another one needs a reason, and the first "
                       "stays on record");
    }
    int64_t least = rule->control ? stop_relevant_needed(target, confidence)
                                  : least_elusion_sample(target, confidence);
    if (rule->sample < least) {
        (void)err_set(err, ERR_INVALID,
                      "a sample of %lld cannot meet this rule whatever is found in it",
                      (long long)rule->sample);
        hint_larger(rule, least, err);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code tell_rule(struct casefile_acts *acts, int64_t issue, int64_t id,
                               int64_t before, const struct review_rule *rule, int64_t now,
                               struct err *err)
{
    struct review_line line;
    review_line_begin(&line, issue);
    jsonw_member_int(&line.w, "rule", id);
    jsonw_member(&line.w, "kind", rule->control ? "control" : "elusion");
    jsonw_member_int(&line.w, "target_permille", rule->target_permille);
    jsonw_member_int(&line.w, "confidence_permille", rule->confidence_permille);
    jsonw_member_int(&line.w, "sample", rule->sample);
    if (before > 0) {
        jsonw_member_int(&line.w, "in_place_of", before);
        jsonw_member_str(&line.w, "reason", rule->reason);
    }
    return review_line_end(&line, acts, "review-rule-declared", rule->who, now, err);
}

static void take_rule(struct db_query *query, struct arena *arena,
                      struct review_declared *declared)
{
    *declared =
        (struct review_declared){.id = db_int(query, 0),
                                 .rule = {.control = str_is(db_text(query, 1), "control"),
                                          .target_permille = db_int(query, 2),
                                          .confidence_permille = db_int(query, 3),
                                          .sample = db_int(query, 4),
                                          .reason = db_text(query, 5),
                                          .who = db_text(query, 6)},
                                 .at = db_text(query, 7)};
    if (arena != NULL) {
        declared->rule.reason = arena_str(arena, declared->rule.reason);
        declared->rule.who = arena_str(arena, declared->rule.who);
        declared->at = arena_str(arena, declared->at);
    }
}

enum err_code review_rule_standing(struct db *db, struct arena *arena, int64_t issue,
                                   struct review_declared *declared, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *declared =
        (struct review_declared){.rule = {.reason = STR(""), .who = STR("")}, .at = STR("")};
    TRY(db_ask(db, sql_review_rule_standing, &query, err, "i", issue));
    TRY(db_step(query, &row, err));
    if (row) {
        take_rule(query, arena, declared);
        db_reset(query);
    }
    return ERR_OK;
}

static enum err_code declare(struct casefile_acts *acts, int64_t issue,
                             const struct review_rule *rule, struct arena *arena, int64_t now,
                             int64_t *id, struct err *err)
{
    struct db_query *query;
    struct review_declared before;
    int64_t reviewers;
    int64_t in_batches;
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(review_reviewers(acts->db, issue, &reviewers, err));
    TRY(review_rule_standing(acts->db, arena, issue, &before, err));
    TRY(check_rule(rule, before.id == 0, err));
    TRY(db_number(acts->db, sql_review_in_batches, &in_batches, err, "i", issue));
    if (rule->control && in_batches > 0) {
        err_set(err, ERR_CONFLICT,
                "%lld documents were put before a person already: a control sample would come "
                "too late",
                (long long)in_batches);
        err_hint(err, "declare an elusion sample of what is left unread");
        return ERR_CONFLICT;
    }
    TRY(db_ask(acts->db, sql_review_rule_add, &query, err, "itiiittt", issue,
               str_of(rule->control ? "control" : "elusion"), rule->target_permille,
               rule->confidence_permille, rule->sample, rule->reason, rule->who, str_of(at)));
    TRY(review_added(query, id, 1, err));
    TRY(tell_rule(acts, issue, *id, before.id, rule, now, err));
    struct draw draw = {issue, *id, 1, rule->sample, true, rule->who};
    return rule->control ? draw_sample(acts, &draw, now, err) : ERR_OK;
}

enum err_code review_declare(struct casefile_acts *acts, int64_t issue,
                             const struct review_rule *rule, int64_t now, int64_t *id,
                             struct err *err)
{
    TRY(db_begin(acts->db, err));
    struct arena *arena = arena_new();
    enum err_code code =
        review_finish(acts, declare(acts, issue, rule, arena, now, id, err), err);
    arena_free(arena);
    return code;
}

static enum err_code draw_elusion(struct casefile_acts *acts, int64_t issue, struct str who,
                                  struct arena *arena, int64_t now, int64_t *count,
                                  struct err *err)
{
    struct review_declared rule;
    struct review_counts counts;
    int64_t before;
    TRY(review_rule_standing(acts->db, arena, issue, &rule, err));
    if (rule.id == 0 || rule.rule.control) {
        err_set(err, ERR_CONFLICT,
                rule.id == 0 ? "no rule for stopping was declared"
                             : "the rule that stands has a control sample, drawn when it was "
                               "declared");
        err_hint(err, "policeai case stop declare CASE ISSUE --elusion …");
        return ERR_CONFLICT;
    }
    TRY(review_count(acts->db, issue, &counts, err));
    if (counts.open > 0) {
        return err_set(err, ERR_CONFLICT,
                       "%lld documents are not labelled yet: read them first",
                       (long long)counts.open);
    }
    TRY(db_number(acts->db, sql_review_sample_count, &before, err, "it", issue,
                  STR("elusion")));
    struct draw draw = {issue, rule.id, before + 1, rule.rule.sample, false, who};
    TRY(draw_sample(acts, &draw, now, err));
    *count = draw.wanted;
    return ERR_OK;
}

enum err_code review_draw(struct casefile_acts *acts, int64_t issue, struct str who,
                          int64_t now, int64_t *count, struct err *err)
{
    *count = 0;
    TRY(review_check_who(who, err));
    TRY(db_begin(acts->db, err));
    struct arena *arena = arena_new();
    enum err_code code =
        review_finish(acts, draw_elusion(acts, issue, who, arena, now, count, err), err);
    arena_free(arena);
    return code;
}

enum err_code review_rules(struct db *db, int64_t issue,
                           void (*each)(void *data, const struct review_declared *rule),
                           void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_review_rules_of, &query, err, "i", issue));
    TRY(db_step(query, &row, err));
    while (row) {
        struct review_declared declared;
        take_rule(query, NULL, &declared);
        each(data, &declared);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}
