#include "casefile/casefile_read.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "casefile/answer_rows.h"
#include "casefile/casefile.h"
#include "casefile/events.h"
#include "casefile/found_files.h"
#include "casefile/hearing.h"
#include "casefile/odd_name.h"
#include "casefile/related.h"
#include "casefile/source_bytes.h"
#include "casefile_sql.h"
#include "crypto/digest.h"
#include "store/db_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READER "read-document"

enum {
    POLL_MS = 100,
    POLL_EACH = 3,
    TRIES = 2,
    ASK_MAX = 1 << 18,
    AT_ONCE = HOUSE_FILES_MAX, /* small documents that are asked about together */
    SMALL_BYTES = 16384,
    HELD_MAX = 64, /* answers that are written at once */
    HELD_MS = 200  /* and so long one waits for others */
};

/* A document that is asked about. */
struct item {
    struct reading_of of;
    struct source_bytes source;
};

/* One process that reads, and what it reads: one document, or several small ones. */
struct slot {
    struct house_program *program;
    struct arena *arena; /* of the question */
    const char *scratch;
    const char *sources[AT_ONCE]; /* folders for bytes that lie in the case */
    bool busy;
    struct item items[AT_ONCE];
    size_t count;
    int tries;
};

struct call {
    const struct casefile_plan *plan;
    struct db *db;
    struct arena *arena;
    struct str root;
    struct slot *slots;
    struct held_answer *held; /* short answers that are not written yet */
    size_t held_count;
    int64_t held_ms;          /* since when the first of them waits */
    struct arena *held_arena; /* of these */
    int64_t *alone;           /* documents that are asked about by themselves: with others there
                               * was no answer */
    size_t alone_count, alone_capacity;
    int64_t began_ms;
    int64_t shown_ms;
    int64_t done;
};

static bool stopped(const struct call *call)
{
    return call->plan->stopped != NULL && call->plan->stopped();
}

enum { SHOW_EVERY_MS = 500 };

/* ---- bytes of the folder's files ---- */

/* Of a file that is not digested within a moment. */
static void show_digest(struct call *call, int64_t done, int64_t bytes, int64_t began_ms)
{
    enum { A_WHILE_MS = 1000 };
    int64_t now = clock_monotonic_ms();
    int64_t taken = now - began_ms;
    if (call->plan->progress == NULL || taken < A_WHILE_MS ||
        now - call->shown_ms < SHOW_EVERY_MS) {
        return;
    }
    call->shown_ms = now;
    int64_t rest = bytes > done ? bytes - done : 0;
    struct casefile_progress progress = {
        .done = done,
        .waiting = rest,
        .bytes = true,
        .seconds = (now - call->began_ms) / 1000,
        .left = (int64_t)((double)rest / (double)done * (double)taken / 1000),
        .step = "taking the digest of a large file"};
    call->plan->progress(call->plan->data, &progress);
}

static enum err_code link_bytes(struct call *call, int64_t file, const struct sha256 *digest,
                                const struct stat *info, struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    struct db *db = call->db;
    struct db_query *query;
    bool row = false;
    sha256_hex(hex, digest);
    TRY(db_ask(db, sql_casefile_document_by_digest, &query, err, "t", str_of(hex)));
    TRY(db_step(query, &row, err));
    int64_t document = row ? db_int(query, 0) : 0;
    bool again = row && str_is(db_text(query, 2), SOURCE_CHANGED);
    db_reset(query);
    if (again) {
        TRY(db_do(db, sql_casefile_document_wait, err, "i", document));
    }
    if (!row) {
        TRY(db_do(db, sql_casefile_document_add, err, "ti", str_of(hex),
                  (int64_t)info->st_size));
        TRY(db_number(db, sql_casefile_document_by_digest, &document, err, "t", str_of(hex)));
    }
    return db_do(db, sql_casefile_file_taken, err, "iiii", file, document,
                 (int64_t)info->st_size, found_modified(info));
}

/* SHA-256 of a file that may be of any length: what was done of it is shown, and a call to stop
 * ends it at once with ERR_CANCELLED. */
static enum err_code digest_file(struct call *call, int fd, const char *path, int64_t bytes,
                                 struct sha256 *digest, struct err *err)
{
    enum { CHUNK = 1 << 18 };
    static char chunk[CHUNK];
    struct sha256_stream stream;
    int64_t began = clock_monotonic_ms();
    int64_t done = 0;
    sha256_begin(&stream);
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return err_errno(err, "cannot read %s", path);
        }
        if (got == 0) {
            *digest = sha256_end(&stream);
            return ERR_OK;
        }
        sha256_add(&stream, chunk, (size_t)got);
        done += got;
        if (stopped(call)) {
            return err_set(err, ERR_CANCELLED, "stopped");
        }
        show_digest(call, done, bytes, began);
    }
}

static enum err_code take_bytes_of(struct call *call, int64_t file, const char *path,
                                   struct err *err)
{
    struct stat info;
    struct sha256 digest;
    struct err why = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) != 0) {
        enum err_code ignored = err_errno(&why, "not read: it cannot be opened");
        (void)ignored;
        return db_do(call->db, sql_casefile_file_not, err, "it", file, str_of(why.message));
    }
    enum err_code code = digest_file(call, fd, path, (int64_t)info.st_size, &digest, &why);
    close(fd);
    if (code == ERR_CANCELLED) {
        return ERR_OK; /* its digest is not known yet */
    }
    if (code != ERR_OK) {
        return db_do(call->db, sql_casefile_file_not, err, "it", file,
                     str_of(arena_printf(call->arena, "not read: %s", why.message)));
    }
    return link_bytes(call, file, &digest, &info, err);
}

/* The next file whose digest is not known; *some false when there is none. */
static enum err_code take_one(struct call *call, bool *some, struct err *err)
{
    struct db_query *query;
    TRY(db_ask(call->db, sql_casefile_to_take, &query, err, ""));
    TRY(db_step(query, some, err));
    if (!*some) {
        return ERR_OK;
    }
    int64_t file = db_int(query, 0);
    const char *path = odd_name_on_disk(call->arena, call->root, db_text(query, 1));
    db_reset(query);
    return take_bytes_of(call, file, path, err);
}

/* Some of them in one transaction; *some false when there was none. */
static enum err_code take_next_bytes(struct call *call, bool *some, struct err *err)
{
    enum { DIGESTS = 64, ENOUGH_MS = 100 };
    int64_t began = clock_monotonic_ms();
    bool more = true;
    *some = false;
    TRY(db_begin(call->db, err));
    enum err_code code = ERR_OK;
    for (int i = 0; code == ERR_OK && more && i < DIGESTS && !stopped(call) &&
                    clock_monotonic_ms() - began < ENOUGH_MS;
         i++) {
        code = take_one(call, &more, err);
        *some = *some || more;
    }
    if (code == ERR_OK) {
        code = db_commit(call->db, err);
    }
    if (code != ERR_OK) {
        db_rollback(call->db);
    }
    return code;
}

/* ---- one question ---- */

static bool is_read_now(const struct call *call, int64_t document)
{
    for (int i = 0; i < call->plan->workers; i++) {
        const struct slot *slot = &call->slots[i];
        for (size_t k = 0; k < slot->count; k++) {
            if (slot->items[k].of.document == document) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < call->held_count; i++) {
        if (call->held[i].of.document == document) {
            return true;
        }
    }
    return false;
}

/* Whether a document is to be asked about by itself; *at: where that is noted. */
static bool is_alone(const struct call *call, int64_t document, size_t *at)
{
    for (*at = 0; *at < call->alone_count; ++*at) {
        if (call->alone[*at] == document) {
            return true;
        }
    }
    return false;
}

/* The next document for a slot; where it is small, more small ones. slot->count 0: none waits.
 */
static enum err_code next_documents(struct call *call, struct slot *slot, struct err *err)
{
    struct db_query *query;
    bool row = false;
    bool together = true;
    int64_t most = (call->plan->workers + 1) * (int64_t)AT_ONCE + (int64_t)call->held_count;
    slot->count = 0;
    TRY(db_ask(call->db, sql_casefile_documents_waiting, &query, err, "i", most));
    TRY(db_step(query, &row, err));
    while (row && slot->count < (together ? AT_ONCE : 1)) {
        int64_t document = db_int(query, 0);
        size_t at;
        bool alone = is_alone(call, document, &at);
        bool small = db_int(query, 1) <= SMALL_BYTES && db_int(query, 2) == 0 && !alone;
        if (!is_read_now(call, document) && (small || slot->count == 0)) {
            together = small;
            if (alone) { /* now it is */
                call->alone[at] = call->alone[--call->alone_count];
            }
            slot->items[slot->count++].of = (struct reading_of){.document = document,
                                                                .next = db_int(query, 2),
                                                                .pages = db_int(query, 3),
                                                                .members = db_int(query, 4)};
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code name_it(struct call *call, struct slot *slot, struct reading_of *of,
                             struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(call->db, sql_casefile_name_of, &query, err, "i", of->document));
    TRY(db_step(query, &row, err));
    if (row) {
        of->path = arena_str(slot->arena, db_text(query, 1));
        of->depth = db_int(query, 2);
        of->top = of->depth == 0 ? db_int(query, 0) : db_int(query, 3);
    }
    db_reset(query);
    return ERR_OK;
}

/* What is told of the bytes that were is what was read of them, unless another file has them
 * still, or they cannot be had now and are read another time. */
static enum err_code forget_changed(struct call *call, struct item *item, struct err *err)
{
    bool over = true;
    TRY(source_bytes_forget(call->db, item->of.document, &item->source, &over, err));
    return over ? answer_missing(call->db, &item->of, SOURCE_CHANGED, err) : ERR_OK;
}

static void write_ask(struct jsonw *w, const struct reading_of *of)
{
    struct str name = of->path;
    for (size_t i = name.n; i > 0; i--) {
        if (name.p[i - 1] == '/') {
            name = str_from(name, i);
            break;
        }
    }
    jsonw_member_str(w, "name", name);
    jsonw_member_int(w, "from", of->next);
    jsonw_member_int(w, "page", of->pages);
    jsonw_member_int(w, "members", of->members);
}

static struct str ask_of(const struct slot *slot)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, ASK_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    write_ask(&w, &slot->items[0].of);
    if (slot->count > 1) {
        jsonw_key(&w, "others");
        jsonw_array(&w);
        for (size_t i = 1; i < slot->count; i++) {
            jsonw_object(&w);
            write_ask(&w, &slot->items[i].of);
            jsonw_end(&w);
        }
        jsonw_end(&w);
    }
    jsonw_end(&w);
    struct str ask = arena_str(slot->arena, strbuf_view(&out));
    strbuf_release(&out);
    return ask;
}

static enum err_code failed(struct call *call, struct slot *slot, const struct reading_of *of,
                            const char *why, struct err *err)
{
    call->done++;
    return answer_missing(call->db, of, arena_printf(slot->arena, "not read: %s", why), err);
}

/* Each is asked about by itself from now on. */
static void ask_alone(struct call *call, const struct item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        call->alone = mem_grow(call->alone, call->alone_count, &call->alone_capacity,
                               sizeof *call->alone);
        call->alone[call->alone_count++] = items[i].of.document;
    }
}

static enum err_code ask(struct call *call, struct slot *slot, struct err *err)
{
    static const char *const names[AT_ONCE] = {"document",  "document1", "document2",
                                               "document3", "document4", "document5",
                                               "document6", "document7"};
    const char *files[AT_ONCE];
    for (size_t i = 0; i < slot->count; i++) {
        files[i] = slot->items[i].source.path;
    }
    const struct house_question question = {names, files, slot->count, "ask", ask_of(slot)};
    struct err why = {0};
    enum err_code code = house_program_begin(slot->program, slot->arena, &question, &why);
    if (code == ERR_OK) {
        slot->busy = true;
        return ERR_OK;
    }
    size_t count = slot->count;
    slot->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!source_bytes_unchanged(&slot->items[i].source)) {
            ask_alone(call, slot->items, count);
            return forget_changed(call, &slot->items[i], err);
        }
    }
    if (err != NULL) { /* no sandbox, no room: nothing can be read at all */
        *err = why;
    }
    return code;
}

/* Where a document's bytes are; *good false: there are none now, which was told. */
static enum err_code find_source(struct call *call, struct slot *slot, struct item *item,
                                 const char *folder, bool *good, struct err *err)
{
    bool found = false;
    *good = false;
    TRY(name_it(call, slot, &item->of, err));
    TRY(source_bytes_find(call->db, slot->arena, call->root, folder, item->of.document,
                          &item->source, &found, err));
    if (!found) {
        return answer_missing(call->db, &item->of, SOURCE_CHANGED, err);
    }
    *good = source_bytes_unchanged(&item->source) && source_bytes_reachable(&item->source);
    return *good ? ERR_OK : forget_changed(call, item, err);
}

/* Gives an idle slot what it reads next; *some false when there is nothing for it. */
static enum err_code begin(struct call *call, struct slot *slot, bool *some, struct err *err)
{
    bool found = true;
    size_t kept = 0;
    arena_reset(slot->arena);
    slot->tries = 0;
    TRY(next_documents(call, slot, err));
    while (slot->count == 0 && found) {
        TRY(take_next_bytes(call, &found, err));
        TRY(next_documents(call, slot, err));
    }
    *some = slot->count > 0;
    for (size_t i = 0; i < slot->count; i++) {
        bool good = false;
        struct item item = slot->items[i];
        TRY(find_source(call, slot, &item, slot->sources[kept], &good, err));
        slot->items[kept] = item;
        kept += good;
    }
    slot->count = kept;
    return kept > 0 ? ask(call, slot, err) : ERR_OK;
}

/* ---- answers ---- */

static enum err_code no_answer(struct call *call, struct slot *slot, enum err_code how,
                               const struct err *why, struct err *err)
{
    if (slot->count > 1) { /* which of them it was is not known */
        ask_alone(call, slot->items, slot->count);
        slot->count = 0;
        return ERR_OK;
    }
    if (++slot->tries < TRIES && how != ERR_EXTERNAL) {
        return ask(call, slot, err); /* it may have been the machine's fault */
    }
    const char *words = how == ERR_TIMEOUT  ? "the reader took too long"
                        : how == ERR_FORMAT ? "the reader died"
                                            : why->message;
    slot->count = 0;
    return failed(call, slot, &slot->items[0].of, words, err);
}

static enum err_code keep_one(struct call *call, const struct held_answer *answer,
                              struct err *err)
{
    bool fault = false;
    struct err why = {0};
    enum err_code code = answers_take(call->db, answer, 1, &fault, &why);
    if (code != ERR_OK && fault) {
        return answer_missing(call->db, &answer->of,
                              arena_printf(call->held_arena, "not read: %s", why.message), err);
    }
    if (code != ERR_OK && err != NULL) {
        *err = why;
    }
    return code;
}

/* Writes the answers that are held back: a transaction for each would write the same pages of
 * the file over and over. When one of them is at fault each is taken by itself. */
static enum err_code keep_held(struct call *call, struct err *err)
{
    bool fault = false;
    struct err why = {0};
    size_t count = call->held_count;
    call->held_count = 0;
    enum err_code code =
        count == 0 ? ERR_OK : answers_take(call->db, call->held, count, &fault, &why);
    if (code != ERR_OK && fault) {
        code = ERR_OK;
        for (size_t i = 0; i < count && code == ERR_OK; i++) {
            code = keep_one(call, &call->held[i], err);
        }
    } else if (code != ERR_OK && err != NULL) {
        *err = why;
    }
    arena_reset(call->held_arena);
    return code;
}

static enum err_code hold(struct call *call, struct slot *slot, size_t ordinal, bool *held,
                          struct err *err)
{
    TRY(answer_hold(call->held_arena, slot->program, slot->scratch,
                    answer_file(slot->arena, ordinal), &slot->items[ordinal].of,
                    &call->held[call->held_count], held, err));
    if (!*held) {
        return keep_held(call, err);
    }
    call->held_ms = call->held_count == 0 ? clock_monotonic_ms() : call->held_ms;
    call->held_count++;
    return ERR_OK;
}

static enum err_code keep_due(struct call *call, struct err *err)
{
    bool due = call->held_count == HELD_MAX ||
               (call->held_count > 0 && clock_monotonic_ms() - call->held_ms >= HELD_MS);
    return due ? keep_held(call, err) : ERR_OK;
}

static enum err_code take_answer(struct call *call, struct slot *slot, size_t ordinal,
                                 struct err *err)
{
    bool fault = false;
    bool held = false;
    struct err why = {0};
    struct item *item = &slot->items[ordinal];
    if (!source_bytes_unchanged(&item->source)) {
        return forget_changed(call, item, err);
    }
    TRY(hold(call, slot, ordinal, &held, err));
    if (held) {
        call->done++;
        return keep_due(call, err);
    }
    enum err_code code =
        answer_take(call->db, slot->arena, slot->program, slot->scratch,
                    answer_file(slot->arena, ordinal), &item->of, &fault, &why);
    if (code != ERR_OK && fault && slot->count > 1) {
        ask_alone(call, item, 1);
        return ERR_OK;
    }
    if (code != ERR_OK && fault) {
        return failed(call, slot, &item->of, why.message, err);
    }
    if (code != ERR_OK) {
        *err = why;
        return code;
    }
    call->done++;
    return ERR_OK;
}

static enum err_code take_answers(struct call *call, struct slot *slot, struct err *err)
{
    for (size_t i = 0; i < slot->count; i++) {
        TRY(take_answer(call, slot, i, err));
    }
    slot->count = 0;
    return ERR_OK;
}

static enum err_code look(struct call *call, struct slot *slot, struct err *err)
{
    const struct js *output = NULL;
    struct err why = {0};
    bool done = false;
    enum err_code code = house_program_look(slot->program, &done, &output, &why);
    if (!done) {
        return ERR_OK;
    }
    slot->busy = false;
    return code == ERR_OK ? take_answers(call, slot, err)
                          : no_answer(call, slot, code, &why, err);
}

/* ---- all of it ---- */

static enum err_code show(struct call *call, const char *step, struct err *err)
{
    enum { ENOUGH = 5 };
    int64_t now = clock_monotonic_ms();
    int64_t documents;
    int64_t files;
    if (call->plan->progress == NULL || now - call->shown_ms < SHOW_EVERY_MS) {
        return ERR_OK;
    }
    call->shown_ms = now;
    TRY(db_number(call->db, sql_casefile_document_count, &documents, err, "t", STR("waiting")));
    TRY(db_number(call->db, sql_casefile_take_count, &files, err, ""));
    int64_t seconds = (now - call->began_ms) / 1000;
    struct casefile_progress progress = {.done = call->done,
                                         .waiting = documents + files,
                                         .seconds = seconds,
                                         .left =
                                             call->done < ENOUGH || seconds == 0
                                                 ? -1
                                                 : (documents + files) * seconds / call->done,
                                         .step = step};
    call->plan->progress(call->plan->data, &progress);
    return ERR_OK;
}

static enum err_code fill(struct call *call, bool *some_busy, struct err *err)
{
    *some_busy = false;
    for (int i = 0; i < call->plan->workers; i++) {
        struct slot *slot = &call->slots[i];
        bool some = true;
        while (!slot->busy && some && !stopped(call)) {
            TRY(begin(call, slot, &some, err));
        }
        *some_busy = *some_busy || slot->busy;
    }
    return ERR_OK;
}

static enum err_code read_all(struct call *call, struct err *err)
{
    struct pollfd fds[CASEFILE_WORKERS_MAX * POLL_EACH];
    bool busy = true;
    for (;;) {
        TRY(fill(call, &busy, err));
        if (stopped(call)) {
            return ERR_OK;
        }
        if (!busy) {
            bool more = call->held_count > 0; /* of these, what reading goes on with */
            TRY(keep_held(call, err));
            if (!more) {
                return ERR_OK;
            }
            continue;
        }
        int count = 0;
        for (int i = 0; i < call->plan->workers; i++) {
            count += call->slots[i].busy
                         ? house_program_poll(call->slots[i].program, fds + count)
                         : 0;
        }
        (void)poll(fds, (nfds_t)count, POLL_MS);
        for (int i = 0; i < call->plan->workers; i++) {
            if (call->slots[i].busy) {
                TRY(look(call, &call->slots[i], err));
            }
        }
        TRY(keep_due(call, err));
        TRY(show(call, "reading", err));
    }
}

static enum err_code open_slots(struct call *call, struct err *err)
{
    const struct casefile_plan *plan = call->plan;
    call->slots = arena_zalloc(call->arena, (size_t)plan->workers * sizeof *call->slots);
    call->held = arena_zalloc(call->arena, HELD_MAX * sizeof *call->held);
    for (int i = 0; i < plan->workers; i++) {
        struct slot *slot = &call->slots[i];
        slot->arena = arena_new();
        slot->scratch = arena_printf(call->arena, "%s/reader-%d", plan->scratch, i);
        for (int k = 0; k < AT_ONCE; k++) {
            slot->sources[k] = arena_printf(call->arena, "%s/source-%d", slot->scratch, k);
            TRY(file_make_folders(slot->sources[k], 0700, err));
        }
        TRY(house_program_open(&slot->program, plan->checks, READER, slot->scratch, err));
    }
    return ERR_OK;
}

static void close_slots(struct call *call)
{
    for (int i = 0; call->slots != NULL && i < call->plan->workers; i++) {
        house_program_free(call->slots[i].program);
        arena_free(call->slots[i].arena);
    }
}

static enum err_code run(struct call *call, struct err *err)
{
    TRY(casefile_folder(call->db, call->arena, &call->root, err));
    TRY(found_files_look(call->db, call->root.p, call->plan->stopped, err));
    TRY(open_slots(call, err));
    enum err_code code = read_all(call, err);
    enum err_code kept = keep_held(call, code == ERR_OK ? err : NULL); /* whatever stopped it */
    TRY(code == ERR_OK ? kept : code);
    if (!stopped(call) && call->plan->tools != NULL) {
        TRY(hearing_all(call->db, call->plan, call->root, err));
    }
    if (!stopped(call)) {
        TRY(related_alike(call->db, call->plan->stopped, err));
        TRY(related_threads(call->db, err));
    }
    if (!stopped(call) && call->plan->columns != NULL) {
        TRY(events_take(call->db, call->plan->columns, call->plan->stopped, err));
    }
    TRY(db_sync(call->db, err));
    return stopped(call) ? err_set(err, ERR_CANCELLED, "stopped; the same command goes on")
                         : ERR_OK;
}

/* Without the reader, or the tool that hears where it is asked for, no case file is made
 * either. */
static enum err_code check_programs(const struct casefile_plan *plan, struct err *err)
{
    struct house_program *reader;
    TRY(house_program_open(&reader, plan->checks, READER, plan->scratch, err));
    house_program_free(reader);
    return plan->tools == NULL ? ERR_OK : hearing_check(plan, err);
}

enum err_code casefile_read(const struct casefile_plan *plan, struct err *err)
{
    struct call call = {.plan = plan, .began_ms = clock_monotonic_ms()};
    int lock_fd;
    TRY(check_programs(plan, err));
    call.arena = arena_new();
    call.held_arena = arena_new();
    enum err_code code = casefile_open_to_read(&call.db, &lock_fd, plan->to, plan->folder, err);
    if (code == ERR_OK) {
        code = run(&call, err);
        close_slots(&call);
        db_close(call.db);
        close(lock_fd);
    }
    free(call.alone);
    arena_free(call.held_arena);
    arena_free(call.arena);
    return code;
}
