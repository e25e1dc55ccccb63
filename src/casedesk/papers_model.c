/* The papers of a case: what stands at their head, what is still open, words that were searched
 * for, and the schedules, the report and the management document as files (src/disclosure). */
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "casedesk/casedesk_state.h"
#include "disclosure/management_document.h"
#include "disclosure/open_matters.h"
#include "disclosure/schedule_head.h"
#include "disclosure/schedule_make.h"
#include "http/http_form.h"

#include <string.h>

#define MANAGEMENT "not-for-the-defence/disclosure-management-document.docx"

enum { FIELD_MAX = 4000, OPEN_MAX = 1 << 20, MODE_FOLDER = 0700 };

static struct disclosure_act act_of(const struct private_request *request)
{
    return (struct disclosure_act){.by = request->who, .now = request->now};
}

/* ---- the head ---- */

static enum err_code write_head(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct schedule_head head;
    TRY(schedule_head_read(desk->db, desk->arena, &head, err));
    jsonw_key(w, "head");
    jsonw_array(w);
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        jsonw_object(w);
        jsonw_member(w, "name", schedule_head_name(i));
        jsonw_member_str(w, "says", head.says[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

/* "was-NAME" is what the form's page showed. A field that was not in the form stays. */
enum err_code do_head(struct desk *desk, struct private_request *request,
                      struct private_went *went, struct err *err)
{
    const struct disclosure_act act = act_of(request);
    const char *given[SCHEDULE_HEAD_FIELDS];
    struct schedule_head seen;
    bool changed;
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        const char *name = schedule_head_name(i);
        struct str says = desk_field(desk, request->form, name, FIELD_MAX);
        seen.says[i] = form_text(desk->arena, request->form,
                                 arena_printf(desk->arena, "was-%s", name), FIELD_MAX);
        given[i] =
            str_eq(says, seen.says[i]) ? NULL : arena_strndup(desk->arena, says.p, says.n);
    }
    went->location = "/papers#head";
    return schedule_head_set(&desk->acts, &act, given, &seen, &changed, err);
}

/* ---- what is still open, and words that were searched for ---- */

/* Goes through all items, so it is done once for each change of the case. */
static enum err_code look_open(struct desk *desk, struct err *err)
{
    struct schedule_counts *counts = &desk->schedule;
    struct case_version version;
    struct strbuf open;
    TRY(desk_version(desk, &version, err));
    if (counts->opened && case_version_is(&counts->opened_in, &version)) {
        return ERR_OK;
    }
    counts->opened = false;
    strbuf_init(&open, OPEN_MAX);
    enum err_code code = open_matters(desk->db, desk->arena, &open, err);
    if (code == ERR_OK) {
        arena_reset(counts->arena);
        counts->open = arena_str(counts->arena, strbuf_view(&open));
        counts->opened_in = version;
        counts->opened = true;
    }
    strbuf_release(&open);
    return code;
}

static enum err_code write_open(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct str line;
    TRY(look_open(desk, err));
    struct str rest = desk->schedule.open;
    jsonw_key(w, "open");
    jsonw_array(w);
    while (rest.n > 0 && str_split(&rest, '\n', &line)) {
        if (line.n > 0) {
            jsonw_str(w, line);
        }
    }
    jsonw_end(w);
    return ERR_OK;
}

static void write_term(void *data, const struct management_searched *searched)
{
    struct jsonw *w = data;
    jsonw_object(w);
    jsonw_member_str(w, "words", searched->words);
    jsonw_member_str(w, "why", searched->why);
    jsonw_member_int(w, "pages", searched->pages);
    jsonw_member_str(w, "by", searched->by);
    jsonw_member_str(w, "at", searched->at);
    jsonw_end(w);
}

enum err_code do_term(struct desk *desk, struct private_request *request,
                      struct private_went *went, struct err *err)
{
    const struct disclosure_act act = act_of(request);
    int64_t pages;
    went->location = "/papers#terms";
    return management_term(&desk->acts, &act,
                           desk_field(desk, request->form, "words", FIELD_MAX),
                           desk_field(desk, request->form, "why", FIELD_MAX), &pages, err);
}

/* ---- files ---- */

static const struct {
    const char *path;
    const char *type;
} papers[] = {
    {"non-sensitive/non-sensitive-schedule.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"non-sensitive/non-sensitive-schedule.csv", "text/csv; charset=utf-8"},
    {"not-for-the-defence/sensitive-schedule.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"not-for-the-defence/sensitive-schedule.csv", "text/csv; charset=utf-8"},
    {"not-for-the-defence/disclosure-officers-report.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"not-for-the-defence/disclosure-officers-report.csv", "text/csv; charset=utf-8"},
    {"not-for-the-defence/block-listings.csv", "text/csv; charset=utf-8"},
    {MANAGEMENT, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}};

enum { PAPERS = sizeof papers / sizeof papers[0], PAPER_MAX = 64 * MIB };

static const char *made_path(const struct desk *desk, const char *made, const char *paper)
{
    return arena_printf(desk->arena, "%s/%s/%s", desk->matter->made, made, paper);
}

/* Made since the desk began; they go with it: who wants to keep one saves it. */
static enum err_code write_made(struct desk *desk, struct jsonw *w, struct err *err)
{
    const char **names;
    size_t count;
    TRY(file_list(desk->arena, desk->matter->made, &names, &count, err));
    jsonw_key(w, "made");
    jsonw_array(w);
    for (size_t i = count; i > 0; i--) {
        jsonw_object(w);
        jsonw_member(w, "name", names[i - 1]);
        jsonw_key(w, "papers");
        jsonw_array(w);
        for (size_t k = 0; k < PAPERS; k++) {
            if (!file_exists(made_path(desk, names[i - 1], papers[k].path))) {
                continue;
            }
            jsonw_object(w);
            jsonw_member(w, "of", names[i - 1]);
            jsonw_member(w, "path", papers[k].path);
            jsonw_member_int(w, "number", (int64_t)k + 1);
            jsonw_member(w, "title", strrchr(papers[k].path, '/') + 1);
            jsonw_end(w);
        }
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_papers(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    (void)request;
    TRY(write_head(desk, w, err));
    TRY(write_open(desk, w, err));
    jsonw_key(w, "terms");
    jsonw_array(w);
    TRY(management_terms(desk->db, write_term, w, err));
    jsonw_end(w);
    return write_made(desk, w, err);
}

/* A name of a folder, and of a part of an address. */
static const char *name_of_now(struct desk *desk, const struct private_request *request)
{
    char at[TIME_SIZE];
    time_format(at, request->now);
    for (char *c = at; *c != '\0'; c++) {
        *c = *c == ':' ? '-' : *c;
    }
    return arena_strdup(desk->arena, at);
}

enum err_code do_make(struct desk *desk, struct private_request *request,
                      struct private_went *went, struct err *err)
{
    struct schedule_made made;
    const struct disclosure_act act = act_of(request);
    went->location = "/papers#made";
    return schedule_make(
        &desk->acts, desk->arena, &act, &desk->words,
        arena_printf(desk->arena, "%s/%s", desk->matter->made, name_of_now(desk, request)),
        &made, err);
}

enum err_code do_management(struct desk *desk, struct private_request *request,
                            struct private_went *went, struct err *err)
{
    const struct disclosure_act act = act_of(request);
    const char *out =
        made_path(desk, arena_printf(desk->arena, "%s-management", name_of_now(desk, request)),
                  MANAGEMENT);
    went->location = "/papers#made";
    TRY(file_make_folders(file_folder_of(desk->arena, out), MODE_FOLDER, err));
    return management_document(&desk->acts, &act, out, err);
}

/* "/made/2026-…Z/3/NAME": the third paper of those made then; NULL when the path is none. */
struct http_answer *schedule_paper(struct desk *desk, struct private_request *request)
{
    struct str rest = request->path;
    struct str parts[5];
    struct str bytes;
    uint64_t number;
    size_t count = 0;
    if (!str_starts(rest, STR("/made/"))) {
        return NULL;
    }
    while (count < 5 && str_split(&rest, '/', &parts[count])) {
        count++;
    }
    bool named = count == 5 && rest.p == NULL && str_find(parts[2], STR("..")) == SIZE_MAX &&
                 str_to_u64(parts[3], PAPERS, &number) && number >= 1;
    if (!named || file_read(desk->arena,
                            arena_printf(desk->arena, "%s/%.*s/%s", desk->matter->made,
                                         STR_ARG(parts[2]), papers[number - 1].path),
                            PAPER_MAX, &bytes, NULL) != ERR_OK) {
        return http_answer_words(404, "there is no such paper");
    }
    struct http_answer *answer = http_answer_new(200, papers[number - 1].type, bytes);
    answer->tag[0] = '\0';
    answer->keep = HTTP_KEEP_NOT;
    return answer;
}
