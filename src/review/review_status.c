/* What is known and what not: see review_stop.h. */
#include "review/review_stop.h"

#include "review/review_acts.h"
#include "review/stop_rule.h"
#include "review_sql.h"
#include "store/db_ask.h"

#include <math.h>
#include <string.h>

/* The sample that counts: the newest of the rule that stands. */
struct counted {
    int64_t id, number, out_of, newest;
    int64_t documents, resolved, relevant, found;
};

static enum err_code count_sample(struct db *db, int64_t issue, int64_t rule,
                                  struct counted *counted, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *counted = (struct counted){0};
    TRY(db_ask(db, sql_review_sample_newest, &query, err, "ii", issue, rule));
    TRY(db_step(query, &row, err));
    if (!row) {
        return ERR_OK;
    }
    counted->id = db_int(query, 0);
    counted->number = db_int(query, 1);
    counted->out_of = db_int(query, 2);
    counted->newest = db_int(query, 3);
    db_reset(query);
    TRY(db_ask(db, sql_review_sample_verdicts, &query, err, "ii", issue, counted->id));
    TRY(db_step(query, &row, err));
    while (row) {
        bool relevant = str_is(db_text(query, 0), "relevant");
        counted->documents++;
        counted->resolved += relevant || str_is(db_text(query, 0), "not") ? 1 : 0;
        counted->relevant += relevant ? 1 : 0;
        counted->found += relevant && db_int(query, 1) != 0 ? 1 : 0;
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static void judge_control(struct review_status *status, const struct counted *counted,
                          int64_t open)
{
    double target = (double)status->rule.rule.target_permille / 1000;
    double confidence = (double)status->rule.rule.confidence_permille / 1000;
    status->judged_at = confidence;
    status->needed = -1;
    if (counted->resolved < counted->documents) {
        status->state = "sampling";
        return;
    }
    status->needed = stop_found_needed(counted->relevant, target, confidence);
    if (counted->relevant > 0) {
        status->bound = stop_recall_low(counted->found, counted->relevant, confidence);
    }
    if (status->needed < 0) {
        status->needed = stop_relevant_needed(target, confidence);
        status->state = "cannot";
    } else {
        status->met = counted->found >= status->needed && open == 0;
        status->state = status->met ? "met" : "reading";
    }
}

static void judge_elusion(struct review_status *status, const struct counted *counted)
{
    double limit = (double)status->rule.rule.target_permille / 1000;
    double confidence = (double)status->rule.rule.confidence_permille / 1000;
    int64_t next = status->samples + (counted->id == 0 ? 1 : 0);
    status->judged_at =
        stop_confidence_of(confidence, counted->id == 0 ? next : counted->number);
    int64_t sample = counted->id == 0 ? status->rule.rule.sample : counted->documents;
    status->needed = stop_relevant_allowed(sample, limit, status->judged_at);
    status->state = "reading";
    if (counted->id == 0) {
        return;
    }
    if (counted->resolved < counted->documents) {
        status->state = "sampling";
        return;
    }
    /* all that was left was drawn: nothing is unknown */
    bool all = counted->documents == counted->out_of;
    status->bound =
        all ? 0 : stop_elusion_high(counted->relevant, counted->documents, status->judged_at);
    status->missed_at_most =
        all ? 0 : (int64_t)floor(status->bound * (double)counted->out_of) - counted->relevant;
    status->met = status->bound <= limit;
    status->state = status->met ? "met" : "reading";
}

/* "97.5" of 0.975. */
static void put_percent(struct strbuf *words, double part, bool down)
{
    double tenths = down ? floor(part * 1000 + 1e-9) : ceil(part * 1000 - 1e-9);
    strbuf_printf(words, "%lld.%lld %%", (long long)tenths / 10, (long long)tenths % 10);
}

static const char *many(int64_t count)
{
    return count == 1 ? "" : "s";
}

static void say_control(const struct review_status *status, struct strbuf *words)
{
    if (strcmp(status->state, "sampling") == 0) {
        strbuf_printf(words,
                      "Nothing is known yet: of the control sample of %lld document%s %lld "
                      "are labelled beyond doubt; the others are unread, unsure or disputed",
                      (long long)status->sample, many(status->sample),
                      (long long)status->labelled);
        return;
    }
    if (strcmp(status->state, "cannot") == 0) {
        strbuf_printf(words,
                      "This rule cannot be met: its control sample of %lld holds %lld relevant "
                      "document%s, and fewer than %lld prove nothing, whatever is read",
                      (long long)status->sample, (long long)status->relevant,
                      many(status->relevant), (long long)status->needed);
        return;
    }
    strbuf_printf(words,
                  "%s: reading has met %lld of the %lld relevant documents of the "
                  "control sample",
                  status->met ? "The rule is met" : "The rule is not met",
                  (long long)status->found, (long long)status->relevant);
    if (!status->met) {
        strbuf_printf(words, " and has to meet %lld", (long long)status->needed);
    }
    strbuf_puts(words, "; with a confidence of ");
    put_percent(words, status->judged_at, true);
    strbuf_puts(words, " at least ");
    put_percent(words, status->bound, true);
    strbuf_puts(words, " of all that is relevant was put before a person, and what of the rest "
                       "is relevant is not known one by one");
}

static void say_elusion(const struct review_status *status, struct strbuf *words)
{
    if (status->samples == 0 || status->sample == 0) {
        strbuf_printf(words,
                      "Nothing is known of the %lld document%s that %s put before nobody: no "
                      "sample of them was drawn for this rule",
                      (long long)status->unread, many(status->unread),
                      status->unread == 1 ? "was" : "were");
        return;
    }
    if (strcmp(status->state, "sampling") == 0) {
        strbuf_printf(words,
                      "Nothing is known yet of what was not read: of the sample of %lld "
                      "document%s %lld are labelled beyond doubt; the others are unread, "
                      "unsure or disputed",
                      (long long)status->sample, many(status->sample),
                      (long long)status->labelled);
        return;
    }
    if (status->bound <= 0) {
        strbuf_printf(words,
                      "%s: the sample was all of the %lld document%s that nobody had read, and "
                      "%lld of it %s relevant; nothing is left unread",
                      status->met ? "The rule is met" : "The rule is not met",
                      (long long)status->sample, many(status->sample),
                      (long long)status->relevant, status->relevant == 1 ? "was" : "were");
        return;
    }
    strbuf_printf(words,
                  "%s: of %lld unread document%s drawn at random %lld %s relevant; with "
                  "a confidence of ",
                  status->met ? "The rule is met" : "The rule is not met",
                  (long long)status->sample, many(status->sample), (long long)status->relevant,
                  status->relevant == 1 ? "was" : "were");
    put_percent(words, status->judged_at, true);
    strbuf_puts(words, " at most ");
    put_percent(words, status->bound, false);
    strbuf_printf(words,
                  " of what was unread then is relevant, so up to %lld more may have been "
                  "missed, and which is not known",
                  (long long)status->missed_at_most);
}

static void say(const struct review_status *status, int64_t unreadable, struct strbuf *words)
{
    if (status->rule.id == 0) {
        strbuf_puts(words, "No rule for stopping was declared, so nothing can be said about "
                           "when enough was read");
    } else if (status->rule.rule.control) {
        say_control(status, words);
    } else {
        say_elusion(status, words);
    }
    if (status->added > 0) {
        strbuf_printf(words,
                      "; %lld document%s came to the case after the sample was drawn, of which "
                      "it says nothing",
                      (long long)status->added, many(status->added));
    }
    if (unreadable > 0) {
        strbuf_printf(words,
                      "; %lld file%s could not be read, or in part only, and what is not read "
                      "is outside of all this",
                      (long long)unreadable, many(unreadable));
    }
    strbuf_puts(words, ".");
}

enum err_code review_status(struct db *db, struct arena *arena, int64_t issue,
                            struct review_status *status, struct strbuf *words, struct err *err)
{
    struct counted counted;
    struct review_counts counts;
    *status = (struct review_status){.state = "undeclared"};
    TRY(db_number(db, sql_review_rule_count, &status->declared, err, "i", issue));
    TRY(review_rule_standing(db, arena, issue, &status->rule, err));
    TRY(review_count(db, issue, &counts, err));
    TRY(db_number(db, sql_review_unread_count, &status->unread, err, "i", issue));
    TRY(db_number(db, sql_review_sample_count, &status->samples, err, "it", issue,
                  STR("elusion")));
    if (status->rule.id != 0) {
        TRY(count_sample(db, issue, status->rule.id, &counted, err));
        status->sample = counted.documents;
        status->labelled = counted.resolved;
        status->relevant = counted.relevant;
        status->found = counted.found;
        if (counted.id != 0) {
            TRY(db_number(db, sql_review_documents_with_text, &status->added, err, "i",
                          counted.newest));
        }
        if (status->rule.rule.control) {
            judge_control(status, &counted, counts.open);
        } else {
            judge_elusion(status, &counted);
        }
        if (status->met && status->added > 0) {
            status->met = false;
            status->state = "late";
        }
    }
    say(status, counts.unreadable, words);
    return strbuf_check(words, "the sentence", err);
}
