/* Documents that are nearly the same: the pairs of the case, and what differs between two. */
#include "base/limits.h"
#include "base/strbuf.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/word_diff.h"
#include "casefile/shown_document.h"
#include "http/http_form.h"

enum { PAIRS_SHOWN = 100, PERCENT = 50, COMPARED_MAX = 400000 };

struct pairs {
    struct jsonw *w;
    int64_t count;
};

static void write_pair(void *data, const struct shown_pair *pair)
{
    struct pairs *pairs = data;
    struct jsonw *w = pairs->w;
    if (++pairs->count > PAIRS_SHOWN) {
        return;
    }
    jsonw_object(w);
    jsonw_member_int(w, "a", pair->a);
    jsonw_member_int(w, "b", pair->b);
    jsonw_member_int(w, "percent", pair->either > 0 ? 100 * pair->both / pair->either : 0);
    jsonw_member_str(w, "path_a", pair->path_a);
    jsonw_member_str(w, "path_b", pair->path_b);
    jsonw_end(w);
}

enum err_code show_pairs(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    struct pairs pairs = {w, 0};
    int64_t percent = form_number(desk->arena, request->query, "percent", 80);
    percent = percent < PERCENT || percent > 100 ? PERCENT : percent;
    jsonw_member_int(w, "percent", percent);
    jsonw_key(w, "pairs");
    jsonw_array(w);
    TRY(shown_pairs(desk->db, percent, PAIRS_SHOWN + 1, write_pair, &pairs, err));
    jsonw_end(w);
    jsonw_key(w, "more");
    jsonw_bool(w, pairs.count > PAIRS_SHOWN);
    return ERR_OK;
}

/* ---- two of them ---- */

struct side {
    struct arena *arena;
    struct str path;
    struct strbuf text;
    bool cut;
};

static void take_place(void *data, const struct shown_place *place)
{
    struct side *side = data;
    if (side->path.n == 0) {
        side->path = arena_str(side->arena, place->path);
    }
}

static void ignore_fact(void *data, struct str name, struct str value)
{
    (void)data;
    (void)name;
    (void)value;
}

static void ignore_unread(void *data, const struct shown_unread *unread)
{
    (void)data;
    (void)unread;
}

static void ignore_within(void *data, const struct shown_within *within)
{
    (void)data;
    (void)within;
}

static void ignore_message(void *data, const struct shown_message *message)
{
    (void)data;
    (void)message;
}

static void ignore_alike(void *data, int64_t document, int64_t both, int64_t either)
{
    (void)data;
    (void)document;
    (void)both;
    (void)either;
}

static void take_page(void *data, const struct shown_page *page)
{
    struct side *side = data;
    if (side->text.n + page->text.n > COMPARED_MAX) {
        side->cut = true;
        return;
    }
    strbuf_str(&side->text, page->text);
    strbuf_puts(&side->text, "\n");
}

static enum err_code take_side(struct desk *desk, int64_t document, struct side *side,
                               struct err *err)
{
    const struct document_sink sink = {.place = take_place,
                                       .fact = ignore_fact,
                                       .within = ignore_within,
                                       .message = ignore_message,
                                       .alike = ignore_alike,
                                       .unread = ignore_unread,
                                       .page = take_page,
                                       .data = side};
    *side = (struct side){.arena = desk->arena};
    strbuf_init(&side->text, COMPARED_MAX + 1024);
    return shown_document(desk->db, document, 0, &sink, err);
}

static void write_run(void *data, enum diff_kind kind, struct str text)
{
    static const char *const names[] = {"both", "first", "second"};
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member(w, "in", names[kind]);
    jsonw_member_str(w, "text", text);
    jsonw_end(w);
}

static void write_sides(struct jsonw *w, int64_t a, int64_t b, const struct side *one,
                        const struct side *other)
{
    jsonw_member_int(w, "a", a);
    jsonw_member_int(w, "b", b);
    jsonw_member_str(w, "path_a", one->path);
    jsonw_member_str(w, "path_b", other->path);
    jsonw_key(w, "cut");
    jsonw_bool(w, one->cut || other->cut);
    jsonw_key(w, "runs");
    jsonw_array(w);
    bool whole = word_diff(strbuf_view(&one->text), strbuf_view(&other->text), write_run, w);
    jsonw_end(w);
    jsonw_key(w, "whole");
    jsonw_bool(w, whole);
}

enum err_code show_differences(struct desk *desk, struct private_request *request,
                               struct jsonw *w, struct err *err)
{
    struct side one;
    struct side other;
    int64_t a = private_number(request);
    int64_t b = form_number(desk->arena, request->query, "with", -1);
    enum err_code code = take_side(desk, a, &one, err);
    if (code == ERR_OK) {
        code = take_side(desk, b, &other, err);
        if (code == ERR_OK) {
            write_sides(w, a, b, &one, &other);
        }
        strbuf_release(&other.text);
    }
    strbuf_release(&one.text);
    return code;
}
