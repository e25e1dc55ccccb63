/* See review_label.h. */
#include "review/review_label.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "review/review_acts.h"
#include "review_sql.h"
#include "store/db_ask.h"

#include <stdlib.h>
#include <string.h>

enum { READERS_MAX = 32 };

bool review_says_is(struct str says)
{
    return str_is(says, "relevant") || str_is(says, "not") || str_is(says, "unsure");
}

static enum err_code all_words(struct db *db, struct arena *arena, int64_t issue,
                               int64_t document, struct review_word **words, size_t *count,
                               struct err *err)
{
    struct db_query *query;
    struct review_word *list = NULL;
    size_t capacity = 0;
    bool row = false;
    *count = 0;
    TRY(db_ask(db, sql_review_labels_of, &query, err, "ii", issue, document));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        list = mem_grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = (struct review_word){.id = db_int(query, 0),
                                                .says = arena_str(arena, db_text(query, 1)),
                                                .reason = arena_str(arena, db_text(query, 2)),
                                                .sensitive = db_int(query, 3) != 0,
                                                .settles = db_int(query, 4) != 0,
                                                .from = db_int(query, 5),
                                                .who = arena_str(arena, db_text(query, 6)),
                                                .at = arena_str(arena, db_text(query, 7))};
        code = db_step(query, &row, err);
    }
    *words = arena_alloc(arena, (*count + 1) * sizeof **words);
    if (*count > 0) {
        memcpy(*words, list, *count * sizeof *list);
    }
    free(list);
    return code;
}

struct weighed {
    const char *verdict;
    int64_t readers;
    bool sensitive;
};

static const char *verdict_word(struct str says)
{
    return str_is(says, "relevant") ? "relevant" : str_is(says, "not") ? "not" : "unsure";
}

/* The latest word of each person from the last settlement on. */
static struct weighed weigh(const struct review_word *words, size_t count, int64_t reviewers)
{
    struct str heard[READERS_MAX];
    struct str first = STR("");
    struct weighed weighed = {.verdict = ""};
    bool same = true;
    bool settled = false;
    for (size_t i = count; i-- > 0 && !settled;) {
        bool again = false;
        for (int64_t k = 0; k < weighed.readers; k++) {
            again = again || str_eq(heard[k], words[i].who);
        }
        settled = words[i].settles;
        if (again || weighed.readers == READERS_MAX) {
            continue;
        }
        heard[weighed.readers++] = words[i].who;
        same = same && (first.n == 0 || str_eq(first, words[i].says));
        first = words[i].says;
        weighed.sensitive = weighed.sensitive || words[i].sensitive;
    }
    if (weighed.readers > 0 && (settled || weighed.readers >= reviewers)) {
        weighed.verdict = same ? verdict_word(first) : "disputed";
    }
    return weighed;
}

enum err_code review_state(struct db *db, struct arena *arena, int64_t issue, int64_t document,
                           struct str who, struct review_state *state, struct err *err)
{
    struct review_word *words;
    size_t count;
    int64_t reviewers;
    *state = (struct review_state){.verdict = ""};
    TRY(review_reviewers(db, issue, &reviewers, err));
    TRY(all_words(db, arena, issue, document, &words, &count, err));
    struct weighed weighed = weigh(words, count, reviewers);
    bool blind = weighed.verdict[0] == '\0';
    state->words = words;
    for (size_t i = 0; i < count; i++) {
        if (blind && !str_eq(words[i].who, who)) {
            state->hidden = true;
            continue;
        }
        state->seen = words[i].id;
        words[state->count++] = words[i];
    }
    state->verdict = weighed.verdict;
    return ERR_OK;
}

static enum err_code settle_verdict(struct db *db, int64_t issue, int64_t document,
                                    struct err *err)
{
    struct review_word *words;
    size_t count;
    int64_t reviewers;
    struct arena *arena = arena_new();
    enum err_code code = review_reviewers(db, issue, &reviewers, err);
    code = code == ERR_OK ? all_words(db, arena, issue, document, &words, &count, err) : code;
    if (code == ERR_OK) {
        struct weighed weighed = weigh(words, count, reviewers);
        code = db_do(db, sql_review_verdict_set, err, "iitii", issue, document,
                     str_of(weighed.verdict), weighed.readers,
                     (int64_t)(weighed.sensitive ? 1 : 0));
    }
    arena_free(arena);
    return code;
}

static enum err_code add_row(struct casefile_acts *acts, const struct review_choice *choice,
                             bool settles, int64_t from, int64_t now, struct err *err)
{
    struct db_query *query;
    int64_t id;
    char at[TIME_SIZE];
    time_format(at, now);
    TRY(db_ask(acts->db, sql_review_label_add, &query, err, "iittiiitt", choice->issue,
               choice->document, choice->says, choice->reason,
               (int64_t)(choice->sensitive ? 1 : 0), (int64_t)(settles ? 1 : 0), from,
               choice->who, str_of(at)));
    TRY(review_added(query, &id, 1, err));
    return settle_verdict(acts->db, choice->issue, choice->document, err);
}

static enum err_code tell(struct casefile_acts *acts, const char *event,
                          const struct review_choice *choice, const int64_t *documents,
                          size_t count, int64_t now, struct err *err)
{
    struct review_line line;
    review_line_begin(&line, choice->issue);
    jsonw_member_int(&line.w, "document", choice->document);
    jsonw_member_str(&line.w, "says", choice->says);
    if (choice->reason.n > 0) {
        jsonw_member_str(&line.w, "reason", choice->reason);
    }
    if (choice->sensitive) {
        jsonw_key(&line.w, "sensitive");
        jsonw_bool(&line.w, true);
    }
    if (documents != NULL) {
        jsonw_key(&line.w, "to");
        jsonw_array(&line.w);
        for (size_t i = 0; i < count; i++) {
            jsonw_int(&line.w, documents[i]);
        }
        jsonw_end(&line.w);
    }
    return review_line_end(&line, acts, event, choice->who, now, err);
}

static enum err_code check_choice(const struct review_choice *choice, struct err *err)
{
    TRY(review_check_who(choice->who, err));
    if (!review_says_is(choice->says)) {
        err_set(err, ERR_INVALID, "a label is relevant, not or unsure; not \"%.*s\"",
                STR_ARG(choice->says));
        return ERR_INVALID;
    }
    if (choice->reason.n > REVIEW_REASON_MAX || !utf8_valid(choice->reason)) {
        return err_set(err, ERR_INVALID, "a reason is UTF-8 of at most %d bytes",
                       REVIEW_REASON_MAX);
    }
    return ERR_OK;
}

static enum err_code refuse_stale(const struct review_state *state, int64_t document,
                                  struct str who, struct err *err)
{
    if (state->count == 0) {
        return err_set(err, ERR_CONFLICT, "document %lld has no such word as was seen",
                       (long long)document);
    }
    const struct review_word *last = &state->words[state->count - 1];
    if (str_eq(last->who, who)) {
        err_set(err, ERR_CONFLICT,
                "document %lld has a word of yours, %.*s: %.*s, at %.*s; it stands",
                (long long)document, STR_ARG(last->who), STR_ARG(last->says),
                STR_ARG(last->at));
        err_hint(err, "nothing was written; --seen %lld says that the new word takes its place",
                 (long long)state->seen);
        return ERR_CONFLICT;
    }
    err_set(err, ERR_CONFLICT, "%.*s said of document %lld: %.*s, at %.*s", STR_ARG(last->who),
            (long long)document, STR_ARG(last->says), STR_ARG(last->at));
    err_hint(err, "nothing was written; look at it, then say it with --seen %lld",
             (long long)state->seen);
    return ERR_CONFLICT;
}

static enum err_code label(struct casefile_acts *acts, const struct review_choice *choice,
                           bool settles, struct arena *arena, int64_t now, struct err *err)
{
    struct review_state state;
    TRY(review_check_document(acts->db, choice->document, err));
    TRY(review_state(acts->db, arena, choice->issue, choice->document, choice->who, &state,
                     err));
    if (state.seen != choice->seen) {
        return refuse_stale(&state, choice->document, choice->who, err);
    }
    if (settles && strcmp(state.verdict, "disputed") != 0) {
        return err_set(err, ERR_INVALID, "document %lld is not disputed: label it",
                       (long long)choice->document);
    }
    TRY(add_row(acts, choice, settles, 0, now, err));
    return tell(acts, settles ? "review-settled" : "review-labelled", choice, NULL, 0, now,
                err);
}

static enum err_code label_it(struct casefile_acts *acts, const struct review_choice *choice,
                              bool settles, int64_t now, struct err *err)
{
    TRY(check_choice(choice, err));
    TRY(db_begin(acts->db, err));
    struct arena *arena = arena_new();
    enum err_code code = label(acts, choice, settles, arena, now, err);
    code = review_finish(acts, code, err);
    arena_free(arena);
    return code;
}

enum err_code review_label(struct casefile_acts *acts, const struct review_choice *choice,
                           int64_t now, struct err *err)
{
    return label_it(acts, choice, false, now, err);
}

enum err_code review_settle(struct casefile_acts *acts, const struct review_choice *choice,
                            int64_t now, struct err *err)
{
    if (str_trim(choice->reason).n == 0) {
        return err_set(err, ERR_INVALID, "settling needs a reason");
    }
    return label_it(acts, choice, true, now, err);
}

enum err_code review_like(struct db *db, int64_t issue, int64_t document,
                          void (*each)(void *data, int64_t document, struct str path),
                          void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_review_like_of, &query, err, "ii", issue, document));
    TRY(db_step(query, &row, err));
    while (row) {
        each(data, db_int(query, 0), db_text(query, 1));
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

struct targets {
    int64_t *documents;
    size_t count, capacity;
};

static void add_target(void *data, int64_t document, struct str path)
{
    struct targets *targets = data;
    (void)path;
    targets->documents = mem_grow(targets->documents, targets->count, &targets->capacity,
                                  sizeof *targets->documents);
    targets->documents[targets->count++] = document;
}

/* The word that is carried: the latest of `who` about the document. */
static enum err_code own_word(struct casefile_acts *acts, struct arena *arena, int64_t issue,
                              int64_t document, struct str who, struct review_choice *choice,
                              struct err *err)
{
    struct review_state state;
    TRY(review_state(acts->db, arena, issue, document, who, &state, err));
    for (size_t i = state.count; i-- > 0;) {
        if (str_eq(state.words[i].who, who)) {
            *choice = (struct review_choice){.issue = issue,
                                             .document = document,
                                             .says = state.words[i].says,
                                             .reason = state.words[i].reason,
                                             .sensitive = state.words[i].sensitive,
                                             .who = who};
            return ERR_OK;
        }
    }
    return err_set(err, ERR_INVALID, "%.*s has not labelled document %lld: nothing to carry",
                   STR_ARG(who), (long long)document);
}

/* A document that was not put before anybody is in the batch of the one it takes its word
 * from. */
static enum err_code join_batch(struct db *db, int64_t issue, int64_t from, int64_t document,
                                struct err *err)
{
    int64_t batch;
    int64_t own;
    TRY(db_number(db, sql_review_batch_of, &own, err, "ii", issue, document));
    TRY(db_number(db, sql_review_batch_of, &batch, err, "ii", issue, from));
    return own != 0 || batch == 0
               ? ERR_OK
               : db_do(db, sql_review_batch_add_last, err, "iii", batch, issue, document);
}

/* What somebody read and said themselves stands; a word of `who` that came from this document
 * alone follows it when they think again. */
static bool follows(const struct review_state *state, int64_t document,
                    const struct review_choice *choice)
{
    for (size_t i = 0; i < state->count; i++) {
        if (state->words[i].from != document || !str_eq(state->words[i].who, choice->who)) {
            return false;
        }
    }
    const struct review_word *last = &state->words[state->count - 1];
    return !str_eq(last->says, choice->says) || !str_eq(last->reason, choice->reason) ||
           last->sensitive != choice->sensitive;
}

static enum err_code carry(struct casefile_acts *acts, struct arena *arena, int64_t issue,
                           int64_t document, struct str who, int64_t now,
                           struct targets *targets, struct err *err)
{
    struct review_choice choice;
    size_t kept = 0;
    TRY(own_word(acts, arena, issue, document, who, &choice, err));
    TRY(review_like(acts->db, issue, document, add_target, targets, err));
    for (size_t i = 0; i < targets->count; i++) {
        struct review_state state;
        int64_t to = targets->documents[i];
        TRY(review_state(acts->db, arena, issue, to, who, &state, err));
        if (state.count > 0 && !follows(&state, document, &choice)) {
            continue;
        }
        choice.document = to;
        TRY(add_row(acts, &choice, false, document, now, err));
        TRY(join_batch(acts->db, issue, document, to, err));
        targets->documents[kept++] = to;
    }
    targets->count = kept;
    choice.document = document;
    return kept == 0
               ? ERR_OK
               : tell(acts, "review-carried", &choice, targets->documents, kept, now, err);
}

enum err_code review_carry(struct casefile_acts *acts, int64_t issue, int64_t document,
                           struct str who, int64_t now, int64_t *count, struct err *err)
{
    struct targets targets = {0};
    TRY(review_check_who(who, err));
    TRY(db_begin(acts->db, err));
    struct arena *arena = arena_new();
    enum err_code code = carry(acts, arena, issue, document, who, now, &targets, err);
    code = review_finish(acts, code, err);
    *count = code == ERR_OK ? (int64_t)targets.count : 0;
    free(targets.documents);
    arena_free(arena);
    return code;
}

enum err_code review_carried(struct db *db, int64_t issue, int64_t document, struct str who,
                             int64_t *count, struct err *err)
{
    return db_number(db, sql_review_carried, count, err, "iit", issue, document, who);
}

static const char *shown_verdict(struct str verdict)
{
    static const char *const words[] = {"relevant", "not", "unsure", "disputed"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(verdict, words[i])) {
            return words[i];
        }
    }
    return "";
}

enum err_code review_list(struct db *db, int64_t issue, struct str who, struct str only,
                          void (*each)(void *data, const struct review_row *row), void *data,
                          struct err *err)
{
    struct db_query *query;
    bool found = false;
    (void)who; /* a document that a second person has to read has no verdict for anybody */
    TRY(db_ask(db, sql_review_list, &query, err, "i", issue));
    TRY(db_step(query, &found, err));
    while (found) {
        struct review_row row = {.document = db_int(query, 0),
                                 .batch = db_int(query, 1),
                                 .rank = db_int(query, 2),
                                 .words = db_int(query, 3),
                                 .pages = db_int(query, 4),
                                 .sensitive = db_int(query, 5) != 0,
                                 .verdict = shown_verdict(db_text(query, 6)),
                                 .path = db_text(query, 7)};
        bool open = row.verdict[0] == '\0';
        row.sensitive = row.sensitive && !open;
        if (only.n == 0 || str_is(only, open ? "open" : row.verdict)) {
            each(data, &row);
        }
        TRY(db_step(query, &found, err));
    }
    return ERR_OK;
}
