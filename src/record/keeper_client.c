/* See keeper_client.h. Both ways - over the socket, or a keeper in this process - go through
 * the same messages. */
#include "record/keeper_client.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/body.h"
#include "ledger/statement.h"
#include "ledger/tlogproof.h"
#include "record/exchange.h"
#include "record/keeper.h"
#include "record/keeper_calls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT_MS = 5000, STEP_US = 50000, ANSWER_SECONDS = 60, REMOVAL_SECONDS = 3600 };

struct keeper_client {
    int fd;                /* -1: own keeper */
    struct keeper *keeper; /* or NULL */
    struct strbuf out;
    struct strbuf in;
};

static void wait_at_most(int fd, int seconds)
{
    const struct timeval patience = {seconds, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    if (fd >= 0) {
        wait_at_most(fd, ANSWER_SECONDS);
    }
    return fd;
}

static enum err_code open_own(struct keeper_client *client, const struct datadir *dir,
                              bool *again, struct err *err)
{
    struct err own;
    enum err_code code = keeper_open(&client->keeper, dir, NULL, &own);
    if (code != ERR_OK && err != NULL) {
        *err = own;
    }
    *again = code == ERR_CONFLICT && strstr(own.message, "in use") != NULL;
    return code;
}

/* A server that starts or a command that ends at this moment holds the lock without a socket:
 * such a moment is waited out. */
static enum err_code reach(struct keeper_client *client, const struct datadir *dir,
                           bool may_own, struct err *err)
{
    int64_t end = clock_monotonic_ms() + WAIT_MS;
    for (;;) {
        bool again = true;
        client->fd = connect_to(dir->keeper_socket);
        if (client->fd >= 0) {
            return ERR_OK;
        }
        enum err_code code =
            may_own ? open_own(client, dir, &again, err)
                    : err_set(err, ERR_EXTERNAL, "no keeper answers at %s", dir->keeper_socket);
        if (!again || clock_monotonic_ms() > end) {
            return code;
        }
        usleep(STEP_US);
    }
}

static enum err_code open_client(struct keeper_client **opened, const struct datadir *dir,
                                 bool may_own, struct err *err)
{
    struct keeper_client *client = xcalloc(1, sizeof *client);
    client->fd = -1;
    strbuf_init(&client->out, WIRE_PREFIX + WIRE_HEAD_MAX + LIMIT_ENVELOPE);
    strbuf_init(&client->in, WIRE_PREFIX + WIRE_HEAD_MAX + LIMIT_ENVELOPE);
    enum err_code code = reach(client, dir, may_own, err);
    if (code != ERR_OK) {
        keeper_client_close(client);
        return code;
    }
    *opened = client;
    return ERR_OK;
}

enum err_code keeper_client_open(struct keeper_client **opened, const struct datadir *dir,
                                 struct err *err)
{
    return open_client(opened, dir, true, err);
}

enum err_code keeper_client_connect(struct keeper_client **opened, const struct datadir *dir,
                                    struct err *err)
{
    return open_client(opened, dir, false, err);
}

void keeper_client_close(struct keeper_client *client)
{
    if (client == NULL) {
        return;
    }
    if (client->fd >= 0) {
        close(client->fd);
    }
    keeper_close(client->keeper);
    strbuf_release(&client->out);
    strbuf_release(&client->in);
    free(client);
}

static enum err_code read_answer(struct keeper_client *client, struct wire_message *answer,
                                 struct err *err)
{
    char buffer[65536];
    size_t size = 0;
    strbuf_clear(&client->in);
    while (size == 0) {
        ssize_t n = read(client->fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            err_set(err, ERR_IO, "the keeper %s", n == 0 ? "went away" : "does not answer");
            err_hint(err, "whether the statement was taken shows in the log");
            return ERR_IO;
        }
        strbuf_add(&client->in, buffer, (size_t)n);
        TRY(strbuf_check(&client->in, "an answer of the keeper", err));
        TRY(wire_parse(strbuf_view(&client->in), answer, &size, err));
    }
    return ERR_OK;
}

static enum err_code exchange(struct keeper_client *client, struct wire_message *answer,
                              struct err *err)
{
    size_t size;
    TRY(strbuf_check(&client->out, "a message to the keeper", err));
    if (client->fd >= 0) {
        TRY(file_write_fd(client->fd, "the keeper's socket", strbuf_view(&client->out), err));
        return read_answer(client, answer, err);
    }
    struct wire_message request;
    TRY(wire_parse(strbuf_view(&client->out), &request, &size, err));
    strbuf_clear(&client->in);
    keeper_answer(client->keeper, &request, &client->in);
    TRY(strbuf_check(&client->in, "an answer of the keeper", err));
    return wire_parse(strbuf_view(&client->in), answer, &size, err);
}

static enum err_code refused(const struct js *error, struct err *err)
{
    struct str message = STR("refused without a reason");
    struct str hint = STR("");
    int64_t code = ERR_EXTERNAL;
    (void)!js_may_str(error, "message", &message, NULL);
    (void)!js_may_str(error, "hint", &hint, NULL);
    (void)!js_may_int(error, "code", ERR_NOT_FOUND, ERR_TIMEOUT, &code, NULL);
    err_set(err, (enum err_code)code, "%.*s", STR_ARG(message));
    err_hint(err, "%.*s", STR_ARG(hint));
    return (enum err_code)code;
}

/* Sends head and payload; `ok` is the answer's object in the arena, `bytes` what came with it.
 */
static enum err_code call(struct keeper_client *client, struct arena *arena,
                          struct strbuf *head, struct str payload, const struct js **ok,
                          struct str *bytes, struct err *err)
{
    struct wire_message answer;
    struct js *value;
    strbuf_clear(&client->out);
    wire_compose(&client->out, strbuf_view(head), payload);
    strbuf_release(head);
    TRY(exchange(client, &answer, err));
    TRY(js_parse(arena, arena_str(arena, answer.head), &value, err));
    if (js_member(value, "error") != NULL) {
        return refused(js_member(value, "error"), err);
    }
    TRY(js_need(value, "ok", JS_OBJECT, ok, err));
    *bytes = arena_str(arena, answer.payload);
    return ERR_OK;
}

static void begin(struct strbuf *head, struct jsonw *w, const char *op)
{
    strbuf_init(head, WIRE_HEAD_MAX);
    jsonw_init(w, head);
    jsonw_object(w);
    jsonw_member(w, "op", op);
}

static enum err_code take_receipt(const struct js *ok, struct keeper_receipt *receipt,
                                  struct err *err)
{
    struct str id;
    int64_t index;
    TRY(js_need_str(ok, "id", &id, err));
    TRY(js_need_int(ok, "index", 0, INT64_MAX, &index, err));
    snprintf(receipt->id, sizeof receipt->id, "%.*s", STR_ARG(id));
    receipt->index = (uint64_t)index;
    return ERR_OK;
}

static void begin_logged(struct strbuf *head, const char *op, const char *log, const char *type,
                         const char *subject)
{
    struct jsonw w;
    begin(head, &w, op);
    jsonw_member(&w, "log", log);
    jsonw_member(&w, "type", type);
    if (subject != NULL) {
        jsonw_member(&w, "subject", subject);
    }
    jsonw_end(&w);
}

static void begin_entry(struct strbuf *head, const char *op, const char *type,
                        const char *subject)
{
    begin_logged(head, op, "public", type, subject);
}

enum err_code keeper_append(struct keeper_client *client, struct arena *arena, const char *type,
                            const char *subject, struct str body,
                            struct keeper_receipt *receipt, struct err *err)
{
    struct strbuf head;
    const struct js *ok = NULL;
    begin_entry(&head, "append", type, subject);
    TRY(call(client, arena, &head, body, &ok, &receipt->checkpoint, err));
    return take_receipt(ok, receipt, err);
}

enum err_code keeper_append_private(struct keeper_client *client, struct arena *arena,
                                    const char *type, const char *subject, struct str body,
                                    struct keeper_receipt *receipt, struct err *err)
{
    struct strbuf head;
    const struct js *ok = NULL;
    begin_logged(&head, "append", "private", type, subject);
    TRY(call(client, arena, &head, body, &ok, &receipt->checkpoint, err));
    return take_receipt(ok, receipt, err);
}

/* op about one subject; the answer is JSON. */
static enum err_code subject_call(struct keeper_client *client, struct arena *arena,
                                  const char *op, const char *subject, struct str *json,
                                  struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    begin(&head, &w, op);
    jsonw_member(&w, "subject", subject);
    jsonw_end(&w);
    return call(client, arena, &head, STR(""), &ok, json, err);
}

enum err_code keeper_private_list(struct keeper_client *client, struct arena *arena,
                                  const char *subject, struct str *json, struct err *err)
{
    return subject_call(client, arena, "private-list", subject, json, err);
}

enum err_code keeper_submit(struct keeper_client *client, struct arena *arena, const char *type,
                            const char *subject, struct str body, struct keeper_ticket *ticket,
                            struct err *err)
{
    struct strbuf head;
    const struct js *ok = NULL;
    struct str nothing;
    begin_entry(&head, "submit", type, subject);
    TRY(call(client, arena, &head, body, &ok, &nothing, err));
    TRY(js_need_int(ok, "number", 0, INT64_MAX, &ticket->number, err));
    return js_need_int(ok, "due", 0, INT64_MAX, &ticket->due, err);
}

enum err_code keeper_submit_check(struct keeper_client *client, struct arena *arena,
                                  const char *type, const char *subject, struct str body,
                                  struct err *err)
{
    struct strbuf head;
    const struct js *ok = NULL;
    struct str nothing;
    begin_entry(&head, "submit-check", type, subject);
    return call(client, arena, &head, body, &ok, &nothing, err);
}

enum err_code keeper_gaps(struct keeper_client *client, struct arena *arena,
                          const char *subject, struct str *json, struct err *err)
{
    return subject_call(client, arena, "gaps", subject, json, err);
}

/* The scrub of a large log takes its time. */
enum err_code keeper_remove(struct keeper_client *client, struct arena *arena,
                            struct str request, bool look, struct str *answer, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    begin(&head, &w, "remove");
    jsonw_member_int(&w, "look", look);
    jsonw_end(&w);
    if (client->fd >= 0) {
        wait_at_most(client->fd, REMOVAL_SECONDS);
    }
    enum err_code code = call(client, arena, &head, request, &ok, answer, err);
    if (client->fd >= 0) {
        wait_at_most(client->fd, ANSWER_SECONDS);
    }
    return code;
}

/* op with one number, when it is not negative */
static enum err_code outbox_call(struct keeper_client *client, struct arena *arena,
                                 const char *op, int64_t number, const struct js **ok,
                                 struct str *bytes, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    begin(&head, &w, op);
    if (number >= 0) {
        jsonw_member_int(&w, "number", number);
    }
    jsonw_end(&w);
    return call(client, arena, &head, STR(""), ok, bytes, err);
}

enum err_code keeper_outbox_list(struct keeper_client *client, struct arena *arena,
                                 struct str *json, struct err *err)
{
    const struct js *ok = NULL;
    return outbox_call(client, arena, "outbox-list", -1, &ok, json, err);
}

static enum err_code outbox_number(struct keeper_client *client, const char *op, int64_t number,
                                   struct err *err)
{
    struct arena *arena = arena_new();
    const struct js *ok = NULL;
    struct str nothing;
    enum err_code code = outbox_call(client, arena, op, number, &ok, &nothing, err);
    arena_free(arena);
    return code;
}

enum err_code keeper_outbox_cancel(struct keeper_client *client, int64_t number,
                                   struct err *err)
{
    return outbox_number(client, "outbox-cancel", number, err);
}

enum err_code keeper_outbox_delay(struct keeper_client *client, int64_t minutes,
                                  struct err *err)
{
    return outbox_number(client, "outbox-delay", minutes, err);
}

enum err_code keeper_outbox_send(struct keeper_client *client, struct arena *arena,
                                 int64_t number, struct keeper_receipt *receipt,
                                 struct err *err)
{
    const struct js *ok = NULL;
    TRY(outbox_call(client, arena, "outbox-send", number, &ok, &receipt->checkpoint, err));
    return take_receipt(ok, receipt, err);
}

enum err_code keeper_sign_evidence(struct keeper_client *client, struct arena *arena,
                                   struct str payload, struct str *envelope, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    begin(&head, &w, "envelope");
    jsonw_end(&w);
    return call(client, arena, &head, payload, &ok, envelope, err);
}

enum err_code keeper_publish_blob(struct keeper_client *client, struct str bytes, char hex[65],
                                  struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    struct str nothing;
    struct str digest = STR("");
    begin(&head, &w, "blob");
    jsonw_end(&w);
    enum err_code code = call(client, arena, &head, bytes, &ok, &nothing, err);
    if (code == ERR_OK) {
        code = js_need_str(ok, "sha256", &digest, err);
    }
    snprintf(hex, 65, "%.*s", STR_ARG(digest));
    arena_free(arena);
    return code;
}

enum err_code keeper_proof(struct keeper_client *client, struct arena *arena, const char *id,
                           struct str *proof, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    begin(&head, &w, "proof");
    jsonw_member(&w, "id", id);
    jsonw_end(&w);
    return call(client, arena, &head, STR(""), &ok, proof, err);
}

enum err_code keeper_cosign(struct keeper_client *client, struct str note, const char *witness,
                            int64_t *taken, struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    struct str nothing;
    begin(&head, &w, "cosign");
    if (witness != NULL) {
        jsonw_member(&w, "witness", witness);
    }
    jsonw_end(&w);
    enum err_code code = call(client, arena, &head, note, &ok, &nothing, err);
    if (code == ERR_OK) {
        code = js_need_int(ok, "taken", 1, INT64_MAX, taken, err);
    }
    arena_free(arena);
    return code;
}

static enum err_code receive(struct keeper_client *client, struct arena *arena,
                             const char *name, const char *log_key,
                             struct exchange_received *received, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    struct str nothing;
    begin(&head, &w, "receive");
    jsonw_member(&w, "name", name);
    if (log_key != NULL) {
        jsonw_member(&w, "log_key", log_key);
    }
    jsonw_end(&w);
    TRY(call(client, arena, &head, STR(""), &ok, &nothing, err));
    return exchange_received_read(ok, received, err);
}

enum err_code keeper_receive(struct keeper_client *client, struct arena *arena,
                             const struct datadir *dir, const char *path, const char *log_key,
                             struct exchange_received *received, struct err *err)
{
    char unique[17];
    random_hex(unique, 8);
    const char *name = arena_printf(arena, "exchange-%s", unique);
    const char *copy = arena_printf(arena, "%s/%s", dir->tmp, name);
    enum err_code code = file_copy(path, copy, 0600, err);
    if (code == ERR_OK) {
        code = receive(client, arena, name, log_key, received, err);
    }
    unlink(copy);
    return code;
}

/* What the header of the next statement must say. */
static enum err_code prepare(struct keeper_client *client, struct arena *arena,
                             struct statement *header, const char *subject, struct err *err)
{
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    const struct js *prev = NULL;
    struct str nothing;
    begin(&head, &w, "prepare");
    jsonw_member_str(&w, "type", header->type);
    jsonw_member_str(&w, "by", header->by);
    if (subject != NULL) {
        jsonw_member(&w, "subject", subject);
    }
    jsonw_end(&w);
    TRY(call(client, arena, &head, STR(""), &ok, &nothing, err));
    TRY(js_need_int(ok, "at", 0, INT64_MAX, &header->at, err));
    TRY(js_need_int(ok, "seq", 0, INT64_MAX, &header->seq, err));
    TRY(js_need_str(ok, "subject", &header->subject, err));
    TRY(js_need(ok, "prev", JS_ARRAY, &prev, err));
    header->prev_count = prev->array.count;
    struct str *ids = arena_alloc(arena, (prev->array.count + 1) * sizeof *ids);
    for (size_t i = 0; i < prev->array.count; i++) {
        ids[i] = prev->array.items[i].string;
    }
    header->prev = ids;
    return ERR_OK;
}

static enum err_code hand_over(struct keeper_client *client, struct arena *arena,
                               const struct tlogproof_extra *parts,
                               struct keeper_receipt *receipt, struct err *err)
{
    struct strbuf head;
    struct strbuf payload;
    struct jsonw w;
    const struct js *ok = NULL;
    struct str id;
    int64_t index;
    strbuf_init(&payload, 2 * LIMIT_BODY);
    begin(&head, &w, "signed");
    jsonw_end(&w);
    enum err_code code = tlogproof_extra_compose(&payload, parts, err);
    if (code == ERR_OK) {
        code =
            call(client, arena, &head, strbuf_view(&payload), &ok, &receipt->checkpoint, err);
    } else {
        strbuf_release(&head);
    }
    strbuf_release(&payload);
    TRY(code);
    TRY(js_need_str(ok, "id", &id, err));
    TRY(js_need_int(ok, "index", 0, INT64_MAX, &index, err));
    snprintf(receipt->id, sizeof receipt->id, "%.*s", STR_ARG(id));
    receipt->index = (uint64_t)index;
    return ERR_OK;
}

enum err_code keeper_append_by(struct keeper_client *client, struct arena *arena,
                               const struct sig_secret *secret, const char *type,
                               const char *subject, struct str body,
                               struct keeper_receipt *receipt, struct err *err)
{
    char name[KEY_NAME_SIZE];
    struct statement header = {.type = str_of(type)};
    struct tlogproof_extra parts;
    struct strbuf note;
    key_name_of(name, &secret->public);
    header.by = str_of(name);
    TRY(canon_of(arena, body, &parts.body, err));
    TRY(prepare(client, arena, &header, subject, err));
    random_bytes(parts.salt.bytes, sizeof parts.salt.bytes);
    header.body = body_commitment(&parts.salt, header.subject, header.type, parts.body);
    strbuf_init(&note, LIMIT_LEAF);
    enum err_code code = statement_sign(&note, &header, secret, err);
    parts.entry = strbuf_view(&note);
    if (code == ERR_OK) {
        code = hand_over(client, arena, &parts, receipt, err);
    }
    strbuf_release(&note);
    return code;
}

enum err_code keeper_progress(struct keeper_client *client, const char *tool,
                              const char *benchmark, int64_t done, int64_t total,
                              struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf head;
    struct jsonw w;
    const struct js *ok = NULL;
    struct str nothing;
    begin(&head, &w, "progress");
    jsonw_member(&w, "tool", tool);
    jsonw_member(&w, "benchmark", benchmark);
    jsonw_member_int(&w, "done", done);
    jsonw_member_int(&w, "total", total);
    jsonw_end(&w);
    enum err_code code = call(client, arena, &head, STR(""), &ok, &nothing, err);
    arena_free(arena);
    return code;
}
