/* The whole case to the tool, and what it says into the tables; see casecheck.h. */
#include "casecheck/casecheck.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "casecheck_sql.h"
#include "protocol/manifest.h"
#include "store/db_ask.h"
#include "trial/use.h"

#include <fcntl.h>
#include <unistd.h>

enum {
    MODE_PRIVATE = 0600,
    FINDINGS_MAX = 20000,
    SAYS_MAX = 4000,
    SUBJECT_MAX = 400,
    WORD_MAX = 100,
    PAGE_LINE_MAX = 16 << 20,
    INPUT_MAX = 4096,
    EVENT_MAX = 4096
};

struct checking {
    struct casefile_acts *acts;
    const struct casecheck_plan *plan;
    struct casecheck_report *report;
    struct arena *arena;
    struct manifest manifest;
    struct str output;    /* of the tool, in the arena */
    enum outcome outcome; /* of its one item */
    struct str why;
    int64_t before; /* the run before */
};

/* ---- the papers, as the tool reads them ---- */

static enum err_code write_page(int fd, const char *path, struct db_query *query,
                                struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    strbuf_init(&line, PAGE_LINE_MAX);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_key(&w, "document"); /* a text in the task's contract */
    jsonw_printf(&w, "%lld", (long long)db_int(query, 0));
    jsonw_member_str(&w, "name", db_text(query, 1));
    jsonw_member_int(&w, "page", db_int(query, 2));
    jsonw_member_str(&w, "text", db_text(query, 3));
    jsonw_end(&w);
    strbuf_putc(&line, '\n');
    enum err_code code = strbuf_check(&line, "a page", err);
    if (code == ERR_OK) {
        code = file_write_fd(fd, path, strbuf_view(&line), err);
    }
    strbuf_release(&line);
    return code;
}

static enum err_code write_pages(struct db *db, int fd, const char *path, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_pages, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        TRY(write_page(fd, path, query, err));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* One state of the case, also while it is read into. */
static enum err_code write_papers(struct checking *c, const char *path, struct err *err)
{
    struct db *db = c->acts->db;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE_PRIVATE);
    if (fd < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    enum err_code code = db_begin_read(db, err);
    if (code == ERR_OK) {
        code = db_number(db, sql_casecheck_documents, &c->report->documents, err, "");
    }
    if (code == ERR_OK) {
        code = db_number(db, sql_casecheck_unread, &c->report->unread, err, "");
    }
    if (code == ERR_OK) {
        code = write_pages(db, fd, path, err);
    }
    db_rollback(db);
    close(fd);
    if (code == ERR_OK && c->report->documents == 0) {
        code = err_set(err, ERR_NOT_FOUND, "the case has no document with a text");
        err_hint(err, "`policeai case files` tells what was read");
    }
    return code;
}

static enum err_code input_of(const struct checking *c, const char *name, struct str *input,
                              struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, INPUT_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_key(&w, "case");
    jsonw_object(&w);
    jsonw_member_str(&w, "offence", c->plan->offence);
    jsonw_member_str(&w, "plea", c->plan->plea);
    jsonw_member_str(&w, "test", c->plan->test);
    jsonw_end(&w);
    jsonw_key(&w, "documents");
    jsonw_object(&w);
    jsonw_member(&w, "file", name);
    jsonw_end(&w);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&out, "what is asked", err);
    *input = arena_str(c->arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}

static void take_answer(void *data, const struct use_answer *answer)
{
    struct checking *c = data;
    c->outcome = answer->outcome;
    c->output = arena_str(c->arena, answer->output);
    c->why = arena_str(c->arena, answer->error_message);
}

/* The tool's folder says which parameters it has. */
static bool has_parameter(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->parameter_count; i++) {
        if (str_is(manifest->parameters[i].name, name)) {
            return true;
        }
    }
    return false;
}

static enum err_code parameters_of(struct checking *c, struct str *parameters, struct err *err)
{
    struct js *given;
    struct strbuf for_start;
    struct strbuf for_record;
    TRY(js_parse(c->arena, c->plan->unverified ? STR("{\"unverified_rules\":true}") : STR("{}"),
                 &given, err));
    strbuf_init(&for_start, LIMIT_MANIFEST);
    strbuf_init(&for_record, LIMIT_MANIFEST);
    enum err_code code = manifest_parameters(&c->manifest, given, &for_start, &for_record, err);
    *parameters = arena_str(c->arena, strbuf_view(&for_start));
    strbuf_release(&for_start);
    strbuf_release(&for_record);
    return code;
}

static enum err_code ask_tool(struct checking *c, struct err *err)
{
    const char *path = arena_printf(c->arena, "%s/papers.jsonl", c->plan->scratch);
    const char *const files[] = {path};
    struct str input;
    size_t failed = 0;
    TRY(manifest_read(c->arena, c->plan->tool, &c->manifest, err));
    if (!str_is(c->manifest.task, "case-file-check")) {
        return err_set(err, ERR_INVALID, "%s does the task %.*s, not case-file-check",
                       c->plan->tool, STR_ARG(c->manifest.task));
    }
    if (c->plan->unverified && !has_parameter(&c->manifest, "unverified_rules")) {
        return err_set(err, ERR_INVALID, "%.*s has no rules to switch on",
                       STR_ARG(c->manifest.id));
    }
    TRY(write_papers(c, path, err));
    TRY(input_of(c, "papers.jsonl", &input, err));
    struct use_plan use = {.tool_folder = c->plan->tool,
                           .manifest = &c->manifest,
                           .files = files,
                           .inputs = &input,
                           .count = 1,
                           .checks = c->plan->checks,
                           .stopped = c->plan->stopped,
                           .answered = take_answer,
                           .data = c};
    TRY(parameters_of(c, &use.parameters, err));
    TRY(use_run(c->arena, &use, &failed, err));
    if (failed > 0 || c->output.n == 0) {
        return err_set(err, ERR_EXTERNAL, "%.*s did not answer: %.*s", STR_ARG(c->manifest.id),
                       STR_ARG(str_sub(c->why, 0, 300)));
    }
    return ERR_OK;
}

/* ---- what it said ---- */

struct said_place {
    int64_t document, page, start, end;
};

static enum err_code read_place(struct db *db, const struct js *value, struct said_place *place,
                                struct err *err)
{
    int64_t length = 0;
    uint64_t document;
    struct str name;
    TRY(js_need_str(value, "document", &name, err));
    if (!str_to_u64(name, INT64_MAX, &document)) {
        return err_set(err, ERR_FORMAT, "\"document\" is no number of a document");
    }
    place->document = (int64_t)document;
    TRY(js_need_int(value, "page", 1, INT32_MAX, &place->page, err));
    TRY(js_need_int(value, "start", 0, INT32_MAX, &place->start, err));
    TRY(js_need_int(value, "end", place->start, INT32_MAX, &place->end, err));
    TRY(db_number(db, sql_casecheck_page_length, &length, err, "ii", place->document,
                  place->page));
    return place->end <= length
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "document %lld, page %lld has no characters %lld to %lld",
                         (long long)place->document, (long long)place->page,
                         (long long)place->start, (long long)place->end);
}

/* Kind and subject, of a disagreement the documents too, and which of its like it is. */
static const char *key_of(struct checking *c, const struct js *finding, const struct js *at,
                          size_t like)
{
    struct str kind = js_text(finding, "kind");
    const char *key = arena_printf(c->arena, "%.*s\n%.*s", STR_ARG(kind),
                                   STR_ARG(js_text(finding, "subject")));
    for (size_t i = 0; str_is(kind, "disagreement") && i < at->array.count; i++) {
        key = arena_printf(c->arena, "%s\n%.*s", key,
                           STR_ARG(js_text(&at->array.items[i], "document")));
    }
    return arena_printf(c->arena, "%s\n%zu", key, like);
}

static enum err_code put_finding(struct checking *c, const char *key, const struct js *finding,
                                 int64_t *id, struct err *err)
{
    struct db *db = c->acts->db;
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_finding_by_key, &query, err, "t", str_of(key)));
    TRY(db_step(query, &row, err));
    *id = row ? db_int(query, 0) : 0;
    db_reset(query);
    if (row) {
        TRY(db_do(db, sql_casecheck_finding_again, err, "ittii", *id, js_text(finding, "says"),
                  js_text(finding, "rule"), c->report->run, c->before));
        return db_do(db, sql_casecheck_places_clear, err, "i", *id);
    }
    TRY(db_do(db, sql_casecheck_finding_add, err, "ttttti", str_of(key),
              js_text(finding, "kind"), js_text(finding, "subject"), js_text(finding, "says"),
              js_text(finding, "rule"), c->report->run));
    return db_number(db, sql_casecheck_finding_by_key, id, err, "t", str_of(key));
}

static enum err_code need_text(const struct js *value, const char *key, size_t max,
                               struct err *err)
{
    struct str text;
    TRY(js_need_str(value, key, &text, err));
    return text.n <= max ? ERR_OK
                         : err_set(err, ERR_LIMIT, "\"%s\" has more than %zu bytes", key, max);
}

static size_t like_before(const struct js *list, size_t i)
{
    const struct js *own = &list->array.items[i];
    size_t like = 0;
    for (size_t k = 0; k < i; k++) {
        const struct js *other = &list->array.items[k];
        like += str_eq(js_text(own, "kind"), js_text(other, "kind")) &&
                str_eq(js_text(own, "subject"), js_text(other, "subject"));
    }
    return like;
}

/* What the rule rests on, when the tool says it. */
static enum err_code put_source(struct checking *c, const struct js *finding, struct err *err)
{
    const struct js *read = js_member(finding, "source_read");
    if (js_member(finding, "source") == NULL) {
        return ERR_OK;
    }
    TRY(need_text(finding, "source", SAYS_MAX, err));
    return db_do(c->acts->db, sql_casecheck_rule_put, err, "tti", js_text(finding, "rule"),
                 js_text(finding, "source"), (int64_t)(read != NULL && read->boolean));
}

static enum err_code take_finding(struct checking *c, const struct js *list, size_t i,
                                  struct err *err)
{
    const struct js *finding = &list->array.items[i];
    const struct js *at;
    int64_t id;
    TRY(need_text(finding, "kind", WORD_MAX, err));
    TRY(need_text(finding, "subject", SUBJECT_MAX, err));
    TRY(need_text(finding, "says", SAYS_MAX, err));
    TRY(need_text(finding, "rule", SUBJECT_MAX, err));
    TRY(put_source(c, finding, err));
    TRY(js_need(finding, "at", JS_ARRAY, &at, err));
    if (at->array.count > CHECK_PLACES_MAX) {
        return err_set(err, ERR_LIMIT, "\"at\" has more than %d places", CHECK_PLACES_MAX);
    }
    for (size_t k = 0; k < at->array.count; k++) {
        struct said_place place;
        TRY(read_place(c->acts->db, &at->array.items[k], &place, err));
    }
    TRY(put_finding(c, key_of(c, finding, at, like_before(list, i)), finding, &id, err));
    for (size_t k = 0; k < at->array.count; k++) {
        struct said_place place;
        TRY(read_place(c->acts->db, &at->array.items[k], &place, err));
        TRY(db_do(c->acts->db, sql_casecheck_place_add, err, "iiiiii", id, (int64_t)k,
                  place.document, place.page, place.start, place.end));
    }
    return ERR_OK;
}

static enum err_code add_run(struct checking *c, struct err *err)
{
    struct db *db = c->acts->db;
    const struct casecheck_plan *plan = c->plan;
    char at[TIME_SIZE];
    time_format(at, plan->now);
    const char *tool = arena_printf(c->arena, "%.*s %.*s", STR_ARG(c->manifest.id),
                                    STR_ARG(c->manifest.version));
    TRY(db_number(db, sql_casecheck_run_newest, &c->before, err, ""));
    TRY(db_do(db, sql_casecheck_run_add, err, "tttttitii", str_of(at), plan->who, plan->offence,
              plan->plea, plan->test, (int64_t)plan->unverified, str_of(tool),
              c->report->documents, c->report->unread));
    return db_number(db, sql_casecheck_run_newest, &c->report->run, err, "");
}

static enum err_code tell_audit(struct checking *c, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, EVENT_MAX);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "documents", c->report->documents);
    jsonw_member_int(&w, "findings", c->report->findings);
    jsonw_member_str(&w, "offence", c->plan->offence);
    jsonw_member_str(&w, "plea", c->plan->plea);
    jsonw_member_int(&w, "run", c->report->run);
    jsonw_member_str(&w, "test", c->plan->test);
    jsonw_member_str(&w, "tool", c->manifest.id);
    jsonw_member(&w, "unverified_rules", c->plan->unverified ? "yes" : "no");
    jsonw_member_str(&w, "version", c->manifest.version);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "the line of the audit", err);
    if (code == ERR_OK) {
        code = case_audit_add(c->acts->audit, "case-checked", c->plan->who, c->plan->now,
                              strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static enum err_code keep(struct checking *c, struct err *err)
{
    struct js *output;
    const struct js *list;
    TRY(js_parse(c->arena, c->output, &output, err));
    TRY(js_need(output, "findings", JS_ARRAY, &list, err));
    if (list->array.count > FINDINGS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d findings", FINDINGS_MAX);
    }
    TRY(add_run(c, err));
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code = take_finding(c, list, i, err);
        if (code != ERR_OK) {
            err_prefix(err, "finding %zu of %.*s", i + 1, STR_ARG(c->manifest.id));
            return code;
        }
    }
    c->report->findings = (int64_t)list->array.count;
    TRY(db_number(c->acts->db, sql_casecheck_fresh, &c->report->fresh, err, "i",
                  c->report->run));
    TRY(db_number(c->acts->db, sql_casecheck_gone, &c->report->gone, err, "i", c->before));
    return tell_audit(c, err);
}

static enum err_code check_words(const struct casecheck_plan *plan, struct err *err)
{
    if (!str_is(plan->plea, "guilty") && !str_is(plan->plea, "not guilty") &&
        !str_is(plan->plea, "unknown")) {
        return err_set(err, ERR_INVALID, "the plea must be guilty, not guilty or unknown");
    }
    if (!str_is(plan->test, "full code") && !str_is(plan->test, "threshold")) {
        return err_set(err, ERR_INVALID, "the test must be full code or threshold");
    }
    if (str_trim(plan->offence).n == 0 || plan->offence.n > WORD_MAX ||
        !utf8_valid(plan->offence)) {
        return err_set(err, ERR_INVALID, "the offence must be text of 1 to %d bytes", WORD_MAX);
    }
    return ERR_OK;
}

enum err_code casecheck_run(struct casefile_acts *acts, const struct casecheck_plan *plan,
                            struct casecheck_report *report, struct err *err)
{
    struct checking c = {.acts = acts, .plan = plan, .report = report, .arena = arena_new()};
    *report = (struct casecheck_report){0};
    enum err_code code = check_words(plan, err);
    if (code == ERR_OK) {
        code = ask_tool(&c, err);
    }
    if (code == ERR_OK) {
        code = db_begin(acts->db, err);
        if (code == ERR_OK) {
            code = keep(&c, err);
        }
        if (code == ERR_OK) {
            code = case_audit_commit(acts->audit, err);
        }
        if (code != ERR_OK) {
            db_rollback(acts->db);
        }
    }
    arena_free(c.arena);
    return code;
}
