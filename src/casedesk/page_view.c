/* See page_view.h. */
#include "casedesk/page_view.h"

#include "base/limits.h"
#include "casedesk/shown_text.h"
#include "casefile/shown_page.h"
#include "http/http_form.h"

#include <string.h>

enum { SPANS_MAX = 50, MARKS_LINKED = 40 };

/* "12-40,80-90" of the query "at": places that another page points to. */
static size_t given_spans(struct desk *desk, struct str query, struct find_span *spans)
{
    struct str rest = form_text(desk->arena, query, "at", LIMIT_HTTP_TARGET);
    struct str part;
    size_t count = 0;
    while (rest.n > 0 && count < SPANS_MAX && str_split(&rest, ',', &part)) {
        struct str first;
        uint64_t start;
        uint64_t end;
        int64_t after = count > 0 ? spans[count - 1].end : 0;
        if (str_split(&part, '-', &first) && part.p != NULL &&
            str_to_u64(first, INT32_MAX, &start) && str_to_u64(part, INT32_MAX, &end) &&
            (int64_t)start >= after && end > start) {
            spans[count++] = (struct find_span){(int64_t)start, (int64_t)end};
        }
    }
    return count;
}

static void write_unread(struct desk *desk, struct jsonw *w, const struct shown_one_page *page)
{
    (void)desk;
    jsonw_key(w, "unread");
    jsonw_array(w);
    for (size_t i = 0; i < page->unread_count; i++) {
        const struct shown_unread *unread = &page->unread[i];
        jsonw_object(w);
        jsonw_member_str(w, "why", unread->why);
        jsonw_key(w, "boxed");
        jsonw_bool(w, unread->boxed);
        if (unread->boxed) {
            jsonw_member_int(w, "x", unread->box[0]);
            jsonw_member_int(w, "y", unread->box[1]);
            jsonw_member_int(w, "width", unread->box[2] - unread->box[0]);
            jsonw_member_int(w, "height", unread->box[3] - unread->box[1]);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_picture(struct desk *desk, struct jsonw *w, int64_t document,
                          const struct shown_one_page *page)
{
    struct str why = STR("");
    const char *state = "never";
    if (page->width > 0 && page->height > 0) {
        state = picture_state(desk, document, page->number, &why);
        jsonw_member_int(w, "width", page->width);
        jsonw_member_int(w, "height", page->height);
    }
    jsonw_member(w, "pictured", state);
    jsonw_key(w, "drawn"); /* now, or while the page is shown */
    jsonw_bool(w, strcmp(state, "picture") == 0 || strcmp(state, "coming") == 0);
    jsonw_member_str(w, "pictureless", why);
}

static void write_turns(struct jsonw *w, int64_t page, int64_t pages)
{
    jsonw_member_int(w, "page", page);
    jsonw_member_int(w, "pages", pages);
    if (page > 1) {
        jsonw_member_int(w, "previous", page - 1);
    }
    if (page < pages) {
        jsonw_member_int(w, "next", page + 1);
    }
}

/* Links to the places that are marked in the text. */
static void write_marks(struct jsonw *w, size_t count)
{
    jsonw_key(w, "marks");
    jsonw_array(w);
    for (size_t i = 1; i <= count && i <= MARKS_LINKED; i++) {
        jsonw_object(w);
        jsonw_member_int(w, "number", (int64_t)i);
        jsonw_key(w, "first");
        jsonw_bool(w, i == 1);
        jsonw_end(w);
    }
    jsonw_end(w);
}

enum err_code page_view_write(struct desk *desk, struct private_request *request,
                              struct jsonw *w, int64_t document, struct str words,
                              struct err *err)
{
    struct find_span given[SPANS_MAX];
    struct find_span *spans = given;
    struct shown_one_page page;
    int64_t previous;
    int64_t next;
    int64_t wanted = form_number(desk->arena, request->query, "page", 1);
    size_t count = given_spans(desk, request->query, given);
    TRY(shown_one_page(desk->db, desk->arena, document, wanted, &page, err));
    if (count == 0) {
        TRY(find_on_page(desk->db, desk->arena, words, document, page.number, &spans, &count,
                         err));
    }
    TRY(find_around(desk->db, words, document, page.number, &previous, &next, err));
    desk_saw(desk, request, document, page.number);
    jsonw_key(w, "view");
    jsonw_object(w);
    write_turns(w, page.number, page.pages);
    if (previous > 0) {
        jsonw_member_int(w, "hit_before", previous);
    }
    if (next > 0) {
        jsonw_member_int(w, "hit_after", next);
    }
    jsonw_member_int(w, "places", (int64_t)count);
    write_marks(w, count);
    jsonw_member_str(w, "label", page.label);
    jsonw_member_str(w, "source", page.source);
    write_picture(desk, w, document, &page);
    shown_boxes_write(w, page.words, spans, count);
    shown_pieces_write(w, page.text, spans, count);
    write_unread(desk, w, &page);
    jsonw_end(w);
    picture_ask(desk, document,
                page.number < page.pages && page.width > 0 ? page.number + 1 : 0);
    return ERR_OK;
}
