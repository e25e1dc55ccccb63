/* See http_engine.h.
 *
 * libmicrohttpd runs in its "external" mode: the thread is ours, it waits on the library's
 * epoll set and on quit_fd. A refusal goes out in the library's first call, before it reads any
 * body: the library then closes a connection whose client announced one. What is let in is
 * answered once its body is there, which a handler that wants none never lets happen.
 *
 * Its own checks are off where ours are stricter (MHD_OPTION_STRICT_FOR_CLIENT): its refusals
 * carry none of our fields, and one made after the last field is sent with its head twice. Only
 * a Content-Length that is no number it refuses before it asks us.
 *
 * The library is loaded by those programs' runs that listen: it brings eight others (GnuTLS
 * among them), whose loading costs every other command more than its own start.
 *
 * The library only knows how long a connection was silent. Here each has a deadline by which a
 * head must be there whole, or a reply gone out, so that a byte now and then keeps nothing
 * occupied. */
#include "http/http_engine.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    SILENCE_SECONDS = 30,
    HEAD_MS = 15000,
    REPLY_MS = 60000,       /* and */
    SLOWEST_BYTES_A_MS = 8, /* of a large reply */
    STREAM_MS = 7200000,    /* of one that is made while it is sent, at most */
    BLOCK = 32768,          /* of it at a time */
    PIECE_MAX = 16 * LIMIT_BODY,
    SWEEP_MS = 500,
    GRACE_MS = 1000,
    MEMORY = 2 * LIMIT_HTTP_HEAD, /* of a connection: a head and the fields of its reply */
    FIELDS_MAX = 128
};

/* ---- the library ---- */

/* Named by its ABI: what microhttpd.h of the build declares. */
static const char library_name[] = "libmicrohttpd.so.12";

#define LIBRARY_FUNCTIONS(X)                                                                   \
    X(add_response_header)                                                                     \
    X(create_response_from_buffer_with_free_callback_cls)                                      \
    X(create_response_from_callback)                                                           \
    X(create_response_from_fd64)                                                               \
    X(destroy_response)                                                                        \
    X(get_connection_info)                                                                     \
    X(get_connection_values_n)                                                                 \
    X(get_daemon_info)                                                                         \
    X(get_timeout)                                                                             \
    X(queue_response)                                                                          \
    X(quiesce_daemon)                                                                          \
    X(run)                                                                                     \
    X(run_wait)                                                                                \
    X(set_response_options)                                                                    \
    X(start_daemon)                                                                            \
    X(stop_daemon)

#define DECLARE(name) __typeof__ (&MHD_##name)(name);
static struct {
    void *handle;
    LIBRARY_FUNCTIONS(DECLARE)
    char why[256]; /* it could not be loaded */
} mhd;

static void *function_of(const char *name)
{
    void *function = mhd.handle != NULL ? dlsym(mhd.handle, name) : NULL;
    if (function == NULL && mhd.why[0] == '\0') {
        const char *why = dlerror();
        snprintf(mhd.why, sizeof mhd.why, "%s", why != NULL ? why : name);
    }
    return function;
}

/* SOURCE: POSIX.1-2017, dlsym(): a function's address is taken from the object pointer so. */
static void load_once(void)
{
    mhd.handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
#define FIND(name) *(void **)(&mhd.name) = function_of("MHD_" #name);
    LIBRARY_FUNCTIONS(FIND)
#undef FIND
}

enum err_code http_engine_load(struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load_once);
    if (mhd.why[0] != '\0') {
        err_set(err, ERR_EXTERNAL, "cannot load %s: %s", library_name, mhd.why);
        err_hint(err, "install GNU libmicrohttpd, on Debian the package libmicrohttpd12");
        return ERR_EXTERNAL;
    }
    return ERR_OK;
}

/* ---- connections and requests ---- */

/* One connection. */
struct peer {
    struct peer *next, *previous;
    int fd;
    int64_t deadline_ms;
    bool busy; /* between a head and the end of its reply */
};

/* One request, from its first line to the end of its reply. */
struct request {
    bool let_in;        /* the first call is past */
    struct strbuf body; /* begun with its first bytes */
    char target[];      /* as sent: the library cuts its own copy at "?" and "&" */
};

struct http_engine {
    struct MHD_Daemon *daemon;
    struct http_handler handler;
    struct peer peers; /* ring */
    size_t busy;
    int head_ms;
};

static struct peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        mhd.get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

static void add_peer(struct http_engine *engine, struct MHD_Connection *connection,
                     void **context)
{
    const union MHD_ConnectionInfo *info =
        mhd.get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct peer *peer = xcalloc(1, sizeof *peer);
    *peer = (struct peer){.next = engine->peers.next,
                          .previous = &engine->peers,
                          .fd = info->connect_fd,
                          .deadline_ms = clock_monotonic_ms() + engine->head_ms};
    peer->next->previous = peer;
    engine->peers.next = peer;
    *context = peer;
}

static void set_busy(struct http_engine *engine, struct peer *peer, bool busy)
{
    engine->busy += (size_t)busy - (size_t)peer->busy;
    peer->busy = busy;
}

static void on_connection(void *data, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct http_engine *engine = data;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        add_peer(engine, connection, context);
        return;
    }
    struct peer *peer = *context;
    set_busy(engine, peer, false);
    peer->previous->next = peer->next;
    peer->next->previous = peer->previous;
    free(peer);
    *context = NULL;
}

static void *on_target(void *data, const char *target, struct MHD_Connection *connection)
{
    (void)connection;
    size_t length = target != NULL ? strlen(target) : 0;
    struct request *request = xmalloc(sizeof *request + length + 1);
    request->let_in = false;
    strbuf_init(&request->body, ((struct http_engine *)data)->handler.body_max);
    memcpy(request->target, target != NULL ? target : "", length + 1);
    return request;
}

static void on_completed(void *data, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode code)
{
    struct http_engine *engine = data;
    struct peer *peer = peer_of(connection);
    (void)code;
    if (peer != NULL) {
        set_busy(engine, peer, false);
        peer->deadline_ms = clock_monotonic_ms() + engine->head_ms;
    }
    if (*context != NULL) {
        strbuf_release(&((struct request *)*context)->body);
    }
    free(*context);
    *context = NULL;
}

static size_t leave_escaped(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data;
    (void)connection;
    return strlen(text);
}

static void on_message(void *data, const char *format, va_list args) PRINTF_LIKE(2, 0);
static void on_message(void *data, const char *format, va_list args)
{
    char words[256];
    (void)data;
    vsnprintf(words, sizeof words, format, args);
    log_event(LOG_DEBUG, "http-library", "%s", words);
}

struct gathered {
    struct http_field fields[FIELDS_MAX];
    size_t count;
    bool too_many;
};

/* Name and value lie where they were received, so their distance tells what stood between. */
static enum MHD_Result gather(void *data, enum MHD_ValueKind kind, const char *name,
                              size_t name_length, const char *value, size_t value_length)
{
    struct gathered *gathered = data;
    (void)kind;
    if (gathered->count == FIELDS_MAX) {
        gathered->too_many = true;
        return MHD_NO;
    }
    struct http_field *field = &gathered->fields[gathered->count++];
    field->name = str_n(name, name_length);
    field->value = str_trim(str_n(value != NULL ? value : "", value_length));
    field->span = value != NULL ? (size_t)((uintptr_t)value - (uintptr_t)name) + value_length
                                : name_length + 1;
    return MHD_YES;
}

static struct http_head head_of(struct MHD_Connection *connection, struct gathered *gathered,
                                const char *method, const char *version, const char *target)
{
    const union MHD_ConnectionInfo *info =
        mhd.get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    gathered->count = 0;
    gathered->too_many = false;
    mhd.get_connection_values_n(connection, MHD_HEADER_KIND, gather, gathered);
    /* a size that cannot be is refused by the guard */
    size_t size = info == NULL || gathered->too_many ? SIZE_MAX : info->header_size;
    return (struct http_head){.method = str_of(method),
                              .target = str_of(target),
                              .version = str_of(version),
                              .fields = gathered->fields,
                              .count = gathered->count,
                              .size = size};
}

static void drop_answer(void *answer)
{
    http_answer_drop(answer);
}

static bool add_fields(struct MHD_Response *response, const struct http_reply *reply)
{
    for (size_t i = 0; i < reply->count; i++) {
        if (mhd.add_response_header(response, reply->fields[i].name, reply->fields[i].value) !=
            MHD_YES) {
            return false;
        }
    }
    return true;
}

/* An answer whose body is made while it is sent. */
struct sending {
    struct http_answer *answer; /* one reference */
    struct peer *peer;          /* lives as long as the library asks for more */
    struct strbuf piece;
    size_t taken; /* of the piece */
    bool more;
    int64_t end_ms; /* then it must have gone out */
};

/* At least one byte, or the end. */
static bool fill_piece(struct sending *sending)
{
    struct err err = {0};
    while (sending->more && sending->taken == sending->piece.n) {
        strbuf_clear(&sending->piece);
        sending->taken = 0;
        if (sending->answer->pieces.next(sending->answer->pieces.data, &sending->piece,
                                         &sending->more, &err) != ERR_OK) {
            log_err("reply-failed", &err);
            return false;
        }
    }
    return true;
}

/* Whoever takes it slowly gets as long as for a page after each piece, up to a bound: as long
 * as it is being made the database keeps what it is made from. */
static ssize_t pull(void *data, uint64_t position, char *buffer, size_t max)
{
    struct sending *sending = data;
    size_t n = 0;
    (void)position;
    int64_t next = clock_monotonic_ms() + REPLY_MS;
    sending->peer->deadline_ms = next < sending->end_ms ? next : sending->end_ms;
    while (n < max) {
        if (!fill_piece(sending)) {
            return MHD_CONTENT_READER_END_WITH_ERROR;
        }
        size_t left = sending->piece.n - sending->taken;
        size_t take = left < max - n ? left : max - n;
        if (take == 0) {
            break;
        }
        memcpy(buffer + n, sending->piece.p + sending->taken, take);
        sending->taken += take;
        n += take;
    }
    return n > 0 ? (ssize_t)n : MHD_CONTENT_READER_END_OF_STREAM;
}

static void end_sending(void *data)
{
    struct sending *sending = data;
    strbuf_release(&sending->piece);
    http_answer_drop(sending->answer);
    free(sending);
}

static struct MHD_Response *stream_of(const struct http_reply *reply, struct peer *peer)
{
    struct sending *sending = xcalloc(1, sizeof *sending);
    sending->answer = http_answer_hold(reply->answer);
    sending->peer = peer;
    sending->more = true;
    sending->end_ms = clock_monotonic_ms() + STREAM_MS;
    strbuf_init(&sending->piece, PIECE_MAX);
    struct MHD_Response *response =
        mhd.create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, pull, sending, end_sending);
    if (response == NULL) {
        end_sending(sending);
    } else if (reply->head) {
        /* else the library sends the last chunk of a body that there is not */
        mhd.set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    }
    return response;
}

static struct MHD_Response *content_of(const struct http_reply *reply, struct peer *peer)
{
    if (reply->stream) {
        return stream_of(reply, peer);
    }
    if (!reply->file) {
        return mhd.create_response_from_buffer_with_free_callback_cls(
            reply->body.n, (void *)(uintptr_t)reply->body.p, drop_answer,
            http_answer_hold(reply->answer));
    }
    int fd = fcntl(reply->answer->fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) {
        return NULL;
    }
    struct MHD_Response *response = mhd.create_response_from_fd64(reply->answer->file_size, fd);
    if (response == NULL) {
        close(fd);
    }
    return response;
}

/* NULL when memory or descriptors ran out. */
static struct MHD_Response *response_of(struct http_reply *reply, struct peer *peer)
{
    struct MHD_Response *response = content_of(reply, peer);
    http_reply_fields(reply);
    if (response != NULL && !add_fields(response, reply)) {
        mhd.destroy_response(response);
        response = NULL;
    }
    return response;
}

static void destroy_response(void *response)
{
    mhd.destroy_response(response);
}

/* Makes the response or, for a page that a cache keeps, takes the one made this second.
 * *lent: it is the answer's, not to be destroyed. */
static struct MHD_Response *find_response(struct http_reply *reply, struct peer *peer,
                                          bool *lent)
{
    struct http_answer *answer = reply->answer;
    *lent =
        answer->kept && !reply->file && !reply->stream && !reply->close && reply->status != 304;
    if (!*lent) {
        return response_of(reply, peer);
    }
    if (answer->prepared[reply->zipped].response == NULL ||
        answer->prepared[reply->zipped].second != reply->now) {
        http_answer_unprepare(answer);
        answer->unprepare = destroy_response;
        answer->prepared[reply->zipped].response = response_of(reply, peer);
        answer->prepared[reply->zipped].second = reply->now;
    }
    return answer->prepared[reply->zipped].response;
}

static enum MHD_Result send_reply(struct http_engine *engine, struct MHD_Connection *connection,
                                  struct http_reply *reply)
{
    bool lent;
    enum MHD_Result queued = MHD_NO;
    struct peer *peer = peer_of(connection);
    uint64_t size = reply->file ? reply->answer->file_size : reply->body.n;
    struct MHD_Response *response = find_response(reply, peer, &lent);
    if (response == NULL) {
        log_event(LOG_ERROR, "reply-failed", "the library made no response");
    } else {
        set_busy(engine, peer, true);
        peer->deadline_ms =
            clock_monotonic_ms() + REPLY_MS + (int64_t)(size / SLOWEST_BYTES_A_MS);
        queued = mhd.queue_response(connection, (unsigned)reply->status, response);
    }
    if (response != NULL && !lent) {
        mhd.destroy_response(response);
    }
    http_answer_drop(reply->answer);
    return queued;
}

/* The guard let in a stated length below the limit; more than that ends the connection. */
static enum MHD_Result take_body(struct request *request, size_t max, const char *bytes,
                                 size_t *length)
{
    if (*length > max - request->body.n) {
        return MHD_NO;
    }
    strbuf_add(&request->body, bytes, *length);
    *length = 0;
    return MHD_YES;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_size, void **context)
{
    struct http_engine *engine = data;
    struct request *request = *context;
    struct gathered gathered;
    struct http_reply reply;
    const struct http_handler *handler = &engine->handler;
    (void)url;
    if (request->let_in && *upload_size > 0) {
        return take_body(request, handler->body_max, upload, upload_size);
    }
    const struct http_head head =
        head_of(connection, &gathered, method, version, request->target);
    if (!request->let_in && !handler->refuses(handler->data, &head, &reply)) {
        request->let_in = true;
        return MHD_YES;
    }
    if (request->let_in) {
        handler->reply(handler->data, &head, strbuf_view(&request->body), &reply);
    }
    return send_reply(engine, connection, &reply);
}

enum err_code http_engine_start(struct http_engine **engine,
                                const struct http_engine_plan *plan, struct err *err)
{
    TRY(http_engine_load(err));
    struct http_engine *made = xcalloc(1, sizeof *made);
    int fd = fcntl(plan->listen_fd, F_DUPFD_CLOEXEC, 0);
    made->handler = plan->handler;
    made->head_ms = plan->head_ms > 0 ? plan->head_ms : HEAD_MS;
    made->peers.next = &made->peers;
    made->peers.previous = &made->peers;
    if (fd >= 0) {
        made->daemon = mhd.start_daemon(
            MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, made,
            MHD_OPTION_EXTERNAL_LOGGER, on_message, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY, MHD_OPTION_CONNECTION_LIMIT,
            plan->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (plan->connections + 1) / 2,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,
            MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
            MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_URI_LOG_CALLBACK,
            on_target, made, MHD_OPTION_NOTIFY_COMPLETED, on_completed, made,
            MHD_OPTION_NOTIFY_CONNECTION, on_connection, made, MHD_OPTION_END);
    }
    if (made->daemon == NULL) {
        if (fd >= 0) {
            close(fd);
        }
        free(made);
        return err_set(err, ERR_EXTERNAL, "libmicrohttpd does not start");
    }
    *engine = made;
    return ERR_OK;
}

/* Half a head and no more to come: the library would wait for the rest. */
static bool has_left(const struct peer *peer)
{
    char byte;
    return !peer->busy && recv(peer->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Cuts off who is past the deadline or gone; the library then sees the end of the connection.
 */
static void sweep(struct http_engine *engine)
{
    int64_t now = clock_monotonic_ms();
    for (struct peer *peer = engine->peers.next; peer != &engine->peers; peer = peer->next) {
        if (now > peer->deadline_ms || has_left(peer)) {
            shutdown(peer->fd, SHUT_RDWR);
        }
    }
}

static int wait_ms(struct http_engine *engine)
{
    MHD_UNSIGNED_LONG_LONG left;
    if (engine->peers.next == &engine->peers) {
        return -1;
    }
    return mhd.get_timeout(engine->daemon, &left) == MHD_YES && left < SWEEP_MS ? (int)left
                                                                                : SWEEP_MS;
}

/* What is being sent may end; nobody new is let in. */
static void finish(struct http_engine *engine)
{
    int64_t end = clock_monotonic_ms() + GRACE_MS;
    int listener = mhd.quiesce_daemon(engine->daemon);
    while (engine->busy > 0 && clock_monotonic_ms() < end) {
        mhd.run_wait(engine->daemon, 20);
    }
    if (listener >= 0) {
        close(listener);
    }
}

enum err_code http_engine_run(struct http_engine *engine, int quit_fd, struct err *err)
{
    int epoll_fd = mhd.get_daemon_info(engine->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    struct pollfd waits[] = {{quit_fd, POLLIN, 0}, {epoll_fd, POLLIN, 0}};
    int64_t swept = 0;
    for (;;) {
        if (engine->handler.turn != NULL) {
            engine->handler.turn(engine->handler.data);
        }
        if (mhd.run(engine->daemon) != MHD_YES) {
            return err_set(err, ERR_EXTERNAL, "libmicrohttpd stopped");
        }
        if (poll(waits, 2, wait_ms(engine)) > 0 && waits[0].revents != 0) {
            finish(engine);
            return ERR_OK;
        }
        if (clock_monotonic_ms() - swept >= SWEEP_MS) {
            sweep(engine);
            swept = clock_monotonic_ms();
        }
    }
}

void http_engine_stop(struct http_engine *engine)
{
    if (engine != NULL) {
        mhd.stop_daemon(engine->daemon);
        free(engine);
    }
}
