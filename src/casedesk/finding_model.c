/* Findings of the check of a case file, each beside the places it speaks of; what was done
 * about it. The check itself is `policeai case check`; what is said is kept by src/casecheck.
 */
#include "casecheck/casecheck.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/page_view.h"
#include "http/http_form.h"

struct findings {
    struct desk *desk;
    struct jsonw *w;
    int64_t wanted; /* one of them, 0: all */
    int64_t open, done;
    bool found;
};

static void write_finding(void *data, const struct casecheck_finding *finding)
{
    struct findings *all = data;
    struct jsonw *w = all->w;
    bool open = str_is(finding->standing, "open");
    all->open += open;
    all->done += !open;
    if (all->wanted > 0 && finding->id != all->wanted) {
        return;
    }
    all->found = true;
    jsonw_object(w);
    jsonw_member_int(w, "finding", finding->id);
    jsonw_member_str(w, "kind", finding->kind);
    jsonw_member_str(w, "subject", finding->subject);
    jsonw_member_str(w, "says", finding->says);
    jsonw_member_str(w, "rule", finding->rule);
    jsonw_member_str(w, "source", finding->source);
    jsonw_key(w, "source_read");
    jsonw_bool(w, finding->source_read);
    jsonw_member_str(w, "standing", finding->standing);
    jsonw_key(w, "open");
    jsonw_bool(w, open);
    jsonw_member_str(w, "reason", finding->reason);
    jsonw_member_str(w, "who", finding->who);
    jsonw_member_str(w, "at", finding->at);
    jsonw_key(w, "fresh");
    jsonw_bool(w, finding->fresh);
    jsonw_member_int(w, "places", finding->places);
    jsonw_end(w);
}

static enum err_code write_last(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct casecheck_last last = {0};
    if (casecheck_tables_there(desk->db)) {
        TRY(casecheck_last(desk->db, desk->arena, &last, err));
    }
    if (last.run == 0) {
        return ERR_OK;
    }
    jsonw_key(w, "last");
    jsonw_object(w);
    jsonw_member_str(w, "at", last.at);
    jsonw_member_str(w, "who", last.who);
    jsonw_member_str(w, "offence", last.offence);
    jsonw_member_str(w, "plea", last.plea);
    jsonw_member_str(w, "test", last.test);
    jsonw_member_str(w, "tool", last.tool);
    jsonw_member_int(w, "documents", last.documents);
    jsonw_member_int(w, "unread", last.unread);
    jsonw_key(w, "unverified");
    jsonw_bool(w, last.unverified);
    jsonw_key(w, "changed");
    jsonw_bool(w, last.changed);
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_findings(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    struct findings all = {.desk = desk, .w = w};
    bool everything = str_is(desk_field(desk, request->query, "all", 5), "yes");
    TRY(write_last(desk, w, err));
    jsonw_key(w, "findings");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db)) {
        TRY(casecheck_findings(desk->db, everything, write_finding, &all, err));
    }
    jsonw_end(w);
    jsonw_member_int(w, "open", all.open);
    jsonw_key(w, "everything");
    jsonw_bool(w, everything);
    return ERR_OK;
}

/* ---- one of them ---- */

struct finding_places {
    struct desk *desk;
    struct jsonw *w;
    int64_t wanted; /* which of them is shown, from 1 */
    int64_t count;
    int64_t document, page;
    struct strbuf *at; /* "12-40,…" of that page */
};

/* Places of one page are outlined together. */
static void write_place(void *data, const struct casecheck_place *place)
{
    struct finding_places *all = data;
    struct jsonw *w = all->w;
    all->count++;
    if (all->count == all->wanted) {
        all->document = place->document;
        all->page = place->page;
    }
    jsonw_object(w);
    jsonw_member_int(w, "number", all->count);
    jsonw_member_int(w, "document", place->document);
    jsonw_member_int(w, "page", place->page);
    jsonw_member_int(w, "start", place->start);
    jsonw_member_int(w, "until", place->end);
    jsonw_member_str(w, "path", place->path);
    jsonw_member_str(w, "text", place->text);
    jsonw_key(w, "shown");
    jsonw_bool(w, all->count == all->wanted);
    jsonw_end(w);
}

static void take_span(void *data, const struct casecheck_place *place)
{
    struct finding_places *all = data;
    if (place->document == all->document && place->page == all->page) {
        strbuf_printf(all->at, "%s%lld-%lld", all->at->n > 0 ? "," : "",
                      (long long)place->start, (long long)place->end);
    }
}

static enum err_code write_place_shown(struct desk *desk, struct private_request *request,
                                       struct jsonw *w, int64_t finding, struct err *err)
{
    struct strbuf at;
    strbuf_init(&at, 65536);
    struct finding_places all = {.desk = desk,
                                 .w = w,
                                 .wanted = form_number(desk->arena, request->query, "place", 1),
                                 .at = &at};
    jsonw_key(w, "places");
    jsonw_array(w);
    enum err_code code = casecheck_places(desk->db, finding, write_place, &all, err);
    jsonw_end(w);
    if (code == ERR_OK && all.document > 0) {
        code = casecheck_places(desk->db, finding, take_span, &all, err);
        struct private_request shown = *request;
        shown.query = str_of(arena_printf(desk->arena, "page=%lld&at=%.*s", (long long)all.page,
                                          STR_ARG(strbuf_view(&at))));
        jsonw_member_int(w, "document", all.document);
        code = code == ERR_OK ? page_view_write(desk, &shown, w, all.document, STR(""), err)
                              : code;
    }
    strbuf_release(&at);
    return code;
}

enum err_code show_finding(struct desk *desk, struct private_request *request, struct jsonw *w,
                           struct err *err)
{
    struct findings all = {.desk = desk, .w = w, .wanted = private_number(request)};
    jsonw_key(w, "findings");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db) && all.wanted > 0) {
        TRY(casecheck_findings(desk->db, true, write_finding, &all, err));
    }
    jsonw_end(w);
    if (!all.found) {
        return err_set(err, ERR_NOT_FOUND, "there is no such finding");
    }
    jsonw_member_int(w, "finding", all.wanted);
    return write_place_shown(desk, request, w, all.wanted, err);
}

/* "seen" is what the form's page showed: somebody else's decision since is a conflict. */
struct standing_now {
    int64_t finding;
    struct arena *arena;
    struct str standing, who, at;
};

static void take_standing(void *data, const struct casecheck_finding *finding)
{
    struct standing_now *now = data;
    if (finding->id == now->finding) {
        now->standing = arena_str(now->arena, finding->standing);
        now->who = arena_str(now->arena, finding->who);
        now->at = arena_str(now->arena, finding->at);
    }
}

enum err_code do_finding(struct desk *desk, struct private_request *request,
                         struct private_went *went, struct err *err)
{
    int64_t finding = form_number(desk->arena, request->form, "finding", -1);
    struct str seen = form_text(desk->arena, request->form, "seen", TITLE_MAX);
    struct standing_now now = {.finding = finding, .arena = desk->arena};
    TRY(casecheck_findings(desk->db, true, take_standing, &now, err));
    struct str shown =
        str_of(arena_printf(desk->arena, "%.*s %.*s", STR_ARG(now.at), STR_ARG(now.who)));
    if (!str_eq(str_trim(shown), str_trim(seen))) {
        err_set(err, ERR_CONFLICT, "%.*s decided about this meanwhile: %.*s", STR_ARG(now.who),
                STR_ARG(now.standing));
        err_hint(err, "look at it again; nothing of yours was written");
        return ERR_CONFLICT;
    }
    went->location = "/findings";
    return casecheck_decide(&desk->acts, finding,
                            desk_field(desk, request->form, "standing", 20),
                            desk_field(desk, request->form, "reason", CHECK_REASON_MAX),
                            request->who, request->now, err);
}
