/* A document, one page of it at a time: its picture with what was found over it, its text
 * beside that, and what else is known of the document. */
#include "base/limits.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/shown_text.h"
#include "casefile/shown_document.h"
#include "casefile/shown_page.h"
#include "http/http_form.h"

enum { WITHIN_SHOWN = 200, ALIKE_SHOWN = 20, SPANS_MAX = 50 };

/* Lists of what is called back with, each ended where the next begins. */
struct about {
    struct desk *desk;
    struct jsonw *w;
    struct strbuf places, facts, within, alike, messages;
    struct jsonw place, fact, inner, near, message;
    int64_t within_count, alike_count, message_count, place_count;
    struct str fate, why, kind;
};

static void take_place(void *data, const struct shown_place *place)
{
    struct about *about = data;
    about->place_count++;
    jsonw_object(&about->place);
    jsonw_member_str(&about->place, "path", place->path);
    jsonw_member_str(&about->place, "state", place->state);
    jsonw_end(&about->place);
}

static void take_fact(void *data, struct str name, struct str value)
{
    struct about *about = data;
    struct str kept = arena_str(about->desk->arena, value);
    if (str_is(name, "fate")) {
        about->fate = kept;
    } else if (str_is(name, "why")) {
        about->why = kept;
    } else if (str_is(name, "kind")) {
        about->kind = kept;
    } else {
        jsonw_object(&about->fact);
        jsonw_member_str(&about->fact, "name", name);
        jsonw_member_str(&about->fact, "value", kept);
        jsonw_end(&about->fact);
    }
}

static void take_within(void *data, const struct shown_within *within)
{
    struct about *about = data;
    if (++about->within_count > WITHIN_SHOWN) {
        return;
    }
    jsonw_object(&about->inner);
    jsonw_member_str(&about->inner, "path", within->path);
    jsonw_member_str(&about->inner, "why", within->why);
    if (within->document > 0) {
        jsonw_member_int(&about->inner, "document", within->document);
    }
    jsonw_end(&about->inner);
}

static void take_message(void *data, const struct shown_message *message)
{
    struct about *about = data;
    (void)message;
    about->message_count++;
}

static void take_alike(void *data, int64_t document, int64_t both, int64_t either)
{
    struct about *about = data;
    if (++about->alike_count > ALIKE_SHOWN) {
        return;
    }
    jsonw_object(&about->near);
    jsonw_member_int(&about->near, "document", document);
    jsonw_member_int(&about->near, "percent", either > 0 ? 100 * both / either : 0);
    jsonw_end(&about->near);
}

static void take_unread(void *data, const struct shown_unread *unread)
{
    (void)data;
    (void)unread;
}

static void take_page(void *data, const struct shown_page *page)
{
    (void)data;
    (void)page;
}

static void begin(struct about *about, struct strbuf *out, struct jsonw *list)
{
    strbuf_init(out, LIMIT_PAGE);
    jsonw_init(list, out);
    jsonw_array(list);
    (void)about;
}

static void finish(struct about *about, const char *name, struct strbuf *out,
                   struct jsonw *list)
{
    jsonw_end(list);
    jsonw_key(about->w, name);
    jsonw_raw(about->w, strbuf_view(out));
    strbuf_release(out);
}

static enum err_code write_about(struct desk *desk, int64_t document, struct jsonw *w,
                                 struct str *fate, struct err *err)
{
    struct about about = {.desk = desk, .w = w};
    const struct document_sink sink = {.place = take_place,
                                       .fact = take_fact,
                                       .within = take_within,
                                       .message = take_message,
                                       .alike = take_alike,
                                       .unread = take_unread,
                                       .page = take_page,
                                       .data = &about};
    begin(&about, &about.places, &about.place);
    begin(&about, &about.facts, &about.fact);
    begin(&about, &about.within, &about.inner);
    begin(&about, &about.alike, &about.near);
    enum err_code code = shown_about(desk->db, document, &sink, err);
    finish(&about, "places", &about.places, &about.place);
    finish(&about, "facts", &about.facts, &about.fact);
    finish(&about, "within", &about.within, &about.inner);
    finish(&about, "alike", &about.alike, &about.near);
    jsonw_member_str(w, "fate", about.fate);
    jsonw_member_str(w, "why", about.why);
    jsonw_member_str(w, "kind", about.kind);
    if (about.within_count > WITHIN_SHOWN) {
        jsonw_member_int(w, "within_more", about.within_count - WITHIN_SHOWN);
    }
    if (about.message_count > 1) {
        jsonw_member_int(w, "conversation", about.message_count);
    }
    if (about.place_count > 1) {
        jsonw_member_int(w, "copies", about.place_count - 1);
    }
    *fate = about.fate;
    return code;
}

/* ---- the page ---- */

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

static enum err_code write_page(struct desk *desk, struct private_request *request,
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

enum err_code show_document(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    struct err unsound = {0};
    struct str fate = STR("");
    int64_t document = private_number(request);
    struct str words = desk_field(desk, request->query, "q", WORDS_MAX);
    TRY(write_about(desk, document, w, &fate, err));
    jsonw_member_int(w, "document", document);
    size_t before = w->out->n;
    struct jsonw as_it_was = *w;
    enum err_code code = write_page(desk, request, w, document, words, &unsound);
    if (code == ERR_INVALID) { /* the words are no query: the page is shown without them */
        words = STR("");
        strbuf_truncate(w->out, before);
        *w = as_it_was;
        code = write_page(desk, request, w, document, words, &unsound);
    }
    jsonw_member_str(w, "q", words);
    if (code == ERR_NOT_FOUND && form_number(desk->arena, request->query, "page", 0) == 0) {
        return ERR_OK; /* it has no pages: nothing was read of it, or it only holds others */
    }
    *err = unsound;
    return code;
}
