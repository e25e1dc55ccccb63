/* See witness_service.h. */
#include "stranger/witness_service.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "ledger/cosignature.h"
#include "stranger/witness_state.h"
#include "stranger/witness_submission.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define WORDS "text/plain; charset=utf-8"
#define SIZE "text/x.tlog.size"

/* What was asked, as far as it has been judged. */
struct request {
    struct witness_submission submission;
    struct signed_checkpoint shown;
    const struct note_key *log;
};

static void answer(struct witness_reply *reply, int status, const char *type, const char *body)
{
    *reply = (struct witness_reply){status, type, str_of(body)};
}

/* Always false: "not to be cosigned". */
static bool refuse(struct witness_reply *reply, struct arena *arena, int status,
                   const char *words)
{
    answer(reply, status, WORDS, arena_printf(arena, "%s\n", words));
    return false;
}

/* What the asker can do nothing about. */
static bool fail(struct witness_reply *reply, struct arena *arena, const struct err *err)
{
    if (err->code == ERR_CONFLICT) {
        return refuse(reply, arena, 503, "the state of this log is in use; ask again");
    }
    log_err("witness-failed", err);
    return refuse(reply, arena, 500, "this witness failed; its operator finds why in the log");
}

static const char *state_path(const struct witness_service *service, struct arena *arena,
                              const struct note_key *log)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 digest = sha256_of(log->name);
    sha256_hex(hex, &digest);
    return arena_printf(arena, "%s/%s.state", service->folder, hex);
}

static const struct note_key *find_log(const struct witness_service *service, struct str origin)
{
    for (size_t i = 0; i < service->log_count; i++) {
        if (str_eq(service->logs[i].name, origin)) {
            return &service->logs[i];
        }
    }
    return NULL;
}

/* All that can be told without the state, in the order of the protocol's text. */
static bool read_request(const struct witness_service *service, struct arena *arena,
                         struct str body, struct request *request, struct witness_reply *reply)
{
    struct err err = {0};
    struct signed_checkpoint *shown = &request->shown;
    if (witness_submission_parse(body, &request->submission, &err) != ERR_OK ||
        checkpoint_parse(arena, request->submission.checkpoint, shown, &err) != ERR_OK) {
        return refuse(reply, arena, 400, err.message);
    }
    request->log = find_log(service, shown->head.origin);
    if (request->log == NULL) {
        return refuse(reply, arena, 404, "this witness does not know a log of that origin");
    }
    if (checkpoint_verify(shown, request->log, &err) != ERR_OK) {
        return refuse(reply, arena, 403, err.message);
    }
    if (request->submission.old > shown->head.size) {
        return refuse(reply, arena, 400, "the old size is larger than the checkpoint's");
    }
    return true;
}

/* Two roots of one size, both signed by the log, prove that it showed two histories: the
 * second is kept in the log of events, the first is the state. */
static void tell_split(const struct request *request)
{
    const struct note *note = &request->shown.note;
    for (size_t i = 0; i < note->count; i++) {
        if (str_eq(note->signatures[i].name, request->log->name) &&
            note->signatures[i].id == request->log->id) {
            log_event(LOG_WARNING, "split-view", "%.*s\n%.*s", STR_ARG(note->text),
                      STR_ARG(note->signatures[i].line));
            return;
        }
    }
}

static bool continues(const struct request *request, const struct witness_state *state,
                      struct arena *arena, struct witness_reply *reply)
{
    const struct merkle_range empty = {0};
    const struct sha256 nothing = merkle_range_root(&empty);
    const struct checkpoint *last = &state->checkpoint.head;
    const struct checkpoint *shown = &request->shown.head;
    const struct sha256 *root = last->size > 0 ? &last->root : &nothing;
    struct err err = {0};
    if (request->submission.old != last->size) {
        answer(reply, 409, SIZE, arena_printf(arena, "%" PRIu64 "\n", last->size));
        return false;
    }
    if (shown->size == last->size && !sha256_eq(&shown->root, root)) {
        tell_split(request);
        return refuse(reply, arena, 422, "another root at the same size");
    }
    if (merkle_verify_consistency(&request->submission.proof, last->size, root, shown->size,
                                  &shown->root, &err) != ERR_OK) {
        return refuse(reply, arena, 422, err.message);
    }
    return true;
}

/* The state is on the disk before a cosignature exists. */
static bool take(const struct witness_service *service, struct arena *arena,
                 const struct request *request, const char *path, struct witness_state *state,
                 struct witness_reply *reply)
{
    struct err err = {0};
    int64_t now = clock_now(&service->clock);
    if (now < state->time) {
        err_set(&err, ERR_INVALID,
                "the clock of this machine stands before the last cosignature");
        return fail(reply, arena, &err);
    }
    state->checkpoint = request->shown;
    state->time = now;
    return witness_state_save(path, state, &err) == ERR_OK || fail(reply, arena, &err);
}

static void cosign(const struct witness_service *service, struct arena *arena,
                   const struct request *request, const char *path, struct witness_reply *reply)
{
    struct err err = {0};
    struct strbuf line;
    struct witness_state state;
    if (witness_state_load(arena, path, request->log, &state, &err) != ERR_OK) {
        err.code = ERR_INVALID; /* never "in use" */
        fail(reply, arena, &err);
        return;
    }
    if (!continues(request, &state, arena, reply) ||
        !take(service, arena, request, path, &state, reply)) {
        return;
    }
    strbuf_init(&line, LIMIT_NOTE);
    cosignature_sign(&line, request->shown.note.text, service->name, service->secret,
                     state.time);
    *reply = (struct witness_reply){200, WORDS, arena_str(arena, strbuf_view(&line))};
    strbuf_release(&line);
}

void witness_add_checkpoint(const struct witness_service *service, struct arena *arena,
                            struct str body, struct witness_reply *reply)
{
    int lock;
    struct err err = {0};
    struct request request = {.log = NULL};
    if (!read_request(service, arena, body, &request, reply)) {
        return;
    }
    const char *path = state_path(service, arena, request.log);
    if (witness_state_lock(arena, path, &lock, &err) != ERR_OK) {
        fail(reply, arena, &err);
        return;
    }
    cosign(service, arena, &request, path, reply);
    close(lock);
}

void witness_last_checkpoint(const struct witness_service *service, struct arena *arena,
                             struct str hex, struct witness_reply *reply)
{
    struct err err = {0};
    struct witness_state state;
    for (size_t i = 0; i < service->log_count; i++) {
        char digits[SHA256_HEX_SIZE];
        struct sha256 digest = sha256_of(service->logs[i].name);
        sha256_hex(digits, &digest);
        if (!str_is(hex, digits)) {
            continue;
        }
        const struct note_key *log = &service->logs[i];
        if (witness_state_load(arena, state_path(service, arena, log), log, &state, &err) !=
            ERR_OK) {
            fail(reply, arena, &err);
        } else if (state.checkpoint.bytes.p != NULL) {
            struct strbuf note;
            strbuf_init(&note, 2 * LIMIT_NOTE);
            witness_state_cosigned(&note, &state, service->name, service->secret);
            *reply = (struct witness_reply){200, WORDS, arena_str(arena, strbuf_view(&note))};
            strbuf_release(&note);
        } else {
            refuse(reply, arena, 404, "no checkpoint of this log was cosigned yet");
        }
        return;
    }
    refuse(reply, arena, 404, "this witness does not know a log of that origin");
}

enum err_code witness_last_size(const struct witness_service *service, struct arena *arena,
                                const struct note_key *log, uint64_t *size, struct err *err)
{
    struct witness_state state;
    TRY(witness_state_load(arena, state_path(service, arena, log), log, &state, err));
    *size = state.checkpoint.head.size;
    return ERR_OK;
}
