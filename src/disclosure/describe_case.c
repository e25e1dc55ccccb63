/* One client for thousands of documents: what is asked of one is made right before it is sent,
 * so that the tools are at work meanwhile, and answers are written some hundred at a time. */
#include "disclosure/describe_case.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "casefile/event_sums.h"
#include "disclosure/described_answer.h"
#include "disclosure/described_rows.h"
#include "disclosure_sql.h"
#include "run/client.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LIST_MAX = 10000, /* documents that one client is given */
    ENOUGH = 64,      /* documents that a further process is started for */
    TOOL_SEED = 1,
    INLINE_MAX = 128 << 10, /* a longer text goes by a file */
    TEXT_MAX = 48 << 20,    /* what is longer is described by its beginning */
    MODE_FILE = 0600
};

/* What was asked of one and has no answer yet: its pages, one allocation. */
struct asked {
    size_t count;
    int64_t *numbers, *lengths;
};

struct document {
    int64_t id, pages;
    struct str kind, path;
};

struct describing {
    struct casefile_acts *acts;
    const struct disclosure_act *act;
    const struct describe_plan *plan;
    struct describe_counts *counts;
    struct described_rows *rows;
    struct str tool; /* "describe-documents 0.1.0 sha256:…" */
    int64_t waiting;
    int64_t documents[LIST_MAX];
    size_t order[LIST_MAX];
    struct asked *asked[LIST_MAX];
    size_t count;
    size_t unattempted;  /* the first of the list that the client gave up on, or count */
    size_t tried;        /* how many of the list have an outcome */
    unsigned char *seen; /* documents that have one by this call, a bit each by id */
    size_t seen_size;
    struct arena *asking; /* of the document that is sent */
    struct arena *answering;
    const char *text_file; /* of the document that is sent, when it is long */
    enum err_code late;    /* what went wrong while nothing could be told */
    struct err late_err;
};

/* ---- what is asked ---- */

/* One that failed waits again for the next call, not for the next client of this one. */
static bool was_seen(const struct describing *all, int64_t document)
{
    size_t at = (size_t)document / 8;
    return at < all->seen_size && (all->seen[at] >> (document % 8) & 1) != 0;
}

static void note_seen(struct describing *all, int64_t document)
{
    size_t at = (size_t)document / 8;
    if (at >= all->seen_size) {
        size_t size = 2 * at + 1024;
        all->seen = xrealloc(all->seen, size, 1);
        memset(all->seen + all->seen_size, 0, size - all->seen_size);
        all->seen_size = size;
    }
    all->seen[at] |= (unsigned char)(1 << (document % 8));
}

static enum err_code next_list(struct describing *all, int64_t after, struct err *err)
{
    struct db_query *query;
    bool row = false;
    const char *sql =
        all->plan->again ? sql_disclosure_to_describe : sql_disclosure_to_describe_new;
    all->count = 0;
    TRY(db_ask(all->acts->db, sql, &query, err, "iti", after, all->tool, INT64_MAX));
    TRY(db_step(query, &row, err));
    while (row && all->count < LIST_MAX) {
        int64_t document = db_int(query, 0);
        if (!was_seen(all, document)) {
            all->order[all->count] = all->count;
            all->documents[all->count++] = document;
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    all->unattempted = all->count;
    all->tried = 0;
    return ERR_OK;
}

static enum err_code read_document(struct describing *all, int64_t id,
                                   struct document *document, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *document = (struct document){.id = id, .kind = STR(""), .path = STR("")};
    TRY(db_ask(all->acts->db, sql_disclosure_described, &query, err, "i", id));
    TRY(db_step(query, &row, err));
    if (row) {
        document->kind = arena_str(all->asking, db_text(query, 0));
        document->pages = db_int(query, 1);
        document->path = arena_str(all->asking, db_text(query, 2));
    }
    db_reset(query);
    return ERR_OK;
}

static struct asked *asked_new(int64_t pages)
{
    size_t room = (size_t)pages + 1;
    struct asked *asked = xcalloc(1, sizeof *asked + 2 * room * sizeof(int64_t));
    asked->numbers = (int64_t *)(asked + 1);
    asked->lengths = asked->numbers + room;
    return asked;
}

static enum err_code read_pages(struct describing *all, const struct document *document,
                                struct asked *asked, struct strbuf *text, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(all->acts->db, sql_disclosure_pages, &query, err, "i", document->id));
    TRY(db_step(query, &row, err));
    while (row && (int64_t)asked->count < document->pages) {
        struct str page = db_text(query, 1);
        if (text->n + page.n + 1 > TEXT_MAX) {
            break;
        }
        strbuf_puts(text, asked->count > 0 ? "\n" : "");
        strbuf_str(text, page);
        asked->numbers[asked->count] = db_int(query, 0);
        asked->lengths[asked->count++] = (int64_t)utf8_count(page);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* What an officer said of it, in place of a fact of that name: the tool begins with the
 * sentence that bears on the case. */
static enum err_code put_bears(struct describing *all, const struct document *document,
                               struct jsonw *w, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(all->acts->db, sql_disclosure_bears, &query, err, "i", document->id));
    TRY(db_step(query, &row, err));
    if (row) {
        jsonw_member_str(w, "bears", db_text(query, 0));
    }
    db_reset(query);
    return ERR_OK;
}

/* Facts are texts, numbers too. */
static void member_number(struct describing *all, struct jsonw *w, const char *name,
                          int64_t number)
{
    jsonw_member(w, name, arena_printf(all->asking, "%lld", (long long)number));
}

/* Its calls and messages together, under names of their own. */
static enum err_code put_events(struct describing *all, const struct document *document,
                                struct jsonw *w, struct err *err)
{
    struct event_sums sums;
    struct strbuf names;
    TRY(event_sums_of(all->acts->db, all->asking, document->id, &sums, err));
    if (sums.count == 0) {
        return ERR_OK;
    }
    member_number(all, w, "event count", sums.count);
    member_number(all, w, "event calls", sums.calls);
    member_number(all, w, "event messages", sums.messages);
    member_number(all, w, "event party count", sums.parties);
    jsonw_member_str(w, "event first", sums.first);
    jsonw_member_str(w, "event last", sums.last);
    strbuf_init(&names, INLINE_MAX);
    for (size_t i = 0; i < sums.named_count; i++) {
        strbuf_puts(&names, i > 0 ? "\n" : "");
        strbuf_str(&names, sums.named[i]);
    }
    jsonw_member_str(w, "event parties", strbuf_view(&names));
    strbuf_release(&names);
    return ERR_OK;
}

/* Names that stand for something else than what the file says of itself: "file" names a file.
 */
static bool is_kept_name(struct str name)
{
    return str_is(name, "file") || str_is(name, "bears") || str_starts(name, STR("event "));
}

/* {NAME:TEXT,…}; several values of one name joined. */
static enum err_code put_facts(struct describing *all, const struct document *document,
                               struct jsonw *w, struct err *err)
{
    struct strbuf value;
    struct db_query *query;
    bool row = false;
    struct str name = STR("");
    strbuf_init(&value, INLINE_MAX);
    jsonw_key(w, "facts");
    jsonw_object(w);
    enum err_code code =
        db_ask(all->acts->db, sql_disclosure_facts, &query, err, "i", document->id);
    code = code == ERR_OK ? db_step(query, &row, err) : code;
    while (code == ERR_OK) {
        bool same = row && str_eq(db_text(query, 0), name);
        if (!same && name.n > 0 && !is_kept_name(name)) {
            jsonw_member_str(w, arena_strndup(all->asking, name.p, name.n),
                             strbuf_view(&value));
        }
        if (!row) {
            break;
        }
        if (!same) {
            name = arena_str(all->asking, db_text(query, 0));
            strbuf_clear(&value);
        }
        strbuf_puts(&value, same ? ", " : "");
        strbuf_str(&value, db_text(query, 1));
        code = db_step(query, &row, err);
    }
    code = code == ERR_OK ? put_bears(all, document, w, err) : code;
    code = code == ERR_OK ? put_events(all, document, w, err) : code;
    jsonw_end(w);
    strbuf_release(&value);
    return code;
}

static struct str name_of(struct str path)
{
    size_t from = 0;
    for (size_t i = 0; i < path.n; i++) {
        from = path.p[i] == '/' ? i + 1 : from;
    }
    return str_from(path, from);
}

static enum err_code put_text(struct describing *all, struct str text, struct jsonw *w,
                              struct client_item *asked, struct err *err)
{
    if (text.n <= INLINE_MAX) {
        jsonw_member_str(w, "text", text);
        return ERR_OK;
    }
    asked->files = &all->text_file; /* copied when it is sent: the next may take its place */
    asked->file_count = 1;
    jsonw_member(w, "file", "text.txt");
    return file_write(all->text_file, text, MODE_FILE, err);
}

static enum err_code put_input(struct describing *all, size_t item, struct strbuf *text,
                               struct strbuf *json, struct client_item *asked, struct err *err)
{
    struct jsonw w;
    struct js *input;
    struct document document;
    TRY(read_document(all, all->documents[item], &document, err));
    free(all->asked[item]); /* it is asked again */
    all->asked[item] = asked_new(document.pages);
    TRY(read_pages(all, &document, all->asked[item], text, err));
    jsonw_init(&w, json);
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_object(&w);
    jsonw_member_str(&w, "name", name_of(document.path));
    jsonw_member_str(&w, "kind", document.kind);
    jsonw_member_int(&w, "pages", document.pages > 0 ? document.pages : 1);
    TRY(put_text(all, strbuf_view(text), &w, asked, err));
    TRY(put_facts(all, &document, &w, err));
    jsonw_end(&w);
    jsonw_end(&w);
    TRY(strbuf_check(json, "what the tool is asked", err));
    TRY(js_parse(all->asking, arena_str(all->asking, strbuf_view(json)), &input, err));
    asked->input = input;
    return ERR_OK;
}

static enum err_code prepare(void *data, size_t item, struct client_item *asked,
                             struct err *err)
{
    struct describing *all = data;
    struct strbuf text;
    struct strbuf json;
    arena_reset(all->asking);
    strbuf_init(&text, TEXT_MAX);
    strbuf_init(&json, LIMIT_LINE - 1024);
    enum err_code code = put_input(all, item, &text, &json, asked, err);
    strbuf_release(&text);
    strbuf_release(&json);
    return code;
}

/* ---- what is answered ---- */

static struct described_pages pages_of(const struct asked *asked)
{
    return (struct described_pages){asked->numbers, asked->lengths, asked->count};
}

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    struct describing *all = data;
    struct described_answer answer;
    const struct described_pages pages = pages_of(all->asked[item]);
    arena_reset(all->answering);
    return described_answer_read(all->answering, output, &pages, &answer, err);
}

static enum err_code write_rows(struct describing *all, struct err *err)
{
    TRY(described_rows_write(all->rows, err));
    if (all->plan->progress != NULL) {
        int64_t done = all->counts->described + all->counts->failed;
        all->plan->progress(all->plan->data, done, all->waiting - done);
    }
    return ERR_OK;
}

static void add_failure(struct describing *all, const struct client_answer *answer)
{
    const struct described_answer nothing = {.category = STR("none"), .description = STR("")};
    const char *why =
        arena_printf(all->answering, "the tool gave no answer: %s%s%.*s",
                     outcome_word(answer->outcome), answer->error_message.n > 0 ? ": " : "",
                     STR_ARG(str_sub(answer->error_message, 0, 200)));
    described_rows_add(all->rows, all->documents[answer->item], str_of(why), &nothing);
}

static enum err_code add_answer(struct describing *all, const struct client_answer *answer,
                                struct err *err)
{
    struct described_answer read;
    struct js *output;
    const struct described_pages pages = pages_of(all->asked[answer->item]);
    TRY(js_parse(all->answering, answer->output, &output, err));
    TRY(described_answer_read(all->answering, output, &pages, &read, err));
    described_rows_add(all->rows, all->documents[answer->item], STR(""), &read);
    return ERR_OK;
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct describing *all = data;
    if (answer->outcome == OUTCOME_NOT_ATTEMPTED) { /* a next client is given it */
        all->unattempted = answer->item < all->unattempted ? answer->item : all->unattempted;
        return ERR_OK;
    }
    arena_reset(all->answering);
    all->tried++;
    note_seen(all, all->documents[answer->item]);
    if (answer->outcome == OUTCOME_ANSWERED) {
        TRY(add_answer(all, answer, err));
    } else {
        add_failure(all, answer);
    }
    free(all->asked[answer->item]);
    all->asked[answer->item] = NULL;
    return described_rows_due(all->rows) ? write_rows(all, err) : ERR_OK;
}

/* Also while a document takes long: what was answered is written within a second or so. */
static bool tick(void *data)
{
    struct describing *all = data;
    if (described_rows_due(all->rows)) {
        all->late = write_rows(all, &all->late_err);
    }
    return all->late != ERR_OK || (all->plan->stopped != NULL && all->plan->stopped());
}

/* ---- all of it ---- */

static int64_t processes_for(const struct describing *all)
{
    int64_t enough = 1 + (int64_t)all->count / ENOUGH;
    return all->plan->workers < enough ? all->plan->workers : enough;
}

static enum err_code run_list(struct describing *all, struct err *err)
{
    struct client_counts counts = {0};
    const struct client_plan plan = {.tool_folder = all->plan->tool_folder,
                                     .manifest = all->plan->manifest,
                                     .parameters = all->plan->parameters,
                                     .tool_seed = TOOL_SEED,
                                     .scratch = all->plan->scratch,
                                     .workers = processes_for(all),
                                     .order = all->order,
                                     .count = all->count,
                                     .prepare = prepare,
                                     .check = check,
                                     .done = done,
                                     .tick = tick,
                                     .data = all};
    enum err_code code = client_run(&plan, &counts, err);
    for (size_t i = 0; i < all->count; i++) {
        free(all->asked[i]);
        all->asked[i] = NULL;
    }
    if (all->late != ERR_OK) {
        *err = all->late_err;
        return all->late;
    }
    /* what was answered before it was stopped, or broke, is kept */
    enum err_code kept = write_rows(all, code == ERR_OK ? err : NULL);
    if (code == ERR_CANCELLED) {
        int64_t done = all->counts->described + all->counts->failed;
        return err_set(err, code,
                       "stopped: %lld documents are described, %lld wait; the same command "
                       "goes on",
                       (long long)done, (long long)(all->waiting - done));
    }
    return code == ERR_OK ? kept : code;
}

static enum err_code run_all(struct describing *all, struct err *err)
{
    int64_t after = 0;
    for (;;) {
        TRY(next_list(all, after, err));
        if (all->count == 0) {
            return ERR_OK;
        }
        TRY(run_list(all, err));
        if (all->tried == 0) {
            return err_set(err, ERR_EXTERNAL, "the tool could not be started again");
        }
        after = all->unattempted < all->count ? all->documents[all->unattempted] - 1
                                              : all->documents[all->count - 1];
    }
}

static enum err_code add_audit(struct describing *all, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 4096);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_str(&w, "tool", all->tool);
    jsonw_member_int(&w, "described", all->counts->described);
    jsonw_member_int(&w, "failed", all->counts->failed);
    jsonw_end(&w);
    enum err_code code = db_begin(all->acts->db, err);
    if (code == ERR_OK) {
        code = case_audit_add(all->acts->audit, "schedule-described", all->act->by,
                              all->act->now, strbuf_view(&what), err);
        code = code == ERR_OK ? case_audit_commit(all->acts->audit, err) : code;
        db_rollback(all->acts->db);
    }
    strbuf_release(&what);
    return code;
}

static enum err_code identify(struct describing *all, struct arena *arena, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    const struct manifest *manifest = all->plan->manifest;
    TRY(folder_digest(all->plan->tool_folder, &digest, err));
    sha256_hex(hex, &digest);
    all->tool = str_of(arena_printf(arena, "%.*s %.*s, SHA-256 %s", STR_ARG(manifest->id),
                                    STR_ARG(manifest->version), hex));
    return db_number(all->acts->db, sql_disclosure_describe_count, &all->waiting, err, "t",
                     all->plan->again ? all->tool : STR(""));
}

enum err_code describe_case(struct casefile_acts *acts, const struct disclosure_act *act,
                            const struct describe_plan *plan, struct describe_counts *counts,
                            struct err *err)
{
    struct arena *lasting = arena_new();
    struct describing *all = arena_zalloc(lasting, sizeof *all);
    *counts = (struct describe_counts){0};
    all->acts = acts;
    all->act = act;
    all->plan = plan;
    all->counts = counts;
    all->asking = arena_new();
    all->answering = arena_new();
    all->text_file = arena_printf(lasting, "%s/text.txt", plan->scratch);
    enum err_code code = identify(all, lasting, err);
    if (code == ERR_OK) {
        all->rows = described_rows_new(acts->db, act, all->tool, counts);
        code = run_all(all, err);
    }
    if (counts->described + counts->failed > 0) {
        enum err_code noted = add_audit(all, code == ERR_OK ? err : NULL);
        code = code == ERR_OK ? noted : code;
    }
    described_rows_free(all->rows);
    free(all->seen);
    arena_free(all->asking);
    arena_free(all->answering);
    arena_free(lasting);
    return code;
}
