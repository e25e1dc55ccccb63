/* See witness.h. */
#include "stranger/witness.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/cosignature.h"
#include "record/published_log.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Without a state yet, the log's key must come from the person. */
static enum err_code read_state(struct arena *arena, const struct witness_plan *plan,
                                struct witness_state *state, struct err *err)
{
    TRY(witness_state_load(arena, plan->state, plan->log_key, state, err));
    if (state->checkpoint.bytes.p == NULL && plan->log_key == NULL) {
        err_set(err, ERR_USAGE, "this log is new here: give its key with --log-key VKEY");
        err_hint(err, "take it from the log's operator by another way than the log");
        return ERR_USAGE;
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

static void compose(struct arena *arena, const struct witness_plan *plan,
                    const struct witness_state *state, struct str *note)
{
    struct strbuf out;
    strbuf_init(&out, 2 * LIMIT_NOTE);
    witness_state_cosigned(&out, state, plan->name, plan->secret);
    *note = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
}

/* The state first, synced: a cosignature that was given out is never forgotten. */
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
        code = witness_state_save(plan->state, &state, err);
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
    TRY(witness_state_lock(arena, plan->state, &lock, err));
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
