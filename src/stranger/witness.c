/* See witness.h. */
#include "stranger/witness.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/cosignature.h"
#include "record/published_log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define FIRST_LINE "policeai-witness/v1\n"

void witness_state_write(struct strbuf *out, const struct witness_state *state)
{
    strbuf_puts(out, FIRST_LINE);
    vkey_format(out, &state->log_key);
    strbuf_printf(out, "\n%" PRId64 "\n\n", state->time);
    strbuf_str(out, state->checkpoint.bytes);
}

enum err_code witness_state_parse(struct arena *arena, struct str text,
                                  struct witness_state *state, struct err *err)
{
    struct str rest = str_from(text, strlen(FIRST_LINE));
    struct str vkey = STR("");
    struct str time = STR("");
    struct str empty = STR("x");
    uint64_t seconds;
    if (!str_starts(text, STR(FIRST_LINE)) || !str_split(&rest, '\n', &vkey) ||
        !str_split(&rest, '\n', &time) || !str_split(&rest, '\n', &empty) || empty.n != 0 ||
        rest.p == NULL || !str_to_u64(time, INT64_MAX, &seconds)) {
        return err_set(err, ERR_FORMAT, "not the state of a witness");
    }
    TRY(vkey_parse(vkey, &state->log_key, err));
    state->time = (int64_t)seconds;
    TRY(checkpoint_parse(arena, rest, &state->checkpoint, err));
    return checkpoint_verify(&state->checkpoint, &state->log_key, err);
}

/* One witness at a time looks and writes; the lock lies beside, for the state is replaced. */
static enum err_code take_lock(struct arena *arena, const char *state, int *fd, struct err *err)
{
    char *path = arena_printf(arena, "%s.lock", state);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0) {
        return ERR_OK;
    }
    enum err_code code = errno == EWOULDBLOCK ? err_set(err, ERR_CONFLICT,
                                                        "%s is in use by another witness", path)
                                              : err_errno(err, "cannot lock %s", path);
    close(*fd);
    return code;
}

/* Without a state yet, the log's key must come from the person. */
static enum err_code read_state(struct arena *arena, const struct witness_plan *plan,
                                struct witness_state *state, struct err *err)
{
    struct str text;
    *state = (struct witness_state){0};
    if (!file_exists(plan->state)) {
        if (plan->log_key == NULL) {
            err_set(err, ERR_USAGE, "this log is new here: give its key with --log-key VKEY");
            err_hint(err, "take it from the log's operator by another way than the log");
            return ERR_USAGE;
        }
        state->log_key = *plan->log_key;
        return ERR_OK;
    }
    TRY(file_read(arena, plan->state, 2 * LIMIT_NOTE, &text, err));
    enum err_code code = witness_state_parse(arena, text, state, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", plan->state);
        return code;
    }
    const struct note_key *given = plan->log_key;
    if (given != NULL &&
        (!str_eq(given->name, state->log_key.name) ||
         memcmp(&given->public, &state->log_key.public, sizeof given->public) != 0)) {
        return err_set(err, ERR_INVALID, "%s is of another log key", plan->state);
    }
    return ERR_OK;
}

static enum err_code judge(struct published_log *log, const struct witness_state *state,
                           int64_t now, struct err *err)
{
    const struct signed_checkpoint *seen = &state->checkpoint;
    const struct checkpoint *head = &log->checkpoint.head;
    if (!str_eq(head->origin, state->log_key.name)) {
        return err_set(err, ERR_INVALID, "another origin: %.*s, not %.*s",
                       STR_ARG(head->origin), STR_ARG(state->log_key.name));
    }
    TRY(checkpoint_verify(&log->checkpoint, &state->log_key, err));
    if (now < state->time) {
        return err_set(err, ERR_CONFLICT,
                       "the clock of this machine stands before the last cosignature");
    }
    if (seen->bytes.p == NULL) {
        return ERR_OK;
    }
    enum published_history history;
    TRY(published_compare(log, seen->head.size, &seen->head.root, &history, err));
    return history == HISTORY_CONTINUES
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s (%" PRIu64 " leaves seen, %" PRIu64 " shown)",
                         published_history_words(history), seen->head.size, head->size);
}

/* The state first, synced: a cosignature that was given out is never forgotten. */
static enum err_code save_state(const struct witness_plan *plan,
                                const struct witness_state *state, struct err *err)
{
    struct strbuf text;
    strbuf_init(&text, 2 * LIMIT_NOTE);
    witness_state_write(&text, state);
    enum err_code code = strbuf_check(&text, "the state", err);
    if (code == ERR_OK) {
        code = file_write(plan->state, strbuf_view(&text), 0600, err);
    }
    strbuf_release(&text);
    return code;
}

/* Text, the log's own line, ours: lines of others are for others to add. */
static void compose(struct arena *arena, const struct witness_plan *plan,
                    const struct witness_state *state, struct str *note)
{
    const struct note *seen = &state->checkpoint.note;
    struct strbuf out;
    strbuf_init(&out, 2 * LIMIT_NOTE);
    strbuf_str(&out, seen->text);
    strbuf_putc(&out, '\n');
    for (size_t i = 0; i < seen->count; i++) {
        if (str_eq(seen->signatures[i].name, state->log_key.name) &&
            seen->signatures[i].id == state->log_key.id) {
            strbuf_str(&out, seen->signatures[i].line);
        }
    }
    cosignature_sign(&out, seen->text, plan->name, plan->secret, plan->now);
    *note = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
}

static enum err_code cosign(struct arena *arena, const struct witness_plan *plan,
                            struct witness_result *result, struct err *err)
{
    struct witness_state state;
    struct published_log log;
    TRY(read_state(arena, plan, &state, err));
    enum err_code code = published_open(&log, arena, &plan->files, err);
    if (code == ERR_OK) {
        code = judge(&log, &state, plan->now, err);
    }
    if (code == ERR_OK) {
        result->before = state.checkpoint.head.size;
        state.checkpoint = log.checkpoint;
        state.time = plan->now;
        code = save_state(plan, &state, err);
    }
    if (code == ERR_OK) {
        result->size = state.checkpoint.head.size;
        result->origin = state.checkpoint.head.origin;
        compose(arena, plan, &state, &result->note);
    }
    published_close(&log);
    return code;
}

enum err_code witness_cosign(struct arena *arena, const struct witness_plan *plan,
                             struct witness_result *result, struct err *err)
{
    int lock;
    TRY(take_lock(arena, plan->state, &lock, err));
    enum err_code code = cosign(arena, plan, result, err);
    close(lock);
    return code;
}

enum err_code witness_key_make(const char *path, struct str name, struct strbuf *vkey,
                               struct err *err)
{
    if (!note_name_valid(name)) {
        return err_set(err, ERR_USAGE, "a witness's name has no blanks and no plus sign");
    }
    struct arena *arena = arena_new();
    struct sig_secret secret = sig_generate();
    struct note_key key = cosigner_key_of(name, &secret.public);
    enum err_code code = sig_secret_save(path, &secret, err);
    sig_secret_wipe(&secret);
    if (code == ERR_OK) {
        cosigner_format(vkey, &key);
        char *line = arena_printf(arena, "%s\n", vkey->p);
        code = file_write(arena_printf(arena, "%s.vkey", path), str_of(line), 0644, err);
    }
    arena_free(arena);
    return code;
}

enum err_code witness_key_load(struct arena *arena, const char *path, struct sig_secret *secret,
                               struct str *name, struct err *err)
{
    struct note_key key;
    struct str text;
    char *beside = arena_printf(arena, "%s.vkey", path);
    TRY(file_read(arena, beside, LIMIT_CONFIG, &text, err));
    TRY(cosigner_parse(str_trim(text), &key, err));
    TRY(sig_secret_load(path, secret, err));
    if (memcmp(&key.public, &secret->public, sizeof key.public) != 0) {
        sig_secret_wipe(secret);
        return err_set(err, ERR_INVALID, "%s is of another key than %s", beside, path);
    }
    *name = key.name;
    return ERR_OK;
}
