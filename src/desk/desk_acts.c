/* What the forms do. */
#include "casefolder/case_handover.h"
#include "casefolder/case_review.h"
#include "http/http_form.h"
#include "desk/differences_model.h"
#include "desk/page_model.h"

#include <stdio.h>

enum { POINTS_MAX = 14400 }; /* a side of a page: ISO 32000-1, annex C.2 */

static struct str field(struct desk *desk, const struct private_request *request,
                        const char *name, size_t max)
{
    return str_trim(form_text(desk->arena, request->form, name, max));
}

enum err_code act_name(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    struct str who = field(desk, request, "who", NAME_MAX_BYTES);
    struct str role = field(desk, request, "role", TITLE_MAX);
    if (who.n == 0) {
        err_set(err, ERR_INVALID, "your name is missing");
        err_hint(err, "each decision carries the name of who takes it");
        return ERR_INVALID;
    }
    went->location = "/";
    return private_session_name(desk->folder->db, request->session, who, role, err);
}

/* Back to where the button stood: the next doubt, or the page of the file. */
static const char *back(struct desk *desk, const struct private_request *request, int64_t mark)
{
    struct str from = field(desk, request, "from", 20);
    int64_t skip = form_number(desk->arena, request->form, "skip", 0);
    if (str_is(from, "doubts")) {
        return skip > 0 ? arena_printf(desk->arena, "/doubts?skip=%lld", (long long)skip)
                        : "/doubts";
    }
    return arena_printf(desk->arena, "/marks/%lld", (long long)mark);
}

enum err_code act_decide(struct desk *desk, struct private_request *request,
                         struct private_went *went, struct err *err)
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

enum err_code act_undo(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    struct case_done done;
    went->location = back(desk, request, form_number(desk->arena, request->form, "mark", 0));
    return case_undo(desk->folder, form_number(desk->arena, request->form, "act", 0),
                     request->who, request->now, &done, err);
}

enum err_code act_role(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
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

enum err_code act_join(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
{
    went->location = "/cast#alike";
    return case_cast_join(desk->folder, field(desk, request, "one", WORDS_MAX),
                          field(desk, request, "other", WORDS_MAX),
                          str_is(field(desk, request, "same", 5), "yes"), request->who,
                          request->now, err);
}

enum err_code act_again(struct desk *desk, struct private_request *request,
                        struct private_went *went, struct err *err)
{
    went->location = "/";
    return case_file_again(desk->folder, form_number(desk->arena, request->form, "file", -1),
                           request->who, request->now, err);
}

/* Words as the officer wrote them, found in the file: each place becomes a mark. */
enum err_code act_mark(struct desk *desk, struct private_request *request,
                       struct private_went *went, struct err *err)
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

/* Sides in whole points from the top left corner of the page, as a form can carry them. */
static enum err_code region_given(struct desk *desk, const struct private_request *request,
                                  struct case_place *place, struct err *err)
{
    static const char *const sides[] = {"left", "top", "right", "bottom"};
    int64_t at[4];
    struct case_box *box = arena_alloc(desk->arena, sizeof *box);
    for (size_t i = 0; i < 4; i++) {
        at[i] = form_number(desk->arena, request->form, sides[i], -1);
        if (at[i] < 0 || at[i] > POINTS_MAX) {
            err_set(err, ERR_INVALID, "\"%s\" is no number of points", sides[i]);
            err_hint(err, "choose a line, draw over the picture, or give all four sides");
            return ERR_INVALID;
        }
        at[i] *= 100;
    }
    *box = (struct case_box){at[0], at[1], at[2], at[3]};
    place->boxes = box;
    place->count = 1;
    return ERR_OK;
}

/* A region of a page, by a line of its text or by its sides. */
enum err_code act_region(struct desk *desk, struct private_request *request,
                         struct private_went *went, struct err *err)
{
    struct case_file file;
    struct case_page page;
    int64_t id = 0;
    int64_t line = form_number(desk->arena, request->form, "line", 0);
    TRY(case_file_lookup(desk->folder, desk->arena,
                         form_number(desk->arena, request->form, "file", -1), &file, err));
    TRY(case_page_lookup(desk->folder, desk->arena, &file,
                         form_number(desk->arena, request->form, "page", -1), &page, err));
    struct case_place place = {.page = page.number};
    struct str label = field(desk, request, "label", 40);
    if (line > 0) {
        TRY(page_line_place(desk, &page, line, &place, err));
    } else {
        TRY(region_given(desk, request, &place, err));
    }
    TRY(case_region_mark(desk->folder, &file, &place, label.n > 0 ? label : STR("OTHER"),
                         request->who, request->now, &id, err));
    went->location = arena_printf(desk->arena, "/files/%lld?page=%lld", (long long)file.id,
                                  (long long)page.number);
    return ERR_OK;
}

/* Whose a telephone number, an address, a plate is. */
enum err_code act_owner(struct desk *desk, struct private_request *request,
                        struct private_went *went, struct err *err)
{
    bool theirs = !str_is(field(desk, request, "theirs", 5), "no");
    int64_t person = form_number(desk->arena, request->form, "person", -1);
    int64_t shown = form_number(desk->arena, request->form, "shown", person);
    went->location = arena_printf(desk->arena, "/cast#person-%lld", (long long)shown);
    return case_cast_owner(desk->folder, form_number(desk->arena, request->form, "mark", -1),
                           theirs ? person : 0, request->who, request->now, err);
}

enum err_code act_differs(struct desk *desk, struct private_request *request,
                          struct private_went *went, struct err *err)
{
    const struct case_difference difference = {
        .words = field(desk, request, "words", WORDS_MAX),
        .seen = form_number(desk->arena, request->form, "seen", 0),
        .marks = form_number(desk->arena, request->form, "marks", 0)};
    if (difference.words.n == 0) {
        return err_set(err, ERR_INVALID, "no words were given");
    }
    went->location = "/differences";
    return case_difference_settle(desk->folder, &difference, request->who, request->now, err);
}

enum err_code act_settings(struct desk *desk, struct private_request *request,
                           struct private_went *went, struct err *err)
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

enum err_code act_handover(struct desk *desk, struct private_request *request,
                           struct private_went *went, struct err *err)
{
    struct case_policy policy;
    int64_t need;
    int64_t doubts;
    struct case_difference *list;
    size_t differences;
    TRY(desk_policy(desk, &policy, err));
    TRY(desk_need(desk, &need, err));
    TRY(differences_open(desk, &list, &differences, err));
    const struct case_order order = {.recipient = policy.recipient,
                                     .differences = (int64_t)differences,
                                     .who = request->who,
                                     .role = field(desk, request, "role", TITLE_MAX),
                                     .reason = field(desk, request, "reason", WORDS_MAX)};
    went->location = "/hand-over#made";
    return case_handover_order(desk->folder, &order, need, request->now, &doubts, err);
}
