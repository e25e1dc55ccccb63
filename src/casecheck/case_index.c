/* Documents in lots to the tool, what it says into the tables; see case_index.h. */
#include "casecheck/case_index.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/utf8.h"
#include "casecheck/casecheck.h"
#include "casecheck/index_line.h"
#include "casecheck_sql.h"
#include "protocol/manifest.h"
#include "run/house_program.h"
#include "store/db_ask.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOT_DOCUMENTS = 200,
    LOT_BYTES = 4 << 20, /* no further document is taken past it */
    IN_MAX = 60 << 20,
    MODE_PRIVATE = 0600
};

struct indexing {
    struct db *db;
    const struct case_index_plan *plan;
    struct house_program *program;
    struct arena *arena; /* of a lot */
    const char *tool;    /* id and version */
    int64_t documents[LOT_DOCUMENTS];
    const char *sent[LOT_DOCUMENTS];
    size_t count;
    size_t taken; /* of them, those whose pages are in the lot */
    int64_t done;
};

static enum err_code next_lot(struct indexing *x, int64_t after, struct err *err)
{
    struct db_query *query;
    bool row = false;
    x->count = 0;
    TRY(db_ask(x->db, sql_casecheck_to_index, &query, err, "tii", str_of(x->tool), after,
               (int64_t)LOT_DOCUMENTS));
    TRY(db_step(query, &row, err));
    while (row && x->count < LOT_DOCUMENTS) {
        struct str sent = arena_str(x->arena, db_text(query, 1));
        x->documents[x->count] = db_int(query, 0);
        x->sent[x->count++] = arena_strndup(x->arena, sent.p, sent.n);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code add_pages(struct indexing *x, size_t i, struct strbuf *out,
                               struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(x->db, sql_casecheck_index_pages, &query, err, "i", x->documents[i]));
    TRY(db_step(query, &row, err));
    while (row) {
        struct jsonw w;
        jsonw_init(&w, out);
        jsonw_object(&w);
        jsonw_member_int(&w, "document", x->documents[i]);
        jsonw_member_int(&w, "page", db_int(query, 0));
        jsonw_member_str(&w, "text", db_text(query, 1));
        if (x->sent[i][0] != '\0') {
            jsonw_member(&w, "own", x->sent[i]);
        }
        jsonw_end(&w);
        strbuf_putc(out, '\n');
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* Writes the pages of as many documents of the lot as fit; one that does not fit alone is given
 * with what fits of it. */
static enum err_code write_lot(struct indexing *x, const char *path, struct err *err)
{
    struct strbuf out;
    enum err_code code = ERR_OK;
    strbuf_init(&out, IN_MAX);
    for (x->taken = 0; x->taken < x->count && out.n < LOT_BYTES && code == ERR_OK;) {
        size_t before = out.n;
        code = add_pages(x, x->taken, &out, err);
        if (out.overflow && x->taken > 0) {
            strbuf_truncate(&out, before);
            out.overflow = false;
            break;
        }
        out.overflow = false;
        x->taken++;
    }
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), MODE_PRIVATE, err);
    }
    strbuf_release(&out);
    return code;
}

static bool is_of_lot(const struct indexing *x, int64_t document)
{
    for (size_t i = 0; i < x->taken; i++) {
        if (x->documents[i] == document) {
            return true;
        }
    }
    return false;
}

/* The length of a page of the lot in code points, the last one asked for kept. */
struct page_length {
    int64_t document, page, length;
};

static enum err_code fits_page(struct indexing *x, const struct index_line *line,
                               struct page_length *last, struct err *err)
{
    if (!is_of_lot(x, line->document)) {
        return err_set(err, ERR_FORMAT, "document %lld was not asked about",
                       (long long)line->document);
    }
    if (last->document != line->document || last->page != line->page) {
        last->document = line->document;
        last->page = line->page;
        TRY(db_number(x->db, sql_casecheck_page_length, &last->length, err, "ii",
                      line->document, line->page));
    }
    return line->end <= last->length && line->anchor[1] <= last->length &&
                   line->sentence[1] <= last->length
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "document %lld, page %lld is not so long",
                         (long long)line->document, (long long)line->page);
}

static enum err_code put_lines(struct indexing *x, const char *path, struct err *err)
{
    struct file_lines lines;
    struct page_length last = {0};
    struct str text;
    bool found = false;
    TRY(file_lines_open(&lines, path, INDEX_LINE_MAX, err));
    enum err_code code = file_lines_next(&lines, &text, &found, err);
    while (code == ERR_OK && found) {
        struct arena *arena = arena_new();
        struct index_line line;
        code = index_line_read(arena, text, &line, err);
        if (code == ERR_OK) {
            code = fits_page(x, &line, &last, err);
        }
        if (code == ERR_OK) {
            code = db_do(x->db, sql_casecheck_mention_add, err, "iiiitttittiiii", line.document,
                         line.page, line.start, line.end, line.kind, line.key, line.day,
                         line.minute, line.time, line.how, line.anchor[0], line.anchor[1],
                         line.sentence[0], line.sentence[1]);
        }
        arena_free(arena);
        if (code != ERR_OK) {
            err_prefix(err, "what index-case says, line %zu", lines.number);
            break;
        }
        code = file_lines_next(&lines, &text, &found, err);
    }
    file_lines_close(&lines);
    return code;
}

/* One lot in one transaction; `path` NULL: nothing could be said of it. */
static enum err_code keep_lot(struct indexing *x, const char *path, struct err *err)
{
    TRY(db_begin(x->db, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < x->taken && code == ERR_OK; i++) {
        code = db_do(x->db, sql_casecheck_mentions_clear, err, "i", x->documents[i]);
        if (code == ERR_OK) {
            code = db_do(x->db, sql_casecheck_indexed_set, err, "it", x->documents[i],
                         str_of(x->tool));
        }
    }
    if (code == ERR_OK && path != NULL) {
        code = put_lines(x, path, err);
    }
    if (code == ERR_OK) {
        code = db_commit(x->db, err);
    }
    if (code != ERR_OK) {
        db_rollback(x->db);
    }
    return code;
}

static enum err_code ask_lot(struct indexing *x, struct err *err)
{
    const char *in = arena_printf(x->arena, "%s/pages.jsonl", x->plan->scratch);
    const char *out = arena_printf(x->arena, "%s/mentions.jsonl", x->plan->scratch);
    const char *const names[] = {"documents"};
    const char *const files[] = {in};
    const struct house_question question = {names, files, 1, NULL, {NULL, 0}};
    const struct js *output;
    struct str path;
    TRY(write_lot(x, in, err));
    TRY(house_program_ask(x->program, x->arena, &question, &output, err));
    TRY(js_need_str(js_member(output, "mentions"), "file", &path, err));
    (void)unlink(out);
    TRY(house_program_take(x->program, path, out, err));
    enum err_code code = keep_lot(x, out, err);
    (void)unlink(out);
    return code;
}

static enum err_code index_all(struct indexing *x, struct err *err)
{
    int64_t after = 0;
    for (;;) {
        int64_t left;
        arena_reset(x->arena);
        TRY(next_lot(x, after, err));
        if (x->count == 0) {
            return ERR_OK;
        }
        if (x->plan->stopped != NULL && x->plan->stopped()) {
            return err_set(err, ERR_CANCELLED, "stopped: what was indexed is kept");
        }
        TRY(ask_lot(x, err));
        x->done += (int64_t)x->taken;
        if (x->plan->progress != NULL) {
            TRY(db_number(x->db, sql_casecheck_to_index_count, &left, err, "t",
                          str_of(x->tool)));
            x->plan->progress(x->plan->data, x->done, left);
        }
    }
}

enum err_code case_index_update(struct db *db, const struct case_index_plan *plan,
                                struct err *err)
{
    struct manifest manifest;
    struct arena *arena = arena_new();
    struct indexing x = {.db = db, .plan = plan, .arena = arena_new()};
    enum err_code code = manifest_read(
        arena, arena_printf(arena, "%s/index-case", plan->checks), &manifest, err);
    if (code == ERR_OK) {
        x.tool =
            arena_printf(arena, "%.*s %.*s", STR_ARG(manifest.id), STR_ARG(manifest.version));
        code = house_program_open(&x.program, plan->checks, "index-case", plan->scratch, err);
    }
    if (code == ERR_OK) {
        code = index_all(&x, err);
    }
    house_program_free(x.program);
    arena_free(x.arena);
    arena_free(arena);
    return code;
}

enum err_code case_index_waiting(struct db *db, int64_t *count, struct err *err)
{
    *count = 0;
    return casecheck_tables_there(db)
               ? db_number(db, sql_casecheck_unindexed_count, count, err, "")
               : ERR_OK;
}
