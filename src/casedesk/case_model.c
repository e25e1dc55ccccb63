/* The first page: what the case holds, how far it is read, what waits for a person. */
#include "base/limits.h"
#include "casecheck/casecheck.h"
#include "casedesk/casedesk_state.h"
#include "casedesk_sql.h"
#include "private/private_session.h"
#include "review/review.h"
#include "store/db_ask.h"

#include <sys/file.h>

enum { WHYS_SHOWN = 10 };

/* Whether `policeai case read` holds the case's lock now. */
static bool is_being_read(const struct desk *desk)
{
    if (desk->lock_fd < 0 || flock(desk->lock_fd, LOCK_SH | LOCK_NB) != 0) {
        return desk->lock_fd >= 0;
    }
    (void)flock(desk->lock_fd, LOCK_UN);
    return false;
}

static void write_why(void *data, struct str fate, struct str why, int64_t files)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_str(w, "fate", fate);
    jsonw_member_str(w, "why", why);
    jsonw_member_int(w, "files", files);
    jsonw_end(w);
}

static void write_count(struct jsonw *w, const char *name, const int64_t count[2])
{
    jsonw_key(w, name);
    jsonw_object(w);
    jsonw_member_int(w, "here", count[0]);
    jsonw_member_int(w, "within", count[1]);
    jsonw_member_int(w, "all", count[0] + count[1]);
    jsonw_end(w);
}

static void write_totals(struct jsonw *w, const struct shown_totals *totals, bool reading)
{
    int64_t done = totals->read[0] + totals->partly[0] + totals->not_read[0] + totals->read[1] +
                   totals->partly[1] + totals->not_read[1];
    int64_t waiting = totals->waiting[0] + totals->waiting[1];
    write_count(w, "read", totals->read);
    write_count(w, "partly", totals->partly);
    write_count(w, "not_read", totals->not_read);
    write_count(w, "waiting", totals->waiting);
    jsonw_member_int(w, "pages", totals->pages);
    jsonw_member_int(w, "replaced", totals->replaced);
    jsonw_member_int(w, "gone", totals->gone);
    if (waiting > 0) {
        jsonw_key(w, "tally");
        jsonw_object(w);
        jsonw_member_int(w, "done", done);
        jsonw_member_int(w, "all", done + waiting);
        jsonw_key(w, "reading");
        jsonw_bool(w, reading);
        jsonw_end(w);
    }
}

static enum err_code count_anew(struct desk *desk, struct case_counts *counts, struct err *err)
{
    struct strbuf whys;
    struct jsonw w;
    strbuf_init(&whys, LIMIT_BODY);
    jsonw_init(&w, &whys);
    jsonw_array(&w);
    enum err_code code = shown_totals(desk->db, &counts->totals, err);
    code = code == ERR_OK ? find_whys(desk->db, WHYS_SHOWN, write_why, &w, err) : code;
    jsonw_end(&w);
    code = code == ERR_OK ? strbuf_check(&whys, "the reasons", err) : code;
    if (code == ERR_OK) {
        arena_reset(counts->arena);
        counts->whys = arena_str(counts->arena, strbuf_view(&whys));
    }
    strbuf_release(&whys);
    return code;
}

/* Only the writes of others change the first number.
 * SOURCE: https://www.sqlite.org/pragma.html#pragma_data_version
 * SOURCE: https://www.sqlite.org/lang_corefunc.html#total_changes */
enum err_code desk_version(struct desk *desk, struct case_version *version, struct err *err)
{
    TRY(db_number(desk->db, sql_casedesk_data_version, &version->others, err, ""));
    TRY(db_number(desk->db, sql_casedesk_own_changes, &version->own, err, ""));
    version->own -= desk->noted;
    return ERR_OK;
}

bool case_version_is(const struct case_version *a, const struct case_version *b)
{
    return a->others == b->others && a->own == b->own;
}

/* Goes through all files, so it is done once for each change of the data. This process writes
 * none of what is counted. */
static enum err_code count_case(struct desk *desk, struct err *err)
{
    struct case_counts *counts = &desk->counts;
    struct case_version version;
    TRY(desk_version(desk, &version, err));
    if (counts->counted && counts->version.others == version.others) {
        return ERR_OK;
    }
    counts->counted = false;
    TRY(count_anew(desk, counts, err));
    counts->counted = true;
    counts->version = version;
    return ERR_OK;
}

/* ---- what waits for a person ---- */

struct waiting {
    int64_t issues[100];
    size_t count;
    int64_t findings;
};

static void take_issue(void *data, const struct review_issue *issue)
{
    struct waiting *waiting = data;
    if (waiting->count < sizeof waiting->issues / sizeof waiting->issues[0]) {
        waiting->issues[waiting->count++] = issue->id;
    }
}

static void take_finding(void *data, const struct casecheck_finding *finding)
{
    struct waiting *waiting = data;
    waiting->findings += str_is(finding->standing, "open");
}

static enum err_code write_waiting(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct waiting waiting = {.count = 0};
    int64_t open = 0;
    int64_t disputed = 0;
    TRY(review_issues(desk->db, take_issue, &waiting, err));
    for (size_t i = 0; i < waiting.count; i++) {
        struct review_counts counts;
        TRY(review_count(desk->db, waiting.issues[i], &counts, err));
        open += counts.open;
        disputed += counts.disputed;
    }
    TRY(casecheck_findings(desk->db, false, take_finding, &waiting, err));
    jsonw_key(w, "todo");
    jsonw_object(w);
    jsonw_member_int(w, "open", open);
    jsonw_member_int(w, "disputed", disputed);
    jsonw_member_int(w, "findings", waiting.findings);
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_case(struct desk *desk, struct private_request *request, struct jsonw *w,
                        struct err *err)
{
    int64_t namesakes;
    TRY(private_session_namesakes(desk->db, request->session, request->who, &namesakes, err));
    if (namesakes > 0) {
        jsonw_member_int(w, "namesakes", namesakes);
    }
    TRY(count_case(desk, err));
    write_totals(w, &desk->counts.totals, is_being_read(desk));
    TRY(write_waiting(desk, w, err));
    jsonw_member(w, "folder", desk->matter->folder);
    jsonw_key(w, "whys");
    jsonw_raw(w, desk->counts.whys);
    return ERR_OK;
}
