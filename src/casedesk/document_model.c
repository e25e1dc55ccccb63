/* A document, one page of it at a time: its picture with what was found over it, its text
 * beside that, and what else is known of the document. */
#include "base/limits.h"
#include "casecheck/casecheck.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/page_view.h"
#include "casedesk/words_view.h"
#include "casefile/shown_document.h"
#include "disclosure/schedule_items.h"
#include "http/http_form.h"

enum { WITHIN_SHOWN = 200, ALIKE_SHOWN = 20 };

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

/* ---- what people and tools said of it ---- */

struct labels {
    struct desk *desk;
    struct jsonw *w;
    struct str who;
    int64_t document;
    enum err_code code;
    struct err *err;
};

static void write_label(void *data, const struct review_issue *issue)
{
    struct labels *labels = data;
    struct jsonw *w = labels->w;
    struct review_state state;
    if (labels->code == ERR_OK) {
        labels->code = review_state(labels->desk->db, labels->desk->arena, issue->id,
                                    labels->document, labels->who, &state, labels->err);
    }
    if (labels->code != ERR_OK) {
        return;
    }
    jsonw_object(w);
    jsonw_member_int(w, "issue", issue->id);
    jsonw_member_str(w, "name", issue->name);
    review_words_write(w, &state);
    jsonw_end(w);
}

static void write_finding(void *data, const struct casecheck_finding *finding)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_int(w, "finding", finding->id);
    jsonw_member_str(w, "kind", finding->kind);
    jsonw_member_str(w, "says", finding->says);
    jsonw_member_str(w, "standing", finding->standing);
    jsonw_end(w);
}

static enum err_code write_said(struct desk *desk, struct private_request *request,
                                int64_t document, struct jsonw *w, struct err *err)
{
    struct schedule_item item;
    struct labels labels = {desk, w, request->who, document, ERR_OK, err};
    TRY(schedule_item_read(desk->db, desk->arena, document, &item, err));
    jsonw_key(w, "item");
    jsonw_object(w);
    jsonw_member(w, "place", schedule_place_word(item.place));
    jsonw_member_str(w, "by", item.by);
    jsonw_end(w);
    jsonw_key(w, "labels");
    jsonw_array(w);
    TRY(review_issues(desk->db, write_label, &labels, err));
    jsonw_end(w);
    TRY(labels.code);
    jsonw_key(w, "findings");
    jsonw_array(w);
    TRY(casecheck_findings_of(desk->db, document, write_finding, w, err));
    jsonw_end(w);
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
    TRY(write_said(desk, request, document, w, err));
    size_t before = w->out->n;
    struct jsonw as_it_was = *w;
    enum err_code code = page_view_write(desk, request, w, document, words, &unsound);
    if (code == ERR_INVALID) { /* the words are no query: the page is shown without them */
        words = STR("");
        strbuf_truncate(w->out, before);
        *w = as_it_was;
        code = page_view_write(desk, request, w, document, words, &unsound);
    }
    jsonw_member_str(w, "q", words);
    if (code == ERR_NOT_FOUND && form_number(desk->arena, request->query, "page", 0) == 0) {
        return ERR_OK; /* it has no pages: nothing was read of it, or it only holds others */
    }
    *err = unsound;
    return code;
}
