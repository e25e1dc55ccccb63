/* What the forms do. */
#include "casefolder/case_handover.h"
#include "casefolder/case_review.h"
#include "casefolder/case_session.h"
#include "desk/desk_form.h"
#include "desk/desk_state.h"

#include <stdio.h>

static struct str field(struct desk *desk, const struct desk_request *request, const char *name,
                        size_t max)
{
    return str_trim(form_text(desk->arena, request->form, name, max));
}

enum err_code act_name(struct desk *desk, struct desk_request *request, struct desk_went *went,
                       struct err *err)
{
    struct str who = field(desk, request, "who", NAME_MAX_BYTES);
    struct str role = field(desk, request, "role", TITLE_MAX);
    if (who.n == 0) {
        err_set(err, ERR_INVALID, "your name is missing");
        err_hint(err, "each decision carries the name of who takes it");
        return ERR_INVALID;
    }
    went->location = "/";
    return case_session_name(desk->folder, request->session, who, role, err);
}

/* Back to where the button stood: the next doubt, or the page of the file. */
static const char *back(struct desk *desk, const struct desk_request *request, int64_t mark)
{
    struct str from = field(desk, request, "from", 20);
    int64_t skip = form_number(desk->arena, request->form, "skip", 0);
    if (str_is(from, "doubts")) {
        return skip > 0 ? arena_printf(desk->arena, "/doubts?skip=%lld", (long long)skip)
                        : "/doubts";
    }
    return arena_printf(desk->arena, "/marks/%lld", (long long)mark);
}

enum err_code act_decide(struct desk *desk, struct desk_request *request,
                         struct desk_went *went, struct err *err)
{
    struct str choice = field(desk, request, "choice", 20);
    struct case_done done;
    const struct case_choice made = {
        .mark = form_number(desk->arena, request->form, "mark", -1),
        .seen = form_number(desk->arena, request->form, "seen", -1),
        .keep = str_is(choice, "keep") || str_is(choice, "keep-all"),
        .all_alike = str_is(choice, "keep-all") || str_is(choice, "redact-all"),
        .reason = field(desk, request, "reason", 20),
        .who = request->who};
    if (!made.keep && !str_is(choice, "redact") && !str_is(choice, "redact-all")) {
        return err_set(err, ERR_INVALID, "a decision is keep or redact");
    }
    went->location = back(desk, request, made.mark);
    return case_decide(desk->folder, &made, request->now, &done, err);
}

enum err_code act_undo(struct desk *desk, struct desk_request *request, struct desk_went *went,
                       struct err *err)
{
    struct case_done done;
    went->location = back(desk, request, form_number(desk->arena, request->form, "mark", 0));
    return case_undo(desk->folder, form_number(desk->arena, request->form, "act", 0),
                     request->who, request->now, &done, err);
}

enum err_code act_role(struct desk *desk, struct desk_request *request, struct desk_went *went,
                       struct err *err)
{
    struct str role = field(desk, request, "role", 40);
    bool known = role.n == 0;
    for (size_t i = 0; i < desk->rule.role_count; i++) {
        known = known || str_eq(role, desk->rule.roles[i]);
    }
    if (!known) {
        return err_set(err, ERR_INVALID, "there is no such role");
    }
    int64_t person = form_number(desk->arena, request->form, "person", -1);
    went->location = arena_printf(desk->arena, "/cast#person-%lld", (long long)person);
    return case_cast_role(desk->folder, person, role, request->who, request->now, err);
}

enum err_code act_join(struct desk *desk, struct desk_request *request, struct desk_went *went,
                       struct err *err)
{
    went->location = "/cast#alike";
    return case_cast_join(desk->folder, field(desk, request, "one", WORDS_MAX),
                          field(desk, request, "other", WORDS_MAX),
                          str_is(field(desk, request, "same", 5), "yes"), request->who,
                          request->now, err);
}

enum err_code act_again(struct desk *desk, struct desk_request *request, struct desk_went *went,
                        struct err *err)
{
    went->location = "/";
    return case_file_again(desk->folder, form_number(desk->arena, request->form, "file", -1),
                           request->who, request->now, err);
}

/* Words as the officer wrote them, found in the file: each place becomes a mark. */
enum err_code act_mark(struct desk *desk, struct desk_request *request, struct desk_went *went,
                       struct err *err)
{
    struct case_file file;
    struct str text;
    int64_t id = 0;
    TRY(case_file_lookup(desk->folder, desk->arena,
                         form_number(desk->arena, request->form, "file", -1), &file, err));
    TRY(case_file_text(desk->folder, desk->arena, &file, &text, err));
    struct str words = field(desk, request, "words", WORDS_MAX);
    struct str label = field(desk, request, "label", 40);
    if (words.n == 0) {
        return err_set(err, ERR_INVALID, "no words to hide were given");
    }
    TRY(case_words_mark(desk->folder, &file, text, words, label.n > 0 ? label : STR("OTHER"),
                        request->who, request->now, &id, err));
    went->location = arena_printf(desk->arena, "/marks/%lld", (long long)id);
    return ERR_OK;
}

enum err_code act_settings(struct desk *desk, struct desk_request *request,
                           struct desk_went *went, struct err *err)
{
    struct str recipient = field(desk, request, "recipient", 40);
    struct case_policy policy;
    bool second = str_is(field(desk, request, "second", 5), "yes");
    TRY(case_policy_read(desk->arena, desk->reference, recipient, &policy, err));
    TRY(case_setting_set(desk->folder, "recipient", recipient, request->who, request->now,
                         err));
    went->location = "/";
    return case_setting_set(desk->folder, "second_reader", second ? STR("yes") : STR("no"),
                            request->who, request->now, err);
}

enum err_code act_handover(struct desk *desk, struct desk_request *request,
                           struct desk_went *went, struct err *err)
{
    struct case_policy policy;
    int64_t need;
    int64_t doubts;
    TRY(desk_policy(desk, &policy, err));
    TRY(desk_need(desk, &need, err));
    const struct case_order order = {.recipient = policy.recipient,
                                     .who = request->who,
                                     .role = field(desk, request, "role", TITLE_MAX),
                                     .reason = field(desk, request, "reason", WORDS_MAX)};
    went->location = "/hand-over#made";
    return case_handover_order(desk->folder, &order, need, request->now, &doubts, err);
}
