#include "disclosure/describe_case.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "disclosure/described_answer.h"
#include "disclosure_sql.h"
#include "run/client.h"
#include "store/db_ask.h"

#include <stdio.h>
#include <string.h>

enum {
    BATCH = 64,
    TOOL_SEED = 1,
    INLINE_MAX = 128 << 10, /* a longer text goes by a file */
    TEXT_MAX = 48 << 20,    /* what is longer is described by its beginning */
    MODE_FILE = 0600
};

struct document {
    int64_t id, pages;
    struct str kind, path;
    struct described_pages read;
    const struct js *input;
    const char *file; /* of its text, or NULL */
};

struct describing {
    struct casefile_acts *acts;
    const struct disclosure_act *act;
    const struct describe_plan *plan;
    struct describe_counts *counts;
    struct str tool; /* "describe-documents 0.1.0 sha256:…" */
    int64_t waiting;
    /* of one batch */
    struct arena *arena;
    struct document documents[BATCH];
    size_t count;
};

/* ---- what is asked ---- */

static enum err_code next_batch(struct describing *all, int64_t after, struct err *err)
{
    struct db_query *query;
    bool row = false;
    const char *sql =
        all->plan->again ? sql_disclosure_to_describe : sql_disclosure_to_describe_new;
    all->count = 0;
    TRY(db_ask(all->acts->db, sql, &query, err, "iti", after, all->tool, (int64_t)BATCH));
    TRY(db_step(query, &row, err));
    while (row) {
        all->documents[all->count++] =
            (struct document){.id = db_int(query, 0),
                              .pages = db_int(query, 2),
                              .kind = arena_str(all->arena, db_text(query, 1)),
                              .path = arena_str(all->arena, db_text(query, 4))};
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}

static enum err_code read_pages(struct describing *all, struct document *document,
                                struct strbuf *text, struct err *err)
{
    struct db_query *query;
    bool row = false;
    int64_t *numbers =
        arena_zalloc(all->arena, ((size_t)document->pages + 1) * sizeof *numbers);
    int64_t *lengths =
        arena_zalloc(all->arena, ((size_t)document->pages + 1) * sizeof *lengths);
    TRY(db_ask(all->acts->db, sql_disclosure_pages, &query, err, "i", document->id));
    TRY(db_step(query, &row, err));
    while (row && (int64_t)document->read.count < document->pages) {
        struct str page = db_text(query, 1);
        if (text->n + page.n + 1 > TEXT_MAX) {
            break;
        }
        strbuf_puts(text, document->read.count > 0 ? "\n" : "");
        strbuf_str(text, page);
        numbers[document->read.count] = db_int(query, 0);
        lengths[document->read.count++] = (int64_t)utf8_count(page);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    document->read.numbers = numbers;
    document->read.lengths = lengths;
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

/* {NAME:TEXT,…}; several values of one name joined. A member "file" would name a file. */
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
        if (!same && name.n > 0 && !str_is(name, "file") && !str_is(name, "bears")) {
            jsonw_member_str(w, arena_strndup(all->arena, name.p, name.n), strbuf_view(&value));
        }
        if (!row) {
            break;
        }
        if (!same) {
            name = arena_str(all->arena, db_text(query, 0));
            strbuf_clear(&value);
        }
        strbuf_puts(&value, same ? ", " : "");
        strbuf_str(&value, db_text(query, 1));
        code = db_step(query, &row, err);
    }
    code = code == ERR_OK ? put_bears(all, document, w, err) : code;
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

static enum err_code put_text(struct describing *all, struct document *document,
                              struct strbuf *text, struct jsonw *w, struct err *err)
{
    if (text->n <= INLINE_MAX) {
        jsonw_member_str(w, "text", strbuf_view(text));
        return ERR_OK;
    }
    document->file =
        arena_printf(all->arena, "%s/%lld.txt", all->plan->scratch, (long long)document->id);
    jsonw_member(w, "file", "text.txt");
    return file_write(document->file, strbuf_view(text), MODE_FILE, err);
}

static enum err_code put_input(struct describing *all, struct document *document,
                               struct strbuf *text, struct strbuf *json, struct err *err)
{
    struct jsonw w;
    struct js *input;
    TRY(read_pages(all, document, text, err));
    jsonw_init(&w, json);
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_object(&w);
    jsonw_member_str(&w, "name", name_of(document->path));
    jsonw_member_str(&w, "kind", document->kind);
    jsonw_member_int(&w, "pages", document->pages > 0 ? document->pages : 1);
    TRY(put_text(all, document, text, &w, err));
    TRY(put_facts(all, document, &w, err));
    jsonw_end(&w);
    jsonw_end(&w);
    TRY(strbuf_check(json, "what the tool is asked", err));
    TRY(js_parse(all->arena, arena_str(all->arena, strbuf_view(json)), &input, err));
    document->input = input;
    return ERR_OK;
}

static enum err_code make_input(struct describing *all, struct document *document,
                                struct err *err)
{
    struct strbuf text;
    struct strbuf json;
    strbuf_init(&text, TEXT_MAX);
    strbuf_init(&json, LIMIT_LINE - 1024);
    enum err_code code = put_input(all, document, &text, &json, err);
    strbuf_release(&text);
    strbuf_release(&json);
    return code;
}

/* ---- what is answered ---- */

static enum err_code write_rows(struct describing *all, const struct document *document,
                                struct str why, const struct described_answer *answer,
                                struct err *err)
{
    struct db *db = all->acts->db;
    char at[TIME_SIZE];
    time_format(at, all->act->now);
    TRY(db_do(db, sql_disclosure_proposal_set, err, "ittttit", document->id, all->tool,
              str_of(at), why, answer->category, (int64_t)(answer->count > 0),
              answer->description));
    TRY(db_do(db, sql_disclosure_passages_drop, err, "i", document->id));
    for (size_t i = 0; i < answer->count; i++) {
        const struct described_passage *passage = &answer->passages[i];
        TRY(db_do(db, sql_disclosure_passage_add, err, "iiiiit", document->id, (int64_t)i,
                  passage->page, passage->start, passage->end, passage->reason));
    }
    return db_commit(db, err);
}

static enum err_code keep(struct describing *all, const struct document *document,
                          struct str why, const struct described_answer *answer,
                          struct err *err)
{
    TRY(db_begin(all->acts->db, err));
    enum err_code code = write_rows(all, document, why, answer, err);
    db_rollback(all->acts->db);
    if (code == ERR_OK) {
        all->counts->described += why.n == 0;
        all->counts->failed += why.n > 0;
        all->counts->categories += why.n == 0 && !str_is(answer->category, "none");
        all->counts->sensitive += answer->count > 0;
        all->waiting--;
    }
    return code;
}

static enum err_code keep_failure(struct describing *all, const struct document *document,
                                  const struct client_answer *answer, struct err *err)
{
    const struct described_answer nothing = {.category = STR("none"), .description = STR("")};
    const char *why =
        arena_printf(all->arena, "the tool gave no answer: %s%s%.*s",
                     outcome_word(answer->outcome), answer->error_message.n > 0 ? ": " : "",
                     STR_ARG(str_sub(answer->error_message, 0, 200)));
    return keep(all, document, str_of(why), &nothing, err);
}

static enum err_code check(void *data, size_t item, const struct js *output, struct err *err)
{
    struct describing *all = data;
    struct described_answer answer;
    return described_answer_read(all->arena, output, &all->documents[item].read, &answer, err);
}

static enum err_code done(void *data, const struct client_answer *answer, struct err *err)
{
    struct describing *all = data;
    const struct document *document = &all->documents[answer->item];
    struct described_answer read;
    struct js *output;
    if (answer->outcome != OUTCOME_ANSWERED) {
        return keep_failure(all, document, answer, err);
    }
    TRY(js_parse(all->arena, arena_str(all->arena, answer->output), &output, err));
    TRY(described_answer_read(all->arena, output, &document->read, &read, err));
    TRY(keep(all, document, STR(""), &read, err));
    if (all->plan->progress != NULL) {
        all->plan->progress(all->plan->data, all->counts->described + all->counts->failed,
                            all->waiting);
    }
    return ERR_OK;
}

static bool tick(void *data)
{
    const struct describing *all = data;
    return all->plan->stopped != NULL && all->plan->stopped();
}

/* ---- all of it ---- */

static enum err_code run_batch(struct describing *all, struct err *err)
{
    struct client_item items[BATCH] = {{.id = {NULL, 0}}};
    size_t order[BATCH];
    const char *files[BATCH];
    struct client_counts counts = {0};
    for (size_t i = 0; i < all->count; i++) {
        struct document *document = &all->documents[i];
        TRY(make_input(all, document, err));
        files[i] = document->file;
        items[i] = (struct client_item){
            .id = str_of(arena_printf(all->arena, "%lld", (long long)document->id)),
            .input = document->input,
            .files = &files[i],
            .file_count = document->file != NULL ? 1 : 0};
        order[i] = i;
    }
    const struct client_plan plan = {.tool_folder = all->plan->tool_folder,
                                     .manifest = all->plan->manifest,
                                     .parameters = all->plan->parameters,
                                     .tool_seed = TOOL_SEED,
                                     .scratch = all->plan->scratch,
                                     .workers = 1,
                                     .items = items,
                                     .order = order,
                                     .count = all->count,
                                     .check = check,
                                     .done = done,
                                     .tick = tick,
                                     .data = all};
    return client_run(&plan, &counts, err);
}

static enum err_code run_all(struct describing *all, struct err *err)
{
    int64_t after = 0;
    for (;;) {
        TRY(next_batch(all, after, err));
        if (all->count == 0) {
            return ERR_OK;
        }
        TRY(run_batch(all, err));
        for (size_t i = 0; i < all->count; i++) {
            if (all->documents[i].file != NULL) {
                (void)remove(all->documents[i].file);
            }
        }
        after = all->documents[all->count - 1].id;
        arena_reset(all->arena);
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
    all->arena = arena_new();
    enum err_code code = identify(all, lasting, err);
    code = code == ERR_OK ? run_all(all, err) : code;
    if (counts->described + counts->failed > 0) {
        enum err_code noted = add_audit(all, code == ERR_OK ? err : NULL);
        code = code == ERR_OK ? noted : code;
    }
    arena_free(all->arena);
    arena_free(lasting);
    return code;
}
