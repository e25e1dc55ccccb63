#include "run/journal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { SYNC_LINES = 64, SYNC_MS = 200, LINE_MAX_BYTES = 4 * LIMIT_LINE };

struct place {
    off_t offset;
    size_t length; /* 0: no line */
};

struct journal {
    char *path;
    int fd;
    const struct bench *bench;
    struct place *places; /* by item */
    size_t count;
    off_t end;
    int unsynced;
    int64_t oldest_ms; /* of what is not synced */
};

/* Reads one line's outcome; the index of its item in *item. */
static enum err_code read_line(struct arena *arena, const struct bench *bench, struct str line,
                               struct client_answer *answer, struct err *err)
{
    static const char *const keys[] = {"attempts",     "code",    "id",     "message",
                                       "microseconds", "outcome", "output", "tokens_in",
                                       "tokens_out",   NULL};
    struct js *row;
    struct str id;
    struct str word;
    *answer = (struct client_answer){.microseconds = -1};
    TRY(js_parse(arena, line, &row, err));
    TRY(js_only(row, keys, err));
    TRY(js_need_str(row, "id", &id, err));
    TRY(js_need_str(row, "outcome", &word, err));
    TRY(js_need_int(row, "microseconds", -1, INT64_MAX, &answer->microseconds, err));
    TRY(js_may_int(row, "attempts", 1, INT32_MAX, &answer->attempts, err));
    TRY(js_may_int(row, "tokens_in", 0, INT32_MAX, &answer->tokens_in, err));
    TRY(js_may_int(row, "tokens_out", 0, INT32_MAX, &answer->tokens_out, err));
    TRY(js_may_str(row, "output", &answer->output, err));
    TRY(js_may_str(row, "code", &answer->error_code, err));
    TRY(js_may_str(row, "message", &answer->error_message, err));
    const struct bench_item *item = bench_item_lookup(bench, id);
    if (item == NULL || !outcome_of_word(word, &answer->outcome) ||
        (answer->outcome == OUTCOME_ANSWERED) != (answer->output.p != NULL)) {
        return err_set(err, ERR_FORMAT, "unknown item or outcome");
    }
    answer->item = (size_t)(item - bench->items);
    return ERR_OK;
}

static enum err_code take_line(struct journal *journal, struct str line, struct err *err)
{
    struct arena *arena = arena_new();
    struct client_answer answer;
    enum err_code code = read_line(arena, journal->bench, line, &answer, err);
    if (code == ERR_OK && !journal_has(journal, answer.item)) {
        journal->places[answer.item] = (struct place){journal->end, line.n};
        journal->count++;
    }
    arena_free(arena);
    return code;
}

static enum err_code cut_torn_line(struct journal *journal, struct err *err)
{
    if (ftruncate(journal->fd, journal->end) != 0 || fdatasync(journal->fd) != 0) {
        return err_errno(err, "cannot cut the unfinished line off %s", journal->path);
    }
    return ERR_OK;
}

/* Power lost before a sync leaves a tail with holes, which read as NUL; no line of ours has
 * one. From there on nothing was promised. */
static bool is_unwritten(struct str line)
{
    return line.n > 0 && memchr(line.p, '\0', line.n) != NULL;
}

static enum err_code read_lines(struct journal *journal, struct err *err)
{
    struct file_lines lines;
    bool found = true;
    enum err_code code = file_lines_open(&lines, journal->path, LINE_MAX_BYTES, err);
    while (code == ERR_OK && found) {
        struct str line;
        code = file_lines_next(&lines, &line, &found, err);
        if (code != ERR_OK || !found || !lines.had_newline || is_unwritten(line)) {
            break;
        }
        code = take_line(journal, line, err);
        if (code != ERR_OK) {
            err_prefix(err, "%s line %zu", journal->path, lines.number);
            err_hint(err, "remove the folder of this run to measure afresh");
        }
        journal->end += (off_t)line.n + 1;
    }
    file_lines_close(&lines);
    return code;
}

/* Lines that are synced are worth nothing under a name that is not. */
static enum err_code sync_name(const struct journal *journal, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = file_sync_folder(file_folder_of(arena, journal->path), err);
    arena_free(arena);
    return code;
}

enum err_code journal_open(struct journal **out, const char *path, const struct bench *bench,
                           struct err *err)
{
    struct journal *journal = xcalloc(1, sizeof *journal);
    enum err_code code = ERR_OK;
    journal->path = xstrdup(path);
    journal->bench = bench;
    journal->places = xcalloc(bench->count + 1, sizeof *journal->places);
    journal->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (journal->fd < 0) {
        TRY_OUT(err_errno(err, "cannot open %s", path));
    }
    if (flock(journal->fd, LOCK_EX | LOCK_NB) != 0) {
        TRY_OUT(
            err_set(err, ERR_CONFLICT, "another process is measuring this already (%s)", path));
    }
    TRY_OUT(sync_name(journal, err));
    TRY_OUT(read_lines(journal, err));
    TRY_OUT(cut_torn_line(journal, err));
    *out = journal;
    return ERR_OK;
out:
    journal->unsynced = 0;
    enum err_code ignored = journal_close(journal, NULL);
    (void)ignored;
    *out = NULL;
    return code;
}

static enum err_code sync_now(struct journal *journal, struct err *err)
{
    if (fdatasync(journal->fd) != 0) {
        return err_errno(err, "cannot sync %s", journal->path);
    }
    journal->unsynced = 0;
    return ERR_OK;
}

enum err_code journal_close(struct journal *journal, struct err *err)
{
    enum err_code code = ERR_OK;
    if (journal == NULL) {
        return ERR_OK;
    }
    if (journal->unsynced > 0) {
        code = sync_now(journal, err);
    }
    if (journal->fd >= 0) {
        close(journal->fd);
    }
    free(journal->path);
    free(journal->places);
    free(journal);
    return code;
}

void journal_members(struct jsonw *w, struct str id, const struct client_answer *answer)
{
    if (answer->attempts > 0) {
        jsonw_member_int(w, "attempts", answer->attempts);
    }
    if (answer->outcome == OUTCOME_ERROR) {
        jsonw_member_str(w, "code", answer->error_code);
    }
    jsonw_member_str(w, "id", id);
    if (answer->outcome == OUTCOME_ERROR) {
        jsonw_member_str(w, "message", answer->error_message);
    }
    jsonw_member_int(w, "microseconds", answer->microseconds);
    jsonw_member(w, "outcome", outcome_word(answer->outcome));
}

void journal_tokens(struct jsonw *w, const struct client_answer *answer)
{
    if (answer->tokens_in > 0 || answer->tokens_out > 0) {
        jsonw_member_int(w, "tokens_in", answer->tokens_in);
        jsonw_member_int(w, "tokens_out", answer->tokens_out);
    }
}

static void write_line(struct strbuf *line, struct str id, const struct client_answer *answer)
{
    struct jsonw w;
    jsonw_init(&w, line);
    jsonw_object(&w);
    journal_members(&w, id, answer);
    if (answer->outcome == OUTCOME_ANSWERED) {
        jsonw_member_str(&w, "output", answer->output);
    }
    journal_tokens(&w, answer);
    jsonw_end(&w);
    strbuf_putc(line, '\n');
}

enum err_code journal_add(struct journal *journal, const struct client_answer *answer,
                          struct err *err)
{
    struct strbuf line;
    if (journal_has(journal, answer->item)) {
        BUG("item %zu has its line already", answer->item);
    }
    strbuf_init(&line, LINE_MAX_BYTES);
    write_line(&line, journal->bench->items[answer->item].id, answer);
    enum err_code code = strbuf_check(&line, "a line of the journal", err);
    if (code == ERR_OK) {
        code = file_write_fd(journal->fd, journal->path, strbuf_view(&line), err);
    }
    if (code == ERR_OK) {
        journal->places[answer->item] = (struct place){journal->end, line.n - 1};
        journal->end += (off_t)line.n;
        journal->count++;
        journal->oldest_ms = journal->unsynced == 0 ? clock_monotonic_ms() : journal->oldest_ms;
        code = ++journal->unsynced >= SYNC_LINES ? sync_now(journal, err) : ERR_OK;
    }
    strbuf_release(&line);
    return code;
}

enum err_code journal_tick(struct journal *journal, struct err *err)
{
    bool due = journal->unsynced > 0 && clock_monotonic_ms() - journal->oldest_ms >= SYNC_MS;
    return due ? sync_now(journal, err) : ERR_OK;
}

bool journal_has(const struct journal *journal, size_t item)
{
    return journal->places[item].length > 0;
}

size_t journal_count(const struct journal *journal)
{
    return journal->count;
}

enum err_code journal_read(struct journal *journal, struct arena *arena, size_t item,
                           struct client_answer *answer, struct err *err)
{
    struct place place = journal->places[item];
    char *bytes = arena_alloc(arena, place.length + 1);
    for (size_t have = 0; have < place.length;) {
        ssize_t got =
            pread(journal->fd, bytes + have, place.length - have, place.offset + (off_t)have);
        if (got <= 0) {
            return err_errno(err, "cannot read %s", journal->path);
        }
        have += (size_t)got;
    }
    return read_line(arena, journal->bench, str_n(bytes, place.length), answer, err);
}
