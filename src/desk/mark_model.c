/* One mark in its surroundings: the next doubt, or one that was chosen in its file. */
#include "base/utf8.h"
#include "casefolder/case_handover.h"
#include "casefolder/case_review.h"
#include "http/http_form.h"
#include "desk/page_model.h"

enum {
    AROUND = 400, /* code points before and after */
    MARGIN = 6000 /* hundredths of a point around a place on its page */
};

static struct str points(struct str text, int64_t from, int64_t to)
{
    size_t start = utf8_offset(text, (size_t)(from < 0 ? 0 : from));
    size_t end = utf8_offset(text, (size_t)to);
    end = end == SIZE_MAX ? text.n : end;
    return start == SIZE_MAX ? STR("") : str_sub(text, start, end - start);
}

static int64_t within(int64_t value, int64_t most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* The part of the page's picture around the mark. */
static void write_crop(struct jsonw *w, const struct case_page *page,
                       const struct case_mark *mark)
{
    struct case_box all = mark->place.boxes[0];
    for (size_t i = 1; i < mark->place.count; i++) {
        const struct case_box *box = &mark->place.boxes[i];
        all.x0 = box->x0 < all.x0 ? box->x0 : all.x0;
        all.y0 = box->y0 < all.y0 ? box->y0 : all.y0;
        all.x1 = box->x1 > all.x1 ? box->x1 : all.x1;
        all.y1 = box->y1 > all.y1 ? box->y1 : all.y1;
    }
    int64_t top = within(all.y0 - MARGIN, page->height);
    jsonw_key(w, "crop"); /* the whole width: lines are read from their start */
    jsonw_object(w);
    jsonw_member_int(w, "y", top);
    jsonw_member_int(w, "width", page->width);
    jsonw_member_int(w, "height", within(all.y1 + MARGIN, page->height) - top);
    jsonw_member_int(w, "page_height", page->height);
    page_boxes_write(w, &mark->place);
    jsonw_end(w);
}

/* On its page: its picture if there is one, and the text of that page alone. */
static enum err_code write_on_page(struct desk *desk, struct jsonw *w,
                                   const struct case_file *file, const struct case_mark *mark,
                                   struct err *err)
{
    struct case_page page;
    TRY(case_page_lookup(desk->folder, desk->arena, file, mark->place.page, &page, err));
    jsonw_member_int(w, "page", page.number);
    if (page.pictured && mark->place.count > 0) {
        write_crop(w, &page, mark);
    }
    if (mark->end == mark->start) {
        jsonw_member_str(w, "why", mark->text);
        return ERR_OK;
    }
    int64_t start = mark->start - page.start;
    int64_t end = mark->end - page.start;
    jsonw_member_str(w, "before", points(page.text, start - AROUND, start));
    jsonw_member_str(w, "text", points(page.text, start, end));
    jsonw_member_str(w, "after", points(page.text, end, end + AROUND));
    return ERR_OK;
}

static enum err_code write_around(struct desk *desk, struct jsonw *w,
                                  const struct case_file *file, const struct case_mark *mark,
                                  struct err *err)
{
    struct str text;
    if (mark->place.page > 0) {
        return write_on_page(desk, w, file, mark, err);
    }
    TRY(case_file_text(desk->folder, desk->arena, file, &text, err));
    jsonw_member_str(w, "before", points(text, mark->start - AROUND, mark->start));
    jsonw_member_str(w, "text", points(text, mark->start, mark->end));
    jsonw_member_str(w, "after", points(text, mark->end, mark->end + AROUND));
    return ERR_OK;
}

static enum err_code write_words(struct desk *desk, struct jsonw *w, int64_t mark,
                                 struct err *err)
{
    struct case_word *words;
    size_t count;
    TRY(case_words_on(desk->folder, desk->arena, mark, &words, &count, err));
    jsonw_key(w, "words");
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "who", words[i].who);
        jsonw_member_str(w, "choice", words[i].choice);
        jsonw_member_str(w, "at", words[i].at);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum { OWNERS_MAX = 300 };

/* Whose a thing may be: whoever is chosen, it is theirs wherever it stands in the case. */
static void write_owners(struct jsonw *w, const struct case_people *people, int64_t person)
{
    jsonw_key(w, "owners");
    jsonw_array(w);
    for (size_t i = 0; i < people->count && i < OWNERS_MAX; i++) {
        jsonw_object(w);
        jsonw_member_int(w, "id", people->items[i].id);
        jsonw_member_str(w, "name", people->items[i].name);
        jsonw_key(w, "chosen");
        jsonw_bool(w, people->items[i].id == person);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static enum err_code write_person(struct desk *desk, struct jsonw *w,
                                  const struct case_mark *mark, struct err *err)
{
    struct case_people people;
    struct case_policy policy;
    TRY(case_cast_list(desk->folder, desk->arena, &people, err));
    TRY(desk_policy(desk, &policy, err));
    struct str role = case_cast_role_of(&people, mark->person);
    struct case_mark undecided = *mark;
    undecided.verdict = STR("");
    struct case_act act = case_mark_act(&policy, &people, &undecided);
    for (size_t i = 0; i < people.count; i++) {
        if (people.items[i].id == mark->person) {
            jsonw_member_str(w, "person", people.items[i].name);
            jsonw_member_int(w, "person_id", mark->person);
        }
    }
    jsonw_member_str(w, "role", role);
    if (!str_is(mark->label, CASE_NAME_LABEL) && mark->end > mark->start) {
        write_owners(w, &people, mark->person);
    }
    jsonw_member(w, "proposed", act.keep ? "keep" : "redact");
    jsonw_member_str(w, "reason", case_policy_words(&policy, act.reason));
    jsonw_member_str(w, "recipient", policy.title);
    return ERR_OK;
}

static enum err_code write_mark(struct desk *desk, struct jsonw *w,
                                const struct case_mark *mark, struct err *err)
{
    struct case_file file;
    int64_t need;
    TRY(desk_need(desk, &need, err));
    TRY(case_file_lookup(desk->folder, desk->arena, mark->file, &file, err));
    if (str_is(file.state, "changed") || str_is(file.state, "gone")) {
        return err_set(err, ERR_CONFLICT, "%.*s is not the file that was read",
                       STR_ARG(file.path));
    }
    jsonw_member_int(w, "mark", mark->id);
    jsonw_member_int(w, "seen", mark->last);
    jsonw_member_int(w, "file", file.id);
    jsonw_member_str(w, "path", file.path);
    jsonw_member_str(w, "label", mark->label);
    jsonw_member_str(w, "source", mark->source);
    if (mark->confidence >= 0) {
        jsonw_key(w, "confidence");
        jsonw_dec(w, (double)mark->confidence / 1000);
    }
    jsonw_member_str(w, "verdict", mark->verdict);
    jsonw_key(w, "wanted");
    jsonw_bool(w, need > 1 && mark->verdict.n > 0 && mark->readers < need);
    TRY(write_around(desk, w, &file, mark, err));
    TRY(write_words(desk, w, mark->id, err));
    return write_person(desk, w, mark, err);
}

static enum err_code write_counts(struct desk *desk, struct jsonw *w, struct err *err)
{
    int64_t need;
    int64_t doubts;
    TRY(desk_need(desk, &need, err));
    TRY(case_marks_doubt_count(desk->folder, 0, need, &doubts, err));
    jsonw_member_int(w, "doubts", doubts);
    return ERR_OK;
}

enum err_code model_mark(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    struct case_mark mark;
    TRY(case_mark_lookup(desk->folder, desk->arena, private_number(request), &mark, err));
    jsonw_member(w, "from", "mark");
    jsonw_member_int(w, "skip", 0);
    TRY(write_counts(desk, w, err));
    return write_mark(desk, w, &mark, err);
}

/* Doubts that one has decided about oneself and that wait for a second reader are passed over.
 */
static enum err_code is_for(struct desk *desk, const struct private_request *request,
                            const struct case_mark *mark, bool *yes, struct err *err)
{
    struct case_word *words;
    size_t count;
    *yes = true;
    TRY(case_words_on(desk->folder, desk->arena, mark->id, &words, &count, err));
    for (size_t i = 0; i < count; i++) {
        *yes =
            *yes && (str_is(mark->verdict, "disputed") || !str_eq(words[i].who, request->who));
    }
    return ERR_OK;
}

enum err_code model_doubts(struct desk *desk, struct private_request *request, struct jsonw *w,
                           struct err *err)
{
    struct case_marks marks;
    int64_t need;
    int64_t skip = form_number(desk->arena, request->query, "skip", 0);
    int64_t passed = 0;
    TRY(desk_need(desk, &need, err));
    TRY(case_marks_doubts(desk->folder, desk->arena, 0, need, skip + 200, &marks, err));
    jsonw_member(w, "from", "doubts");
    jsonw_member_int(w, "skip", skip);
    TRY(write_counts(desk, w, err));
    for (size_t i = 0; i < marks.count; i++) {
        bool mine;
        TRY(is_for(desk, request, &marks.items[i], &mine, err));
        if (mine && passed++ == skip) {
            jsonw_member_int(w, "skip_next", skip + 1);
            return write_mark(desk, w, &marks.items[i], err);
        }
    }
    return ERR_OK; /* none: the page says so */
}
