#include "disclosure/schedule_change.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "disclosure/schedule_items.h"
#include "disclosure_sql.h"
#include "store/db_ask.h"

#include <string.h>

enum { LINE_MAX_BYTES = 1 << 16 };

/* ---- what is asked ---- */

static enum err_code check_text(const char *name, struct str text, struct err *err)
{
    if (text.n > SCHEDULE_TEXT_MAX || !utf8_valid(text)) {
        return err_set(err, ERR_INVALID, "%s is longer than %d bytes, or not UTF-8", name,
                       SCHEDULE_TEXT_MAX);
    }
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] < ' ') {
            return err_set(err, ERR_INVALID, "%s holds a line end or another control character",
                           name);
        }
    }
    return ERR_OK;
}

static enum err_code check_word(const char *name, const char *word, const char *const *words,
                                struct err *err)
{
    for (size_t i = 0; word != NULL && words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return ERR_OK;
        }
    }
    return word == NULL ? ERR_OK : err_set(err, ERR_INVALID, "\"%.40s\" is no %s", word, name);
}

/* Which ids there are stands in a data file; what an id looks like does not change. */
static bool is_id(const char *word)
{
    return word[0] != '\0' && strspn(word, "abcdefghijklmnopqrstuvwxyz-") == strlen(word);
}

static enum err_code check_change(const struct schedule_change *change, struct err *err)
{
    static const char *const marks[] = {"evidence", "unused", "not-relevant", NULL};
    static const char *const answers[] = {"yes", "no", NULL};
    const struct {
        const char *name, *text;
    } texts[] = {{"the reason", change->why},
                 {"the description", change->description},
                 {"the location", change->location},
                 {"why it bears on the case", change->bears}};
    TRY(check_word("mark: evidence, unused or not-relevant", change->mark, marks, err));
    TRY(check_word("answer: yes or no", change->sensitive, answers, err));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].text != NULL) {
            TRY(check_text(texts[i].name, str_of(texts[i].text), err));
        }
    }
    if (change->category != NULL && !is_id(change->category)) {
        return err_set(err, ERR_INVALID, "\"%.40s\" is no category", change->category);
    }
    bool decides =
        change->mark != NULL || change->category != NULL || change->sensitive != NULL;
    if (decides && (change->why == NULL || str_trim(str_of(change->why)).n == 0)) {
        err_set(err, ERR_INVALID, "a mark, a category and sensitivity need a reason");
        err_hint(err, "it is kept with the item and in the audit");
        return ERR_INVALID;
    }
    if (!decides && change->description == NULL && change->location == NULL &&
        change->bears == NULL && change->block < 0) {
        return err_set(err, ERR_INVALID, "nothing is changed");
    }
    return ERR_OK;
}

static enum err_code check_block(struct casefile_acts *acts, int64_t block, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (block <= 0) {
        return ERR_OK;
    }
    TRY(db_ask(acts->db, sql_disclosure_block, &query, err, "i", block));
    TRY(db_step(query, &row, err));
    db_reset(query);
    return row ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "there is no block %lld", (long long)block);
}

/* ---- one item ---- */

static enum err_code update(struct db *db, int64_t document,
                            const struct schedule_change *change, struct err *err)
{
    struct str why = change->why != NULL ? str_of(change->why) : STR("");
    if (change->mark != NULL) {
        TRY(db_do(db, sql_disclosure_item_mark, err, "itt", document, str_of(change->mark),
                  why));
    }
    if (change->category != NULL) {
        TRY(db_do(db, sql_disclosure_item_category, err, "itt", document,
                  str_of(change->category), why));
    }
    if (change->sensitive != NULL) {
        TRY(db_do(db, sql_disclosure_item_sensitive, err, "itt", document,
                  str_of(change->sensitive), why));
    }
    if (change->description != NULL) {
        TRY(db_do(db, sql_disclosure_item_description, err, "it", document,
                  str_of(change->description)));
    }
    if (change->location != NULL) {
        TRY(db_do(db, sql_disclosure_item_location, err, "it", document,
                  str_of(change->location)));
    }
    if (change->bears != NULL) {
        TRY(db_do(db, sql_disclosure_item_bears, err, "it", document, str_of(change->bears)));
    }
    if (change->block > 0) {
        TRY(db_do(db, sql_disclosure_item_block, err, "ii", document, change->block));
    }
    return change->block == 0 ? db_do(db, sql_disclosure_item_no_block, err, "i", document)
                              : ERR_OK;
}

/* Who asks for a block is told at once when the item would be listed by itself all the same. */
static enum err_code check_may_block(const struct schedule_item *item, struct err *err)
{
    if (item->own_block == 0 || item->place == SCHEDULE_BLOCK ||
        item->place == SCHEDULE_EVIDENCE || item->place == SCHEDULE_NOT_RELEVANT) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "document %lld has to be listed by itself: %s",
            (long long)item->document,
            item->place == SCHEDULE_HELD ? "it was not described yet"
            : item->sensitive            ? "it is on the sensitive schedule"
            : item->bears.n > 0 || item->relevant
                ? "it may undermine the prosecution or assist the accused"
                : "it is of the presumption list");
    err_hint(err, "change that first, with a reason, if it is wrong");
    return ERR_INVALID;
}

static void put_member(struct jsonw *w, const char *name, const char *text)
{
    if (text != NULL) {
        jsonw_member(w, name, text);
    }
}

static enum err_code add_line(struct casefile_acts *acts, const struct disclosure_act *act,
                              int64_t document, const struct schedule_change *change,
                              struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, LINE_MAX_BYTES);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "document", document);
    put_member(&w, "mark", change->mark);
    put_member(&w, "category", change->category);
    put_member(&w, "sensitive", change->sensitive);
    put_member(&w, "why", change->why);
    put_member(&w, "description", change->description);
    put_member(&w, "location", change->location);
    put_member(&w, "bears", change->bears);
    if (change->block >= 0) {
        jsonw_member_int(&w, "block", change->block);
    }
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    if (code == ERR_OK) {
        code = case_audit_add(acts->audit, "schedule-item", act->by, act->now,
                              strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static bool is_held(const char *asked, struct str held)
{
    return asked == NULL || str_is(held, asked);
}

/* Is all that is asked for so already, with the same reason? A category's reason is not at
 * hand: said again, it is a change. */
static bool holds_already(const struct schedule_item *item,
                          const struct schedule_change *change)
{
    bool reasons = (change->mark == NULL || is_held(change->why, item->mark_why)) &&
                   (change->sensitive == NULL || is_held(change->why, item->sensitive_why));
    return change->category == NULL && reasons && is_held(change->mark, item->mark) &&
           is_held(change->sensitive, item->own_sensitive) &&
           is_held(change->description, item->own_description) &&
           is_held(change->location, item->location) && is_held(change->bears, item->bears) &&
           (change->block < 0 || change->block == item->own_block);
}

static enum err_code change_one(struct casefile_acts *acts, const struct disclosure_act *act,
                                struct arena *arena, int64_t document, const int64_t *seen,
                                const struct schedule_change *change, size_t *changed,
                                struct err *err)
{
    struct schedule_item item;
    char at[TIME_SIZE];
    TRY(schedule_item_read(acts->db, arena, document, &item, err));
    if (seen != NULL && *seen != item.acts) {
        err_set(err, ERR_CONFLICT, "document %lld was changed by %.*s meanwhile",
                (long long)document, STR_ARG(str_sub(item.by, 0, 80)));
        err_hint(err, "look at it again; nothing was written");
        return ERR_CONFLICT;
    }
    if (holds_already(&item, change)) {
        return ERR_OK;
    }
    ++*changed;
    time_format(at, act->now);
    TRY(db_do(acts->db, sql_disclosure_item_make, err, "i", document));
    TRY(update(acts->db, document, change, err));
    TRY(db_do(acts->db, sql_disclosure_item_changed, err, "itt", document, act->by,
              str_of(at)));
    if (change->block > 0) {
        TRY(schedule_item_read(acts->db, arena, document, &item, err));
        TRY(check_may_block(&item, err));
    }
    return add_line(acts, act, document, change, err);
}

enum err_code schedule_change(struct casefile_acts *acts, const struct disclosure_act *act,
                              const int64_t *documents, size_t count, const int64_t *seen,
                              const struct schedule_change *change, size_t *changed,
                              struct err *err)
{
    struct arena *arena = arena_new();
    *changed = 0;
    enum err_code code = check_change(change, err);
    if (code == ERR_OK && (count == 0 || count > SCHEDULE_CHANGED_MAX)) {
        code = err_set(err, ERR_INVALID, "1 to %d documents are changed at once",
                       SCHEDULE_CHANGED_MAX);
    }
    TRY_OUT(code);
    TRY_OUT(db_begin(acts->db, err));
    code = check_block(acts, change->block, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = change_one(acts, act, arena, documents[i], seen != NULL ? &seen[i] : NULL,
                          change, changed, err);
        arena_reset(arena);
    }
    if (code == ERR_OK && *changed > 0) {
        code = case_audit_commit(acts->audit, err);
    }
    db_rollback(acts->db);
out:
    arena_free(arena);
    return code;
}

/* ---- blocks ---- */

static enum err_code make_block(struct casefile_acts *acts, const struct disclosure_act *act,
                                struct str description, struct str why, struct strbuf *what,
                                int64_t *block, struct err *err)
{
    struct jsonw w;
    char at[TIME_SIZE];
    time_format(at, act->now);
    TRY(db_number(acts->db, sql_disclosure_block_add, block, err, "tttt", description, why,
                  act->by, str_of(at)));
    jsonw_init(&w, what);
    jsonw_object(&w);
    jsonw_member_int(&w, "block", *block);
    jsonw_member_str(&w, "description", description);
    jsonw_member_str(&w, "why", why);
    jsonw_end(&w);
    TRY(strbuf_check(what, "a line of the audit", err));
    TRY(case_audit_add(acts->audit, "schedule-block", act->by, act->now, strbuf_view(what),
                       err));
    return case_audit_commit(acts->audit, err);
}

enum err_code schedule_block_make(struct casefile_acts *acts, const struct disclosure_act *act,
                                  struct str description, struct str why, int64_t *block,
                                  struct err *err)
{
    struct strbuf what;
    TRY(check_text("the description", description, err));
    TRY(check_text("the reason", why, err));
    if (str_trim(description).n == 0 || str_trim(why).n == 0) {
        return err_set(err, ERR_INVALID,
                       "a block needs a description, and a reason why its items need not be "
                       "listed one by one");
    }
    TRY(db_begin(acts->db, err));
    strbuf_init(&what, LINE_MAX_BYTES);
    enum err_code code = make_block(acts, act, description, why, &what, block, err);
    strbuf_release(&what);
    db_rollback(acts->db);
    return code;
}
