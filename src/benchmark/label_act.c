/* What the forms of the labelling pages do. */
#include "benchmark/label_state.h"

#include "base/clock.h"
#include "base/encode.h"
#include "http/http_form.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 60000 };

static enum err_code keep(struct label_desk *desk, struct str value, const char **location,
                          struct err *err)
{
    size_t item = desk->queue[desk->shown];
    struct making *making = desk->making;
    struct js *parsed;
    int64_t seconds = (clock_monotonic_ms() - desk->shown_ms) / 1000;
    struct str kept = arena_str(making->arena, value);
    TRY(js_parse(making->arena, kept, &parsed, err));
    if (!label_is_unsure(parsed)) {
        TRY(making->task->check_expected(making->items[item].input, parsed, err));
    }
    TRY(labels_append(making, desk->path, item, seconds, kept, desk->remark, err));
    desk->own->count += desk->own->of[item].value == NULL;
    desk->own->of[item] = (struct label){parsed, seconds, desk->remark};
    desk->shown = SIZE_MAX;
    *location = "/";
    return ERR_OK;
}

static enum err_code keep_member(struct label_desk *desk, const char *name, struct str text,
                                 const char **location, struct err *err)
{
    struct strbuf value;
    struct jsonw w;
    strbuf_init(&value, LIMIT_HTTP_BODY);
    jsonw_init(&w, &value);
    jsonw_object(&w);
    jsonw_member_str(&w, name, text);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&value, "the answer", err);
    if (code == ERR_OK) {
        code = keep(desk, strbuf_view(&value), location, err);
    }
    strbuf_release(&value);
    return code;
}

static bool is_label(const struct making *making, struct str label)
{
    for (size_t i = 0; i < making->label_count; i++) {
        if (str_eq(making->labels[i], label)) {
            return true;
        }
    }
    return false;
}

static enum err_code choose(struct label_desk *desk, struct str form, const char **location,
                            struct err *err)
{
    struct str label = form_text(desk->arena, form, "label", 100);
    if (!is_label(desk->making, label)) {
        err_set(err, ERR_INVALID, "no label was chosen");
        err_hint(err, "choose one of the list");
        return ERR_INVALID;
    }
    return keep_member(desk, "label", label, location, err);
}

/* Whoever settles must be able to tell. */
static enum err_code compare(struct label_desk *desk, struct str form, const char **location,
                             struct err *err)
{
    struct str match = form_text(desk->arena, form, "match", 10);
    if (str_is(match, "unsure") && !desk->plan->settle) {
        return keep(desk, STR(LABEL_UNSURE), location, err);
    }
    if (!str_is(match, "yes") && !str_is(match, "no")) {
        err_set(err, ERR_INVALID, "it was not said whether both are the same");
        err_hint(err, desk->plan->settle ? "an item that nobody can tell is best left out: "
                                           "draw the sample without it"
                                         : "choose the same, different or unsure");
        return ERR_INVALID;
    }
    return keep_member(desk, "match", match, location, err);
}

static enum err_code write_down(struct label_desk *desk, struct str form, const char **location,
                                struct err *err)
{
    struct str text = str_trim(form_text(desk->arena, form, "text", TEXT_MAX));
    bool nothing = form_text(desk->arena, form, "nothing", 5).n > 0;
    if ((text.n == 0) != nothing) {
        err_set(err, ERR_INVALID,
                nothing ? "the box says that nothing is said, and words are "
                          "written"
                        : "nothing is written");
        err_hint(err, "tick the box when there is nothing to write down");
        return ERR_INVALID;
    }
    return keep_member(desk, "text", text, location, err);
}

/* The numbers of the ticked words, rising. */
static size_t ticked(struct label_desk *desk, struct str form, size_t *numbers, size_t max)
{
    struct str pair;
    size_t count = 0;
    while (str_split(&form, '&', &pair)) {
        struct str name;
        uint64_t number;
        if (str_split(&pair, '=', &name) && str_is(name, "word") && pair.p != NULL &&
            str_to_u64(form_decode(desk->arena, pair), SIZE_MAX, &number) && count < max) {
            numbers[count++] = (size_t)number;
        }
    }
    return count;
}

static enum err_code mark(struct label_desk *desk, struct str form, const char **location,
                          struct err *err)
{
    size_t words;
    struct str label = form_text(desk->arena, form, "mark", 100);
    struct str text = js_text(desk->making->items[desk->queue[desk->shown]].input, "text");
    int64_t removed = form_number(desk->arena, form, "remove", -1);
    *location = arena_printf(desk->arena, "/?at=%zu#text", desk->shown + 1);
    if (removed >= 0) {
        return label_marks_remove(&desk->marks, (size_t)removed, err);
    }
    if (label.n > 0) {
        const struct label_word *list = label_words(desk->arena, text, &words);
        size_t *numbers = arena_alloc(desk->arena, (words + 1) * sizeof *numbers);
        size_t count = ticked(desk, form, numbers, words);
        for (size_t i = 0; i < desk->making->label_count; i++) {
            if (str_eq(desk->making->labels[i], label)) { /* which lives as long as the mark */
                return label_marks_add(&desk->marks, list, words, numbers, count,
                                       desk->making->labels[i], err);
            }
        }
        return err_set(err, ERR_INVALID, "there is no such label");
    }
    struct strbuf value;
    strbuf_init(&value, MIB);
    label_marks_write(&desk->marks, &value);
    enum err_code code = keep(desk, strbuf_view(&value), location, err);
    strbuf_release(&value);
    return code;
}

/* The form is about the item at hand, as it was when it was shown. */
static enum err_code check_at_hand(struct label_desk *desk, struct str form, struct err *err)
{
    int64_t item = form_number(desk->arena, form, "item", -1);
    int64_t seen = form_number(desk->arena, form, "seen", -1);
    bool marks = desk->making->task->labelling == TASK_MARKS;
    if (desk->shown == SIZE_MAX || (size_t)item != desk->queue[desk->shown] ||
        (marks && seen != (int64_t)desk->marks.count)) {
        err_set(err, ERR_CONFLICT, "this form is of an item that is no longer at hand");
        err_hint(err, "go on with the one that is; what was saved is saved");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

/* What is said beside the answer; it stays with the item at hand over forms that only mark. */
static enum err_code take_remark(struct label_desk *desk, struct str form, struct err *err)
{
    struct str remark = str_trim(form_text(desk->arena, form, "remark", LIMIT_HTTP_BODY));
    if (remark.n > LABEL_REMARK_MAX) {
        err_set(err, ERR_INVALID, "the remark has more than %d bytes", LABEL_REMARK_MAX);
        err_hint(err, "go back and say it in fewer words; nothing was saved");
        return ERR_INVALID;
    }
    desk->remark = arena_str(desk->making->arena, remark);
    return ERR_OK;
}

enum err_code label_act(struct label_desk *desk, struct str form, const char **location,
                        struct err *err)
{
    TRY(check_at_hand(desk, form, err));
    int64_t take = form_number(desk->arena, form, "take", 0);
    const struct js *sides[LABELLERS_MAX];
    if (desk->plan->settle && take > 0 &&
        (size_t)take <= label_sides(desk, desk->queue[desk->shown], sides) &&
        !label_is_unsure(sides[take - 1])) {
        return keep(desk, sides[take - 1]->raw, location, err);
    }
    TRY(take_remark(desk, form, err));
    switch (desk->making->task->labelling) {
    case TASK_MARKS:
        return mark(desk, form, location, err);
    case TASK_COMPARES:
        return compare(desk, form, location, err);
    case TASK_WRITES:
        return write_down(desk, form, location, err);
    case TASK_CHOOSES:
    case TASK_NOT_LABELLED:
        break;
    }
    return choose(desk, form, location, err);
}
