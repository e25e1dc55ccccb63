/* What the documents speak of: moments in their order, people and things with every place they
 * are named. Found by `policeai case timeline` and `case people`, kept by src/casecheck. */
#include "casecheck/case_index.h"
#include "casecheck/casecheck.h"
#include "base/clock.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/choice.h"
#include "http/http_form.h"

#include <stdio.h>

enum { MOMENTS_SHOWN = 200, THINGS_SHOWN = 300, MENTIONS_SHOWN = 300, FAILED_SHOWN = 300 };

static void write_failed(void *data, int64_t document, struct str path, struct str why)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_int(w, "document", document);
    jsonw_member_str(w, "path", path);
    jsonw_member_str(w, "why", why);
    jsonw_end(w);
}

static enum err_code write_waiting(struct desk *desk, struct jsonw *w, struct err *err)
{
    int64_t waiting = 0;
    bool there = casecheck_tables_there(desk->db);
    if (there) {
        TRY(case_index_waiting(desk->db, &waiting, err));
    }
    jsonw_key(w, "indexed");
    jsonw_bool(w, there);
    if (waiting > 0) {
        jsonw_member_int(w, "waiting", waiting);
    }
    if (there) {
        int64_t failed;
        TRY(case_index_failed(desk->db, 0, write_failed, w, &failed, err));
        if (failed > 0) {
            jsonw_member_int(w, "failed", failed);
        }
    }
    return ERR_OK;
}

/* Documents that stand in neither list, since the tool gave no answer about them. */
enum err_code show_unindexed(struct desk *desk, struct private_request *request,
                             struct jsonw *w, struct err *err)
{
    int64_t failed = 0;
    (void)request;
    jsonw_key(w, "documents");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db)) {
        TRY(case_index_failed(desk->db, FAILED_SHOWN, write_failed, w, &failed, err));
    }
    jsonw_end(w);
    if (failed > 0) {
        jsonw_member_int(w, "failed", failed);
    }
    jsonw_key(w, "more");
    jsonw_bool(w, failed > FAILED_SHOWN);
    return ERR_OK;
}

static void write_moment(void *data, const struct case_moment *moment)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_str(w, "day", moment->day);
    if (moment->minute >= 0) {
        jsonw_key(w, "time");
        jsonw_printf(w, "%02lld:%02lld", (long long)moment->minute / 60,
                     (long long)moment->minute % 60);
    }
    jsonw_member_str(w, "about", moment->time);
    jsonw_member_str(w, "how", moment->how);
    jsonw_member_int(w, "document", moment->document);
    jsonw_member_int(w, "page", moment->page);
    jsonw_member_int(w, "start", moment->start);
    jsonw_member_int(w, "until", moment->end);
    jsonw_member_str(w, "path", moment->path);
    jsonw_member_str(w, "sentence", moment->sentence);
    jsonw_end(w);
}

static enum err_code check_day(struct str day, struct err *err)
{
    int64_t seconds;
    return day.n == 0 || date_parse(day, &seconds)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "\"%.*s\" is no day: write 2026-03-31",
                         STR_ARG(str_sub(day, 0, 40)));
}

enum err_code show_timeline(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    int64_t found = 0;
    struct str from = desk_field(desk, request->query, "from", 20);
    struct str to = desk_field(desk, request->query, "to", 20);
    struct str words = desk_field(desk, request->query, "words", TITLE_MAX);
    TRY(check_day(from, err));
    TRY(check_day(to, err));
    TRY(write_waiting(desk, w, err));
    jsonw_member_str(w, "from", from);
    jsonw_member_str(w, "to", to);
    jsonw_member_str(w, "words", words);
    jsonw_key(w, "moments");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db)) {
        TRY(case_timeline(desk->db, from, to, words, MOMENTS_SHOWN, &found, write_moment, w,
                          err));
    }
    jsonw_end(w);
    jsonw_member_int(w, "found", found);
    jsonw_key(w, "more");
    jsonw_bool(w, found > MOMENTS_SHOWN);
    return ERR_OK;
}

/* ---- people and things ---- */

static void write_thing(void *data, const struct case_thing *thing)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_str(w, "kind", thing->kind);
    jsonw_member_str(w, "key", thing->key);
    jsonw_member_str(w, "text", thing->text);
    jsonw_member_int(w, "mentions", thing->mentions);
    jsonw_member_int(w, "documents", thing->documents);
    jsonw_end(w);
}

static const char *const kinds[] = {"",      "person", "phone",   "vehicle",
                                    "place", "mail",   "exhibit", NULL};

enum err_code show_people(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    struct str kind = choice_of(desk, request->query, "kind", kinds);
    TRY(write_waiting(desk, w, err));
    choice_write(w, "kinds", kinds, kind);
    jsonw_key(w, "things");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db)) {
        TRY(case_things(desk->db, kind, THINGS_SHOWN, write_thing, w, err));
    }
    jsonw_end(w);
    return ERR_OK;
}

static void write_mention(void *data, const struct case_mention *mention)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_int(w, "document", mention->document);
    jsonw_member_int(w, "page", mention->page);
    jsonw_member_int(w, "start", mention->start);
    jsonw_member_int(w, "until", mention->end);
    jsonw_member_str(w, "path", mention->path);
    jsonw_member_str(w, "text", mention->text);
    jsonw_end(w);
}

enum err_code show_mentions(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    struct str kind = choice_of(desk, request->query, "kind", kinds);
    struct str key = form_text(desk->arena, request->query, "key", WORDS_MAX);
    jsonw_member_str(w, "kind", kind.n > 0 ? kind : STR("all"));
    jsonw_member_str(w, "key", key);
    jsonw_key(w, "mentions");
    jsonw_array(w);
    if (casecheck_tables_there(desk->db)) {
        TRY(case_mentions(desk->db, kind, key, MENTIONS_SHOWN, write_mention, w, err));
    }
    jsonw_end(w);
    return ERR_OK;
}
