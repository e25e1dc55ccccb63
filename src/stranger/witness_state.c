/* See witness_state.h. */
#include "stranger/witness_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/cosignature.h"

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

enum err_code witness_state_lock(struct arena *arena, const char *path, int *fd,
                                 struct err *err)
{
    char *lock = arena_printf(arena, "%s.lock", path);
    *fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        return err_errno(err, "cannot open %s", lock);
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0) {
        return ERR_OK;
    }
    enum err_code code = errno == EWOULDBLOCK ? err_set(err, ERR_CONFLICT,
                                                        "%s is in use by another witness", lock)
                                              : err_errno(err, "cannot lock %s", lock);
    close(*fd);
    return code;
}

enum err_code witness_state_load(struct arena *arena, const char *path,
                                 const struct note_key *log_key, struct witness_state *state,
                                 struct err *err)
{
    struct str text;
    struct err why = {0};
    *state = (struct witness_state){0};
    enum err_code code = file_read(arena, path, 2 * LIMIT_NOTE, &text, &why);
    if (code == ERR_NOT_FOUND) { /* a file that cannot be read is not "none" */
        if (log_key != NULL) {
            state->log_key = *log_key;
        }
        return ERR_OK;
    }
    if (code != ERR_OK) {
        return err_set(err, code, "%s", why.message);
    }
    code = witness_state_parse(arena, text, state, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
        return code;
    }
    if (log_key != NULL &&
        (!str_eq(log_key->name, state->log_key.name) ||
         memcmp(&log_key->public, &state->log_key.public, sizeof log_key->public) != 0)) {
        return err_set(err, ERR_INVALID, "%s is of another log key", path);
    }
    return ERR_OK;
}

enum err_code witness_state_save(const char *path, const struct witness_state *state,
                                 struct err *err)
{
    struct strbuf text;
    strbuf_init(&text, 2 * LIMIT_NOTE);
    witness_state_write(&text, state);
    enum err_code code = strbuf_check(&text, "the state", err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&text), 0600, err);
    }
    strbuf_release(&text);
    return code;
}

void witness_state_cosigned(struct strbuf *out, const struct witness_state *state,
                            struct str name, const struct sig_secret *secret)
{
    const struct note *seen = &state->checkpoint.note;
    strbuf_str(out, seen->text);
    strbuf_putc(out, '\n');
    for (size_t i = 0; i < seen->count; i++) {
        if (str_eq(seen->signatures[i].name, state->log_key.name) &&
            seen->signatures[i].id == state->log_key.id) {
            strbuf_str(out, seen->signatures[i].line);
        }
    }
    cosignature_sign(out, seen->text, name, secret, state->time);
}
