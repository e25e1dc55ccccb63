/* See review.h. */
#include "review/review.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "review/review_acts.h"
#include "review/review_label.h"
#include "review_sql.h"
#include "store/db_ask.h"
#include "store/db_part.h"

enum { LINE_MAX_BYTES = 1 << 19, SEEDS_MAX = 100 };

enum err_code review_open_tables(struct db *db, struct err *err)
{
    const char *const steps[] = {sql_review_schema_1, sql_review_schema_1_rounds};
    return db_migrate_part(db, "review", steps, sizeof steps / sizeof steps[0], err);
}

bool review_tables_there(struct db *db)
{
    int64_t steps;
    struct err err;
    return db_part_steps(db, "review", &steps, &err) == ERR_OK && steps > 0;
}

void review_line_begin(struct review_line *line, int64_t issue)
{
    strbuf_init(&line->what, LINE_MAX_BYTES);
    jsonw_init(&line->w, &line->what);
    jsonw_object(&line->w);
    jsonw_member_int(&line->w, "issue", issue);
}

enum err_code review_line_end(struct review_line *line, struct casefile_acts *acts,
                              const char *event, struct str who, int64_t now, struct err *err)
{
    jsonw_end(&line->w);
    enum err_code code = strbuf_check(&line->what, "one act", err);
    if (code == ERR_OK) {
        code = case_audit_add(acts->audit, event, who, now, strbuf_view(&line->what), err);
    }
    strbuf_release(&line->what);
    return code;
}

enum err_code review_finish(struct casefile_acts *acts, enum err_code code, struct err *err)
{
    if (code == ERR_OK) {
        code = case_audit_commit(acts->audit, err);
    }
    db_rollback(acts->db);
    return code;
}

static enum err_code check_line(struct str text, const char *what, struct err *err)
{
    if (text.n == 0) {
        return err_set(err, ERR_INVALID, "%s is empty", what);
    }
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] < 0x20) {
            return err_set(err, ERR_INVALID, "%s is more than one line", what);
        }
    }
    if (text.n > REVIEW_NAME_MAX || !utf8_valid(text)) {
        return err_set(err, ERR_INVALID, "%s is longer than %d bytes, or no UTF-8", what,
                       REVIEW_NAME_MAX);
    }
    return ERR_OK;
}

enum err_code review_check_who(struct str who, struct err *err)
{
    return check_line(who, "the name of who does this", err);
}

enum err_code review_added(struct db_query *query, int64_t *numbers, size_t count,
                           struct err *err)
{
    bool row = false;
    TRY(db_step(query, &row, err));
    for (size_t i = 0; i < count; i++) {
        numbers[i] = row ? db_int(query, (int)i) : 0;
    }
    /* to its end: a RETURNING statement that is reset early is not done */
    while (row) {
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

enum err_code review_reviewers(struct db *db, int64_t issue, int64_t *reviewers,
                               struct err *err)
{
    TRY(db_number(db, sql_review_issue_reviewers, reviewers, err, "i", issue));
    return *reviewers > 0
               ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "there is no issue %lld", (long long)issue);
}

enum err_code review_check_document(struct db *db, int64_t document, struct err *err)
{
    int64_t there;
    TRY(db_number(db, sql_review_document_there, &there, err, "i", document));
    if (there == 0) {
        err_set(err, ERR_NOT_FOUND, "the case has no document %lld with a text",
                (long long)document);
        err_hint(err, "policeai case files CASE lists its documents");
        return ERR_NOT_FOUND;
    }
    return ERR_OK;
}

static enum err_code check_seeds(struct db *db, const struct review_new_issue *issue,
                                 struct err *err)
{
    if (issue->seed_count == 0) {
        err_set(err, ERR_INVALID, "an issue needs a text to begin with");
        err_hint(err, "the charge, the defence statement, an account: --seed FILE, or "
                      "--document N of the case");
        return ERR_INVALID;
    }
    if (issue->seed_count > SEEDS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d seeds", SEEDS_MAX);
    }
    for (size_t i = 0; i < issue->seed_count; i++) {
        const struct review_seed *seed = &issue->seeds[i];
        if (seed->document != 0) {
            TRY(review_check_document(db, seed->document, err));
        } else if (str_trim(seed->text).n == 0 || seed->text.n > REVIEW_SEED_MAX ||
                   !utf8_valid(seed->text)) {
            return err_set(err, ERR_INVALID,
                           "seed %zu is empty, longer than %d bytes, or no UTF-8", i + 1,
                           REVIEW_SEED_MAX);
        }
    }
    return ERR_OK;
}

static enum err_code add_issue(struct casefile_acts *acts, const struct review_new_issue *issue,
                               int64_t now, int64_t *id, struct err *err)
{
    struct db_query *query;
    struct review_line line;
    struct review_issue before;
    struct err none;
    char at[TIME_SIZE];
    struct arena *arena = arena_new();
    enum err_code found = review_issue_find(acts->db, arena, issue->name, &before, &none);
    arena_free(arena);
    if (found == ERR_OK) {
        return err_set(err, ERR_CONFLICT, "there is an issue \"%.*s\" already",
                       STR_ARG(issue->name));
    }
    TRY(check_seeds(acts->db, issue, err));
    time_format(at, now);
    TRY(db_ask(acts->db, sql_review_issue_add, &query, err, "titt", issue->name,
               issue->reviewers, issue->who, str_of(at)));
    TRY(review_added(query, id, 1, err));
    for (size_t i = 0; i < issue->seed_count; i++) {
        TRY(db_do(acts->db, sql_review_seed_add, err, "iiti", *id, (int64_t)i + 1,
                  issue->seeds[i].document != 0 ? STR("") : issue->seeds[i].text,
                  issue->seeds[i].document));
    }
    review_line_begin(&line, *id);
    jsonw_member_str(&line.w, "name", issue->name);
    jsonw_member_int(&line.w, "reviewers", issue->reviewers);
    jsonw_member_int(&line.w, "seeds", (int64_t)issue->seed_count);
    return review_line_end(&line, acts, "issue-added", issue->who, now, err);
}

enum err_code review_issue_add(struct casefile_acts *acts, const struct review_new_issue *issue,
                               int64_t now, int64_t *id, struct err *err)
{
    TRY(check_line(issue->name, "the name of the issue", err));
    TRY(review_check_who(issue->who, err));
    if (issue->reviewers < 1 || issue->reviewers > 2) {
        return err_set(err, ERR_INVALID, "an issue has 1 or 2 reviewers");
    }
    TRY(db_begin(acts->db, err));
    return review_finish(acts, add_issue(acts, issue, now, id, err), err);
}

static void take_issue(struct db_query *query, struct arena *arena, struct review_issue *issue)
{
    *issue = (struct review_issue){.id = db_int(query, 0),
                                   .name = db_text(query, 1),
                                   .reviewers = db_int(query, 2),
                                   .who = db_text(query, 3),
                                   .at = db_text(query, 4),
                                   .seeds = db_int(query, 5)};
    if (arena != NULL) {
        issue->name = arena_str(arena, issue->name);
        issue->who = arena_str(arena, issue->who);
        issue->at = arena_str(arena, issue->at);
    }
}

struct names {
    struct strbuf list;
};

static void add_name(void *data, const struct review_issue *issue)
{
    struct names *names = data;
    strbuf_puts(&names->list, names->list.n > 0 ? ", " : "");
    strbuf_printf(&names->list, "\"%.*s\"", STR_ARG(issue->name));
}

static enum err_code no_such_issue(struct db *db, struct str name, struct err *err)
{
    struct names names;
    struct err other;
    strbuf_init(&names.list, 4096);
    err_set(err, ERR_NOT_FOUND, "the case has no issue \"%.*s\"", STR_ARG(name));
    if (review_issues(db, add_name, &names, &other) == ERR_OK && names.list.n > 0) {
        struct str list = strbuf_view(&names.list);
        err_hint(err, "it has %.*s", STR_ARG(list));
    } else {
        err_hint(err, "policeai case issue add makes one");
    }
    strbuf_release(&names.list);
    return ERR_NOT_FOUND;
}

enum err_code review_issue_find(struct db *db, struct arena *arena, struct str name,
                                struct review_issue *issue, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (!review_tables_there(db)) {
        return no_such_issue(db, name, err);
    }
    TRY(db_ask(db, sql_review_issue_by_name, &query, err, "t", name));
    TRY(db_step(query, &row, err));
    if (!row) {
        return no_such_issue(db, name, err);
    }
    take_issue(query, arena, issue);
    db_reset(query);
    return ERR_OK;
}

enum err_code review_issues(struct db *db,
                            void (*each)(void *data, const struct review_issue *issue),
                            void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (!review_tables_there(db)) {
        return ERR_OK;
    }
    TRY(db_ask(db, sql_review_issue_list, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        struct review_issue issue;
        take_issue(query, NULL, &issue);
        each(data, &issue);
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code count_verdicts(struct db *db, int64_t issue, struct review_counts *counts,
                                    struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_review_verdict_counts, &query, err, "i", issue));
    TRY(db_step(query, &row, err));
    while (row) {
        struct str verdict = db_text(query, 0);
        int64_t number = db_int(query, 1);
        counts->sensitive += db_int(query, 2);
        if (str_is(verdict, "relevant")) {
            counts->relevant = number;
        } else if (str_is(verdict, "not")) {
            counts->not_relevant = number;
        } else if (str_is(verdict, "unsure")) {
            counts->unsure = number;
        } else if (str_is(verdict, "disputed")) {
            counts->disputed = number;
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

enum err_code review_count(struct db *db, int64_t issue, struct review_counts *counts,
                           struct err *err)
{
    int64_t of_samples;
    *counts = (struct review_counts){0};
    TRY(db_number(db, sql_review_documents_with_text, &counts->documents, err, "i",
                  (int64_t)0));
    TRY(db_number(db, sql_review_documents_unreadable, &counts->unreadable, err, ""));
    if (!review_tables_there(db)) {
        return ERR_OK;
    }
    TRY(db_number(db, sql_review_in_batches, &counts->in_batches, err, "i", issue));
    TRY(db_number(db, sql_review_batch_open, &counts->open, err, "i", issue));
    TRY(db_number(db, sql_review_sample_open, &of_samples, err, "i", issue));
    counts->open += of_samples;
    TRY(db_number(db, sql_review_round_count, &counts->rounds, err, "i", issue));
    return count_verdicts(db, issue, counts, err);
}

static const char *why_of(struct str word)
{
    return str_is(word, "control") ? "control" : str_is(word, "elusion") ? "elusion" : "batch";
}

enum err_code review_next(struct db *db, struct arena *arena, int64_t issue, struct str who,
                          const int64_t *skip, size_t skip_count, struct review_item *item,
                          struct err *err)
{
    struct db_query *query;
    struct review_state state;
    bool row = false;
    *item = (struct review_item){.why = "batch", .path = STR("")};
    TRY(db_ask(db, sql_review_open_items, &query, err, "it", issue, who));
    TRY(db_step(query, &row, err));
    while (row && item->document == 0) {
        bool skipped = false;
        for (size_t i = 0; i < skip_count; i++) {
            skipped = skipped || skip[i] == db_int(query, 0);
        }
        if (!skipped) {
            *item = (struct review_item){.document = db_int(query, 0),
                                         .why = why_of(db_text(query, 1)),
                                         .batch = db_int(query, 2),
                                         .place = db_int(query, 3),
                                         .of = db_int(query, 4),
                                         .rank = db_int(query, 5),
                                         .path = arena_str(arena, db_text(query, 6))};
            break;
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    if (item->document == 0) {
        return ERR_OK;
    }
    TRY(db_number(db, sql_review_like_count, &item->like, err, "ii", issue, item->document));
    TRY(review_state(db, arena, issue, item->document, who, &state, err));
    item->seen = state.seen;
    return ERR_OK;
}
