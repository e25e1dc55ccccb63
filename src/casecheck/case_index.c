/* Documents in lots to the tools, several at work at once; what they say into the tables lot by
 * lot in the order of the documents, so that rows come out the same for any number of tools;
 * see case_index.h. */
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
    LOT_DOCUMENTS = 400,
    LOT_BYTES = 4 << 20, /* no further document is taken past it */
    IN_MAX = 60 << 20,
    POLL_MS = 50,
    POLL_EACH = 3,
    MODE_PRIVATE = 0600
};

/* A tool and the lot that it is at. */
struct lot {
    struct house_program *program;
    struct arena *arena;
    const char *scratch;
    int64_t documents[LOT_DOCUMENTS];
    const char *sent[LOT_DOCUMENTS];
    size_t count;
    size_t taken;      /* of them, those whose pages are in the lot */
    bool busy;         /* asked, and not kept yet */
    const char *found; /* what it made, once it has answered */
    bool broken;       /* it gave no good answer, and `why` says how */
    struct err why;
};

struct indexing {
    struct db *db;
    const struct case_index_plan *plan;
    const char *tool; /* id and version */
    struct lot *lots;
    size_t workers;
    size_t first, busy; /* lots[first] is the oldest of so many that are at work, in a ring */
    int64_t after;      /* the last document that was given to one */
    int64_t done, left;
};

static enum err_code next_documents(struct indexing *x, struct lot *lot, struct err *err)
{
    struct db_query *query;
    bool row = false;
    lot->count = 0;
    TRY(db_ask(x->db, sql_casecheck_to_index, &query, err, "tii", str_of(x->tool), x->after,
               (int64_t)LOT_DOCUMENTS));
    TRY(db_step(query, &row, err));
    while (row && lot->count < LOT_DOCUMENTS) {
        struct str sent = arena_str(lot->arena, db_text(query, 1));
        lot->documents[lot->count] = db_int(query, 0);
        lot->sent[lot->count++] = arena_strndup(lot->arena, sent.p, sent.n);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code add_pages(struct indexing *x, const struct lot *lot, size_t i,
                               struct strbuf *out, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(x->db, sql_casecheck_index_pages, &query, err, "i", lot->documents[i]));
    TRY(db_step(query, &row, err));
    while (row) {
        struct jsonw w;
        jsonw_init(&w, out);
        jsonw_object(&w);
        jsonw_member_int(&w, "document", lot->documents[i]);
        jsonw_member_int(&w, "page", db_int(query, 0));
        jsonw_member_str(&w, "text", db_text(query, 1));
        if (lot->sent[i][0] != '\0') {
            jsonw_member(&w, "own", lot->sent[i]);
        }
        jsonw_end(&w);
        strbuf_putc(out, '\n');
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

/* Not synced: it is made anew when the machine stops. */
static enum err_code write_for_now(const char *path, struct str text, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE_PRIVATE);
    if (fd < 0) {
        return err_errno(err, "cannot make %s", path);
    }
    enum err_code code = file_write_fd(fd, path, text, err);
    close(fd);
    return code;
}

/* Writes the pages of as many documents of the lot as fit; one that does not fit alone is given
 * with what fits of it. */
static enum err_code write_lot(struct indexing *x, struct lot *lot, const char *path,
                               struct err *err)
{
    struct strbuf out;
    enum err_code code = ERR_OK;
    strbuf_init(&out, IN_MAX);
    for (lot->taken = 0; lot->taken < lot->count && out.n < LOT_BYTES && code == ERR_OK;) {
        size_t before = out.n;
        code = add_pages(x, lot, lot->taken, &out, err);
        if (out.overflow && lot->taken > 0) {
            strbuf_truncate(&out, before);
            out.overflow = false;
            break;
        }
        out.overflow = false;
        lot->taken++;
    }
    if (code == ERR_OK) {
        code = write_for_now(path, strbuf_view(&out), err);
    }
    strbuf_release(&out);
    return code;
}

static bool is_of_lot(const struct lot *lot, int64_t document)
{
    for (size_t i = 0; i < lot->taken; i++) {
        if (lot->documents[i] == document) {
            return true;
        }
    }
    return false;
}

/* The length of a page of the lot in code points, the last one asked for kept. */
struct page_length {
    int64_t document, page, length;
};

static enum err_code fits_page(struct indexing *x, const struct lot *lot,
                               const struct index_line *line, struct page_length *last,
                               bool *fault, struct err *err)
{
    *fault = true;
    if (last->document != line->document && !is_of_lot(lot, line->document)) {
        return err_set(err, ERR_FORMAT, "document %lld was not asked about",
                       (long long)line->document);
    }
    *fault = false;
    if (last->document != line->document || last->page != line->page) {
        last->document = line->document;
        last->page = line->page;
        TRY(db_number(x->db, sql_casecheck_page_length, &last->length, err, "ii",
                      line->document, line->page));
    }
    *fault = true; /* where it does not fit */
    return line->end <= last->length && line->anchor[1] <= last->length &&
                   line->sentence[1] <= last->length
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "document %lld, page %lld is not so long",
                         (long long)line->document, (long long)line->page);
}

static enum err_code put_line(struct indexing *x, const struct lot *lot,
                              const struct index_line *line, struct page_length *last,
                              bool *fault, struct err *err)
{
    TRY(fits_page(x, lot, line, last, fault, err));
    *fault = false;
    return db_do(x->db, sql_casecheck_mention_add, err, "iiiitttittiiii", line->document,
                 line->page, line->start, line->end, line->kind, line->key, line->day,
                 line->minute, line->time, line->how, line->anchor[0], line->anchor[1],
                 line->sentence[0], line->sentence[1]);
}

/* *fault: what failed is what the tool says. */
static enum err_code put_lines(struct indexing *x, const struct lot *lot, bool *fault,
                               struct err *err)
{
    struct file_lines lines;
    struct page_length last = {0};
    struct str text;
    bool found = false;
    TRY(file_lines_open(&lines, lot->found, INDEX_LINE_MAX, err));
    struct arena *arena = arena_new();
    for (;;) {
        struct index_line line;
        arena_reset(arena);
        enum err_code code = file_lines_next(&lines, &text, &found, err);
        *fault = code != ERR_OK && code != ERR_IO;
        if (code == ERR_OK && found) {
            code = index_line_read(arena, text, &line, err);
            *fault = code != ERR_OK;
        }
        if (code == ERR_OK && found) {
            code = put_line(x, lot, &line, &last, fault, err);
        }
        if (code != ERR_OK || !found) {
            if (code != ERR_OK) {
                err_prefix(err, "what index-case says, line %zu", lines.number);
            }
            arena_free(arena);
            file_lines_close(&lines);
            return code;
        }
    }
}

static enum err_code put_lot(struct indexing *x, const struct lot *lot, bool *fault,
                             struct err *err)
{
    for (size_t i = 0; i < lot->taken; i++) {
        TRY(db_do(x->db, sql_casecheck_mentions_clear, err, "i", lot->documents[i]));
        TRY(db_do(x->db, sql_casecheck_unindexed_clear, err, "i", lot->documents[i]));
        TRY(db_do(x->db, sql_casecheck_indexed_set, err, "it", lot->documents[i],
                  str_of(x->tool)));
    }
    return lot->broken ? db_do(x->db, sql_casecheck_unindexed_add, err, "itt",
                               lot->documents[0], str_of(x->tool), str_of(lot->why.message))
                       : put_lines(x, lot, fault, err);
}

static void count_done(struct indexing *x, const struct lot *lot)
{
    x->done += (int64_t)lot->taken;
    x->left -= (int64_t)lot->taken;
    if (x->plan->progress != NULL) {
        x->plan->progress(x->plan->data, x->done, x->left);
    }
}

/* One lot in one transaction; a broken one of one document as that. One whose answer is at
 * fault is broken then. */
static enum err_code keep_lot(struct indexing *x, struct lot *lot, struct err *err)
{
    bool fault = false;
    struct err why = {0};
    TRY(db_begin(x->db, err));
    enum err_code code = put_lot(x, lot, &fault, &why);
    code = code == ERR_OK ? db_commit(x->db, &why) : code;
    db_rollback(x->db);
    if (lot->found != NULL) {
        (void)unlink(lot->found);
        lot->found = NULL;
    }
    if (code == ERR_OK) {
        count_done(x, lot);
    } else if (fault) {
        lot->broken = true;
        lot->why = why;
    } else {
        *err = why;
    }
    return fault ? ERR_OK : code;
}

static enum err_code take_lot(struct lot *lot, const struct js *output, struct err *err)
{
    struct str path;
    const char *out = arena_printf(lot->arena, "%s/mentions.jsonl", lot->scratch);
    TRY(js_need_str(js_member(output, "mentions"), "file", &path, err));
    (void)unlink(out);
    TRY(house_program_take(lot->program, path, out, err));
    lot->found = out;
    return ERR_OK;
}

static enum err_code look(struct lot *lot, struct err *err)
{
    bool done = false;
    const struct js *output;
    struct err why = {0};
    enum err_code code = house_program_look(lot->program, &done, &output, &why);
    if (code == ERR_OK && done) {
        code = take_lot(lot, output, &why);
    }
    if (code == ERR_IO) {
        *err = why;
        return code;
    }
    lot->broken = code != ERR_OK;
    lot->why = why;
    return ERR_OK;
}

static bool stopped(const struct indexing *x)
{
    return x->plan->stopped != NULL && x->plan->stopped();
}

static enum err_code tell_stopped(const struct indexing *x, struct err *err)
{
    return err_set(err, ERR_CANCELLED,
                   "stopped: %lld documents are indexed, %lld wait; the same command goes on",
                   (long long)x->done, (long long)x->left);
}

static enum err_code ask(struct indexing *x, struct lot *lot, struct err *err)
{
    const char *in = arena_printf(lot->arena, "%s/pages.jsonl", lot->scratch);
    const char *const names[] = {"documents"};
    const char *const files[] = {in};
    const struct house_question question = {names, files, 1, NULL, {NULL, 0}};
    lot->found = NULL;
    lot->broken = false;
    TRY(write_lot(x, lot, in, err));
    TRY(house_program_begin(lot->program, lot->arena, &question, err));
    (void)unlink(in); /* the tool has a copy */
    return ERR_OK;
}

/* Gives a tool that has nothing to do the next documents; *some false: there are no more. */
static enum err_code ask_lot(struct indexing *x, struct lot *lot, bool *some, struct err *err)
{
    TRY(next_documents(x, lot, err));
    *some = lot->count > 0;
    if (!*some) {
        return ERR_OK;
    }
    TRY(ask(x, lot, err));
    lot->busy = true;
    x->after = lot->documents[lot->taken - 1];
    x->busy++;
    return ERR_OK;
}

/* The lot that follows the oldest by so many. */
static struct lot *lot_behind(const struct indexing *x, size_t count)
{
    size_t at = x->first + count;
    return &x->lots[at < x->workers ? at : at - x->workers];
}

static enum err_code fill(struct indexing *x, struct err *err)
{
    bool some = true;
    while (some && x->busy < x->workers) {
        struct lot *lot = lot_behind(x, x->busy);
        arena_reset(lot->arena);
        TRY(ask_lot(x, lot, &some, err));
    }
    return ERR_OK;
}

static bool is_at_work(const struct lot *lot)
{
    return lot->busy && lot->found == NULL && !lot->broken;
}

static enum err_code wait_and_look(struct indexing *x, struct err *err)
{
    struct pollfd fds[CASE_INDEX_WORKERS_MAX * POLL_EACH];
    int count = 0;
    for (size_t i = 0; i < x->workers; i++) {
        count +=
            is_at_work(&x->lots[i]) ? house_program_poll(x->lots[i].program, fds + count) : 0;
    }
    (void)poll(fds, (nfds_t)count, POLL_MS);
    for (size_t i = 0; i < x->workers; i++) {
        if (is_at_work(&x->lots[i])) {
            TRY(look(&x->lots[i], err));
        }
    }
    return ERR_OK;
}

/* Asks and waits. What is broken and more than one document is not kept. */
static enum err_code ask_part(struct indexing *x, struct lot *part, struct err *err)
{
    TRY(ask(x, part, err));
    while (part->found == NULL && !part->broken) {
        struct pollfd fds[POLL_EACH];
        (void)poll(fds, (nfds_t)house_program_poll(part->program, fds), POLL_MS);
        TRY(look(part, err));
    }
    if (!part->broken) {
        TRY(keep_lot(x, part, err));
    }
    return part->broken && part->taken == 1 ? keep_lot(x, part, err) : ERR_OK;
}

/* A broken lot again in parts, half as large after each that is broken too and larger after
 * each that is not, so that one document costs itself alone. */
static enum err_code ask_parts(struct indexing *x, const struct lot *lot, struct err *err)
{
    enum err_code code = ERR_OK;
    size_t size = lot->taken > 1 ? lot->taken / 2 : 1;
    struct lot part = {.program = lot->program, .arena = arena_new(), .scratch = lot->scratch};
    for (size_t from = 0; from < lot->taken && code == ERR_OK;) {
        part.count = size < lot->taken - from ? size : lot->taken - from;
        memcpy(part.documents, lot->documents + from, part.count * sizeof *part.documents);
        memcpy(part.sent, lot->sent + from, part.count * sizeof *part.sent);
        code = stopped(x) ? tell_stopped(x, err) : ask_part(x, &part, err);
        bool halve = part.broken && part.taken > 1;
        from += halve ? 0 : part.taken;
        size = halve ? part.taken / 2 : 2 * part.taken;
        arena_reset(part.arena);
    }
    arena_free(part.arena);
    return code;
}

/* Lots that have their answers, or get none, up to the first that is at work still. */
static enum err_code keep_answered(struct indexing *x, struct err *err)
{
    while (x->busy > 0 && !is_at_work(&x->lots[x->first])) {
        struct lot *oldest = &x->lots[x->first];
        if (!oldest->broken) {
            TRY(keep_lot(x, oldest, err));
        }
        if (oldest->broken) {
            TRY(ask_parts(x, oldest, err));
        }
        oldest->busy = false;
        x->busy--;
        x->first = x->first + 1 < x->workers ? x->first + 1 : 0;
    }
    return ERR_OK;
}

static enum err_code index_all(struct indexing *x, struct err *err)
{
    for (;;) {
        TRY(fill(x, err));
        if (x->busy == 0) {
            return ERR_OK;
        }
        TRY(wait_and_look(x, err));
        TRY(keep_answered(x, err));
        if (stopped(x)) {
            return tell_stopped(x, err);
        }
    }
}

/* No more tools than there are lots for them. */
static enum err_code open_lots(struct indexing *x, struct arena *arena, struct err *err)
{
    size_t lots = 1 + (size_t)x->left / LOT_DOCUMENTS;
    size_t most = x->plan->workers < 1 ? 1 : (size_t)x->plan->workers;
    most = most > CASE_INDEX_WORKERS_MAX ? CASE_INDEX_WORKERS_MAX : most;
    x->lots = arena_zalloc(arena, most * sizeof *x->lots);
    x->workers = lots < most ? lots : most;
    for (size_t i = 0; i < x->workers; i++) {
        struct lot *lot = &x->lots[i];
        lot->arena = arena_new();
        lot->scratch = arena_printf(arena, "%s/index-%zu", x->plan->scratch, i);
        TRY(file_make_folders(lot->scratch, 0700, err));
        TRY(house_program_open(&lot->program, x->plan->checks, "index-case", lot->scratch,
                               err));
    }
    return ERR_OK;
}

static void close_lots(struct indexing *x)
{
    for (size_t i = 0; x->lots != NULL && i < x->workers; i++) {
        house_program_free(x->lots[i].program);
        arena_free(x->lots[i].arena);
    }
}

static enum err_code update(struct indexing *x, struct arena *arena, struct err *err)
{
    struct manifest manifest;
    TRY(manifest_read(arena, arena_printf(arena, "%s/index-case", x->plan->checks), &manifest,
                      err));
    x->tool = arena_printf(arena, "%.*s %.*s", STR_ARG(manifest.id), STR_ARG(manifest.version));
    if (x->plan->again) {
        TRY(db_do(x->db, sql_casecheck_unindexed_again, err, ""));
    }
    TRY(db_number(x->db, sql_casecheck_to_index_count, &x->left, err, "t", str_of(x->tool)));
    if (x->left == 0) {
        return ERR_OK;
    }
    TRY(open_lots(x, arena, err));
    return index_all(x, err);
}

enum err_code case_index_update(struct db *db, const struct case_index_plan *plan,
                                struct err *err)
{
    struct arena *arena = arena_new();
    struct indexing x = {.db = db, .plan = plan};
    enum err_code code = update(&x, arena, err);
    close_lots(&x);
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

enum err_code case_index_failed(struct db *db, int64_t max,
                                void (*each)(void *data, int64_t document, struct str path,
                                             struct str why),
                                void *data, int64_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    int64_t there = 0; /* not in a case file that an earlier version indexed */
    *count = 0;
    TRY(db_number(db, sql_casecheck_unindexed_there, &there, err, ""));
    if (there == 0) {
        return ERR_OK;
    }
    TRY(db_number(db, sql_casecheck_unindexed_failed_count, count, err, ""));
    TRY(db_ask(db, sql_casecheck_unindexed_failed, &query, err, "i", max));
    TRY(db_step(query, &row, err));
    while (row) {
        each(data, db_int(query, 0), db_text(query, 1), db_text(query, 2));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}
