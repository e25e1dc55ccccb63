/* Review: the issues of a case, one document of an issue at a time, settling, and whether
 * enough was read. What is said is kept by src/review. */
#include "base/limits.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/issue_view.h"
#include "casedesk/page_view.h"
#include "casedesk/words_view.h"
#include "casedesk_sql.h"
#include "http/http_form.h"
#include "review/review_stop.h"
#include "store/db_ask.h"

enum { SKIPPED_MAX = 200 };

static struct casefile_acts *acts_of(struct desk *desk)
{
    return &desk->acts;
}

/* ---- the issues ---- */

struct issues {
    struct arena *arena;
    int64_t ids[200];
    size_t count;
};

static void take_issue(void *data, const struct review_issue *issue)
{
    struct issues *issues = data;
    if (issues->count < sizeof issues->ids / sizeof issues->ids[0]) {
        issues->ids[issues->count++] = issue->id;
    }
}

enum err_code show_issues(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    struct issues issues = {.arena = desk->arena};
    struct review_issue issue;
    (void)request;
    if (review_tables_there(desk->db)) {
        TRY(review_issues(desk->db, take_issue, &issues, err));
    }
    jsonw_key(w, "issues");
    jsonw_array(w);
    for (size_t i = 0; i < issues.count; i++) {
        TRY(issue_find(desk, issues.ids[i], &issue, err));
        jsonw_object(w);
        TRY(issue_write(desk, w, &issue, err));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code do_issue(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    int64_t id;
    const struct review_seed seed = {
        .text = form_text(desk->arena, request->form, "seed", LIMIT_HTTP_BODY)};
    const struct review_new_issue issue = {
        .name = desk_field(desk, request->form, "name", REVIEW_NAME_MAX),
        .reviewers = str_is(desk_field(desk, request->form, "two", 5), "yes") ? 2 : 1,
        .seeds = &seed,
        .seed_count = 1,
        .who = request->who};
    if (issue.name.n == 0 || str_trim(seed.text).n == 0) {
        err_set(err, ERR_INVALID, "an issue needs a name and a text to begin with");
        err_hint(err, "the text may be the charge, an account, a defence statement");
        return ERR_INVALID;
    }
    TRY(review_issue_add(acts_of(desk), &issue, request->now, &id, err));
    went->location = arena_printf(desk->arena, "/stop/%lld", (long long)id);
    return ERR_OK;
}

/* ---- one document ---- */

static void write_like(void *data, int64_t document, struct str path)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_int(w, "document", document);
    jsonw_member_str(w, "path", path);
    jsonw_end(w);
}

/* A conflict's hint speaks to whoever types commands. */
static enum err_code say_back(enum err_code code, struct err *err)
{
    if (code == ERR_CONFLICT) {
        err_hint(err, "nothing of yours was written; go back, load the page again and look at "
                      "it, then decide");
    }
    return code;
}

static struct str path_of(struct desk *desk, int64_t document)
{
    struct db_query *row;
    struct err err = {0};
    bool found = false;
    struct str path = STR("");
    if (db_ask(desk->db, sql_casedesk_path, &row, &err, "i", document) == ERR_OK) {
        if (db_step(row, &found, &err) == ERR_OK && found) {
            path = arena_str(desk->arena, db_text(row, 0));
        }
        db_reset(row);
    }
    return path;
}

static enum err_code write_reading(struct desk *desk, struct private_request *request,
                                   struct jsonw *w, int64_t issue, int64_t document,
                                   struct err *err)
{
    struct review_state state;
    TRY(review_state(desk->db, desk->arena, issue, document, request->who, &state, err));
    int64_t carried;
    TRY(review_carried(desk->db, issue, document, request->who, &carried, err));
    review_words_write(w, &state);
    jsonw_key(w, "carried"); /* then a second thought is theirs too, unless it is unticked */
    jsonw_bool(w, carried > 0);
    jsonw_key(w, "like");
    jsonw_array(w);
    TRY(review_like(desk->db, issue, document, write_like, w, err));
    jsonw_end(w);
    jsonw_member_str(w, "q", STR(""));
    return page_view_write(desk, request, w, document, STR(""), err);
}

/* "12,40" of the field "aside": documents that were opened and put aside. *carried: the same
 * again, for an address. */
static size_t put_aside(struct desk *desk, struct str form, int64_t *skip, const char **carried)
{
    struct str part;
    size_t count = 0;
    struct str rest = form_text(desk->arena, form, "aside", LIMIT_HTTP_TARGET);
    *carried = "";
    while (rest.n > 0 && count < SKIPPED_MAX && str_split(&rest, ',', &part)) {
        uint64_t number;
        if (str_to_u64(part, INT64_MAX, &number)) {
            skip[count++] = (int64_t)number;
            *carried = arena_printf(desk->arena, "%s%s%lld", *carried,
                                    (*carried)[0] != '\0' ? "," : "", (long long)number);
        }
    }
    return count;
}

/* What they said last, with the way back to it: a key is pressed sooner than thought. */
static enum err_code write_said(struct desk *desk, struct private_request *request,
                                struct jsonw *w, int64_t issue, struct err *err)
{
    struct review_state state;
    int64_t carried;
    int64_t document = form_number(desk->arena, request->query, "said", 0);
    if (document <= 0) {
        return ERR_OK;
    }
    TRY(review_state(desk->db, desk->arena, issue, document, request->who, &state, err));
    TRY(review_carried(desk->db, issue, document, request->who, &carried, err));
    for (size_t i = state.count; i-- > 0;) {
        if (str_eq(state.words[i].who, request->who)) {
            jsonw_key(w, "said");
            jsonw_object(w);
            jsonw_member_int(w, "document", document);
            jsonw_member_str(w, "says", state.words[i].says);
            if (carried > 0) {
                jsonw_member_int(w, "carried", carried);
            }
            jsonw_end(w);
            return ERR_OK;
        }
    }
    return ERR_OK;
}

enum err_code show_review(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    struct review_issue issue;
    struct review_item item = {0};
    const char *aside;
    int64_t skip[SKIPPED_MAX];
    size_t skipped = put_aside(desk, request->query, skip, &aside);
    int64_t wanted = form_number(desk->arena, request->query, "document", 0);
    TRY(issue_find(desk, private_number(request), &issue, err));
    TRY(issue_write(desk, w, &issue, err));
    TRY(write_said(desk, request, w, issue.id, err));
    if (wanted == 0) {
        TRY(review_next(desk->db, desk->arena, issue.id, request->who, skip, skipped, &item,
                        err));
        wanted = item.document;
    }
    jsonw_member(w, "aside", aside);
    if (wanted == 0) {
        return ERR_OK;
    }
    jsonw_member_int(w, "document", wanted);
    jsonw_member_str(w, "path", item.document > 0 ? item.path : path_of(desk, wanted));
    if (item.document > 0) {
        jsonw_member(w, "why", item.why);
        jsonw_member_int(w, "place", item.place);
        jsonw_member_int(w, "of", item.of);
        jsonw_member_int(w, "batch", item.batch);
    }
    return write_reading(desk, request, w, issue.id, wanted, err);
}

static struct review_choice choice_of(struct desk *desk, const struct private_request *request)
{
    return (struct review_choice){
        .issue = form_number(desk->arena, request->form, "issue", -1),
        .document = form_number(desk->arena, request->form, "document", -1),
        .says = desk_field(desk, request->form, "says", 20),
        .reason = desk_field(desk, request->form, "reason", LIMIT_HTTP_BODY),
        .sensitive = str_is(desk_field(desk, request->form, "sensitive", 5), "yes"),
        .seen = form_number(desk->arena, request->form, "seen", -1),
        .who = request->who};
}

/* With "alike" the same is said of those shown with it, by the same act of the same person. */
enum err_code do_label(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    int64_t carried;
    const struct review_choice choice = choice_of(desk, request);
    const char *aside;
    int64_t skip[SKIPPED_MAX];
    (void)put_aside(desk, request->form, skip, &aside);
    went->location = arena_printf(desk->arena, "/review/%lld?aside=%s&said=%lld#document",
                                  (long long)choice.issue, aside, (long long)choice.document);
    if (!review_says_is(choice.says)) {
        return err_set(err, ERR_INVALID, "a document is relevant, not relevant or unsure");
    }
    TRY(say_back(review_label(acts_of(desk), &choice, request->now, err), err));
    if (!str_is(desk_field(desk, request->form, "alike", 5), "yes")) {
        return ERR_OK;
    }
    return review_carry(acts_of(desk), choice.issue, choice.document, request->who,
                        request->now, &carried, err);
}

enum err_code do_settle(struct desk *desk, struct private_request *request,
                        struct private_went *went, struct err *err)
{
    const struct review_choice choice = choice_of(desk, request);
    went->location = arena_printf(desk->arena, "/disputes/%lld", (long long)choice.issue);
    if (!review_says_is(choice.says)) {
        return err_set(err, ERR_INVALID, "a document is relevant, not relevant or unsure");
    }
    return say_back(review_settle(acts_of(desk), &choice, request->now, err), err);
}

/* ---- whether enough was read ---- */

static void write_rule(void *data, const struct review_declared *declared)
{
    struct jsonw *w = data;
    const struct review_rule *rule = &declared->rule;
    jsonw_object(w);
    jsonw_member(w, "kind", rule->control ? "control" : "elusion");
    jsonw_key(w, "target");
    jsonw_printf(w, "%lld.%lld", (long long)rule->target_permille / 10,
                 (long long)rule->target_permille % 10);
    jsonw_key(w, "confidence");
    jsonw_printf(w, "%lld.%lld", (long long)rule->confidence_permille / 10,
                 (long long)rule->confidence_permille % 10);
    jsonw_member_int(w, "sample", rule->sample);
    jsonw_member_str(w, "reason", rule->reason);
    jsonw_member_str(w, "who", rule->who);
    jsonw_member_str(w, "at", declared->at);
    jsonw_end(w);
}

enum err_code show_stop(struct desk *desk, struct private_request *request, struct jsonw *w,
                        struct err *err)
{
    struct review_issue issue;
    TRY(issue_find(desk, private_number(request), &issue, err));
    TRY(issue_write(desk, w, &issue, err));
    jsonw_key(w, "rules");
    jsonw_array(w);
    TRY(review_rules(desk->db, issue.id, write_rule, w, err));
    jsonw_end(w);
    return ERR_OK;
}

enum err_code do_declare(struct desk *desk, struct private_request *request,
                         struct private_went *went, struct err *err)
{
    int64_t id;
    int64_t issue = form_number(desk->arena, request->form, "issue", -1);
    struct str kind = desk_field(desk, request->form, "kind", 10);
    const struct review_rule rule = {
        .control = str_is(kind, "control"),
        .target_permille = 10 * form_number(desk->arena, request->form, "target", -1),
        .confidence_permille = 10 * form_number(desk->arena, request->form, "confidence", -1),
        .sample = form_number(desk->arena, request->form, "sample", -1),
        .reason = desk_field(desk, request->form, "reason", REVIEW_REASON_MAX),
        .who = request->who};
    went->location = arena_printf(desk->arena, "/stop/%lld", (long long)issue);
    if (!rule.control && !str_is(kind, "elusion")) {
        return err_set(err, ERR_INVALID, "choose how it is to be told that enough was read");
    }
    return review_declare(acts_of(desk), issue, &rule, request->now, &id, err);
}

enum err_code do_draw(struct desk *desk, struct private_request *request,
                      struct private_went *went, struct err *err)
{
    int64_t drawn;
    int64_t issue = form_number(desk->arena, request->form, "issue", -1);
    went->location = arena_printf(desk->arena, "/review/%lld", (long long)issue);
    return review_draw(acts_of(desk), issue, request->who, request->now, &drawn, err);
}
