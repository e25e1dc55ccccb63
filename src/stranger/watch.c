/* See watch.h. */
#include "stranger/watch_state.h"

#include "base/clock.h"
#include "base/limits.h"
#include "record/published_log.h"
#include "stranger_sql.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

enum { TRIES = 3 }; /* of a log that grows while it is read */

struct watch_event *watch_note(struct watching *watching, const char *kind, bool violation,
                               const char *format, ...)
{
    struct watch_event *event = arena_zalloc(watching->arena, sizeof *event);
    struct strbuf words;
    va_list args;
    strbuf_init(&words, LIMIT_BODY);
    va_start(args, format);
    strbuf_vprintf(&words, format, args);
    va_end(args);
    event->kind = kind;
    event->violation = violation;
    event->words = arena_str(watching->arena, strbuf_view(&words));
    strbuf_release(&words);
    *watching->end = event;
    watching->end = &event->next;
    watching->report->events++;
    watching->report->violations += violation;
    return event;
}

/* ---- the state ---- */

static enum err_code head_get(struct watching *watching, const char *name, struct str *value,
                              struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(watching->db, sql_watch_head_get, &query, err));
    db_bind_text(query, 1, str_of(name));
    TRY(db_step(query, &row, err));
    *value = row ? arena_str(watching->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

static enum err_code head_set(struct watching *watching, const char *name, struct str value,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(watching->db, sql_watch_head_set, &query, err));
    db_bind_text(query, 1, str_of(name));
    db_bind_text(query, 2, value);
    return db_run(query, err);
}

static enum err_code save_head(struct watching *watching, struct err *err)
{
    char now[TIME_SIZE];
    time_format(now, watching->plan->now);
    TRY(head_set(watching, "log_key", watching->report->log_key, err));
    TRY(head_set(watching, "checkpoint", watching->checkpoint, err));
    return head_set(watching, "seen_at", str_of(now), err);
}

/* ---- comparing heads ---- */

/* Whose log is watched: the state's key, which a given one may not contradict. */
static enum err_code find_key(struct watching *watching, struct note_key *key, bool *known,
                              struct err *err)
{
    const struct note_key *given = watching->plan->log_key;
    struct str vkey;
    TRY(head_get(watching, "log_key", &vkey, err));
    *known = vkey.n > 0 || given != NULL;
    if (vkey.n == 0) {
        if (given != NULL) {
            *key = *given;
        }
        return ERR_OK;
    }
    TRY(vkey_parse(vkey, key, err));
    if (given != NULL && (!str_eq(given->name, key->name) ||
                          memcmp(&given->public, &key->public, sizeof key->public) != 0)) {
        err_set(err, ERR_USAGE, "%s watches the log of another key", watching->plan->state);
        err_hint(err, "give each log a state of its own");
        return ERR_USAGE;
    }
    return ERR_OK;
}

/* The first leaf whose hash is not what it was. */
static enum err_code find_changed(struct watching *watching, struct published_log *log,
                                  struct err *err)
{
    uint64_t last = watching->report->before < log->checkpoint.head.size
                        ? watching->report->before
                        : log->checkpoint.head.size;
    for (uint64_t index = 0; index < last; index++) {
        struct db_query *query;
        struct sha256 hash;
        char hex[SHA256_HEX_SIZE];
        bool row;
        if (published_node(log, 0, index, &hash, err) != ERR_OK) {
            return ERR_OK;
        }
        sha256_hex(hex, &hash);
        TRY(db_prepare(watching->db, sql_watch_leaf_get, &query, err));
        db_bind_int(query, 1, (int64_t)index);
        TRY(db_step(query, &row, err));
        if (row && !str_is(db_text(query, 1), hex)) {
            struct watch_event *event = watch_note(watching, "rewritten", true,
                                                   "leaf %" PRIu64 ", %.*s, is another one now",
                                                   index, STR_ARG(db_text(query, 2)));
            event->statement = arena_str(watching->arena, db_text(query, 0));
            event->index = index;
            db_reset(query);
            return ERR_OK;
        }
        db_reset(query);
    }
    return ERR_OK;
}

static enum err_code compare_heads(struct watching *watching, struct published_log *log,
                                   struct err *err)
{
    static const char *const kinds[] = {"", "rolled-back", "split-view", "rewritten"};
    struct signed_checkpoint seen;
    enum published_history history;
    TRY(checkpoint_parse(watching->arena, watching->seen, &seen, err));
    watching->report->before = seen.head.size;
    TRY(published_compare(log, seen.head.size, &seen.head.root, &history, err));
    if (history == HISTORY_CONTINUES) {
        return ERR_OK;
    }
    watch_note(watching, kinds[history], true,
               "%s (%" PRIu64 " leaves seen, %" PRIu64 " shown)",
               published_history_words(history), seen.head.size, log->checkpoint.head.size);
    watching->report->seen = watching->seen;
    watching->report->shown = watching->checkpoint;
    return history == HISTORY_ROLLED_BACK ? ERR_OK : find_changed(watching, log, err);
}

/* ---- one look ---- */

/* The audit reads the very checkpoint that was compared. */
static enum err_code read_pinned(void *data, struct arena *arena, const char *name, size_t max,
                                 struct str *bytes, struct err *err)
{
    struct watching *watching = data;
    const struct log_files *files = &watching->plan->files;
    if (strcmp(name, "checkpoint") == 0) {
        *bytes = watching->checkpoint;
        return ERR_OK;
    }
    return files->read(files->data, arena, name, max, bytes, err);
}

static enum err_code name_removals(struct watching *watching, struct err *err)
{
    for (struct watch_event *event = watching->report->list; event; event = event->next) {
        struct db_query *query;
        bool row;
        if (strcmp(event->kind, "removed") != 0) {
            continue;
        }
        TRY(db_prepare(watching->db, sql_watch_removal_get, &query, err));
        db_bind_text(query, 1, event->statement);
        TRY(db_step(query, &row, err));
        event->by = row ? arena_str(watching->arena, db_text(query, 0)) : STR("");
        db_reset(query);
    }
    return ERR_OK;
}

static void forget_events(struct watching *watching)
{
    struct watch_report *report = watching->report;
    report->list = NULL;
    report->events = 0;
    report->violations = 0;
    watching->end = &report->list;
}

/* What does not hold is a finding; what cannot be read is a failure. */
static enum err_code audit_all(struct watching *watching, const struct note_key *key,
                               struct err *err)
{
    struct audit_report audited;
    struct err why = {0};
    const struct audit_plan plan = {
        .files = {read_pinned, watching, watching->plan->files.shared},
        .log_key = key,
        .visit = watch_leaf,
        .data = watching};
    enum err_code code = audit_files(watching->arena, &plan, &audited, &why);
    if (code == ERR_INVALID || code == ERR_FORMAT || code == ERR_LIMIT) {
        forget_events(watching); /* what leaves of a log say that does not hold is nothing */
        watch_note(watching, "broken", true, "%s", why.message);
        return ERR_OK;
    }
    if (code != ERR_OK) {
        *err = why;
        return code;
    }
    watching->report->log_key = audited.log_key;
    watching->report->key_from_genesis = audited.key_from_genesis;
    TRY(name_removals(watching, err));
    return save_head(watching, err);
}

/* True when the checkpoint is of the log that is watched. */
static bool check_signer(struct watching *watching, const struct published_log *log,
                         const struct note_key *key)
{
    struct err why;
    if (!str_eq(log->checkpoint.head.origin, key->name)) {
        watch_note(watching, "origin", true, "another log: %.*s, not %.*s",
                   STR_ARG(log->checkpoint.head.origin), STR_ARG(key->name));
        return false;
    }
    if (checkpoint_verify(&log->checkpoint, key, &why) != ERR_OK) {
        watch_note(watching, "signature", true, "%s", why.message);
        return false;
    }
    return true;
}

static enum err_code judge(struct watching *watching, struct published_log *log,
                           struct err *err)
{
    struct note_key key;
    bool known;
    TRY(find_key(watching, &key, &known, err));
    watching->checkpoint = log->checkpoint.bytes;
    watching->report->origin = log->checkpoint.head.origin;
    watching->report->size = log->checkpoint.head.size;
    watching->report->first = watching->seen.n == 0;
    if (known && !check_signer(watching, log, &key)) {
        return ERR_OK;
    }
    if (watching->seen.n > 0) {
        TRY(compare_heads(watching, log, err));
    }
    return watching->report->violations > 0 ? ERR_OK
                                            : audit_all(watching, known ? &key : NULL, err);
}

static bool history_is_broken(const struct watch_report *report)
{
    for (const struct watch_event *event = report->list; event; event = event->next) {
        if (event->violation && strcmp(event->kind, "gap") != 0) {
            return true;
        }
    }
    return false;
}

static enum err_code look_once(struct watching *watching, struct str *checkpoint,
                               struct err *err)
{
    struct published_log log;
    struct err why;
    *watching->report = (struct watch_report){0};
    watching->end = &watching->report->list;
    TRY(head_get(watching, "checkpoint", &watching->seen, err));
    TRY(db_begin(watching->db, err));
    enum err_code code = published_open(&log, watching->arena, &watching->plan->files, &why);
    if (code == ERR_OK) {
        *checkpoint = log.checkpoint.bytes;
        code = judge(watching, &log, err);
    } else if (code == ERR_FORMAT) {
        watch_note(watching, "signature", true, "%s", why.message);
        code = ERR_OK;
    } else if (err != NULL) {
        *err = why;
    }
    published_close(&log);
    if (code != ERR_OK || history_is_broken(watching->report)) {
        db_rollback(watching->db);
        return code;
    }
    return db_commit(watching->db, err);
}

/* A file that was not there because the log has grown meanwhile is looked for again. */
static enum err_code look(struct watching *watching, struct err *err)
{
    struct str checkpoint = STR("");
    struct err why;
    enum err_code code = ERR_NOT_FOUND;
    for (int i = 0; i < TRIES && code == ERR_NOT_FOUND; i++) {
        struct str before = checkpoint;
        code = look_once(watching, &checkpoint, &why);
        if (code == ERR_NOT_FOUND && i > 0 && str_eq(before, checkpoint)) {
            break;
        }
    }
    if (code == ERR_NOT_FOUND && checkpoint.n > 0) {
        watch_note(watching, "broken", true, "%s", why.message);
        return ERR_OK;
    }
    if (code != ERR_OK && err != NULL) {
        *err = why;
    }
    return code;
}

enum err_code watch_look(struct arena *arena, const struct watch_plan *plan,
                         struct watch_report *report, struct err *err)
{
    const char *const steps[] = {sql_watch_schema_1};
    struct watching watching = {.arena = arena, .plan = plan, .report = report};
    *report = (struct watch_report){0};
    enum err_code code = db_open(&watching.db, plan->state, DB_WRITE, err);
    if (code == ERR_OK) {
        code = db_migrate(watching.db, steps, 1, err);
    }
    if (code == ERR_OK) {
        code = look(&watching, err);
    }
    db_close(watching.db);
    return code;
}
